from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PingQuerySet(models.QuerySet["Ping"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None)


class Ping(models.Model):
    """What one hub is to be told: which feeds have changed. Written in the transaction of the change: see
    `articles.websub`.
    """

    hub = models.URLField(_("hub"), max_length=500)
    pages = models.JSONField(_("pages"), help_text=_("Whose feeds have changed: paths behind the language’s prefix."))
    made_at = models.DateTimeField(_("made"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = PingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ping")
        verbose_name_plural = _("pings")
        default_permissions = ()
        indexes = [
            # What `tend` tries again.
            models.Index(fields=["made_at"], name="ping_waiting", condition=Q(sent_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.hub} {self.made_at:%Y-%m-%d %H:%M}"
