"""The newest stories that fit a query: few rows are looked at, whatever is asked and however many stories there are.

No index gives the stories of a word by date. So the newest stories are looked through first, without the index of
words: of a word that is common, enough are there. A word of which they show too few is rare, and the index of words
names all of its stories at once. What no index knows is in which order words stand, nor where two things meet that
narrow a search: there so many stories are looked at and no more; the page may come out short, says so, and the next one
goes on from there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from articles.cards import Row
from articles.models import Article, SearchText, Section, Source, is_public
from articles.search.index import Holds
from articles.search.query import Query
from newsroom.lib.keyset import Cursor, newest
from newsroom.lib.words import in_order

NEWEST = 1_000  # stories looked through before the index of words is asked
WALKED = 5_000  # stories passed for them, where more than one thing narrows: the index that is followed knows one
DENSE = 50  # of the newest, with all the words: then the index of words would name a great many, and is not asked
NAMED = 1_000  # stories that the index of words may name for one page, where their words have to stand in order
PORTION = 50  # a third of the texts that are read at first, however long the page
SPARE = 40  # and how many more than a page holds where they need not: one of them may have expired

type Place = tuple[int, datetime]  # of a story: its id, and when it was published
type Rows = QuerySet[Any, Any]

Tagging: Any = Article.tags.through


@dataclass(frozen=True)
class Within:
    """What a search is narrowed to: stories of a hashtag, section or source, or between two instants."""

    hashtag: Any = None
    section: Section | None = None
    source: Source | None = None
    between: tuple[datetime, datetime] | None = None

    @property
    def places(self) -> dict[str, Any]:
        return {name: place for name in ("source", "section") if (place := getattr(self, name))}

    @property
    def beside_the_index(self) -> dict[str, Any]:
        """What is not known to the index that is followed: the hashtag's, else the source's, else the section's."""
        return self.places if self.hashtag else dict(list(self.places.items())[1:])


@dataclass(frozen=True)
class Found:
    """`short`: there may be more than were looked at, from `older` on."""

    rows: list[Row]
    older: Cursor | None
    short: bool = False


ALL = Within()


@dataclass(frozen=True)
class _Looked:
    """Stories that were looked through, the newest first; `on` is where the next ones begin, nothing at the end."""

    places: list[Place]
    on: Place | None


def find(query: Query, within: Within = ALL, *, before: Cursor | None = None, limit: int) -> Found:
    """The newest stories that readers may see and that fit, at most `limit`."""
    if not (within.beside_the_index and is_rare(query, within, before)):
        looked = _newest(within, before)
        holding = _holding(query, looked.places)
        rows = _fitting(query, holding, limit)
        if len(rows) > limit or looked.on is None:
            return _found(rows, limit)
        if within.beside_the_index or len(holding) >= DENSE:
            return _short(rows, looked.on)
    most = NAMED if query.has_order else limit + SPARE
    named = _named(query, within, before, most)
    rows = _fitting(query, _holding(query, named), limit)
    return _short(rows, named[-1]) if len(rows) <= limit and len(named) == most else _found(rows, limit)


def is_rare(query: Query, within: Within = ALL, before: Cursor | None = None) -> bool:
    """Whether the index of words names few stories, be they where two things meet or not: judged by the newest."""
    rows, id = _along(within, before)
    newest = _places(rows, id, slice(0, NEWEST))
    return len(newest) == NEWEST and len(_holding(query, newest)) < DENSE


def _found(rows: list[Row], limit: int) -> Found:
    return Found(rows[:limit], rows[limit - 1].cursor if len(rows) > limit else None)


def _short(rows: list[Row], last: Place) -> Found:
    id, when = last
    return Found(rows, Cursor(when, id), short=True)


def _newest(within: Within, before: Cursor | None) -> _Looked:
    """The newest stories along one index; what that one does not know is asked of each on the way."""
    rows, id = _along(within, before)
    end: Place | None = None
    if within.beside_the_index:
        end = next(iter(_places(rows, id, slice(WALKED - 1, WALKED))), None)
        rows = (_down_to(rows, id, end) if end else rows).filter(_probe(within, id))
    places = _places(rows, id, slice(0, NEWEST))
    return _Looked(places, places[-1] if len(places) == NEWEST else end)


def _along(within: Within, before: Cursor | None) -> tuple[Rows, str]:
    """The rows of the one index that is followed, and their column with the key of the story."""
    rows: Rows
    if within.hashtag:
        rows, id = Tagging.objects.shown().filter(tag=within.hashtag), "content_object_id"
    else:
        rows, id = Article.objects.shown().filter(**dict(list(within.places.items())[:1])), "id"
    return newest(rows, time="published_at", id=id, before=before, between=within.between), id


def _places(rows: Rows, id: str, part: slice) -> list[Place]:
    return list(rows.values_list(id, "published_at")[part])


def _down_to(rows: Rows, id: str, end: Place) -> Rows:
    story, when = end
    return rows.filter(published_at__gte=when).exclude(**{"published_at": when, f"{id}__lt": story})


def _probe(within: Within, id: str) -> Case:
    """(PostgreSQL would join a plain `Exists` from whichever end it likes, and the order of the index is lost.)"""
    meeting = SearchText.objects.filter(pk=OuterRef(id), **within.beside_the_index)
    return Case(When(Exists(meeting), then=True), default=False, output_field=BooleanField())


def _named(query: Query, within: Within, before: Cursor | None, most: int) -> list[Place]:
    """The stories that the index of words names, the newest first, whatever the order of their words."""
    rows = SearchText.objects.filter(Holds(query), *_conditions(within))
    along = newest(rows, time="published_at", id="article_id", before=before, between=within.between)
    return list(along.values_list("article_id", "published_at")[:most])


def _holding(query: Query, places: list[Place]) -> list[Row]:
    """Those among some that have the words, in whatever order, and that readers may see; the newest first."""
    if not places:
        return []
    rows = SearchText.objects.filter(
        Holds(query, by_index=False),
        is_public("article__"),
        pk__in=[id for id, _when in places],
    ).order_by("-published_at", "-article_id")
    return [Row(*row) for row in rows.values_list("article_id", "published_at", "article__version")]


def _fitting(query: Query, rows: list[Row], limit: int) -> list[Row]:
    """Those whose words stand in order, and one more than `limit`: read in few portions, until there are enough."""
    if not query.has_order:
        return rows[: limit + 1]
    fitting: list[Row] = []
    at, portion = 0, 3 * min(limit, PORTION)
    while at < len(rows) and len(fitting) <= limit:
        words = words_in_order([row.id for row in rows[at : at + portion]])
        fitting += [row for row in rows[at : at + portion] if row.id in words and query.fits(words[row.id])]
        at, portion = at + portion, 2 * portion
    return fitting[: limit + 1]


def words_in_order(ids: list[int]) -> dict[int, str]:
    """The words of stories that readers see, as `newsroom.lib.words.in_order` gives them. One query."""
    texts = Article.objects.filter(pk__in=ids).only("headline", "standfirst", "byline", "text")
    return {story.pk: in_order([story.headline, story.standfirst, story.byline, story.text]) for story in texts}


def _conditions(within: Within) -> list[Q | Exists]:
    conditions: list[Q | Exists] = [Q(**within.places)]
    if within.hashtag:
        conditions.append(Exists(Tagging.objects.filter(tag=within.hashtag, content_object=OuterRef("pk"))))
    return conditions
