from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.about_story import AboutStoryQuerySet
from articles.models.article import Article
from articles.models.revision import Revision


class PlanQuerySet(AboutStoryQuerySet["Plan"]):
    def waiting(self) -> Self:
        return self.filter(outcome=Plan.Outcome.WAITING)

    def due(self, now: datetime) -> Self:
        """Those whose time has come, the oldest first."""
        return self.waiting().filter(due_at__lte=now).order_by("due_at", "pk")

    def overtaken(self, article: Article, *, by: Revision, now: datetime) -> "Plan | None":
        """The next change of a story when these words were published just now and it does not follow them.

        (The one whose own words they are, and whose time has come, is being made.)
        """
        being_made = Q(revision=by, due_at__lte=now)
        first = self.waiting().filter(article=article).exclude(being_made).order_by("due_at", "pk").first()
        return first if first and first.base_id != by.pk else None


class Plan(models.Model):
    """A change of a live story that waits for its time: which words, and which ones they are to follow."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("dropped")

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="plans", db_index=False
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="plans", db_index=False
    )
    base = models.ForeignKey(
        Revision,
        verbose_name=_("follows"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        help_text=_("What readers were to see just before, when this was planned."),
    )
    due_at = models.DateTimeField(_("due"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("planned"), auto_now_add=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    notice = models.TextField(
        _("public note"), max_length=2000, blank=True, help_text=_("With one, it is a correction.")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.WAITING)
    done_at = models.DateTimeField(_("settled"), null=True)
    reason = models.TextField(_("why it failed"), max_length=2000, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned change")
        verbose_name_plural = _("planned changes")
        ordering = ["due_at", "pk"]
        default_permissions = ["view"]
        indexes = [
            # publish_due, and how late it is.
            models.Index(fields=["due_at"], name="plan_due", condition=Q(outcome="waiting")),
            models.Index(fields=["done_at"], name="plan_settled", condition=Q(outcome__in=["done", "failed"])),
            # The history of one story.
            models.Index(fields=["article", "due_at"], name="plan_of_story"),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_outcome_is_known",
                condition=Q(outcome__in=["waiting", "done", "failed", "dropped"]),
                violation_error_message=_("A planned change is waiting, done, failed or dropped."),
            ),
            models.CheckConstraint(
                name="plan_is_settled_at_a_time",
                condition=Q(outcome="waiting", done_at=None) | (~Q(outcome="waiting") & Q(done_at__isnull=False)),
                violation_error_message=_("What is settled was settled at a time."),
            ),
            models.CheckConstraint(
                name="plan_failed_for_a_reason",
                condition=~Q(outcome="failed") | ~Q(reason=""),
                violation_error_message=_("What failed, failed for a reason."),
            ),
            models.UniqueConstraint(
                fields=["article", "due_at"],
                name="plan_has_its_time_alone",
                condition=Q(outcome="waiting"),
                violation_error_message=_("Another change of this story is planned for that time."),
            ),
            models.UniqueConstraint(
                fields=["revision"],
                name="plan_has_its_revision_alone",
                condition=Q(outcome="waiting"),
                violation_error_message=_("These words are planned already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def step(self) -> str:
        return "correct" if self.notice else "publish"

    def settle(self, outcome: "Plan.Outcome", *, reason: str = "") -> bool:
        """End its waiting; false when somebody else did. The row says so, and this copy of it."""
        done_at = timezone.now()
        mine = Plan.objects.waiting().filter(pk=self.pk)
        if not mine.update(outcome=outcome, done_at=done_at, reason=reason):
            return False
        self.outcome, self.done_at, self.reason = outcome, done_at, reason
        return True

    @property
    def late(self) -> timedelta:
        """How long after its time it was settled."""
        return max((self.done_at or timezone.now()) - self.due_at, timedelta(0))
