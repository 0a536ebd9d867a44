from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.base import staff
from articles.desk.commons import CommonsAdmin
from articles.desk.posting import posted
from newsroom.lib import bounded
from newsroom.lib.bounded import Bounded
from tags import describing, desk, strength
from tags.admin import likeness, merging, renaming
from tags.admin.filters import KindFilter, MissingFilter
from tags.admin.form import TagForm
from tags.models import Tag, TagEvent, Tagging
from tags.names import key_of

EVENTS_SHOWN = 30


@admin.register(Tag)
class TagAdmin(CommonsAdmin):
    """The list counts stories no further than a thousand; the page of one says all that leads to it."""

    form = TagForm
    fields = ["name", "description", "picture", "hidden"]
    list_display = ["name", "stories", "last_used", "other_names", "is_listed"]
    list_filter = [KindFilter, MissingFilter]
    search_fields = ["name", "key"]
    search_help_text = _("By name or alias, however it is spelled.")
    autocomplete_fields = ["picture"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("alike/", view(partial(likeness.alike, self)), name="tags_tag_alike"),
            path("<int:pk>/rename/", view(partial(renaming.rename, self)), name="tags_tag_rename"),
            path(
                "<int:pk>/aliases/",
                view(posted(partial(renaming.aliases, self), on="admin:tags_tag_change")),
                name="tags_tag_aliases",
            ),
            path("<int:pk>/merge/", view(partial(merging.merge, self)), name="tags_tag_merge"),
            path("<int:pk>/undo/<int:event>/", view(partial(merging.undo, self)), name="tags_tag_undo"),
            *desk.addresses(self),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        rows = Tagging.objects.filter(tag=OuterRef("pk"))
        newest = rows.filter(published_at__lte=Now()).order_by("-published_at").values("published_at")[:1]
        tags: QuerySet[Tag] = super().get_queryset(request).select_related("canonical").order_by("key")
        aliases = Prefetch("aliases", Tag.objects.order_by("key"))
        return tags.annotate(rows=Bounded(rows), newest=Subquery(newest)).prefetch_related(aliases)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not (key := key_of(search_term)):
            return (queryset.none() if search_term.strip() else queryset), False
        alias = Tag.objects.filter(canonical=OuterRef("pk"), key__contains=key)
        return queryset.filter(Q(key__contains=key) | Q(Exists(alias))), False

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        return ["name"] if obj else []

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The room is for the table."""
        return super().changelist_view(request, {**(extra_context or {}), "is_nav_sidebar_enabled": False})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        tag = self.get_object(request, object_id)
        extra = (
            {}
            if tag is None
            else {
                "events": _events(tag),
                "alias_form": renaming.AliasForm(),
                "search_engines": strength.told(tag),
            }
        )
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        describing.save(obj, by=staff(request))

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        describing.remove(obj, by=staff(request))

    @admin.display(description=_("stories"))
    def stories(self, tag: Any) -> str:
        return "" if tag.canonical else bounded.told(tag.rows)

    @admin.display(description=_("last used"))
    def last_used(self, tag: Any) -> str | None:
        return f"{timezone.localdate(tag.newest):%d-%m-%Y}" if tag.newest else None

    @admin.display(description=_("aliases"))
    def other_names(self, tag: Tag) -> str:
        """Of a hashtag what leads to it; of an alias where it leads."""
        if tag.canonical:
            return f"→ #{tag.canonical.hashtag}"
        return ", ".join(alias.name for alias in tag.aliases.all())

    @admin.display(description=_("search engines"), empty_value="")
    def is_listed(self, tag: Tag) -> str | None:
        """(The page of each says why.)"""
        if tag.canonical_id or tag.hidden:
            return gettext("hidden") if tag.hidden else None
        return gettext("may list it") if tag.indexed else gettext("kept out")


def _events(tag: Tag) -> list[TagEvent]:
    events = TagEvent.objects.about(tag).select_related("by", "tag", "other", "undone_by")
    return list(events[:EVENTS_SHOWN])
