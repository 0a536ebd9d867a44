"""The words of a story, shared by what readers see (`Article`) and what somebody wrote (`Revision`)."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.lib.slugs import SlugField

HEADLINE_LENGTH = 200
STANDFIRST_LENGTH = 1000
BODY_LENGTH = 1_000_000
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


class Content(models.Model):
    """Every string was through `newsroom.lib.text`; `body` is HTML that was through `newsroom.lib.html`."""

    headline = models.CharField(_("headline"), max_length=HEADLINE_LENGTH)
    slug = SlugField(_("slug"), max_length=100, db_index=False)
    standfirst = models.TextField(_("standfirst"), max_length=STANDFIRST_LENGTH, blank=True)
    body = models.TextField(_("text"), max_length=BODY_LENGTH, blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=16,
        default="en",
        help_text=_("The language of the story, as in “en” or “pt-BR”."),
        validators=[RegexValidator(LANGUAGE_TAG, _("Give a language tag such as “en” or “pt-BR”."))],
    )
    section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    source = models.ForeignKey(
        "articles.Source",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    original_url = models.URLField(_("original address"), max_length=500, blank=True)
    lead_image = models.ForeignKey(
        "articles.Image",
        verbose_name=_("lead picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True

    def content(self) -> dict[str, object]:
        """The shared columns by attribute name (`section_id`, not `section`): what publishing copies."""
        return {name: getattr(self, name) for name in CONTENT_COLUMNS}


CONTENT_COLUMNS = tuple(field.attname for field in Content._meta.local_fields)
