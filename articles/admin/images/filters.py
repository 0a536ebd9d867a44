"""What one asks of the library: what is used, what has no words, what is of the house."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Image
from articles.uses import in_use


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("used", _("used")), ("unused", _("unused"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        if self.value() == "used":
            return queryset.filter(in_use(Image))
        return queryset.exclude(in_use(Image)) if self.value() == "unused" else queryset


class WordsFilter(admin.SimpleListFilter):
    title = _("missing")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("does not say what it shows")), ("credit", _("without credit line"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        column = {"missing": "alt", "credit": "credit"}.get(self.value() or "")
        return queryset.filter(**{column: ""}) if column else queryset


class HouseFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "house"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("of the house")), ("no", _("of stories"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        return queryset.filter(of_the_house=self.value() == "yes") if self.value() in ("yes", "no") else queryset
