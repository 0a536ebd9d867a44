"""The page of a story, rendered once for the same words: one small query says whether it is public, and which version.

Like a card of a river it is kept by all that it says: story, version, language, name of the site, and the related
stories with their versions, time labels and the hashtags that are the reason. See docs/adr/0002-cards-and-the-epoch.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from articles import licence, robots
from articles.head import of_story
from articles.models import Article
from articles.robots import Robots
from articles.shelf import shelf_of
from newsroom.lib import languages
from newsroom.lib.cache import made_of
from newsroom.lib.origin import origin_of
from newsroom.lib.question import Given, Question
from newsroom.lib.times import labels

_PUBLIC = Question(
    lambda: (
        Article.objects.published()
        .filter(pk=Given("id", BigIntegerField()))
        .order_by()
        .values_list("pk", "version", "slug")
    )
)


class Known(NamedTuple):
    """A story that is public now."""

    id: int
    version: int
    slug: str


@dataclass(frozen=True)
class Kept:
    """A page with the place of its links to other languages left open, and what its response says of it."""

    html: str
    robots: Robots
    keys: list[str]

    def __len__(self) -> int:
        return len(self.html)


def find(id: int) -> Known | None:
    """One query. Only the database's clock and `is_public()` decide, whatever is kept."""
    return next((Known._make(values) for values in _PUBLIC.ask(id=id)), None)


def response(request: HttpRequest, known: Known) -> HttpResponse:
    """Raises `Article.DoesNotExist` when the story ceased to be public since it was found.

    (Where it has another version since then, its page is never asked for by the key of this one again.)
    """
    whole = cache(lambda: _whole(known.id))
    shelf, label = shelf_of(request), labels(timezone.now())
    related = shelf.passing(("related", known.id), lambda: whole().taggings.related())
    beside = tuple((one.pk, one.version, label(one.published_at), tag.pk) for one, tag in related)
    key = (known.id, known.version, get_language(), origin_of(request), beside)
    kept: Kept = shelf.story_pages.get_or_make(key, lambda: _made(request, whole(), related))
    answer = HttpResponse(languages.put_in(kept.html, request))
    return made_of(robots.tell(answer, kept.robots), *kept.keys)


def _whole(id: int) -> Article:
    whole = Article.objects.published().with_card().select_related("source__logo").prefetch_related("corrections")
    return whole.get(pk=id)


def _made(request: HttpRequest, article: Article, related: Sequence[Any]) -> Kept:
    hashtags = [tagging.tag for tagging in article.taggings.all() if not tagging.tag.hidden]
    shown = licence.shown(article, shelf_of(request).day)
    head = of_story(article, shown, [tag.name for tag in hashtags])
    context = {"article": article, "shown": shown, "hashtags": hashtags, "related": related, "page_head": head}
    html = render_to_string("articles/article.html", {**context, "languages": languages.PLACE}, request)
    keys = [f"article-{story.pk}" for story in (article, *(one.article for one in related))]
    keys += [f"source-{article.source_id}", *(f"tag-{tag.pk}" for tag in hashtags)]
    return Kept(html, head.robots, keys)
