"""The listings by hashtag: each is one range of the index (tag, published_at, story)."""

from datetime import datetime
from functools import cache

from django.db.models import QuerySet

from articles.cards import Row
from articles.listings import PAGE_LENGTH
from newsroom.lib.keyset import Cursor, Page, page
from tags.models import Tag, Tagging


def latest(
    tag: Tag,
    *,
    before: Cursor | None = None,
    between: tuple[datetime, datetime] | None = None,
    limit: int = PAGE_LENGTH,
) -> Page[Row]:
    """The newest stories of a hashtag, or those `between` two instants (the second one excluded).

    One query whose cost does not depend on how many stories there are, how popular the tag is, or how deep the page.
    """
    found = page(
        _rows().filter(tag=tag),
        time="published_at",
        id="content_object_id",
        before=before,
        between=between,
        limit=limit,
        cursor_of=lambda row: Row._make(row).cursor,
    )
    return Page([Row._make(row) for row in found.rows], found.older)


@cache  # building a query costs more than asking it
def _rows() -> QuerySet[Tagging, tuple[int, datetime | None, int]]:  # (none has no date)
    return Tagging.objects.shown().values_list("content_object_id", "published_at", "content_object__version")
