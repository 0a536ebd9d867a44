"""Paging by keyset: a page starts after the last row of the one before, so page 500 costs what page 1 costs.

Rows are in the order (time descending, id descending). There is no OFFSET and no COUNT: one row more than a
page is asked for, and its presence says that there is an older page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db.models import DateTimeField, Expression, QuerySet, Value
from django.db.models.functions import Least, Now

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What both databases and both ends of a time zone can hold.
EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
LARGEST_ID = 2**63 - 1


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


def page[Row](
    rows: QuerySet[Any, Row],
    *,
    time: str,
    id: str,
    before: Cursor | None,
    limit: int,
    cursor_of: Callable[[Row], Cursor],
    between: tuple[datetime, datetime] | None = None,
) -> Page[Row]:
    """At most `limit` rows of a queryset, none from the future, after the row that `before` names: see `newest()`."""
    found = list(newest(rows, time=time, id=id, before=before, between=between)[: limit + 1])
    shown = found[:limit]
    return Page(shown, cursor_of(shown[-1]) if len(found) > limit else None)


def newest[Rows: QuerySet[Any, Any]](
    rows: Rows, *, time: str, id: str, before: Cursor | None, between: tuple[datetime, datetime] | None = None
) -> Rows:
    """The rows of a queryset that have come, the newest first, after the one that `before` names.

    `between` keeps to those from one instant on and before another. There must be an index that ends in (`time`
    descending, `id` descending), and `rows` must not bound the time themselves: the upper bound is one expression,
    because with two of them SQLite may choose the wrong one and walk all the way from the newest.
    """
    bounds: list[Expression] = [Now()]
    if between is not None:
        rows = rows.filter(**{f"{time}__gte": between[0]})
        bounds.append(_instant(between[1] - timedelta.resolution))
    if before is not None:
        # (A plain OR of the two cases made SQLite thirty times slower.)
        rows = rows.exclude(**{time: before.when, f"{id}__gte": before.id})
        bounds.append(_instant(before.when))
    rows = rows.filter(**{f"{time}__lte": Least(*bounds) if len(bounds) > 1 else bounds[0]})
    return rows.order_by(f"-{time}", f"-{id}")


def _instant(when: datetime) -> Expression:
    return Value(when, output_field=DateTimeField())
