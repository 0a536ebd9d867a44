"""What one asks of the list of hashtags."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tags.models import Tag, Tagging

UNUSED = ~Q(Exists(Tagging.objects.filter(tag=OuterRef("pk"))))


class KindFilter(admin.SimpleListFilter):
    """Hashtags, unless aliases are asked for."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("alias", _("aliases")),
            ("hidden", _("hidden")),
            ("kept-out", _("kept out of search engines")),
            ("unused", _("of no story")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        match self.value():
            case "alias":
                return queryset.filter(canonical__isnull=False)
            case "hidden":
                return queryset.filter(hidden=True)
            case "kept-out":
                return queryset.filter(indexed=False, hidden=False, canonical=None)
            case "unused":
                return queryset.filter(UNUSED, canonical=None)
        return queryset


class MissingFilter(admin.SimpleListFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("description", _("without description")), ("picture", _("without picture"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        match self.value():
            case "description":
                return queryset.filter(canonical=None, description="")
            case "picture":
                return queryset.filter(canonical=None, picture=None)
        return queryset
