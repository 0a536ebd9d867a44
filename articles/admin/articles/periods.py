"""The years, months and days above the list of stories: where one is, and one step further in."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article


@dataclass(frozen=True)
class Period:
    """`on` is how the query string says it: 2026, 2026-11, 2026-11-24; empty for all time."""

    on: str
    label: str


def above(on: str) -> list[Period]:
    """The periods that this one lies in, the widest first, and itself."""
    parts = on.split("-") if on else []
    return [_period("-".join(parts[: length + 1])) for length in range(len(parts))]


def within(on: str) -> list[Period]:
    """The years in which something was published, the months of a year, the days of a month. At most two queries."""
    if not on:
        return [_period(f"{year:04}") for year in _years()]
    if len(on) == len("2026"):
        return [_period(f"{on}-{month:02}") for month in range(1, 13)]
    if len(on) == len("2026-11"):
        year, month = (int(part) for part in on.split("-"))
        return [_period(f"{on}-{day:02}") for day in range(1, monthrange(year, month)[1] + 1)]
    return []


def _years() -> range:
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    ends = [published.order_by(*order).values_list("published_at", flat=True).first() for order in ORDERS]
    first, last = (timezone.localtime(end).year if end else 0 for end in ends)
    return range(last, first - 1, -1) if last else range(0)


def _period(on: str) -> Period:
    parts = [int(part) for part in on.split("-")]
    day = date(*[*parts, 1, 1][:3])
    formats = {1: "Y", 2: "YEAR_MONTH_FORMAT", 3: "DATE_FORMAT"}
    return Period(on, date_format(day, formats[len(parts)]))


ORDERS = [("published_at", "id"), ("-published_at", "-id")]
