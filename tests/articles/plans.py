"""Planned changes, as tests need them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from articles import drafting, planning
from articles.models import Article, Plan, Revision
from articles.workflow import take
from tests.factories import COMMAND, make_published, make_user

HOUR = timedelta(hours=1)


def later(hours: float = 1) -> datetime:
    return timezone.now() + hours * HOUR


def approved(article: Article, headline: str = "New words", **content: Any) -> Revision:
    revision = drafting.revise(article, {"headline": headline, **content}, by=COMMAND)
    take(article, "submit", by=COMMAND, revision=revision)
    take(article, "approve", by=COMMAND, revision=revision)
    return revision


def planned(article: Article, headline: str = "New words", *, at: datetime | None = None, **how: Any) -> Plan:
    by = how.pop("by", None) or make_user("Editor")
    return planning.plan(article, approved(article, headline), at=at or later(), by=by, **how)


def come(*plans: Plan, ago: timedelta = timedelta(seconds=90)) -> None:
    """Their time comes, in the order in which they stand here."""
    for place, plan in enumerate(plans):
        Plan.objects.filter(pk=plan.pk).update(due_at=timezone.now() - ago + timedelta(seconds=place))


def make_due(number: int) -> None:
    """So many stories, each with a change that is due."""
    editor = make_user("Editor")
    for _ in range(number):
        come(planned(make_published(), by=editor))
