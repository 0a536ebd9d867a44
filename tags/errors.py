"""What can go wrong with hashtags, in words an editor understands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.errors import NewsroomError

if TYPE_CHECKING:
    from tags.models import Tag


class HashtagError(NewsroomError):
    """The base of every error of this app."""


class NameTaken(HashtagError):
    """The name is another hashtag's, `tag`: merging may be what is wanted."""

    def __init__(self, message: str, tag: "Tag | None") -> None:
        super().__init__(message)
        self.tag = tag


class MergeBlocked(HashtagError):
    """The merge, or its undoing, cannot be; `blockers` are the reasons, one sentence each."""

    def __init__(self, blockers: Sequence[str]) -> None:
        super().__init__(" ".join(blockers))
        self.blockers = list(blockers)
