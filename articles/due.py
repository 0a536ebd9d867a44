"""What becomes due by itself: planned changes are made, and expired stories withdrawn.

Safe to run from several machines at once: each thing has a transaction of its own and is claimed in it. One that cannot
be done does not stop the others.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import DataError, IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices, workflow
from articles.actors import Command, name_of
from articles.errors import Busy, EditConflict, NewsroomError, NotAllowed
from articles.models import Article, Plan, Revision
from articles.planning import unapproved

COMMAND = Command("publish_due")


@dataclass
class Report:
    """What was done, what failed and stays so, and what could not be tried: that waits for the next time."""

    done: list[Plan] = field(default_factory=list)
    failed: list[Plan] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    put_off: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.failed and not self.put_off


def apply_due(now: datetime | None = None) -> Report:
    """Do everything that is due."""
    now = now or timezone.now()
    report = Report()
    for key in list(Plan.objects.due(now).values_list("pk", flat=True)):
        try:
            _change(key, report)
        except (Busy, OperationalError) as error:  # the change waits on
            report.put_off.append(f"Planned change {key}: {error}")
    for key in list(Article.objects.expired(now).values_list("pk", flat=True)):
        try:
            _withdraw(key, now, report)
        except (NewsroomError, OperationalError) as error:
            report.put_off.append(f"Expired story {key}: {error}")
    return report


@transaction.atomic
def _change(key: int, report: Report) -> None:
    """Make one planned change, unless another machine has it in hand or has made it."""
    claimed = Plan.objects.select_for_update(skip_locked=True, of=("self",)).waiting()
    plan = claimed.select_related("by").filter(pk=key).first()
    if plan is None:
        return
    try:
        with transaction.atomic():
            _take(plan)
    except Busy:
        raise  # not a word against the change: somebody holds a lock for long
    except (NewsroomError, IntegrityError, DataError) as error:
        plan.settle(Plan.Outcome.FAILED, reason=str(error))
        concerned = [plan.by, plan.revision.author, notices.in_hand_of(plan.article)]
        notices.tell(concerned, "plan failed", plan.article, by=None, note=plan.reason)
        report.failed.append(plan)
    else:
        plan.settle(Plan.Outcome.DONE)
        report.done.append(plan)


def _take(plan: Plan) -> None:
    """The ordinary step, by who planned it: what they may is asked at this moment."""
    article = Article.objects.select_for_update(no_key=True).get(pk=plan.article_id)
    revision = Revision.objects.get(pk=plan.revision_id)
    if not plan.by.is_active:
        raise NotAllowed(_("%s is no longer here: whoever stays plans it anew.") % name_of(plan.by))
    if article.status == Article.Status.PUBLISHED:
        if article.revisions.live().get().pk != plan.base_id:
            raise EditConflict(_("Other words were published since this was planned. They stay; plan it anew."))
        if reason := unapproved(revision):
            raise EditConflict(reason)
    workflow.take(article, plan.step, by=plan.by, revision=revision, note=plan.note, notice=plan.notice)


@transaction.atomic
def _withdraw(key: int, now: datetime, report: Report) -> None:
    """Withdraw one expired story, unless another machine does."""
    claimed = Article.objects.select_for_update(skip_locked=True, no_key=True).expired(now)
    if article := claimed.filter(pk=key).first():
        workflow.take(article, "withdraw", by=COMMAND, note=_("It expired."))
        report.withdrawn.append(article.pk)
