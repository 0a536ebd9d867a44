"""Tables that are filled from nothing: what PostgreSQL does row by row is done once, when all rows are there."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model

from newsroom.lib.connection_settings import patient

type Reference = ForeignKey[Any, Any]


def may_fill(tables: Collection[type[Model]]) -> bool:
    """Whether `filling()` may alter these tables: on PostgreSQL only who owns them may."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY (%s::regclass[])",
            [[connection.ops.quote_name(table._meta.db_table) for table in tables]],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def filling(tables: Collection[type[Model]], beside: Collection[type[Model]], *, alone: bool) -> Iterator[None]:
    """Foreign keys of these tables to each other and to those `beside` are checked at the end, for all rows at once.

    (To look up each row's by itself takes PostgreSQL a third of the time.) Until then the autovacuum stays away, whose
    locks would have to be waited for. All of this only where there are no other rows (`alone`), and not in a
    transaction; SQLite checks as ever. A process that is killed leaves it so: the next one makes up for it, alone or
    not. An `IntegrityError` at the end when a row points nowhere.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    references = [reference for table in tables for reference in _references(table, {*tables, *beside})]
    with patient(), ExitStack() as afterwards:  # which does all of it, whatever goes wrong with some
        for table in tables:
            afterwards.callback(_alter_table, table, "RESET (autovacuum_enabled)")
        for reference in references:
            afterwards.callback(_put_back, reference)
        if alone:
            for table in tables:
                _alter_table(table, "SET (autovacuum_enabled = off)")
            for reference in references:
                _alter_reference(reference, _unchecked(reference))
        yield


def _references(table: type[Model], to: Collection[type[Model]]) -> list[Reference]:
    fields = table._meta.local_concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model in to]


def _unchecked(reference: Reference) -> Reference:
    unchecked = copy(reference)
    unchecked.db_constraint = False  # type: ignore[attr-defined]
    return unchecked


def _put_back(reference: Reference) -> None:
    if not _is_checked(reference):
        _alter_reference(_unchecked(reference), reference)


def _is_checked(reference: Reference) -> bool:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, reference.model._meta.db_table)
    return any(found["foreign_key"] and found["columns"] == [reference.column] for found in constraints.values())


def _alter_reference(before: Reference, after: Reference) -> None:
    with connection.schema_editor() as editor:
        editor.alter_field(before.model, before, after)


def _alter_table(table: type[Model], how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table._meta.db_table)} {how}")
