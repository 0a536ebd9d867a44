"""The form of a story: its addresses, and who may open it. The pages behind them have a file each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from articles import drafting
from articles.admin.articles import autosave, page, pictures, presence, starting
from articles.desk.base import DeskAdmin, staff
from articles.models import Article


class StoryForm(DeskAdmin):
    """Writes revisions, by `articles.drafting`; the story's own row changes by a step alone."""

    add_form_template = "admin/articles/article/start.html"
    change_form_template = "admin/articles/article/change_form.html"

    def get_urls(self) -> list[Any]:
        return [*own_addresses(self), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Without a story: whether there is anything to open at all; with one: whether they may write on it."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return drafting.is_open(obj) and drafting.may_write(obj.revisions.latest("number"), staff(request))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return starting.begin(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return page.answer(self, request, story_or_404(self, request, object_id))


def own_addresses(screen: StoryForm) -> list[Any]:
    """What the form asks while somebody writes, all about one story."""
    door = screen.admin_site.admin_view
    return [
        path("<int:object_id>/autosave/", door(of_writer(screen, autosave.autosave)), name="articles_article_autosave"),
        path("<int:object_id>/presence/", door(of_writer(screen, presence.presence)), name="articles_article_presence"),
        path("pictures/", door(pictures.library), name="articles_article_library"),
    ]


def of_writer(screen: StoryForm, view: Callable[[HttpRequest, Article], HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with the story in place of its number, for those who may write on it."""

    @wraps(view)
    def answer(request: HttpRequest, object_id: int) -> HttpResponse:
        article = story_or_404(screen, request, str(object_id))
        if not screen.has_change_permission(request, article):
            raise PermissionDenied
        return view(request, article)

    return answer


def story_or_404(screen: DeskAdmin, request: HttpRequest, object_id: str | int) -> Article:
    """The story, if this person may see it at the desk."""
    article: Article | None = screen.get_object(request, str(object_id))
    if article is None or not screen.has_view_or_change_permission(request, article):
        raise Http404
    return article
