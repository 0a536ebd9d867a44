"""The listings by hashtag: each is one range of the index (tag, published_at, story)."""

from datetime import datetime
from typing import Any

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
    shown = Tagging.objects.shown().filter(tag=tag)
    if between is not None:
        shown = shown.filter(published_at__gte=between[0], published_at__lt=between[1])
    rows = shown.values_list("content_object_id", "published_at", "content_object__version")
    found = page(
        rows,
        time="published_at",
        id="content_object_id",
        before=before,
        limit=limit,
        cursor_of=lambda row: _row(row).cursor,
    )
    return Page([_row(row) for row in found.rows], found.older)


def _row(row: tuple[Any, ...]) -> Row:
    return Row(*row)
