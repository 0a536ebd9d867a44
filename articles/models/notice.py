from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to(self, person: models.Model) -> Self:
        return self.filter(person=person)

    def visible_to(self, person: models.Model) -> Self:
        return self.to(person)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def read(self) -> int:
        """Mark them read; how many were not."""
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    """What somebody should know of a story. No headline stands in it: whether they may read that is asked when it is
    shown, and when it is sent.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,
    )
    article = models.ForeignKey(Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="notices")
    what = models.CharField(_("what"), max_length=24, help_text=_("A step, or one of the other things told of."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField(_("note"), max_length=4000, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        default_permissions = []
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            # The number beside somebody's name.
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.article_id}"
