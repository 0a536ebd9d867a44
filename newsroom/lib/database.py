"""The little that differs between the databases and is nobody else's business."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unhurried() -> Iterator[None]:
    """For a command that reads whole tables: lift the time limit that protects readers' pages on PostgreSQL."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        try:
            yield
        finally:
            cursor.execute("RESET statement_timeout")


@contextmanager
def packed_quickly() -> Iterator[None]:
    """For a command that writes long texts by the thousand: PostgreSQL packs them in its quicker way, where it has it.

    The old way would be half of its work; readers notice no difference.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(name, 'lz4', false) FROM pg_settings"
            " WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
        )
        try:
            yield
        finally:
            cursor.execute("RESET default_toast_compression")
