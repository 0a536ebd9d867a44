"""The pages of stories. Every view: find, list, render."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from articles import addresses, picture_files, robots, story_page
from articles.head import Head
from articles.json_ld import Crumb
from articles.listings import NoSuchDay, day_bounds, latest
from articles.models import Article, Image, Section, Source
from articles.river import cursor_of, river_response
from articles.shelf import shelf_of
from newsroom.lib.cache import made_of, policy
from newsroom.lib.origin import here


@policy("page")
def front(request: HttpRequest) -> HttpResponse:
    page = latest(before=cursor_of(request))
    head = Head(path=here(request))
    return river_response(request, "articles/front.html", page, "front", "trending", head=head, leads=True)


@policy("page")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = section_at(request, slug)
    if found is None:
        return section_elsewhere(request, slug, "section")
    page = latest(found, before=cursor_of(request))
    head = Head(path=here(request), crumbs=lambda: [Crumb(found.name, here(request))])
    return river_response(request, "articles/section.html", page, f"section-{found.pk}", section=found, head=head)


@policy("page")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = source_at(request, slug)
    if found is None:
        return source_elsewhere(request, slug, "source")
    page = latest(found, before=cursor_of(request))
    if not page.rows and not Article.objects.published().from_source(found).exists():
        raise Http404  # that a source is known, of which nothing was published, is for the desk
    head = Head(
        path=here(request),
        robots=robots.of_listing(found),
        crumbs=lambda: [Crumb(found.name, here(request))],
        picture=found.logo,
    )
    return river_response(request, "articles/source.html", page, f"source-{found.pk}", source=found, head=head)


def section_at(request: HttpRequest, slug: str) -> Section | None:
    return next((section for section in shelf_of(request).sections if section.slug == slug), None)


def section_elsewhere(request: HttpRequest, slug: str, view: str, *more: str) -> HttpResponse:
    """301 to this view of the section that was found at `slug` once. Raises `Http404`."""
    return _elsewhere(request, addresses.meant(Section.objects.all(), slug), view, more)


def source_at(request: HttpRequest, slug: str) -> Source | None:
    """Whether readers may know of it is for the caller to ask: it needs a public story."""
    return shelf_of(request).get(
        ("source", slug), lambda: Source.objects.select_related("logo").filter(slug=slug).first()
    )


def source_elsewhere(request: HttpRequest, slug: str, view: str, *more: str) -> HttpResponse:
    with_story = Source.objects.filter(Exists(Article.objects.published().filter(source=OuterRef("pk"))))
    return _elsewhere(request, addresses.meant(with_story, slug), view, more)


def _elsewhere(request: HttpRequest, known: Section | Source | None, view: str, more: tuple[str, ...]) -> HttpResponse:
    if known is None:
        raise Http404
    return addresses.moved(request, reverse(view, args=[known.slug, *more]))


@policy("page")
def archive(request: HttpRequest, day: date) -> HttpResponse:
    """The stories of one day in the site's zone."""
    try:
        between = day_bounds(day)
    except NoSuchDay:
        raise Http404 from None
    page = latest(before=cursor_of(request), between=between)
    head = Head(path=here(request), crumbs=lambda: [Crumb(day.isoformat(), here(request))])
    return river_response(request, "articles/archive.html", page, f"day-{day}", day=day, head=head)


@policy("page")
def article(request: HttpRequest, id: int, slug: str) -> HttpResponse:
    """A story; 301 when its slug is spelled otherwise, 410 once it was withdrawn, with the notice of a retraction."""
    known = story_page.find(id)
    if known is None:
        return gone(request, id)
    if known.slug != slug:
        return redirect("article", id, known.slug, permanent=True)
    try:
        return story_page.response(request, known)
    except Article.DoesNotExist:
        return gone(request, id)


def gone(request: HttpRequest, id: int) -> HttpResponse:
    """410 for what was public once; what never was is not found. Only a retraction says anything of the story."""
    found = Article.objects.gone().only("status", "notice", "headline", "language").filter(pk=id).first()
    if found is None:
        raise Http404
    retracted = found if found.status == Article.Status.RETRACTED else None
    return render(request, "410.html", {"retracted": retracted}, status=410)


@policy("picture")
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture's file or rendition, while a public page shows it."""
    found = picture_files.find(Image.objects.public(), name)
    if found is None:
        raise Http404
    response = picture_files.streamed(found) if found.asked else picture_files.lead_on(request, found)
    return made_of(response, f"image-{found.image.pk}")
