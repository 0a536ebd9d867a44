"""The page of several hashtags at once, and its feed. `tags.views` leads here from the address of a hashtag."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.addresses import moved
from articles.feeds import LENGTH, Listing, feed_response
from articles.head import PassingHead
from articles.json_ld import Crumb
from articles.models import Article
from articles.river import cursor_of, river_response
from articles.robots import UNLISTED
from articles.shelf import shelf_of
from newsroom.lib.origin import here
from tags import meetings, related
from tags.combinations import LIMIT, Combination
from tags.meetings import Meetings


def page(request: HttpRequest, combination: Combination, asked: str) -> HttpResponse:
    """“Latest news with #A and #B”. Where they never meet the page says so: nobody can know that of all hashtags."""
    if not combination.is_live:
        raise Http404
    if combination.spelling != asked:
        return moved(request, combination.get_absolute_url())
    found = meetings.latest(combination.tags, before=cursor_of(request))
    return river_response(
        request,
        "tags/combination.html",
        found,
        *combination.keys,
        head=_head(request, combination),
        words=_words(found, is_older="before" in request.GET),
        combination=combination,
        related=_related(request, combination, found),
    )


def feed(request: HttpRequest, combination: Combination, asked: str, form: str) -> HttpResponse:
    """It lasts a while longer than the page: it tells those who follow it why a story has left."""
    if combination.spelling != asked:
        if not combination.is_live:
            raise Http404
        return moved(request, reverse("hashtag-feed", args=[combination.spelling, form]))
    stories = Article.objects.all()
    for tag in combination.tags:
        stories = stories.filter(taggings__tag=tag)
    title = _("Latest news with %(hashtags)s") % {"hashtags": combination.names}
    return feed_response(
        request,
        form,
        Listing(
            title=f"{title} · {settings.SITE_NAME}",
            page=combination.get_absolute_url(),
            rows=meetings.latest(combination.tags, limit=LENGTH).rows,
            stories=stories,
            keys=combination.keys,
            has_hub=False,
            may_be_empty=combination.is_live,
        ),
    )


def _head(request: HttpRequest, combination: Combination) -> PassingHead:
    def crumbs() -> list[Crumb]:
        return [Crumb(_("All hashtags"), reverse("hashtags")), Crumb(combination.names, here(request))]

    return PassingHead(path=here(request), robots=UNLISTED, crumbs=crumbs)


def _words(found: Meetings, *, is_older: bool) -> Mapping[str, str]:
    if found.short:
        return {
            "older_words": _("Look further back"),
            "empty": _("None of the stories that were looked through has all of these hashtags."),
        }
    return {
        "empty": _("No older story has all of these hashtags.")
        if is_older
        else _("No story has all of these hashtags.")
    }


def _related(request: HttpRequest, combination: Combination, found: Meetings) -> str:
    """The hashtags that its newest stories have besides, where one more can be added."""
    if "before" in request.GET or len(combination.tags) >= LIMIT or not found.rows:
        return ""
    shelf, keys = shelf_of(request), tuple(tag.pk for tag in combination.tags)

    def line() -> str:
        tags = related.beside(found.rows, combination.tags)
        return get_template("tags/related.html").render({"of": combination.tags, "tags": tags})

    return shelf.passing(("line of related hashtags", keys, get_language()), line)
