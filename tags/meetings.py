"""The stories that have several hashtags at once, at a cost that is bounded whatever their number.

No index knows where two hashtags meet. So the rows of the one with the fewest are walked, newest first, and each is
asked for the others by the unique index of story and hashtag. So many rows are looked at for a page and no more: of two
popular hashtags that never meet the page comes out empty, says how far it looked, and the next one goes on from there.
See docs/adr/0019-combinations.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from articles.cards import Row
from articles.listings import PAGE_LENGTH
from articles.models import Article
from newsroom.lib.keyset import EARLIEST, Cursor, Page, newest
from tags.models import Tag, Tagging

WINDOWS = (50, 200, 750)  # rows that are read at a time: where hashtags meet often, the first ones are enough
LOOKED_AT = sum(WINDOWS)


@dataclass(frozen=True)
class Meetings(Page[Row]):
    """`short`: there may be more than were looked at, from `older` on."""

    short: bool = False


def latest(tags: Sequence[Tag], *, before: Cursor | None = None, limit: int = PAGE_LENGTH) -> Meetings:
    """The newest stories that have all of these hashtags, at most `limit`. At most four queries."""
    sparsest, *others = _sparsest_first(tags, before)
    found: list[Row] = []
    for window in WINDOWS:
        looked_at = list(_walk(sparsest, others, before)[:window])
        found += [Row(story, when, version) for story, when, version in looked_at if version is not None]
        if len(found) > limit:
            return Meetings(found[:limit], found[limit - 1].cursor)
        if len(looked_at) < window:
            return Meetings(found, None)
        story, when, _version = looked_at[-1]
        before = Cursor(when, story)
    return Meetings(found, before, short=True)


def _sparsest_first(tags: Sequence[Tag], before: Cursor | None) -> list[Tag]:
    """By how far back as many rows of each reach as are looked at, and as are read first. One query."""
    rows = newest(
        Tagging.objects.dated().filter(tag=OuterRef("pk")), time="published_at", id="content_object_id", before=before
    ).values("published_at")
    far, near = (Subquery(rows[place - 1 : place]) for place in (LOOKED_AT, WINDOWS[0]))
    found = Tag.objects.filter(pk__in=[tag.pk for tag in tags]).order_by().annotate(far=far, near=near)
    reach = {pk: (far or EARLIEST, near or EARLIEST) for pk, far, near in found.values_list("pk", "far", "near")}
    return sorted(tags, key=lambda tag: reach[tag.pk])


def _walk(tag: Tag, others: Sequence[Tag], before: Cursor | None) -> QuerySet[Any, Any]:
    """The rows of one hashtag as story, date and version; without a version where the story has not all the others.

    Each row is asked for them one by one: a condition on the rows would let a planner read all rows of a popular
    hashtag instead. What is asked of the story itself is asked of those alone that have them.
    """
    rows = newest(Tagging.objects.dated().filter(tag=tag), time="published_at", id="content_object_id", before=before)
    same_story = Tagging.objects.filter(content_object=OuterRef("content_object")).order_by()
    asked = {
        f"other{place}": Subquery(same_story.filter(tag=other).values("pk")[:1]) for place, other in enumerate(others)
    }
    meet = Q(**{f"{name}__isnull": False for name in asked})
    version = Subquery(Article.objects.shown().filter(pk=OuterRef("content_object")).order_by().values("version")[:1])
    return (
        rows.alias(**asked)
        .annotate(version=Case(When(meet, then=version)))
        .values_list("content_object_id", "published_at", "version")
    )
