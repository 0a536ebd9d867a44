"""The rivers of stories: the front page, a section, a source, a day. By hashtag: see `tags.listings`."""

from datetime import date, datetime, time, timedelta

from django.db.models import BigIntegerField
from django.utils import timezone

from articles.cards import Row
from articles.models import Article, Section, Source
from newsroom.lib.keyset import EARLIEST, LATEST, Cursor, Keyset, Page
from newsroom.lib.question import Given

PAGE_LENGTH = 20


def _river(**of: Given) -> Keyset[Row]:
    return Keyset(
        lambda: Article.objects.shown().filter(**of).values_list("id", "published_at", "version"),
        time="published_at",
        id="id",
        row=Row._make,
    )


_ALL = _river()
_OF = {Section: _river(section=Given("of", BigIntegerField())), Source: _river(source=Given("of", BigIntegerField()))}


class NoSuchDay(ValueError):
    """The day lies at an end of the calendar, where no time zone can follow."""


def latest(
    of: Section | Source | None = None,
    *,
    before: Cursor | None = None,
    between: tuple[datetime, datetime] | None = None,
    limit: int = PAGE_LENGTH,
) -> Page[Row]:
    """The newest stories, all or those of one place, or those `between` two instants (the second excluded).

    One query, on an index that ends in the date.
    """
    if of is None:
        return _ALL.page(before=before, between=between, limit=limit)
    return _OF[type(of)].page(before=before, between=between, limit=limit, of=of.pk)


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
