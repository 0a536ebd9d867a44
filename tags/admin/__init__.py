"""The desk's screens of hashtags: the list, the page of one, renaming, aliases, merging, and what looks alike."""

from tags.admin.screen import TagAdmin

__all__ = ["TagAdmin"]
