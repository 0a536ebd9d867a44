"""The pages beside a story's form (its planned changes, its talk, its assignments), and what they share."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.actors import name_of
from articles.desk.base import DeskAdmin, staff
from articles.desk.posting import posted
from articles.errors import EditConflict, TransitionError
from articles.models import Article

type Page = Callable[..., HttpResponseBase]


class BesideAdmin(DeskAdmin):
    """Rows that come and go by verbs, on pages of their own: no form of the stock admin writes them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SignedAdmin(BesideAdmin):
    """Rows that say who did it."""

    @admin.display(description=_("by"))
    def who(self, row: Any) -> str:
        return name_of(row.by) if row.by else ""


def shown(route: str, page: Page, name: str) -> URLPattern:
    return path(route, admin.site.admin_view(require_safe(page)), name=name)


def done(route: str, page: Page, name: str, *, on: str = "admin:index") -> URLPattern:
    """What is posted from a form on the page `on`."""
    return path(route, admin.site.admin_view(posted(page, on=on)), name=name)


def story_or_404(request: HttpRequest, key: int) -> Article:
    """A story that this person works on at the desk."""
    return get_object_or_404(Article.objects.worked_on_by(staff(request)), pk=key)


def render(request: HttpRequest, template: str, article: Article, title: str, **context: Any) -> TemplateResponse:
    """A page beside a story; one that shows what a person typed and must mend says 200 all the same, as forms do."""
    return TemplateResponse(
        request,
        f"admin/articles/{template}.html",
        {**admin.site.each_context(request), "title": title, "article": article, "opts": Article._meta, **context},
    )


def sent(page: str, key: int, to: str = "") -> HttpResponseRedirect:
    """Back to the page (to the element `to`), which is told by its address that what the device keeps was heard."""
    return HttpResponseRedirect(reverse(page, args=[key], query={"sent": "1"}, fragment=to or None))


def told(request: HttpRequest, do: Callable[[], object], *, back_to: str, key: int) -> HttpResponseRedirect:
    """Do it, or tell why not; then back to the page."""
    try:
        do()
    except (TransitionError, EditConflict) as error:
        messages.error(request, str(error))
    return redirect(back_to, key)
