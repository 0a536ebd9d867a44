"""The listings by hashtag: each is one range of the index (tag, published_at, story)."""

from datetime import datetime

from django.db.models import BigIntegerField

from articles.cards import Row
from articles.listings import PAGE_LENGTH
from newsroom.lib.keyset import Cursor, Keyset, Page
from newsroom.lib.question import Given
from tags.models import Tag, Tagging

_RIVER = Keyset(
    lambda: (
        Tagging.objects.shown()
        .filter(tag=Given("tag", BigIntegerField()))
        .values_list("content_object_id", "published_at", "content_object__version")
    ),
    time="published_at",
    id="content_object_id",
    row=Row._make,
)


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
    return _RIVER.page(before=before, between=between, limit=limit, tag=tag.pk)
