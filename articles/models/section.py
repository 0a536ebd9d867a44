from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.lib.slugs import SlugField


class Section(models.Model):
    """A department of the paper. Every story has exactly one; a migration makes the default, *General*."""

    DEFAULT_SLUG = "general"

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = SlugField(_("slug"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Low numbers come first."))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    @property
    def is_default(self) -> bool:
        return self.slug == self.DEFAULT_SLUG
