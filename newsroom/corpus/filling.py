"""Tables that are filled from nothing: what PostgreSQL does row by row is done once, when all rows are there."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model

type Key = ForeignKey[Any, Any]


@contextmanager
def filling(tables: Collection[type[Model]], beside: Collection[type[Model]], *, alone: bool) -> Iterator[None]:
    """Foreign keys of these tables to each other and to those `beside` are checked at the end, for all rows at once.

    (To look up each row's by itself takes PostgreSQL a third of the time.) Until then the autovacuum stays away. All of
    this only when nobody else writes there (`alone`), and not in a transaction; SQLite checks as ever. Who is killed
    leaves the keys off: the next one puts them back.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    keys = [key for table in tables for key in _keys(table, {*tables, *beside})]
    if not alone:
        _put_back(keys)
        yield
        return
    with _left_alone(tables), _taken_off(keys):
        yield


@contextmanager
def _left_alone(tables: Collection[type[Model]]) -> Iterator[None]:
    """(The autovacuum holds a lock that whoever alters the table waits for.)"""
    for table in tables:
        _store(table, "SET (autovacuum_enabled = off)")
    try:
        yield
    finally:
        for table in tables:
            _store(table, "RESET (autovacuum_enabled)")


@contextmanager
def _taken_off(keys: Collection[Key]) -> Iterator[None]:
    for key in keys:
        _alter(key, _unchecked(key))
    try:
        yield
    finally:
        _put_back(keys)


def _put_back(keys: Collection[Key]) -> None:
    """Those that are off; an `IntegrityError` when a row has no right to be there."""
    for key in keys:
        if not _is_on(key):
            _alter(_unchecked(key), key)


def _keys(table: type[Model], to: Collection[type[Model]]) -> list[Key]:
    fields = table._meta.local_concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model in to]


def _unchecked(key: Key) -> Key:
    unchecked = copy(key)
    unchecked.db_constraint = False  # type: ignore[attr-defined]
    return unchecked


def _is_on(key: Key) -> bool:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, key.model._meta.db_table)
    return any(found["foreign_key"] and found["columns"] == [key.column] for found in constraints.values())


def _alter(before: Key, after: Key) -> None:
    with connection.schema_editor() as editor:
        editor.alter_field(before.model, before, after)


def _store(table: type[Model], how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table._meta.db_table)} {how}")
