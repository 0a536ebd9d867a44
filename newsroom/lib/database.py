"""The little that differs between the databases and is nobody else's business."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import F, Field, Func, Lookup, Model, TextField
from django.db.models.lookups import In

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Among(Lookup[bool]):
    """`column IN (…)` for values by the hundred: on PostgreSQL they go as one array, in a third of the time."""

    prepare_rhs = False

    def __init__(self, column: str, values: Iterable[Any]) -> None:
        super().__init__(F(column), list(values))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s)", [*params, self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return In(self.lhs, self.rhs).as_sql(compiler, connection)


class AmongPairs(Lookup[bool]):
    """`(one, other) IN (…)` for pairs by the hundred, none of them null, by an index on both columns.

    On PostgreSQL it is probed once a pair, on SQLite with each of the ones and each of the others: let one be few.
    """

    prepare_rhs = False

    def __init__(self, columns: tuple[str, str], pairs: Iterable[tuple[Any, Any]]) -> None:
        super().__init__(Func(*columns, template="(%(expressions)s)", output_field=Field()), list(pairs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        columns, params = self.process_lhs(compiler, connection)
        types = [column.output_field.rel_db_type(connection).partition("(")[0] for column in self._columns()]
        arrays = ", ".join(f"%s::{name}[]" for name in types)
        return f"{columns} IN (SELECT * FROM unnest({arrays}))", [*params, *self._values()]  # noqa: S608

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """(The values of each column by themselves are what SQLite looks up in an index.)"""
        sql, params = [], []
        for column, repeated in zip(self._columns(), self._values(), strict=True):
            name, own = compiler.compile(column)
            values = dict.fromkeys(repeated)
            sql.append(f"{name} IN ({', '.join(['%s'] * len(values))})")
            params += [*own, *values]
        columns, own = self.process_lhs(compiler, connection)
        pairs = ", ".join(["(%s, %s)"] * len(self.rhs))
        return f"({' AND '.join(sql)} AND {columns} IN (VALUES {pairs}))", [*params, *own, *chain(*self.rhs)]

    def _columns(self) -> list[Any]:
        return list(self.lhs.get_source_expressions())

    def _values(self) -> list[list[Any]]:
        if not self.rhs:
            raise EmptyResultSet
        return [list(values) for values in zip(*self.rhs, strict=True)]


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    """A cursor for words that are asked again and again: PostgreSQL plans them once a session instead of each time.

    (To plan the two queries of a page took it longer than to answer them.) No other cursor prepares: the driver would
    keep their words, and Django's cursors put the values into those.
    """
    if connection.vendor != "postgresql" or not settings.DATABASE_PREPARED:
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.ensure_connection()
    postgresql: Any = connection
    session = postgresql.connection
    usual = session.cursor_factory, session.prepare_threshold
    session.cursor_factory, session.prepare_threshold = postgresql.Database.Cursor, 0
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        session.cursor_factory, session.prepare_threshold = usual


def tell_planner(*models: type[Model]) -> None:
    """How much there is now, after a great many rows: PostgreSQL would find out within minutes.

    Until it does, sessions keep plans that were made when there was little. (Texts tell a planner nothing, and take
    most of the time.)
    """
    if connection.vendor != "postgresql":
        return
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in models:
            fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, TextField)]
            columns = ", ".join(name(str(field.column)) for field in fields)
            # (What somebody else has locked is being looked through, or is to be left alone.)
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {name(model._meta.db_table)} ({columns})")


WRITTEN_BACK = 64 * 1024 * 1024  # bytes of the log of SQLite
CACHE = 16 * 1024  # kB of pages that SQLite keeps


@contextmanager
def unhurried() -> Iterator[None]:
    """For a command that reads whole tables: lift the time limit that protects readers' pages on PostgreSQL."""
    with _set(statement_timeout="0"):
        yield


@contextmanager
def patient() -> Iterator[None]:
    """For a command that alters tables: wait for whoever has them locked, however long it takes."""
    with _set(lock_timeout="0"):
        yield


@contextmanager
def by_the_thousand() -> Iterator[None]:
    """For a command that writes stories by the thousand, and may be run again: PostgreSQL takes them in more quickly.

    Long texts are packed in its newer way, where it has that. The index of words is brought up to date in larger
    portions, and who searches meanwhile looks through what is not in it yet. On both a commit does not wait for the
    disk: should the power fail, the last of them are gone, whole ones and in order; the first commit after this makes
    sure of all.
    """
    if connection.vendor == "sqlite":
        # No commit waits for the disk, only what is written back from the log does; new stories need few old pages.
        log = WRITTEN_BACK // _pragma("page_size")
        with _pragmas({"synchronous": 1, "wal_autocheckpoint": log, "cache_size": -CACHE}):
            yield
        return
    with _set(default_toast_compression="lz4", synchronous_commit="off", gin_pending_list_limit="16MB"):
        yield


@contextmanager
def _pragmas(values: Mapping[str, int]) -> Iterator[None]:
    """Settings of this connection to SQLite as long as it lasts; within a transaction they cannot be changed."""
    if connection.in_atomic_block:
        yield
        return
    before = {name: _pragma(name) for name in values}
    try:
        for name, value in values.items():
            _pragma(f"{name} = {value}")
        yield
    finally:
        for name, value in before.items():
            _pragma(f"{name} = {value}")


def _pragma(said: str) -> Any:
    """The value after it, where SQLite tells one. (What is not fetched would stay under way.)"""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {said}")
        rows = cursor.fetchall()
        return rows[0][0] if rows else None


@contextmanager
def _set(**values: str) -> Iterator[None]:
    """Settings of this connection as long as it lasts, where PostgreSQL has them and knows the values."""
    if connection.vendor != "postgresql":
        yield
        return
    there = "SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(there, [list(values)])
        before = dict(cursor.fetchall())
        _change(cursor, {name: value for name, value in values.items() if name in before})
        try:
            yield
        finally:
            _change(cursor, before)


def _change(cursor: CursorWrapper, values: Mapping[str, str]) -> None:
    change = (
        "SELECT set_config(wanted.name, wanted.value, false) FROM unnest(%s::text[], %s::text[]) AS wanted(name, value)"
        " JOIN pg_settings ON pg_settings.name = wanted.name"
        " WHERE enumvals IS NULL OR wanted.value = ANY (enumvals)"
    )
    cursor.execute(change, [list(values), list(values.values())])


# PostgreSQL: a lock was not to be had in time; each waited for the other. SQLite: somebody else writes for too long.
WAITED_IN_VAIN = {"55P03", "40P01", "SQLITE_BUSY"}


def waited_in_vain(error: OperationalError) -> bool:
    """Whether a lock is all that was in the way, so that the same again may do."""
    cause = error.__cause__
    return bool({getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)} & WAITED_IN_VAIN)


def shared(rows: "QuerySet[Any, tuple[Any, ...]]") -> list[tuple[Any, ...]]:
    """The rows of a `values_list()`, which nobody else locks for a change until this transaction ends.

    On PostgreSQL it waits for who has them locked (`select_for_update()`), and reads what that one wrote; any number
    of transactions may share them. On SQLite a transaction has the whole database for itself.
    """
    if connection.vendor != "postgresql":
        return list(rows)
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR KEY SHARE", params)
        return list(cursor.fetchall())
