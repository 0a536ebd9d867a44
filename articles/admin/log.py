"""The log of steps: of every story, of one, of a person, of some days; and as a table for a spreadsheet."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import log
from articles.actors import name_of
from articles.admin.beside import BesideAdmin, shown
from articles.labels import LABELS
from articles.models import Event
from newsroom.lib.text import cut


class StepFilter(admin.SimpleListFilter):
    title = _("step")
    parameter_name = "step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(step, str(label)) for step, label in LABELS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(step=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    """Who is at the desk; not everybody who ever took a step, which would read the whole log."""

    title = _("person")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        people = User.objects.filter(is_staff=True).order_by("username")
        return [(str(person.pk), name_of(person)) for person in people[:200]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        key = self.value() or ""
        return queryset.filter(by=int(key)) if key.isdecimal() else queryset


@admin.register(Event)
class EventAdmin(BesideAdmin):
    change_list_template = "admin/articles/event/change_list.html"
    list_display = ["when", "taken", "story", "who", "state", "words", "given", "why"]
    list_display_links = ["when"]
    list_filter = [StepFilter, PersonFilter, "at"]
    list_select_related = ["article", "by", "revision"]
    ordering = ["-at", "-pk"]
    fields = ["at", "article", "taken", "who", "from_status", "to_status", "revision", "date", "note"]

    def get_urls(self) -> list[Any]:
        return [shown("export.csv", partial(export, self), "articles_event_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The room is for the table."""
        return super().changelist_view(request, {**(extra_context or {}), "is_nav_sidebar_enabled": False})

    @admin.display(description=_("at"))
    def when(self, event: Event) -> str:
        return _moment(event.at)

    @admin.display(description=_("step"))
    def taken(self, event: Event) -> str:
        return event.label

    @admin.display(description=_("story"))
    def story(self, event: Event) -> str:
        return cut(str(event.article), 60)

    @admin.display(description=_("by"))
    def who(self, event: Event) -> str:
        return name_of(event.by) if event.by else event.via

    @admin.display(description=_("state"))
    def state(self, event: Event) -> str:
        return event.change

    @admin.display(description=_("revision"))
    def words(self, event: Event) -> str:
        return str(event.revision.number) if event.revision else ""

    @admin.display(description=_("date"))
    def given(self, event: Event) -> str:
        return _moment(event.date) if event.date else ""

    @admin.display(description=_("note"))
    def why(self, event: Event) -> str:
        return cut(event.note, 120)


def _moment(when: datetime) -> str:
    return timezone.localtime(when).strftime("%d-%m-%Y %H:%M")


def export(screen: EventAdmin, request: HttpRequest) -> StreamingHttpResponse:
    """What the list shows with the same question, all of its pages."""
    if not screen.has_view_permission(request):
        raise PermissionDenied
    events: QuerySet[Event] = screen.get_changelist_instance(request).get_queryset(request)
    return StreamingHttpResponse(
        log.table(events),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="log.csv"'},
    )
