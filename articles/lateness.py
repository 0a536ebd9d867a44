"""How late what `manage.py publish_due` makes is: planned changes, and stories that expired and are to be withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Max, Min, QuerySet
from django.utils import timezone

from articles.models import Article, Event, Plan

NONE = timedelta(0)


@dataclass(frozen=True)
class Lateness:
    """How long the oldest thing that is due waits, and how late the latest of the last day was."""

    overdue: timedelta
    latest: timedelta

    @property
    def minutes(self) -> int:
        """Of what is overdue."""
        return self.overdue // timedelta(minutes=1)


def lateness(now: datetime | None = None) -> Lateness:
    """Four quick questions."""
    now = now or timezone.now()
    oldest = [
        Plan.objects.due(now).aggregate(oldest=Min("due_at"))["oldest"],
        Article.objects.expired(now).aggregate(oldest=Min("expires_at"))["oldest"],
    ]
    settled = Plan.objects.filter(outcome__in=[Plan.Outcome.DONE, Plan.Outcome.FAILED])
    yesterday = now - timedelta(days=1)
    latest = [
        _longest(settled.filter(done_at__gt=yesterday), "due_at", "done_at"),
        _longest(Event.objects.of_expiries().filter(at__gt=yesterday), "article__expires_at", "at"),
    ]
    return Lateness(
        overdue=max([NONE, *(now - date for date in oldest if date)]),
        latest=max([NONE, *(late for late in latest if late)]),
    )


def _longest(rows: QuerySet[Plan] | QuerySet[Event], begins: str, ends: str) -> timedelta | None:
    took = ExpressionWrapper(F(ends) - F(begins), output_field=DurationField())
    longest: timedelta | None = rows.aggregate(longest=Max(took))["longest"]
    return longest
