"""What goes with a hashtag, and with a story: by the hashtags that stories share.

Each is read off the rows of `Tagging` in a bounded number of bounded ranges, so that it costs the same among a million
stories as among ten. What is made here may be kept on the shelf as *passing*. See
docs/adr/0015-trending-and-related.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from django.db.models import Count, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from articles.cards import Row
from articles.models import Article
from articles.shelf import PASSING
from newsroom.lib.bounded import Bounded
from tags.models import Tag, Tagging

# Hashtags: how many of the newest stories are looked at, how often two must meet, how many are weighed and shown.
SAMPLE, MEETINGS, WEIGHED, HASHTAGS = 100, 2, 16, 5
# Stories: of how many of its hashtags the newest are looked at, how many of each, how many are read and shown.
RANGES, EACH, READ, STORIES = 4, 20, 12, 4
FRESH = timedelta(days=30)  # a story as old as that counts half


class RelatedStory(NamedTuple):
    """A story that shares a hashtag; `tag` is the rarest of them."""

    article: Article
    tag: Tag


def hashtags(tag: Tag) -> list[Tag]:
    """Those that its newest stories have besides more often than stories of these weeks have them. Three queries."""
    return _beside(_newest(tag, SAMPLE), [tag])


def beside(rows: Iterable[Row], tags: Sequence[Tag]) -> list[Tag]:
    """The same of some stories that have all of these hashtags. Three queries."""
    live = Tagging.objects.live(for_another=PASSING).filter(tag=tags[0], content_object__in=[row.id for row in rows])
    return _beside(_dates(live.order_by()), tags)


def _beside(newest: Mapping[int, datetime], tags: Sequence[Tag]) -> list[Tag]:
    if len(newest) < MEETINGS:
        return []
    others = Tagging.objects.filter(content_object__in=list(newest)).exclude(tag__in=tags).order_by().values("tag")
    meetings = others.annotate(number=Count("tag")).filter(number__gte=MEETINGS).order_by("-number", "tag")
    met: dict[int, int] = dict(meetings.values_list("tag", "number")[:WEIGHED])
    found = _with_uses(met, since=min(newest.values()))
    return sorted(found, key=lambda other: (-met[other.pk] / sqrt(_uses(other)), other.key))[:HASHTAGS]


def stories(article: Article) -> list[RelatedStory]:
    """The stories that share its rare hashtags, fresh ones first; those in another language fill up. Eight queries."""
    own = [tagging.tag_id for tagging in article.taggings.all()]
    tags = {tag.pk: tag for tag in _with_uses(own) if _uses(tag) > 1}
    rarest = sorted(tags.values(), key=_uses)[:RANGES]
    dates = {key: date for tag in rarest for key, date in _newest(tag, EACH).items() if key != article.pk}
    shared = defaultdict[int, list[Tag]](list)
    for key, tag_id in _pairs(dates, tags):
        shared[key].append(tags[tag_id])
    now = timezone.now()
    best = sorted(dates, key=lambda key: -_likeness(shared[key], now - dates[key]))[:READ]
    read = (
        Article.objects.published()
        .select_related("source")
        .only("headline", "slug", "language", "published_at", "version", "source")
    )
    found = read.in_bulk(best)
    order = sorted((key for key in best if key in found), key=lambda key: not _same_language(found[key], article))
    return [RelatedStory(found[key], min(shared[key], key=_uses)) for key in order[:STORIES]]


def _newest(tag: Tag, number: int) -> dict[int, datetime]:
    """The newest stories of a hashtag with their dates: one range of its index."""
    rows = Tagging.objects.live(for_another=PASSING).filter(tag=tag)
    return _dates(rows.order_by("-published_at", "-content_object_id")[:number])


def _dates(rows: QuerySet[Tagging]) -> dict[int, datetime]:
    return {key: date for key, date in rows.values_list("content_object_id", "published_at") if date}


def _with_uses(tags: Iterable[int], since: datetime | None = None) -> list[Tag]:
    """Those that readers may see, each with its number of stories, counted no further than anybody needs."""
    rows = Tagging.objects.filter(tag=OuterRef("pk"), published_at__lte=Now())
    if since is not None:
        rows = rows.filter(published_at__gte=since)
    visible = Tag.objects.canonical().filter(pk__in=list(tags), hidden=False)
    return list(visible.annotate(uses=Bounded(rows, "tag")))


def _uses(tag: Tag) -> int:
    return int(tag.uses)  # type: ignore[attr-defined]


def _pairs(stories: Iterable[int], tags: Iterable[int]) -> Iterable[tuple[int, int]]:
    rows = Tagging.objects.filter(content_object__in=list(stories), tag__in=list(tags))
    return rows.order_by().values_list("content_object_id", "tag_id")


def _likeness(shared: Iterable[Tag], age: timedelta) -> float:
    """The rarer what is shared, the more; the older, the less."""
    return sum(1 / sqrt(_uses(tag)) for tag in shared) / (1 + age / FRESH)


def _same_language(one: Article, other: Article) -> bool:
    return one.language.partition("-")[0] == other.language.partition("-")[0]
