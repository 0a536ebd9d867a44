"""What every screen of the editors' desk stands on: the one admin site, the base ModelAdmin, and their rules.

The screens themselves are in `articles.admin`, `tags.admin` and `newsroom.admin`.
"""
