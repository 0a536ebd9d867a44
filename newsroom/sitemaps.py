"""The addresses of the sitemaps: an index, its pages, and the one for news."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import sitemaps as stories
from articles.river import cursor_of
from articles.shelf import shelf_of
from newsroom.lib import sitemap
from newsroom.lib.cache import made_of, policy
from newsroom.lib.origin import origin_of
from newsroom.lib.sitemap import Entry
from tags import sitemaps as hashtags


@policy("page")
def index(request: HttpRequest) -> HttpResponse:
    """Every page of the sitemaps, and of those of stories when the last one on it changed.

    The months are one pass over all stories, and where their pages start another: kept until a story is changed or
    taken back, and for minutes at most.
    """
    origin = origin_of(request)
    months = shelf_of(request).passing("months of sitemaps", stories.pages_by_month)
    newest = max((month.changed for month, _starts in months), default=None)
    found = [Entry(origin + reverse("sitemap-pages"), newest)]
    for name, rows in (("sitemap-sources", stories.listed_sources()), ("sitemap-hashtags", hashtags.listed())):
        found += [Entry(origin + reverse(name, args=[number])) for number in stories.numbers(rows)]
    for month, starts in months:
        address = origin + reverse("sitemap-stories", args=[month.first])
        found += [Entry(f"{address}?before={start}" if start else address, month.changed) for start in starts]
    return _xml(sitemap.index(found), "sitemaps")


@policy("page")
def stories_of(request: HttpRequest, month: date) -> HttpResponse:
    if month > timezone.now().date():
        raise Http404
    return _page(stories.stories(month, cursor_of(request), origin_of(request)), f"month-{month:%Y-%m}")


@policy("page")
def pages(request: HttpRequest) -> HttpResponse:
    return _page(stories.pages(origin_of(request)), "sitemaps")


@policy("page")
def sources(request: HttpRequest, number: int) -> HttpResponse:
    return _page(stories.things(stories.listed_sources(), number, origin_of(request)), "sources")


@policy("page")
def tags(request: HttpRequest, number: int) -> HttpResponse:
    return _page(stories.things(hashtags.listed(), number, origin_of(request)), "tags")


@policy("page")
def news(request: HttpRequest) -> HttpResponse:
    """Empty when nothing was published for two days, which Google asks for."""
    return _xml(sitemap.news(stories.news(origin_of(request)), publication=settings.SITE_NAME), "sitemaps")


def _page(entries: Sequence[Entry], key: str) -> HttpResponse:
    if not entries:
        raise Http404
    return _xml(sitemap.urlset(entries), key)


def _xml(text: str, *keys: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"  # it is read, and is no result
    return made_of(response, *keys)
