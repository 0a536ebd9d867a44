from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tags.models.tag import Tag


class Distinct(models.Model):
    """Two hashtags that look alike and are not the same: said once, asked no more."""

    first = models.ForeignKey(Tag, verbose_name=_("hashtag"), on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Tag, verbose_name=_("other hashtag"), on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("pair of distinct hashtags")
        verbose_name_plural = _("pairs of distinct hashtags")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="distinct_is_said_once",
                violation_error_message=_("That was said already."),
            ),
            models.CheckConstraint(
                name="distinct_is_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("Of a pair the older hashtag comes first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
