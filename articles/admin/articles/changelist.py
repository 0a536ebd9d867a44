"""The stock list's machinery with our way of finding: one index, a keyset, and no COUNT."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.articles import periods
from articles.admin.articles.asking import AskForm
from articles.desk.base import staff
from articles.desk.stories import LIST_LENGTH, complete, find, who_else
from articles.desk.walks import Found
from articles.models import Article


class StoryChangeList(ChangeList):
    """`asking` is the form above the list, `found` the page; the stock filters and their lookups are not asked."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        """What the bulk steps choose from: all that this person may see."""
        self.filter_specs, self.has_filters, self.has_active_filters = [], False, False
        self.clear_all_filters_qs = "?"
        return self.root_queryset

    def get_results(self, request: HttpRequest) -> None:
        self.asking = AskForm(request.GET, label_suffix="")
        self.found = Found([])
        if self.asking.is_valid():
            person = staff(request)
            before = self.asking.cleaned_data["before"]
            self.found = find(self.asking.asked(person), person, before=before, limit=LIST_LENGTH)
        for reasons in self.asking.errors.values():
            messages.error(request, " ".join(map(str, reasons)))
        self.result_list = complete(self.found.ids, staff(request))
        there = who_else(self.result_list, staff(request))
        for article in self.result_list:
            article.open_by = there.get(article.pk, [])
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_full_result_count, self.show_admin_actions = False, True
        self.can_show_all, self.multi_page = False, False
        self.paginator = self.model_admin.get_paginator(request, self.queryset.none(), LIST_LENGTH)

    @property
    def older_link(self) -> str:
        return self.get_query_string({"before": str(self.found.older)}) if self.found.older else ""

    @property
    def newest_link(self) -> str:
        """The way back from an older page."""
        return self.get_query_string(remove=["before"]) if "before" in self.params else ""

    @property
    def is_asking(self) -> bool:
        return any(value for name, value in self.params.items() if name != "before")

    @property
    def periods(self) -> dict[str, list[tuple[str, str]]]:
        """Where in time the list is, and one step further in: (address, label) each."""
        on = self.params.get("on", "") if "on" not in self.asking.errors else ""
        return {
            name: [(self._at(period.on), period.label) for period in found(on)]
            for name, found in (("above", periods.above), ("within", periods.within))
        }

    @property
    def any_time_link(self) -> str:
        return self._at(None)

    def _at(self, on: str | None) -> str:
        return self.get_query_string({"on": on, "since": None, "until": None, "before": None})
