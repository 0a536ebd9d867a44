from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.labels import label
from articles.models.about_story import of_stories_worked_on_by
from articles.models.article import Article
from articles.models.revision import Revision
from newsroom.lib.append_only import AppendOnly, AppendOnlyQuerySet

OF_EXPIRIES = Q(step="withdraw", via="publish_due")


class EventQuerySet(AppendOnlyQuerySet["Event"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return of_stories_worked_on_by(user, self)

    def of_expiries(self) -> Self:
        """The withdrawals of expired stories."""
        return self.filter(OF_EXPIRIES)


class Event(AppendOnly):
    """Who took which step, when, and why: one row a step, never changed, never removed."""

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="events", db_index=False
    )
    step = models.CharField(_("step"), max_length=24)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="events",
        db_index=False,
    )
    via = models.CharField(
        _("via"), max_length=40, blank=True, help_text=_("The command that took it, when no person did.")
    )
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("revision"),
        on_delete=models.CASCADE,
        null=True,
        related_name="events",
        db_index=False,
    )
    from_status = models.CharField(_("from"), max_length=12)
    to_status = models.CharField(_("to"), max_length=12)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    date = models.DateTimeField(
        _("date"), null=True, help_text=_("The date the step gave: of the publication, the embargo's end, the expiry.")
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-id"]
        indexes = [
            # The history of one story; also what makes removing an unpublished one cheap.
            models.Index(fields=["article", "-at"], name="event_of_story"),
            # What somebody did. (Commands do most of it, and are nobody.)
            models.Index(fields=["by"], name="event_of_person", condition=Q(by__isnull=False)),
            # The log of a time, at the desk.
            models.Index(fields=["-at", "-id"], name="event_log"),
            # How late expiries were.
            models.Index(fields=["at"], name="event_of_expiry", condition=OF_EXPIRIES),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d %H:%M}"

    @property
    def label(self) -> str:
        return str(label(self.step))

    @property
    def change(self) -> str:
        """What readers saw before and after, where that is not the same."""
        before, after = (Article.Status(status).label for status in (self.from_status, self.to_status))
        return "" if before == after else f"{before} → {after}"
