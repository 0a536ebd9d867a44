"""A page of a long list at the desk, at a cost that is bounded whatever is asked for.

A walk follows one index, newest first. What the index cannot say is asked of each row on the way, and then only a
window of the walk is looked through: the page may come out short, says so, and the next one goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newsroom.lib.keyset import EPOCH, Cursor

WINDOW = 5_000  # rows looked through for one page

type Rows = Any  # a queryset of stories, or of rows that each name one


@dataclass(frozen=True)
class Found:
    """Stories, newest first, by their places. `short`: there may be more than were looked through, from `older` on."""

    places: list[Cursor]
    older: Cursor | None = None
    short: bool = False

    @property
    def ids(self) -> list[int]:
        return [place.id for place in self.places]


@dataclass(frozen=True)
class Walk:
    """Rows in the order of one index: by `id`, the key of their story, or by `time` and `id`."""

    rows: Rows
    id: str = "id"
    time: str = ""

    def page(
        self,
        *,
        before: Cursor | None,
        limit: int,
        only: Callable[[Rows], Rows] | None = None,
        most: int | None = None,
    ) -> Found:
        """At most `limit` stories after the place `before`; `only` is asked of each row, `most` of them in a window."""
        at_most = min(most or WINDOW, WINDOW)
        rows = self.rows if before is None else self.older_than(self.rows, before)
        window: list[Cursor] = []
        if only is not None:
            window = self._places(rows, slice(at_most - 1, at_most + 1))
            rows = only(self._down_to(rows, window[0]) if len(window) == 2 else rows)
        places = self._places(rows, slice(0, limit + 1))
        more = len(places) > limit
        short = not more and len(window) == 2
        older = places[limit - 1] if more else window[0] if short else None
        return Found(places[:limit], older, short)

    def among(self, named: list[Cursor], *, limit: int, only: Callable[[Rows], Rows]) -> Found:
        """At most `limit` of these stories: those that are on the walk, and of which `only` holds."""
        rows = self.rows.filter(**{f"{self.id}__in": [place.id for place in named]})
        places = self._places(only(rows), slice(0, limit + 1))
        return Found(places[:limit], places[limit - 1] if len(places) > limit else None)

    def _places(self, rows: Rows, part: slice) -> list[Cursor]:
        keys = [key for key in (self.time, self.id) if key]
        values = rows.order_by(*(f"-{key}" for key in keys)).values_list(*keys)[part]
        return [Cursor(value[0] if self.time else EPOCH, value[-1]) for value in values]

    def older_than(self, rows: Rows, place: Cursor) -> Rows:
        if not self.time:
            return rows.filter(**{f"{self.id}__lt": place.id})
        rows = rows.filter(**{f"{self.time}__lte": place.when})
        return rows.exclude(**{self.time: place.when, f"{self.id}__gte": place.id})

    def _down_to(self, rows: Rows, place: Cursor) -> Rows:
        if not self.time:
            return rows.filter(**{f"{self.id}__gte": place.id})
        rows = rows.filter(**{f"{self.time}__gte": place.when})
        return rows.exclude(**{self.time: place.when, f"{self.id}__lt": place.id})
