from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.shelf import PASSING
from tags.models.tag import Tag

# Figures older than this are shown no more: nobody counts (`manage.py tend`). They are of stories that do not expire
# within so long.
VALID = timedelta(hours=6)
SHOWN = 8


class TrendQuerySet(models.QuerySet["Trend"]):
    def shown(self) -> Self:
        """What readers see, the strongest first. It may be kept for `PASSING`."""
        fresh = Now() - Value(VALID - PASSING)
        visible = self.filter(counted_at__gt=fresh, tag__canonical=None, tag__hidden=False)
        return visible.select_related("tag").order_by("-score", "tag__key")[:SHOWN]


class Trend(models.Model):
    """A hashtag with more stories in 24 hours than is usual for it. Written by `tags.trending` alone."""

    tag = models.OneToOneField(
        Tag, verbose_name=_("hashtag"), on_delete=models.CASCADE, primary_key=True, related_name="trend"
    )
    score = models.FloatField(_("score"), help_text=_("By how many of its usual swings it is above what is usual."))
    days = models.JSONField(_("days"), help_text=_("How many stories it had in each 24 hours, the last ones last."))
    counted_at = models.DateTimeField(_("counted"))

    objects = TrendQuerySet.as_manager()

    class Meta:
        verbose_name = _("trending hashtag")
        verbose_name_plural = _("trending hashtags")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.tag_id} {self.score:.1f}"

    @property
    def today(self) -> int:
        """Its stories of the last 24 hours, as they were counted."""
        return int(self.days[-1])
