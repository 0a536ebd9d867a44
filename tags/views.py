"""The hashtag page, its days, and the index of all hashtags."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.addresses import moved
from articles.feeds import LENGTH, Listing, feed_response
from articles.head import Head
from articles.json_ld import Crumb
from articles.listings import NoSuchDay, day_bounds
from articles.models import Article
from articles.river import cursor_of, river_response
from articles.robots import LISTED, UNLISTED, tell
from articles.shelf import shelf_of
from newsroom.lib.cache import made_of, policy
from newsroom.lib.origin import here
from tags import combination_views, combinations, listings, related, strength, vocabulary
from tags.models import Tag
from tags.names import key_of


@policy("page")
def hashtag(request: HttpRequest, hashtag: str) -> HttpResponse:
    """“Latest news with #Tag”. An alias or another spelling answers 301; unknown, hidden and empty are 404 alike."""
    if combination := combinations.find(hashtag):
        return combination_views.page(request, combination, hashtag)
    tag = _find(request, hashtag)
    if tag.hashtag != hashtag:
        return _to_canonical(request, tag, reverse("hashtag", args=[tag.hashtag]))
    page = listings.latest(tag, before=cursor_of(request))
    if not page.rows and not vocabulary.has_stories(tag):
        raise Http404
    line = "" if "before" in request.GET else _related(request, tag)
    head = _head(request, tag)
    return river_response(request, "tags/hashtag.html", page, f"tag-{tag.pk}", tag=tag, related=line, head=head)


@policy("page")
def hashtag_feed(request: HttpRequest, hashtag: str, form: str) -> HttpResponse:
    if combination := combinations.find(hashtag):
        return combination_views.feed(request, combination, hashtag, form)
    tag = _find(request, hashtag)
    if tag.hashtag != hashtag:
        return _to_canonical(request, tag, reverse("hashtag-feed", args=[tag.hashtag, form]))
    title = _("Latest news with #%(hashtag)s") % {"hashtag": tag.hashtag}
    return feed_response(
        request,
        form,
        Listing(
            title=f"{title} · {settings.SITE_NAME}",
            description=tag.description,
            page=tag.get_absolute_url(),
            rows=listings.latest(tag, limit=LENGTH).rows,
            stories=Article.objects.filter(taggings__tag=tag),
            keys=[f"tag-{tag.pk}"],
        ),
    )


@policy("page")
def hashtag_day(request: HttpRequest, hashtag: str, day: date) -> HttpResponse:
    tag = _find(request, hashtag)
    if tag.hashtag != hashtag:
        return _to_canonical(request, tag, reverse("hashtag-day", args=[tag.hashtag, day]))
    try:
        between = day_bounds(day)
    except NoSuchDay:
        raise Http404 from None
    page = listings.latest(tag, before=cursor_of(request), between=between)
    if not page.rows:
        raise Http404
    return river_response(request, "tags/hashtag.html", page, f"tag-{tag.pk}", tag=tag, day=day)


@policy("page")
def index(request: HttpRequest) -> HttpResponse:
    """All hashtags that have a story, by key; `?from=` starts anywhere in the alphabet."""
    start = key_of(request.GET.get("from", ""))
    tags, following = vocabulary.index(start)
    crumb = Crumb(_("All hashtags"), here(request))
    head = None if "from" in request.GET else Head(path=here(request), crumbs=lambda: [crumb])
    context = {"tags": tags, "following": following, "start": start, "page_head": head}
    response = render(request, "tags/index.html", context)
    return made_of(tell(response, head.robots if head else UNLISTED), "tags", "trending")


def _head(request: HttpRequest, tag: Tag) -> Head:
    def crumbs() -> list[Crumb]:
        return [Crumb(_("All hashtags"), reverse("hashtags")), Crumb(f"#{tag.hashtag}", here(request))]

    return Head(path=here(request), robots=LISTED if tag.indexed else UNLISTED, crumbs=crumbs, picture=tag.picture)


def _find(request: HttpRequest, spelling: str) -> Tag:
    tag = shelf_of(request).get(("tag", spelling, strength.period()), lambda: vocabulary.find(spelling))
    if tag is None:
        raise Http404
    return tag


def _related(request: HttpRequest, tag: Tag) -> str:
    """The line of the related hashtags."""

    shelf = shelf_of(request)

    def line() -> str:
        tags = shelf.passing(("related hashtags", tag.pk), lambda: related.hashtags(tag))
        return get_template("tags/related.html").render({"of": [tag], "tags": tags})

    return shelf.passing(("line of related hashtags", tag.pk, get_language()), line)


def _to_canonical(request: HttpRequest, tag: Tag, path: str) -> HttpResponse:
    if not vocabulary.has_stories(tag):  # the spelling of a hashtag that only drafts have is nobody's business
        raise Http404
    return moved(request, path)
