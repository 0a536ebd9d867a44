from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.lib.slugs import SlugField


class SourceQuerySet(models.QuerySet["Source"]):
    def findable(self) -> Self:
        """Those whose stories are in the sitemaps."""
        return self.filter(indexing=Source.Indexing.INDEX)

    def unfindable(self) -> Self:
        return self.exclude(indexing=Source.Indexing.INDEX)


class Source(models.Model):
    """A publisher whose stories are carried, and by which licence: see `articles.licence`."""

    class Extent(models.TextChoices):
        FULL = "full", _("full text")
        WORDS = "words", _("some words")
        HEADLINE = "headline", _("headline only")

    class Indexing(models.TextChoices):
        INDEX = "index", _("may be found")
        NO_NEWS = "no-news", _("not by news search: a syndicated copy")
        NONE = "none", _("not by any search engine")

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = SlugField(_("slug"), max_length=120, unique=True)
    website = models.URLField(
        _("website"), max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    sentence = models.CharField(_("about it in one sentence"), max_length=300, blank=True)
    logo = models.ForeignKey(
        "articles.Image",
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        limit_choices_to={"of_the_house": True},
        help_text=_("A picture of the house: readers can load it without a story."),
    )
    extent = models.CharField(
        _("may be shown"),
        max_length=8,
        choices=Extent,
        default=Extent.FULL,
        help_text=_("What readers see of its stories here; the rest they read at the source."),
    )
    word_limit = models.PositiveIntegerField(
        _("how many words"),
        null=True,
        blank=True,
        help_text=_("Counted through the standfirst into the text. Only for “some words”."),
    )
    pictures = models.BooleanField(
        _("pictures too"),
        default=True,
        help_text=_("Without: pictures of its stories are not shown, nor can they be loaded by their address."),
    )
    licensed_until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day; then readers see the headline and the link to the original. Empty: no end."),
    )
    indexing = models.CharField(
        _("search engines"),
        max_length=8,
        choices=Indexing,
        default=Indexing.INDEX,
        help_text=_("What is kept from news search or from all search engines is in no sitemap either."),
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="source_extent_is_known",
                condition=Q(extent__in=["full", "words", "headline"]),
                violation_error_message=_("A licence is for the full text, for some words, or for the headline."),
            ),
            models.CheckConstraint(
                name="source_words_are_counted",
                condition=Q(extent="words", word_limit__isnull=False, word_limit__gte=1)
                | (~Q(extent="words") & Q(word_limit__isnull=True)),
                violation_error_message=_("A licence for some words says how many; any other has no number."),
            ),
            models.CheckConstraint(
                name="source_indexing_is_known",
                condition=Q(indexing__in=["index", "no-news", "none"]),
                violation_error_message=_("Say whether search engines may find the stories of this source."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])
