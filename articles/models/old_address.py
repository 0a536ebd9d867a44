from django.db import models
from django.utils.translation import gettext_lazy as _


class OldAddress(models.Model):
    """Under which a section, a source or a picture was found once. It goes on leading readers to the thing.

    An address that something else has taken since is that one's. Written by `articles.addresses`.
    """

    kind = models.CharField(_("kind"), max_length=20, help_text=_("The model's name."))
    address = models.CharField(_("address"), max_length=120, help_text=_("The last part of it."))
    target_id = models.PositiveBigIntegerField(_("leads to"))

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "address"],
                name="old_address_leads_to_one",
                violation_error_message=_("This address leads elsewhere already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"
