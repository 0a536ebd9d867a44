"""The preview of a revision at the desk, on a phone's width and a desktop's, and the links for outsiders."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from articles import previews
from articles.admin.articles.form import story_or_404
from articles.admin.articles.history import side_page
from articles.desk.base import DeskAdmin, staff
from articles.desk.posting import posted
from articles.models import Article, PreviewLink, Revision
from articles.preview_pages import discreet, page_html, picture_response

PAGE = "admin:articles_article_preview"
# The page in the frame: as everywhere, but that our own pages may hold it.
IN_A_FRAME: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


class ShareForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Days"), min_value=1, max_value=previews.MOST_DAYS, initial=previews.DAYS
    )


class StoryPreview(DeskAdmin):
    def get_urls(self) -> list[Any]:
        framed = xframe_options_sameorigin(csp_override(IN_A_FRAME)(require_safe(partial(_page, self))))
        pages: dict[str, tuple[str, Any]] = {
            "": ("preview", require_safe(partial(_preview, self))),
            "<int:number>/": ("previewpage", framed),
            "<int:number>/<str:name>": ("previewpicture", require_safe(partial(_picture, self))),
            "<int:number>/share/": ("previewshare", posted(partial(_share, self), on=PAGE)),
            "links/<rowid:link>/revoke/": ("previewrevoke", posted(partial(_revoke, self), on=PAGE)),
        }
        ours = [
            path(f"<rowid:id>/preview/{route}", self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, (name, view) in pages.items()
        ]
        return [*ours, *super().get_urls()]


def _preview(screen: DeskAdmin, request: HttpRequest, id: int) -> HttpResponse:
    """The newest revision one may read, or the one of `?revision=`."""
    article = story_or_404(screen, request, id)
    number = request.GET.get("revision", "")
    if number and not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    return _show(screen, request, article, _revision(request, article, int(number) if number else None))


def _page(screen: DeskAdmin, request: HttpRequest, id: int, number: int) -> HttpResponse:
    revision = _revision(request, story_or_404(screen, request, id), number)
    pictures = reverse("admin:articles_article_previewpage", args=[id, number])
    return discreet(HttpResponse(page_html(request, revision, pictures=pictures)))


def _picture(screen: DeskAdmin, request: HttpRequest, id: int, number: int, name: str) -> HttpResponse:
    revision = _revision(request, story_or_404(screen, request, id), number)
    return discreet(picture_response(revision, name))


def _share(screen: DeskAdmin, request: HttpRequest, id: int, number: int) -> HttpResponse:
    article = story_or_404(screen, request, id)
    revision = _revision(request, article, number)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _show(screen, request, article, revision, form=form)
    _link, token = previews.share(revision, by=staff(request), days=form.cleaned_data["days"])
    address = request.build_absolute_uri(reverse("preview", args=[token]))
    return _show(screen, request, article, revision, address=address)


def _revoke(screen: DeskAdmin, request: HttpRequest, id: int, link: int) -> HttpResponse:
    article = story_or_404(screen, request, id)
    previews.revoke(get_object_or_404(_links(request, article), pk=link), by=staff(request))
    messages.success(request, _("The link is revoked."))
    return redirect("admin:articles_article_preview", id)


def _show(
    screen: DeskAdmin,
    request: HttpRequest,
    article: Article,
    revision: Revision,
    *,
    form: ShareForm | None = None,
    address: str = "",
) -> HttpResponse:
    """The two frames, and below them the links. `address` is that of a link just made: shown now and never again."""
    return side_page(
        screen,
        request,
        "preview",
        article,
        revision=revision,
        page_url=reverse("admin:articles_article_previewpage", args=[article.pk, revision.number]),
        form=form or ShareForm(),
        address=address,
        links=_links(request, article).select_related("by", "revision")[:50],
        open_links=set(_links(request, article).open().values_list("pk", flat=True)),
        is_nav_sidebar_enabled=False,  # the room is for the page
    )


def _revision(request: HttpRequest, article: Article, number: int | None) -> Revision:
    readable = Revision.objects.visible_to(staff(request)).filter(article=article)
    wanted = readable if number is None else readable.filter(number=number)
    related = ("article", "source__logo", "section", "lead_image")
    revision = wanted.select_related(*related).newest_first().first()
    if revision is None:
        raise Http404
    return revision


def _links(request: HttpRequest, article: Article) -> Any:
    readable = Revision.objects.visible_to(staff(request)).filter(article=article)
    return PreviewLink.objects.filter(revision__in=readable)
