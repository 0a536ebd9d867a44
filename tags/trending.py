"""Trending hashtags: those with more stories in the last 24 hours than is usual for them.

All of it is read off the rows of `Tagging`, in ranges of the index of the hashtag page: one a hashtag for the last day,
one of four weeks for those that had more than one story in it, and the days of the few that are left. See
docs/adr/0015-trending-and-related.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import batched
from math import sqrt

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Epoch
from newsroom.lib.connection_settings import unhurried
from tags.models import Tag, Tagging
from tags.models.trend import SHOWN, VALID, Trend

DAY = timedelta(days=1)
USUAL_DAYS = 28  # before the last 24 hours
DAYS_DRAWN = 14
AT_LEAST = 2  # stories in 24 hours: one is no trend
ABOVE = 1.5  # usual swings above what is usual
MEASURED = 3 * SHOWN  # the days of so many are counted, since expiring stories are left out only then
TAGS_A_QUERY = 1_000
ATTEMPTS = 3


def refresh() -> bool:
    """Count everything anew; whether that could be written.

    What was counted while a story was taken back is counted once more, and given up where that goes on: the figures
    that are there hold for some hours.
    """
    return any(_counted_whole() for _attempt in range(ATTEMPTS))


def _counted_whole() -> bool:
    numbers = Epoch.objects.numbers()
    with unhurried():
        trends = _trends(timezone.now())
    with transaction.atomic():
        Epoch.objects.select_for_update().get(pk=Epoch.STORIES)  # nothing is taken back from here on
        if Epoch.objects.numbers() != numbers:
            return False
        Trend.objects.all().delete()
        Trend.objects.bulk_create(trends)
    return True


def count_anew(tags: Iterable[int]) -> None:
    """Those of these hashtags that are trending, after some of their stories were changed or taken back."""
    known = list(Trend.objects.filter(tag__in=tags).values_list("pk", flat=True))
    if known:
        now = timezone.now()
        trends = _measured(known, _usual(known, now), now)
        Trend.objects.filter(tag__in=known).delete()
        Trend.objects.bulk_create(trends)


def score(today: int, usual: float) -> float:
    """By how many of its usual swings a day is above the usual.

    A swing is chance (the root of what is expected, one more for what is hardly ever there) and a quarter of the usual,
    by which working days and Sundays differ.
    """
    return (today - usual) / sqrt(1 + usual + (usual / 4) ** 2)


def _trends(now: datetime) -> list[Trend]:
    today = dict(_counts(Tag.objects.canonical().filter(hidden=False), now - DAY, now))
    busy = [tag for tag, stories in today.items() if stories >= AT_LEAST]
    usual = _usual(busy, now)
    busy.sort(key=lambda tag: -score(today[tag], usual[tag]))
    return sorted(_measured(busy[:MEASURED], usual, now), key=lambda trend: -trend.score)[: 2 * SHOWN]


def _usual(tags: Iterable[int], now: datetime) -> Mapping[int, float]:
    """How many stories a day each had in the four weeks before."""
    before = now - DAY
    return {
        tag: stories / USUAL_DAYS
        for some in batched(tags, TAGS_A_QUERY, strict=False)
        for tag, stories in _counts(Tag.objects.filter(pk__in=some), before - USUAL_DAYS * DAY, before)
    }


def _counts(tags: QuerySet[Tag], after: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    """How many stories each hashtag had in a stretch of time: a range of the index for each."""
    rows = Tagging.objects.filter(tag=OuterRef("pk"), published_at__gt=after, published_at__lte=until)
    number = rows.order_by().values("tag").annotate(number=Count("tag")).values("number")
    counted = tags.order_by("pk").annotate(stories=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    yield from counted.values_list("pk", "stories")


def _measured(tags: Iterable[int], usual: Mapping[int, float], now: datetime) -> list[Trend]:
    """The trends among these hashtags, day by day, of stories that readers will see as long as this is shown."""
    starts = [now - days * DAY for days in range(DAYS_DRAWN, 0, -1)]
    days = {
        f"day{place}": Count("tag", filter=Q(published_at__gt=start, published_at__lte=start + DAY))
        for place, start in enumerate(starts)
    }
    rows = Tagging.objects.live(for_another=VALID).filter(tag__in=tags, published_at__gt=starts[0])
    counted = rows.order_by().values("tag").annotate(**days).values_list("tag", *days)
    found = [
        Trend(tag_id=tag, score=score(numbers[-1], usual[tag]), days=numbers, counted_at=now)
        for tag, *numbers in counted
    ]
    return [trend for trend in found if trend.today >= AT_LEAST and trend.score >= ABOVE]
