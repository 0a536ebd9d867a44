"""Who works here and how they come in: the people, their passwords, second factors and sessions.

What a session still owes before the desk opens is in `articles.desk.doors`, which the desk asks.
"""
