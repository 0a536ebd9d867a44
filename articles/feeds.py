"""Feeds of stories: any listing of them as RSS, Atom or JSON Feed.

A feed's address is that of its page with `feed.rss`, `feed.atom` or `feed.json` behind it. A view says what the
listing is; all else is the same for each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language, gettext

from articles import licence
from articles.cards import Row
from articles.models import Article, Image
from articles.picture_files import length_of
from articles.shapes import Rendition
from articles.shelf import shelf_of
from newsroom.lib.cache import made_of
from newsroom.lib.feeds import FORMS, Enclosure, Feed, Item
from newsroom.lib.html import with_origin
from newsroom.lib.origin import absolute, origin_of
from newsroom.lib.text import cut

LENGTH = 40  # stories
NOTICE_SHOWN = timedelta(days=7)  # how long a retracted story is replaced by its notice
SUMMARY_LENGTH = 300
SHAPE = 2  # goes up with whatever changes what a feed says of the same stories, or readers' copies would stay


@dataclass(frozen=True)
class Listing:
    """What a feed is of. `page` is the path of its page; `rows` are its public stories, newest first, at most `LENGTH`.

    `stories` are all that it can have, whatever their state: the retracted ones among them leave a notice. `keys` are
    the surrogate keys of the listing.
    """

    title: str
    page: str
    rows: Sequence[Row]
    stories: QuerySet[Article]
    keys: Sequence[str]
    description: str = ""
    has_hub: bool = True  # the hubs are told of its changes: see `articles.websub`
    may_be_empty: bool = False  # else a feed without anything in it is not found, as its page is not


def feed_response(request: HttpRequest, form: str, listing: Listing) -> HttpResponse:
    """The feed; 304 before a story was read when the copy that a reader has is still true."""
    retracted = _retracted(listing.stories)
    if not (listing.rows or retracted or listing.may_be_empty):
        raise Http404
    head = _head(request, form, listing)
    etag = _etag(request, head, listing.rows, retracted)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        write, media_type = FORMS[form]
        items = [*_notices(request, retracted), *_items(request, listing.rows)]
        text = write(replace(head, items=sorted(items, key=lambda item: item.published, reverse=True)))
        if form != "json" and "text/html" in request.headers.get("Accept", ""):
            media_type = "application/xml"  # a browser, which shows a feed by its style sheet under no other name
        response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers={"ETag": etag})
    patch_vary_headers(response, ["Accept"])
    if head.hubs:
        response.headers["Link"] = ", ".join(
            [*(f'<{hub}>; rel="hub"' for hub in head.hubs), f'<{head.url}>; rel="self"']
        )
    made_of(response, *listing.keys, *(f"article-{id}" for id in [row.id for row in listing.rows]))
    return response


def _head(request: HttpRequest, form: str, listing: Listing) -> Feed:
    return Feed(
        title=listing.title,
        description=listing.description or str(settings.SITE_SENTENCE),
        language=get_language() or settings.LANGUAGE_CODE,
        page=absolute(request, listing.page),
        url=absolute(request, f"{listing.page}feed.{form}"),
        hint=gettext("This is a feed: give its address to a feed reader, and new stories come to you."),
        hint_link=gettext("Read it as a page"),
        style=static("css/feed.css"),
        hubs=settings.WEBSUB_HUBS if listing.has_hub else [],
    )


def _etag(request: HttpRequest, head: Feed, rows: Sequence[Row], retracted: Sequence[Article]) -> str:
    """Of all that the feed is made of, so that the stories need not be read for it."""
    shelf = shelf_of(request)
    stories = [(row.id, row.version) for row in rows], [(story.pk, story.version) for story in retracted]
    return f'"{blake2b(repr((SHAPE, shelf.epoch, shelf.day, head, stories)).encode(), digest_size=16).hexdigest()}"'


def _retracted(stories: QuerySet[Article]) -> list[Article]:
    """Those of these stories that were retracted lately: asked of the few there are, not of all of the listing."""
    lately = Article.objects.retracted_since(timezone.now() - NOTICE_SHOWN)
    keys = list(lately.order_by("-updated_at").values_list("pk", flat=True)[:LENGTH])
    return list(stories.filter(pk__in=keys)) if keys else []


def _items(request: HttpRequest, rows: Sequence[Row]) -> Iterator[Item]:
    whole = Article.objects.published().with_card().prefetch_related("corrections")
    for article in whole.filter(pk__in=[row.id for row in rows]):
        yield _item(request, article)


def _item(request: HttpRequest, article: Article) -> Item:
    assert article.source and article.section and article.published_at, "it is published"  # noqa: PT018
    shown = licence.shown(article, shelf_of(request).day)
    url = absolute(request, article.get_absolute_url())
    html = get_template("articles/feed_item.html").render({"article": article, "shown": shown})
    hashtags = [tagging.tag.name for tagging in article.taggings.all() if not tagging.tag.hidden]
    return Item(
        id=_id(request, article),
        url=url,
        title=article.headline,
        published=article.published_at,
        updated=article.updated_at or article.published_at,
        html=with_origin(html.strip(), origin_of(request), url),
        summary=cut(shown.standfirst or " ".join(shown.text.split()), SUMMARY_LENGTH),
        author=article.byline or article.source.name,
        language=article.language,
        categories=[article.section.name, *hashtags],
        via=article.original_url,
        enclosure=_enclosure(request, shown.picture) if shown.picture else None,
    )


def _notices(request: HttpRequest, retracted: Sequence[Article]) -> Iterator[Item]:
    """What a reader who has such a story is told in its place: nothing of it is left but its headline."""
    for article in retracted:
        assert article.published_at and article.updated_at, "it was public"  # noqa: PT018
        yield Item(
            id=_id(request, article),
            url=absolute(request, article.get_absolute_url()),
            title=gettext("Retracted: %s") % article.headline,
            published=article.published_at,
            updated=article.updated_at,
            html=get_template("articles/feed_notice.html").render({"article": article}).strip(),
            summary=cut(" ".join(article.notice.split()), SUMMARY_LENGTH),
            author=settings.SITE_NAME,
            language=get_language() or settings.LANGUAGE_CODE,
        )


def _id(request: HttpRequest, article: Article) -> str:
    """A tag URI (RFC 4151): it stays when headline, slug, language of the page or scheme change."""
    day = article.created_at.astimezone(UTC).date()
    return f"tag:{urlsplit(origin_of(request)).hostname},{day}:article-{article.pk}"


def _enclosure(request: HttpRequest, picture: Image) -> Enclosure | None:
    """The picture as links show it that are passed on; as it is stored while that file is not there."""
    shown, stored = picture.rendition(), picture.as_stored
    return _file(request, shown) or (_file(request, stored) if shown != stored else None)


def _file(request: HttpRequest, shown: Rendition) -> Enclosure | None:
    """How long it is, is asked of the storage once for each file, not once for each reader."""
    length = shelf_of(request).get(("bytes", shown.url), lambda: length_of(shown))
    return Enclosure(absolute(request, shown.url), shown.type, length) if length else None
