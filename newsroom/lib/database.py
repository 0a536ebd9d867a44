"""The little that differs between the databases and is nobody else's business."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


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
