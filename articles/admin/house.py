"""Sections and sources: the furniture of the house."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.desk.commons import CommonsAdmin
from articles.licence import has_ended
from articles.models import Article, Section, Source
from newsroom.lib import bounded
from newsroom.lib.bounded import Bounded


class HouseAdmin(CommonsAdmin):
    """A list that says of each how many stories readers find in it, and the date of the last: ranges of one index."""

    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name", "slug"]

    def get_queryset(self, request: HttpRequest) -> Any:
        of_it = Article.objects.published().filter(**{self.opts.model_name or "": OuterRef("pk")})
        newest = of_it.order_by("-published_at").values("published_at")[:1]
        things: Any = super().get_queryset(request)
        return things.annotate(stories=Bounded(of_it), newest=Subquery(newest))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Only of a new one: an address does not change by itself."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    @admin.display(description=_("published stories"))
    def published(self, thing: Any) -> str:
        return bounded.told(thing.stories)

    @admin.display(description=_("last story"))
    def last_story(self, thing: Any) -> date | None:
        return timezone.localdate(thing.newest) if thing.newest else None


@admin.register(Section)
class SectionAdmin(HouseAdmin):
    list_display = ["name", "published", "last_story", "slug", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        return ["slug"] if obj and obj.is_default else []

    def has_delete_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        return super().has_delete_permission(request) and not (obj and obj.is_default)


@admin.register(Source)
class SourceAdmin(HouseAdmin):
    list_display = ["name", "published", "last_story", "licence", "indexing", "has_logo"]
    list_filter = ["extent", "pictures", "indexing", ("logo", admin.EmptyFieldListFilter)]
    autocomplete_fields = ["logo"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "website", "sentence", "logo"]}),
        (_("Licence"), {"fields": ["extent", "word_limit", "pictures", "licensed_until"]}),
        (_("Search engines"), {"fields": ["indexing"]}),
    ]

    @admin.display(description=_("licence"), ordering="extent")
    def licence(self, source: Source) -> str:
        """What may be shown now, in one line."""
        if has_ended(source, timezone.localdate()):
            return gettext("ended: headline only")
        extent = ngettext("%d word", "%d words", source.word_limit) % source.word_limit if source.word_limit else ""
        told = [extent or source.get_extent_display(), "" if source.pictures else gettext("no pictures")]
        if source.licensed_until:
            told.append(gettext("until %s") % date_format(source.licensed_until))
        return ", ".join(filter(None, told))

    @admin.display(description=_("logo"), boolean=True)
    def has_logo(self, source: Source) -> bool:
        return source.logo_id is not None
