from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A publisher whose stories are carried."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
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

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])
