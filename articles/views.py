"""The pages of stories. Every view: find, list, render."""

from datetime import date

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from articles import addresses, licence
from articles.listings import NoSuchDay, day_bounds, latest
from articles.models import Article, Image, Section, Source
from articles.river import cursor_of, river_response
from articles.shelf import shelf_of
from newsroom.lib.cache import made_of, policy


@policy("page")
def front(request: HttpRequest) -> HttpResponse:
    page = latest(Article.objects.shown(), before=cursor_of(request))
    return river_response(request, "articles/front.html", page, "front", "trending")


@policy("page")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((section for section in shelf_of(request).sections if section.slug == slug), None)
    if found is None:
        if known := addresses.meant(Section.objects.all(), slug):
            return addresses.moved(request, known.get_absolute_url())
        raise Http404
    page = latest(Article.objects.shown().in_section(found), before=cursor_of(request))
    return river_response(request, "articles/section.html", page, f"section-{found.pk}", section=found)


@policy("page")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = shelf_of(request).get(
        ("source", slug), lambda: Source.objects.select_related("logo").filter(slug=slug).first()
    )
    if found is None:
        with_story = Source.objects.filter(Exists(Article.objects.published().filter(source=OuterRef("pk"))))
        if known := addresses.meant(with_story, slug):
            return addresses.moved(request, known.get_absolute_url())
        raise Http404
    page = latest(Article.objects.shown().from_source(found), before=cursor_of(request))
    if not page.rows and not Article.objects.published().from_source(found).exists():
        raise Http404  # that a source is known, of which nothing was published, is for the desk
    return river_response(request, "articles/source.html", page, f"source-{found.pk}", source=found)


@policy("page")
def archive(request: HttpRequest, day: date) -> HttpResponse:
    """The stories of one day in the site's zone."""
    try:
        between = day_bounds(day)
    except NoSuchDay:
        raise Http404 from None
    page = latest(Article.objects.shown(), before=cursor_of(request), between=between)
    return river_response(request, "articles/archive.html", page, f"day-{day}", day=day)


@policy("page")
def article(request: HttpRequest, id: int, slug: str) -> HttpResponse:
    """A story; 301 when its slug is spelled otherwise, 410 once it was withdrawn, with the notice of a retraction."""
    whole = Article.objects.published().with_card().select_related("source__logo").prefetch_related("corrections")
    found = whole.filter(pk=id).first()
    if found is None:
        return gone(request, id)
    if found.slug != slug:
        return redirect(found, permanent=True)
    hashtags = [tagging.tag for tagging in found.taggings.all() if not tagging.tag.hidden]
    shown = licence.shown(found, timezone.localdate())
    related = shelf_of(request).passing(("related", found.pk), found.taggings.related)
    context = {"article": found, "shown": shown, "hashtags": hashtags, "related": related}
    stories = [found, *(one.article for one in related)]
    return made_of(
        render(request, "articles/article.html", context),
        *(f"article-{story.pk}" for story in stories),
        f"source-{found.source_id}",
        *(f"tag-{tag.pk}" for tag in hashtags),
    )


def gone(request: HttpRequest, id: int) -> HttpResponse:
    """410 for what was public once; what never was is not found. Only a retraction says anything of the story."""
    found = Article.objects.gone().only("status", "notice", "headline").filter(pk=id).first()
    if found is None:
        raise Http404
    retracted = found if found.status == Article.Status.RETRACTED else None
    return render(request, "410.html", {"retracted": retracted}, status=410)


@policy("picture")
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture's file, while a public page shows it."""
    found = Image.objects.public().filter(file=f"pictures/{name}").first()
    if found is None and (known := addresses.meant(Image.objects.public(), name)):
        return addresses.moved(request, known.url)
    if found is None or not default_storage.exists(str(found.file)):
        raise Http404
    # (Not every Python knows the type by the name.)
    return made_of(FileResponse(found.file.open(), content_type="image/webp"), f"image-{found.pk}")
