"""The rivers of stories: the front page, a section, a source, a day. By hashtag: see `tags.listings`."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from articles.cards import Row
from articles.models import Article
from newsroom.lib.keyset import EARLIEST, LATEST, Cursor, Page, page

PAGE_LENGTH = 20


class NoSuchDay(ValueError):
    """The day lies at an end of the calendar, where no time zone can follow."""


def latest(
    articles: QuerySet[Article],
    *,
    before: Cursor | None = None,
    between: tuple[datetime, datetime] | None = None,
    limit: int = PAGE_LENGTH,
) -> Page[Row]:
    """The newest of some stories (`Article.objects.shown()…`), or those `between` two instants (the second excluded).

    One query, on an index that ends in the date.
    """
    rows = articles.values_list("id", "published_at", "version")
    found = page(
        rows,
        time="published_at",
        id="id",
        before=before,
        between=between,
        limit=limit,
        cursor_of=lambda row: Row._make(row).cursor,
    )
    return Page([Row._make(row) for row in found.rows], found.older)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day in the site's zone, and that of the next day. Raises `NoSuchDay`."""
    try:
        midnights = (datetime.combine(each, time.min) for each in (day, day + timedelta(days=1)))
        start, end = (timezone.make_aware(midnight) for midnight in midnights)
    except (ValueError, OverflowError):
        raise NoSuchDay from None
    if start < EARLIEST or end > LATEST:
        raise NoSuchDay
    return start, end
