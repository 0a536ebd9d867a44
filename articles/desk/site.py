from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _


class Desk(admin.AdminSite):
    """The one admin site. Closes what the stock one tells of things a person may not see."""

    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("What is on")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")  # it goes past the verbs, and lists what hangs on a thing

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What is on, for this person."""
        from articles.desk.base import staff  # the site is made before there are models
        from articles.desk.overview import overview

        return super().index(request, {"overview": overview(staff(request)), **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        guarded = path(
            "r/<int:content_type_id>/<int:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        stock = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [guarded, *stock]

    def view_on_site(self, request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponseBase:
        """The public page of a thing that this person may see at the desk; of anything else, not even its address."""
        content_type = ContentType.objects.filter(pk=content_type_id).first()
        model = content_type.model_class() if content_type else None
        screen = self._registry.get(model) if model else None
        if screen is None or not screen.has_view_permission(request):
            raise Http404
        if not screen.get_queryset(request).filter(pk=object_id).exists():
            raise Http404
        return shortcut(request, content_type_id, object_id)
