"""Leaf helpers that know no model: text, HTML, keyset paging, cache policies, times. They import no app."""
