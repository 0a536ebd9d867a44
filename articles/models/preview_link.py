from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> Self:
        """Those that show something: not over nor revoked, of a person who is still here, of no story taken down."""
        return self.filter(
            revoked_at=None,
            ends_at__gt=Now(),
            by__is_active=True,
            revision__article__status__in=[Article.Status.DRAFT, Article.Status.PUBLISHED],
        )


class PreviewLink(models.Model):
    """An address by which somebody without an account reads one revision, until a date. Made by `articles.previews`."""

    digest = models.CharField(
        _("digest"), max_length=64, unique=True, editable=False, help_text=_("Of the token; the token is not kept.")
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="preview_links"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="preview_links"
    )
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    last_seen_at = models.DateTimeField(_("last opened"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="preview_link_ends",
                condition=Q(ends_at__gt=F("made_at")),
                violation_error_message=_("A preview link ends after it was made."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.ends_at:%Y-%m-%d %H:%M}"
