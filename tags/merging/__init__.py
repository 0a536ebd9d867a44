"""Merging one hashtag into another, and undoing it: one transaction, and as many statements for a million stories as
for one. See docs/adr/0010-merging-hashtags.md.
"""

from tags.merging.joining import merge
from tags.merging.planning import Plan, dry_run
from tags.merging.undoing import UndoPlan, undo, undo_dry_run

__all__ = ["Plan", "UndoPlan", "dry_run", "merge", "undo", "undo_dry_run"]
