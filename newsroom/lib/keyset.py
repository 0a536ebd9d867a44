"""Paging by keyset: a page starts after the last row of the one before, so page 500 costs what page 1 costs.

Rows are in the order (time descending, id descending). There is no OFFSET and no COUNT: one row more than a
page is asked for, and its presence says that there is an older page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol, Self

from django.db.models import BigIntegerField, DateTimeField, Expression, QuerySet, Value
from django.db.models.functions import Least, Now

from newsroom.lib.question import Given, Question

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What both databases and both ends of a time zone can hold.
EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
LARGEST_ID = 2**63 - 1

type _Pair = tuple[Expression, Expression]


class MalformedCursor(ValueError):
    """The text is not a cursor that this site could have given out."""


class Cursor(NamedTuple):
    """The last row that was seen: its time (aware) and its id. As text: microseconds since 1970, `-`, id."""

    when: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.when - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        micros, _, row = digits.partition("-")
        if not all(part.isascii() and part.isdigit() and len(part) < 20 for part in (micros, row)):
            raise MalformedCursor(text)
        try:
            when = EPOCH + timedelta(microseconds=int(sign + micros))
        except OverflowError:
            raise MalformedCursor(text) from None
        if not EARLIEST <= when <= LATEST or int(row) > LARGEST_ID:
            raise MalformedCursor(text)
        return cls(when, int(row))


@dataclass(frozen=True)
class Page[Row]:
    """`rows`, newest first, and the cursor of the older page when there is one."""

    rows: list[Row]
    older: Cursor | None


class Placed(Protocol):
    """A row that knows its place."""

    @property
    def cursor(self) -> Cursor: ...


class Keyset[Row: Placed]:
    """Rows in the order of time and id, page by page. What is asked for one page is one `Question` for all like it.

    `rows` makes the queryset, with a `Given` for each thing that it is of; `row` makes a row of its values. There must
    be an index that ends in (`time` descending, `id` descending): see `newest()`.
    """

    def __init__(
        self, rows: Callable[[], QuerySet[Any, Any]], *, time: str, id: str, row: Callable[[list[Any]], Row]
    ) -> None:
        self._rows, self._time, self._id, self._row = rows, time, id, row
        self._questions: dict[tuple[bool, bool, int], Question] = {}

    def page(
        self,
        *,
        before: Cursor | None,
        limit: int,
        between: tuple[datetime, datetime] | None = None,
        **given: object,
    ) -> Page[Row]:
        """At most `limit` rows, none from the future, after the one that `before` names."""
        if before:
            given.update(before=before.when, before_id=before.id)
        if between:
            given.update(start=between[0], last=between[1] - timedelta.resolution)
        found = [self._row(values) for values in self._question(before, between, limit).ask(**given)]
        shown = found[:limit]
        return Page(shown, shown[-1].cursor if len(found) > limit else None)

    def _question(self, before: object, between: object, limit: int) -> Question:
        shape = bool(before), bool(between), limit
        if shape not in self._questions:
            after = (Given("before", DateTimeField()), Given("before_id", BigIntegerField())) if before else None
            within = (Given("start", DateTimeField()), Given("last", DateTimeField())) if between else None
            self._questions[shape] = Question(
                lambda: _ordered(self._rows(), self._time, self._id, after, within)[: limit + 1]
            )
        return self._questions[shape]


def newest[Rows: QuerySet[Any, Any]](
    rows: Rows, *, time: str, id: str, before: Cursor | None, between: tuple[datetime, datetime] | None = None
) -> Rows:
    """The rows of a queryset that have come, the newest first, after the one that `before` names.

    `between` keeps to those from one instant on and before another. There must be an index that ends in (`time`
    descending, `id` descending), and `rows` must not bound the time themselves: the upper bound is one expression,
    because with two of them SQLite may choose the wrong one and walk all the way from the newest.
    """
    after = (_instant(before.when), Value(before.id)) if before else None
    within = (_instant(between[0]), _instant(between[1] - timedelta.resolution)) if between else None
    return _ordered(rows, time, id, after, within)


def _ordered[Rows: QuerySet[Any, Any]](
    rows: Rows, time: str, id: str, after: _Pair | None, within: _Pair | None
) -> Rows:
    """`after`: a time and an id, the row before; `within`: the first and the last instant."""
    bounds: list[Expression] = [Now()]
    if within:
        rows = rows.filter(**{f"{time}__gte": within[0]})
        bounds.append(within[1])
    if after:
        # (A plain OR of the two cases made SQLite thirty times slower.)
        rows = rows.exclude(**{time: after[0], f"{id}__gte": after[1]})
        bounds.append(after[0])
    rows = rows.filter(**{f"{time}__lte": Least(*bounds) if len(bounds) > 1 else bounds[0]})
    return rows.order_by(f"-{time}", f"-{id}")


def _instant(when: datetime) -> Expression:
    return Value(when, output_field=DateTimeField())
