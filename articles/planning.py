"""Changes of live stories at a time to come: planned, dropped, shown on one time line, and made when they are due.

A first publication is no plan: a story with a date to come appears by itself. `articles.due` makes what is due.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import workflow
from articles.errors import EditConflict, TransitionError
from articles.models import Article, Plan, Revision
from articles.needs import Move, is_to_come
from newsroom.lib.text import clean_text


@transaction.atomic
def plan(article: Article, revision: Revision, *, at: datetime, by: User, note: str = "", notice: str = "") -> Plan:
    """Publish these approved words of a live story at a time to come; with a notice, as a correction.

    Raises `NotAllowed`, and `TransitionError` with the reasons.
    """
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    article.refresh_from_db()
    made = Plan(
        article=article,
        revision=revision,
        due_at=at,
        by=by,
        note=clean_text(note).strip(),
        notice=clean_text(notice).strip(),
    )
    workflow.permit(made.step, by)
    if reasons := list(_reasons_against(made)):
        raise TransitionError(reasons)
    made.base = _live_at(article, at)
    made.save()
    _log("plan", made, by)
    return made


@transaction.atomic
def drop(plan: Plan, *, by: User) -> None:
    """Call a waiting one off. Raises `NotAllowed`, and `EditConflict` when it waits no more."""
    workflow.permit(plan.step, by)
    if not plan.settle(Plan.Outcome.DROPPED):
        raise EditConflict(_("This change waits no more."))
    _log("drop", plan, by)


@dataclass(frozen=True)
class Entry:
    """One waiting plan on the time line, and the words that readers will see just before it."""

    plan: Plan
    follows: Revision

    @property
    def conflict(self) -> bool:
        """It was made to follow other words. It will change nothing: drop it, and plan it anew."""
        return self.plan.base_id != self.follows.pk


def plannable(article: Article) -> QuerySet[Revision]:
    """The words that can be planned: approved, and not waiting already."""
    waiting = article.plans.waiting().values("revision")
    return article.revisions.filter(stage=Revision.Stage.APPROVED).exclude(pk__in=waiting).newest_first()


def time_line(article: Article) -> list[Entry]:
    """What waits, in the order in which readers will see it."""
    live = article.revisions.live().first()
    waiting = article.plans.waiting().select_related("revision", "base", "by").order_by("due_at", "pk")
    return list(_entries(live, waiting)) if live else []


def _entries(live: Revision, waiting: Iterable[Plan]) -> Iterator[Entry]:
    for plan in waiting:
        yield Entry(plan, live)
        live = plan.revision


def _live_at(article: Article, when: datetime) -> Revision:
    """The words that readers see at that time, as things are planned now."""
    last = article.plans.waiting().filter(due_at__lt=when).select_related("revision").last()
    return last.revision if last else article.revisions.live().get()


def _reasons_against(made: Plan) -> Iterator[str]:
    article = made.article
    if article.status != Article.Status.PUBLISHED:
        yield _("The story is %s: only what is published can be changed at a time to come.") % (
            article.get_status_display()
        )
        return
    move = Move(article, made.revision, made.by, note=made.note, notice=made.notice)
    yield from workflow.blockers(made.step, move)
    yield from filter(None, [unapproved(made.revision), is_to_come(replace(move, at=made.due_at))])
    others = article.plans.waiting()
    if others.filter(due_at=made.due_at).exists():
        yield _("Another change of this story is planned for that time.")
    if others.filter(revision=made.revision).exists():
        yield _("These words are planned already.")


def _log(step: str, plan: Plan, by: User) -> None:
    move = Move(plan.article, plan.revision, by, plan.due_at, plan.note, plan.notice)
    workflow.event_of(step, move, plan.article.status).save()


def unapproved(revision: Revision) -> str | None:
    """Words that nobody approved do not wait for a time when nobody looks."""
    return None if revision.stage == Revision.Stage.APPROVED else _("The story is not approved yet.")
