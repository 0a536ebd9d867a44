from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.actors import name_of
from articles.models.about_story import AboutStoryQuerySet
from articles.models.article import Article


class AssignmentQuerySet(AboutStoryQuerySet["Assignment"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)


class Assignment(models.Model):
    """Who has a story in hand, until when, and what they are to do. What is over is kept."""

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="assignments", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="assignments",
        db_index=False,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    instruction = models.CharField(_("instruction"), max_length=500, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    made_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    finished = models.BooleanField(
        _("finished"), default=False, help_text=_("Otherwise it ended because the story went to somebody else.")
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-made_at", "-pk"]
        default_permissions = ["add", "view"]
        indexes = [
            # What somebody has in hand: the desk, and what they may read.
            models.Index(fields=["person", "due_at"], name="assignment_in_hand", condition=Q(ended_at=None)),
            # The history of one story.
            models.Index(fields=["article", "-made_at"], name="assignment_of_story"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                name="assignment_one_is_open",
                condition=Q(ended_at=None),
                violation_error_message=_("The story is in somebody's hands already."),
            ),
            models.CheckConstraint(
                name="assignment_finished_is_over",
                condition=Q(finished=False) | Q(ended_at__isnull=False),
                violation_error_message=_("What is finished ended at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {name_of(self.person)}"
