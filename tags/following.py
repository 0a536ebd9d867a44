"""What a reader follows, as the address of “My news” names it: `?tags=A,B&sections=politics&sources=linnet`.

The house keeps nothing about readers: who follows what stands in the reader's browser, and in what it asks for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from articles import addresses
from articles.cards import Row
from articles.listings import PAGE_LENGTH
from articles.models import Article, Section, Source
from articles.shelf import shelf_of
from newsroom.lib.keyset import LATEST, Cursor, Page, newest
from tags import vocabulary
from tags.models import Tag, Tagging

LIMIT = 50  # static/js/follow.js knows it too

type Followed = Tag | Section | Source
type Found = Mapping[str, Followed]


@dataclass(frozen=True)
class Follow:
    kind: str  # the name of its parameter: tags, sections, sources
    asked: str  # the name it was asked by, which may be an old one
    thing: Followed

    @property
    def name(self) -> str:
        """Its name today: what the browser should keep."""
        return self.thing.hashtag if isinstance(self.thing, Tag) else self.thing.slug

    @property
    def title(self) -> str:
        return f"#{self.thing.hashtag}" if isinstance(self.thing, Tag) else self.thing.name


@dataclass(frozen=True)
class Following:
    follows: Sequence[Follow]
    unknown: Sequence[tuple[str, str]]  # kind and name of what readers find nothing under

    def __bool__(self) -> bool:
        return bool(self.follows or self.unknown)

    @property
    def query(self) -> str:
        """The address's part that names them, by their names of today."""
        names = {kind: ",".join(follow.name for follow in self.follows if follow.kind == kind) for kind in KINDS}
        return urlencode({kind: listed for kind, listed in names.items() if listed}, safe=",")


def following(request: HttpRequest) -> Following:
    """What the address names, each thing once. At most six queries for any number. Raises `BadRequest` for too many."""
    asked = {kind: _listed(request.GET, kind) for kind in KINDS}
    if sum(map(len, asked.values())) > LIMIT:
        raise BadRequest(_("You can follow at most %d hashtags, sections and sources.") % LIMIT)
    follows: dict[Followed, Follow] = {}
    unknown = []
    for kind, names in asked.items():
        found = KINDS[kind](request, names) if names else {}
        for name in names:
            if thing := found.get(name):
                follows.setdefault(thing, Follow(kind, name, thing))
            else:
                unknown.append((kind, name))
    return Following(list(follows.values()), unknown)


def latest(follows: Sequence[Follow], *, before: Cursor | None = None, limit: int = PAGE_LENGTH) -> Page[Row]:
    """The newest stories of what is followed, each once. Two queries; their cost grows with the number of follows.

    The first asks each thing for the last story of a page of its own: no page of all can reach further back than the
    newest of these. The second reads from there on, at most a page of each thing.
    """
    by_kind = {kind: [follow.thing for follow in follows if follow.kind == kind] for kind in KINDS}
    rivers = [(River.of(kind), things) for kind, things in by_kind.items() if things]
    if not rivers:
        return Page([], None)
    floor = _newest_of(_united(river.ends(things, before, limit) for river, things in rivers))
    rows = _united(river.rows(things, before, floor) for river, things in rivers)
    found = [Row._make(row) for row in rows.order_by("-published_at", "-story")[: limit + 1]]
    shown = found[:limit]
    return Page(shown, shown[-1].cursor if len(found) > limit else None)


@dataclass(frozen=True)
class River:
    """Where the stories of one kind of thing are, each thing's being one range of an index."""

    shown: QuerySet[Any, Any]
    by: str
    id: str
    version: str

    @classmethod
    def of(cls, kind: str) -> Self:
        if kind == "tags":
            return cls(Tagging.objects.shown(), "tag", "content_object_id", "content_object__version")
        return cls(Article.objects.shown(), kind.removesuffix("s"), "id", "version")

    def ends(self, things: Sequence[Followed], before: Cursor | None, limit: int) -> QuerySet[Any, Any]:
        """Of each thing the row after a page of its own, as time and id; nulls where it has no more than a page."""
        mine = newest(self.shown.filter(**{self.by: OuterRef("pk")}), time="published_at", id=self.id, before=before)
        end = mine[limit : limit + 1]
        found = type(things[0])._default_manager.filter(pk__in=[thing.pk for thing in things]).order_by()
        ends = found.annotate(when=Subquery(end.values("published_at")), story=Subquery(end.values(self.id)))
        return ends.values_list("when", "story")

    def rows(self, things: Sequence[Followed], before: Cursor | None, floor: Cursor | None) -> QuerySet[Any, Any]:
        of_these = self.shown.filter(**{f"{self.by}__in": [thing.pk for thing in things]})
        if floor:
            of_these = of_these.exclude(**{"published_at": floor.when, f"{self.id}__lt": floor.id})
        between = (floor.when, LATEST) if floor else None
        ordered = newest(of_these, time="published_at", id=self.id, before=before, between=between).order_by()
        rows: QuerySet[Any, Any] = ordered.annotate(story=F(self.id)).values_list("story", "published_at", self.version)
        return rows


def _united(parts: Iterable[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = parts
    return first.union(*others).order_by() if others else first.distinct()


def _newest_of(ends: Iterable[tuple[datetime | None, int | None]]) -> Cursor | None:
    return max((Cursor(when, story) for when, story in ends if when and story), default=None)


def _listed(query: QueryDict, kind: str) -> list[str]:
    """The names of one kind, each once, in their order. (No hashtag and no slug has a comma.)"""
    names = (name.strip() for name in query.get(kind, "").split(","))
    return [name for name in dict.fromkeys(names) if name]


def _tags(request: HttpRequest, names: Sequence[str]) -> Found:
    return vocabulary.live(names)


def _sections(request: HttpRequest, names: Sequence[str]) -> Found:
    found = {section.slug: section for section in shelf_of(request).sections if section.slug in names}
    return found | addresses.moved_from(Section.objects.all(), set(names) - set(found))


def _sources(request: HttpRequest, names: Sequence[str]) -> Found:
    """Of which a story was published: that another is known is for the desk."""
    with_story = Source.objects.filter(Exists(Article.objects.published().filter(source=OuterRef("pk"))))
    found = {source.slug: source for source in with_story.filter(slug__in=names)}
    return found | addresses.moved_from(with_story, set(names) - set(found))


KINDS: Mapping[str, Callable[[HttpRequest, Sequence[str]], Found]] = {
    "tags": _tags,
    "sections": _sections,
    "sources": _sources,
}
