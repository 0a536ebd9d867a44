from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class AppendOnlyError(RuntimeError):
    """The log of steps is written once."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An event is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("An event is never removed.")

    def bulk_create(self, objs: Iterable["Event"], *args: Any, **kwargs: Any) -> list["Event"]:
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError("An event is never changed.")
        return super().bulk_create(objs, *args, **kwargs)


class Event(models.Model):
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

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-id"]
        indexes = [
            # The history of one story; also what makes removing an unpublished one cheap.
            models.Index(fields=["article", "-at"], name="event_of_story"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("An event is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})  # a new one with an old one's key is refused too

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An event is never removed.")
