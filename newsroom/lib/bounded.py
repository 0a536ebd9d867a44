"""Counting no further than anybody needs: of a thing that a million stories use, a list says “1,000+”."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.formats import number_format

LIMIT = 1_000


class Bounded(Subquery):
    """How many rows a queryset with an `OuterRef` has; counting ends one above `LIMIT`. Give it an index to count.

    `column` is one that stands in that index.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"

    def __init__(self, queryset: QuerySet[Any], column: str = "pk") -> None:
        super().__init__(queryset.order_by().values(column)[: LIMIT + 1], output_field=IntegerField())


def count(queryset: QuerySet[Any]) -> int:
    """The same of a queryset by itself."""
    return queryset.order_by().values("pk")[: LIMIT + 1].count()


def told(number: int) -> str:
    """What to write of a number that was counted so."""
    return number_format(LIMIT, force_grouping=True) + "+" if number > LIMIT else number_format(number)
