"""What a command sets otherwise on its connection than the site does, as long as it needs to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

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
