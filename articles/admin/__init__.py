"""The desk's screens of this app: a file for each thing."""

from articles.admin import articles, assignments, comments, house, images, log, notices, plans

__all__ = ["articles", "assignments", "comments", "house", "images", "log", "notices", "plans"]
