"""A question that nearly every page asks: the ORM puts it into words once, and it is asked with other values each time.

Building and compiling the queryset of a listing takes ten times as long as the database takes to answer it. Since the
words are the same, PostgreSQL needs to plan them once only.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from newsroom.lib.database import prepared


class Given(Expression):
    """The place of a value that comes with the asking, by its name and in the terms of a field."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def bound(self, value: object) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Question:
    """A queryset of plain values with `Given`s in it; `rows` makes it, once in a process."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = rows

    def ask(self, **given: object) -> Iterator[list[Any]]:
        """The rows, in the order of the queryset, each a list of its values. One query."""
        words, params, columns = self._words
        with prepared() as cursor:
            cursor.execute(words, [one.bound(given[one.name]) if isinstance(one, Given) else one for one in params])
            found = cursor.fetchall()
        compiler: SQLCompiler = self._query.get_compiler(connection=connection)
        return compiler.apply_converters(found, compiler.get_converters(columns))

    @cached_property
    def _query(self) -> Any:
        return self._make().query

    @cached_property
    def _words(self) -> tuple[str, tuple[Any, ...], list[Expression]]:
        compiler = self._query.get_compiler(connection=connection)
        words, params = compiler.as_sql()
        if connection.vendor == "postgresql":
            words, params = _with_constants(words, params)
        return words, tuple(params), [expression for expression, *_ in compiler.select[: compiler.col_count]]


def _with_constants(words: str, params: Iterable[Any]) -> tuple[str, list[Given]]:
    """With all that stays the same in the words themselves.

    Else no plan for any value could use an index that holds, say, published stories only.
    """
    given = [one for one in params if isinstance(one, Given)]
    said = ("%s" if isinstance(one, Given) else _literal(one) for one in params)
    return words.replace("%%", "%%%%") % tuple(said), given


def _literal(value: object) -> str:
    postgresql: Any = connection.ops
    return str(postgresql.compose_sql("%s", [value])).replace("%", "%%")
