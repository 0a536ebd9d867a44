"""The desk's screens of this app: a file for each thing."""

from articles.admin import articles, house, images

__all__ = ["articles", "house", "images"]
