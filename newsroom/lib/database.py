"""The little that differs between the databases and is nobody else's business."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection

if TYPE_CHECKING:
    from django.db.models import QuerySet


@contextmanager
def unhurried() -> Iterator[None]:
    """For a command that reads whole tables: lift the time limit that protects readers' pages on PostgreSQL."""
    with _set("statement_timeout", "0"):
        yield


@contextmanager
def packed_quickly() -> Iterator[None]:
    """For a command that writes long texts by the thousand: PostgreSQL packs them in its quicker way, where it has it.

    The old way would be half of its work; readers notice no difference.
    """
    with _set("default_toast_compression", "lz4"):
        yield


@contextmanager
def _set(name: str, value: str) -> Iterator[None]:
    """A setting of this connection as long as it lasts, where PostgreSQL has it and knows the value."""
    if connection.vendor != "postgresql":
        yield
        return
    change = (
        "SELECT set_config(name, %(value)s, false) FROM pg_settings"
        " WHERE name = %(name)s AND (enumvals IS NULL OR %(value)s = ANY (enumvals))"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [name])
        (before,) = cursor.fetchone()
        cursor.execute(change, {"name": name, "value": value})
        try:
            yield
        finally:
            cursor.execute(change, {"name": name, "value": before})


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
