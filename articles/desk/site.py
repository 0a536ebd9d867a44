from contextlib import suppress
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.desk.doors import debt, is_in
from articles.desk.posting import page_of


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

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Marked, so that a system check can tell which views it is around."""
        asked = super().admin_view(view, cacheable)
        asked.asks_who_comes = True
        return asked

    def has_permission(self, request: HttpRequest) -> bool:
        return is_in(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseRedirect:
        """The one door: leads to the sign-in, or to what this session still owes, and then to where one wanted."""
        wanted = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            wanted = reverse("admin:index")
        wanted = page_of(wanted)
        if not request.user.is_authenticated:
            return _to("account_login", wanted)
        if not (request.user.is_active and request.user.is_staff):
            raise PermissionDenied
        owed = debt(request)
        return _to(owed, wanted) if owed else HttpResponseRedirect(wanted)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        return _sign_out(request)

    # One's own password is changed on the pages of one's account, where the wrong old one is counted.
    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:  # type: ignore[override]
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:  # type: ignore[override]
        return redirect("admin:index")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Over a relation of the model itself: Django breaks on one that leads to it from elsewhere."""
        app_label, model_name, field = (request.GET.get(name, "") for name in ("app_label", "model_name", "field_name"))
        with suppress(LookupError, FieldDoesNotExist):
            if not apps.get_model(app_label, model_name)._meta.get_field(field).concrete:
                raise PermissionDenied
        return super().autocomplete_view(request)

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


@require_POST
def _sign_out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect("account_login")


def _to(name: str, wanted: str) -> HttpResponseRedirect:
    return redirect(reverse(name, query={"next": wanted}))
