from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class Correction(models.Model):
    """A dated public note under a story: what was wrong, and what is right. `before` and `after` keep the words."""

    article = models.ForeignKey(Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(_("public note"), max_length=2000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    before = models.ForeignKey(Revision, verbose_name=_("before"), on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Revision, verbose_name=_("after"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="correction_says_something",
                condition=~models.Q(text=""),
                violation_error_message=_("A correction tells readers what was wrong."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
