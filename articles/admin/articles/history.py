"""The history of a story: its line of time, any two revisions beside each other, and an old one as a new draft."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.articles.form import story_or_404
from articles.desk.base import DeskAdmin, staff
from articles.desk.differences import differences, only_form_differs
from articles.desk.history import Place, history
from articles.desk.posting import posted
from articles.errors import EditConflict, UnusableContent
from articles.models import Article, Revision
from articles.restoring import restore
from newsroom.lib.keyset import MalformedCursor


class StoryHistory(DeskAdmin):
    def get_urls(self) -> list[Any]:
        pages: dict[str, tuple[str, Any]] = {
            "<rowid:id>/compare/": ("compare", require_safe(partial(_compare, self))),
            "<rowid:id>/restore/<int:number>/": (
                "restore",
                posted(partial(_restore, self), on="admin:articles_article_history"),
            ),
        }
        ours = [
            path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, (name, view) in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def history_view(  # type: ignore[override]  # Django's own returns less than it says
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        article = story_or_404(self, request, object_id)
        before = request.GET.get("before")
        try:
            entries, older = history(article, staff(request), before=Place.parse(before) if before else None)
        except MalformedCursor:
            raise BadRequest(_("The address of this page of older stories is not complete.")) from None
        return side_page(self, request, "history", article, entries=entries, older=older, is_older=bool(before))


def _compare(screen: DeskAdmin, request: HttpRequest, id: int) -> HttpResponse:
    """Two revisions by their numbers; without any, the newest one and the one before it."""
    article = story_or_404(screen, request, id)
    revisions = Revision.objects.visible_to(staff(request)).filter(article=article)
    numbers = list(revisions.newest_first().values_list("number", flat=True)[:500])
    if not numbers:
        raise Http404
    new = _number(request, "to", numbers[0])
    old = _number(request, "from", max((number for number in numbers if number < new), default=new))
    both = revisions.select_related("section", "source", "lead_image", "author").filter(number__in={old, new})
    found = {revision.number: revision for revision in both}
    if not {old, new} <= found.keys():
        raise Http404
    before, after = found[old], found[new]
    fields = differences(before, after)
    return side_page(
        screen,
        request,
        "compare",
        article,
        before=before,
        after=after,
        sides=[before, after],
        numbers=numbers,
        changed=[field for field in fields if field.changed],
        same=[field for field in fields if not field.changed],
        only_form=only_form_differs(before, after),
    )


def _restore(screen: DeskAdmin, request: HttpRequest, id: int, number: int) -> HttpResponse:
    article = story_or_404(screen, request, id)
    revisions = Revision.objects.visible_to(staff(request)).filter(article=article)
    revision = revisions.filter(number=number).first()
    if revision is None:
        raise Http404
    try:
        draft = restore(article, revision, by=staff(request))
    except (EditConflict, UnusableContent) as error:
        messages.error(request, str(error))
        return redirect("admin:articles_article_history", id)
    said = _("Revision %(new)d is a draft with the words of revision %(old)d.")
    messages.success(request, said % {"new": draft.number, "old": number})
    return redirect("admin:articles_article_change", id)


def side_page(screen: DeskAdmin, request: HttpRequest, name: str, article: Article, **context: Any) -> TemplateResponse:
    """A page beside the form of a story."""
    newest = Revision.objects.visible_to(staff(request)).filter(article=article).newest_first().first()
    return TemplateResponse(
        request,
        f"admin/articles/article/{name}.html",
        {
            **screen.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,  # the room is for the words
            "opts": screen.opts,
            "article": article,
            "headline": (newest or article).headline or f"#{article.pk}",
            "may_restore": screen.has_change_permission(request, article),
            "change_url": reverse("admin:articles_article_change", args=[article.pk]),
            **context,
        },
    )


def _number(request: HttpRequest, name: str, default: int) -> int:
    given = request.GET.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Http404
    return int(given)
