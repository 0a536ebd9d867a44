from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.about_story import AboutStoryQuerySet
from articles.models.article import Article


class CommentQuerySet(AboutStoryQuerySet["Comment"]):
    def unresolved(self) -> Self:
        return self.filter(parent=None, resolved_at=None)


class Comment(models.Model):
    """What somebody said about a story at the desk. A thread is a comment and its replies, one level deep."""

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("reply to"), on_delete=models.CASCADE, null=True, related_name="replies"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="comments"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    text = models.TextField(_("comment"), max_length=4000)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("resolved by"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        default_permissions = ["add"]
        indexes = [
            models.Index(fields=["article", "at"], name="comment_of_story"),
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text=""),
                violation_error_message=_("A comment says something."),
            ),
            models.CheckConstraint(
                name="comment_is_resolved_by_somebody",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, parent=None),
                violation_error_message=_("A thread is resolved as a whole, by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
