"""The little that differs between the databases and is nobody else's business."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, TextField

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Whether nobody else holds what is called so; until the end nobody else is told so. Who is killed lets it go.

    (SQLite has one writer, and is not asked.)
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        ours = bool(cursor.fetchone()[0])
        try:
            yield ours
        finally:
            if ours:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
