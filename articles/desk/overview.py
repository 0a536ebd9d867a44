"""What the desk opens with: what waits for this person, what is about to come, what came, and what went wrong.

Every figure is counted up to `MOST` and no further, each along one index, and has the address of the list it counts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.desk.stories import Asked, Shown, find
from articles.lateness import Lateness, lateness
from articles.listings import day_bounds
from articles.models import Article, ImportRun, Notice, Plan, Revision

MOST = 1_000  # stories counted for one figure
MOST_LIVE = 5_000
FIRST = 5  # headlines that stand below a figure
HOURS = 24
PATIENCE = timedelta(minutes=2)  # before a planned change is called late
FAILED_SHOWN = timedelta(days=3)


@dataclass(frozen=True)
class Figure:
    """How many stories wait, up to `MOST`, the first of them, and the address of all."""

    name: str
    label: Any
    count: int
    more: bool
    url: str
    first: Sequence[Article]


@dataclass(frozen=True)
class Hour:
    begins: datetime
    count: int
    share: int  # of the fullest hour, per cent
    url: str


@dataclass(frozen=True)
class Overview:
    waiting: list[Figure]
    unread: int  # notices, up to `MOST`
    schedule: list["Coming"]
    schedule_url: str
    hours: list[Hour]
    live: int
    live_more: bool
    live_url: str
    failures: list[ImportRun]
    failed_plans: list[Plan]
    lateness: Lateness | None  # for those who look after the machine


@dataclass(frozen=True)
class Coming:
    """What readers will see at a time: a story for the first time, or new words of one, which may be late."""

    when: datetime
    article: Article
    is_change: bool = False
    late: int = 0  # minutes


def overview(user: User) -> Overview:
    """At most eleven queries, whatever the size of the newsroom."""
    now = timezone.now()
    hours, live_more = live_by_hour(now)
    plans = plans_for(user, now)
    return Overview(
        waiting=list(waiting_for(user)),
        unread=len(Notice.objects.to(user).unread().values_list("pk")[:MOST]),
        schedule=schedule_of_today(user, now, [plan for plan in plans if plan.outcome == Plan.Outcome.WAITING]),
        schedule_url=address(status=Shown.SCHEDULED.value),
        hours=hours,
        live=sum(hour.count for hour in hours),
        live_more=live_more,
        live_url=address(status=Shown.LIVE.value, since=hours[0].begins),
        failures=failures_for(user),
        failed_plans=[plan for plan in plans if plan.outcome == Plan.Outcome.FAILED],
        lateness=lateness(now) if user.has_perm("articles.view_importrun") else None,
    )


def address(**asked: Any) -> str:
    """Of the list of stories; an instant is written in the site's zone, as the list reads it."""
    given = {
        name: f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
        for name, value in asked.items()
    }
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(given)}"


def questions(user: User) -> Iterator[tuple[str, Any, Asked, dict[str, str]]]:
    """What may wait for this person, the most pressing first: name, label, question, and the same for an address."""
    if user.has_perm("articles.change_article"):
        yield "in-hand", _("In my hands"), Asked(in_hand=True), {"hand": "on"}
        yield "returned", _("Returned to me"), *_asked(mine=True, stage="returned")
    if user.has_perm("articles.approve_article"):
        yield "submitted", _("Waiting for approval"), *_asked(stage="submitted")
    if user.has_perm("articles.publish_article"):
        yield "approved", _("Approved, to be published"), *_asked(stage="approved")
    if user.has_perm("articles.change_article"):
        yield "draft", _("My drafts"), *_asked(mine=True, stage="draft")
        if not user.has_perm("articles.approve_article"):
            yield "handed-in", _("Mine, waiting for approval"), *_asked(mine=True, stage="submitted")


def _asked(*, stage: str, mine: bool = False) -> tuple[Asked, dict[str, str]]:
    return Asked(mine=mine, stage=stage), {"stage": stage, **({"mine": "on"} if mine else {})}


def waiting_for(user: User) -> Iterator[Figure]:
    found = [(asked, find(asked[2], user, limit=MOST)) for asked in questions(user)]
    stories = in_short([id for _, some in found for id in some.ids[:FIRST]], user)
    for (name, label, _asked, query), some in found:
        first = [stories[id] for id in some.ids[:FIRST] if id in stories]
        yield Figure(name, label, len(some.ids), some.older is not None, address(**query), first)


def in_short(ids: Sequence[int], user: User) -> dict[int, Article]:
    """Stories by their keys, with the `newest` words that this person may read. One query."""
    readable = Revision.objects.visible_to(user)
    newest = readable.filter(article__in=ids).newest(among=readable).select_related("author", "article__section")
    found = dict[int, Article]()
    for revision in newest.defer("body", "article__body", "article__text"):
        found[revision.article_id] = revision.article
        revision.article.newest = revision  # type: ignore[attr-defined]
    return found


def schedule_of_today(user: User, now: datetime, plans: Sequence[Plan], limit: int = 20) -> list[Coming]:
    """What readers will see before midnight, the next one first; and what they should have seen by now."""
    _start, midnight = day_bounds(timezone.localdate(now))
    coming = Article.objects.scheduled().filter(published_at__lt=midnight).visible_to(user)
    stories = coming.select_related("section").defer("body", "text").order_by("published_at", "pk")[:limit]
    first = [Coming(story.published_at, story) for story in stories if story.published_at]
    changes = [Coming(plan.due_at, plan.article, is_change=True, late=_late(plan, now)) for plan in plans]
    return sorted([*first, *changes], key=lambda each: each.when)[:limit]


def _late(plan: Plan, now: datetime) -> int:
    overdue = now - plan.due_at
    return overdue // timedelta(minutes=1) if overdue > PATIENCE else 0


def plans_for(user: User, now: datetime, limit: int = 40) -> list[Plan]:
    """The planned changes that are due before midnight, or failed in the last days. One query."""
    if not user.has_perm("articles.view_plan"):
        return []
    _start, midnight = day_bounds(timezone.localdate(now))
    due = Q(outcome=Plan.Outcome.WAITING, due_at__lt=midnight)
    failed = Q(outcome=Plan.Outcome.FAILED, done_at__gt=now - FAILED_SHOWN)
    plans = Plan.objects.visible_to(user).filter(due | failed).select_related("article__section")
    return list(plans.defer("article__body", "article__text").order_by("due_at", "pk")[:limit])


def live_by_hour(now: datetime) -> tuple[list[Hour], bool]:
    """The last hours, the present one last, each with how much became public in it; one query."""
    this_hour = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    begins = [this_hour - timedelta(hours=back) for back in reversed(range(HOURS))]
    recent = Article.objects.published().filter(published_at__gte=begins[0], published_at__lte=Now())
    times = list(recent.order_by("-published_at", "-pk").values_list("published_at", flat=True)[: MOST_LIVE + 1])
    counts = Counter((time - begins[0]) // timedelta(hours=1) for time in times[:MOST_LIVE] if time)
    fullest = max(counts.values(), default=1)
    return [
        Hour(
            begin,
            counts[place],
            round(100 * counts[place] / fullest),
            address(status=Shown.LIVE.value, since=begin, until=begin + timedelta(hours=1)),
        )
        for place, begin in enumerate(begins)
    ], len(times) > MOST_LIVE


def failures_for(user: User, limit: int = 5) -> list[ImportRun]:
    """Imports that were cut short; for those who look after them."""
    if not user.has_perm("articles.view_importrun"):
        return []
    return list(ImportRun.objects.filter(finished_at=None).order_by("-started_at")[:limit])
