"""The list of stories."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.actors import name_of
from articles.admin.articles.bulk import ACTIONS
from articles.admin.articles.changelist import StoryChangeList
from articles.desk.base import DeskAdmin, staff
from articles.desk.states import shown, waiting
from articles.desk.stories import Asked, find
from articles.models import Article


class StoryList(DeskAdmin):
    list_display = ["picture", "story", "state", "source", "section", "author", "date"]
    list_display_links = ["story"]
    sortable_by = ()
    search_fields = ["headline"]
    actions = ACTIONS

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm("articles.withdraw_article")

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm("articles.add_assignment")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[StoryChangeList]:
        return StoryChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The room is for the list."""
        return super().changelist_view(request, {**(extra_context or {}), "is_nav_sidebar_enabled": False})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """The type-ahead over stories: by words of the headline, among the newest ones."""
        found = find(Asked(headline=tuple(search_term.split())), staff(request))
        return queryset.filter(pk__in=found.ids), False

    def get_empty_value_display(self) -> SafeString:
        return SafeString()

    @admin.display(description=_("picture"))
    def picture(self, article: Any) -> SafeString | str:
        image = article.lead_image
        if image is None:
            return ""
        address = f"{reverse('admin:articles_image_thumbnail', args=[image.pk])}?v={image.sha256[:12]}"
        return format_html('<img src="{}" alt="" width="72" height="48" loading="lazy">', address)

    @admin.display(description=_("headline"))
    def story(self, article: Any) -> SafeString:
        words = article.newest or article
        headline = words.headline or f"#{article.pk}"
        shown = format_html('<span lang="{}" class="headline">{}</span>', words.language, headline)
        if not article.open_by:
            return shown
        names = ", ".join(name_of(person) for person in article.open_by)
        return format_html('{} <span class="open-by">{}</span>', shown, _("open by %s") % names)

    @admin.display(description=_("readers see · words"))
    def state(self, article: Any) -> SafeString:
        status, stage = shown(article), waiting(article, article.newest)
        mark = format_html('<span class="state is-{}">{}</span>', status, status.label)
        if stage is None:
            return mark
        differs = _("differs from what readers see") if status == "live" else ""
        return format_html('{} <span class="state is-{}" title="{}">{}</span>', mark, stage, differs, stage.label)

    @admin.display(description=_("by"))
    def author(self, article: Any) -> str:
        person = article.newest.author if article.newest else None
        return name_of(person) if person else ""

    @admin.display(description=_("date"))
    def date(self, article: Any) -> SafeString:
        when = timezone.localtime(article.published_at or article.created_at)
        label = when.strftime("%H:%M" if when.date() == timezone.localdate() else "%d-%m-%Y")
        exact = when.strftime("%d-%m-%Y %H:%M %Z")
        return format_html('<time datetime="{}" title="{}">{}</time>', when.isoformat(), exact, label)
