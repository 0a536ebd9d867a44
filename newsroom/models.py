from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ONE_TIME = timedelta(days=7)  # how long a one-time password opens the door


class OneTimePasswordQuerySet(models.QuerySet["OneTimePassword"]):
    def spoiled(self) -> Self:
        return self.filter(given_at__lte=timezone.now() - ONE_TIME)


class OneTimePassword(models.Model):
    """Whose present password was made up by the newsroom: it opens the page for a password of one's own, once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="one_time_password",
    )
    given_at = models.DateTimeField(_("given"))

    objects = OneTimePasswordQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time password")
        verbose_name_plural = _("one-time passwords")

    def __str__(self) -> str:
        return f"{self.person_id}"


class CacheEntry(models.Model):
    """The table of the default cache (settings.CACHES), here so that `migrate` makes it. Django's cache writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "newsroom_cache"
        default_permissions = ()

    def __str__(self) -> str:
        return self.cache_key
