"""What happened to a story: its revisions, steps and corrections on one line of time, the newest first."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from articles.models import Article, Revision
from newsroom.lib.keyset import LARGEST_ID, Cursor, MalformedCursor

HISTORY_LENGTH = 50


class Place(NamedTuple):
    """Where an entry stands in time; of one instant, a correction stands above its step, and that above its words."""

    when: datetime
    kind: str
    id: int

    def __str__(self) -> str:
        return f"{Cursor(self.when, self.id)}-{self.kind}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises `MalformedCursor`."""
        cursor, _, kind = text.rpartition("-")
        if kind not in DATES:
            raise MalformedCursor(text)
        when, id = Cursor.parse(cursor)
        return cls(when, kind, id)


@dataclass(frozen=True)
class Entry:
    """`thing` is a revision, an event or a correction, as `kind` says."""

    kind: str
    thing: Any

    @property
    def place(self) -> Place:
        return Place(getattr(self.thing, DATES[self.kind]), self.kind, self.thing.pk)


DATES = {"correction": "at", "event": "at", "revision": "created_at"}
ORDER = list(reversed(DATES))  # the lowest first


def history(article: Article, user: User, *, before: Place | None = None) -> tuple[list[Entry], Place | None]:
    """A page of what this person may know of it, and the place where the older page starts. At most four queries.

    Steps and their notes are for those who read every draft, and for those who wrote on the story.
    """
    lines = [_line(kind, things, before) for kind, things in _things(article, user).items()]
    newest = heapq.merge(*lines, key=lambda entry: _rank(entry.place), reverse=True)
    entries = [entry for entry, _ in zip(newest, range(HISTORY_LENGTH + 1), strict=False)]
    shown = entries[:HISTORY_LENGTH]
    return shown, shown[-1].place if len(entries) > HISTORY_LENGTH else None


def _things(article: Article, user: User) -> dict[str, QuerySet[Any]]:
    seen = Revision.objects.visible_to(user).filter(article=article)
    inside = Article.objects.worked_on_by(user).filter(pk=article.pk).exists()
    events = article.events.select_related("by", "revision") if inside else article.events.none()
    return {
        "correction": article.corrections.select_related("by", "before", "after"),
        "event": events,
        "revision": seen.select_related("author").defer("body"),
    }


def _line(kind: str, things: QuerySet[Any], before: Place | None) -> Iterator[Entry]:
    date = DATES[kind]
    if before is not None:
        # Of the same instant, what stands below: a lower kind, or a lower id of the same one.
        rank, other = ORDER.index(kind), ORDER.index(before.kind)
        below = before.id if rank == other else LARGEST_ID if rank < other else 0
        things = things.filter(Q(**{f"{date}__lt": before.when}) | Q(**{date: before.when, "pk__lt": below}))
    for thing in things.order_by(f"-{date}", "-pk")[: HISTORY_LENGTH + 1]:
        yield Entry(kind, thing)


def _rank(place: Place) -> tuple[datetime, int, int]:
    return place.when, ORDER.index(place.kind), place.id
