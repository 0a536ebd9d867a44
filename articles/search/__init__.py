"""Search in what readers see: the question, the index that each database has, and the page of stories found.

query     what somebody typed → a `Query`
index     a `Query` as a condition on `SearchText`, and what SQLite needs for it
finding   the newest stories that fit, at a bounded cost
ranking   the best of them first
marks     the words found, marked in headline and text
"""
