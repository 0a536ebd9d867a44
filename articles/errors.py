"""What can go wrong in the newsroom, in words an editor understands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from articles.models import Revision


class NewsroomError(Exception):
    """The base of every error of this app."""


class NotAllowed(NewsroomError, PermissionDenied):
    """The person may not take this step; Django answers it with 403."""


class TransitionError(NewsroomError):
    """The step is blocked; `blockers` are the reasons, one sentence each."""

    def __init__(self, blockers: Sequence[str]) -> None:
        super().__init__(" ".join(blockers))
        self.blockers = list(blockers)


class EditConflict(NewsroomError):
    """Somebody else changed the story since this copy of it was read; `theirs` is the newest revision, where known."""

    def __init__(self, message: str, *, theirs: "Revision | None" = None) -> None:
        super().__init__(message)
        self.theirs = theirs


class Busy(EditConflict):
    """Somebody else holds what this needs for longer than one waits: the same again in a moment will do."""


class UnusableContent(NewsroomError):
    """Words that cannot be stored; `reasons` are sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class InUse(NewsroomError):
    """What is used cannot be removed; the message says by how many."""
