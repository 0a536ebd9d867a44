"""Rows by the thousand into one table, by the quickest way that each database has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

type Values = tuple[Any, ...]


@cache
def blank(model: type[Model]) -> Mapping[str, Any]:
    """Every column of a model by attribute name, in order, with what it holds when nothing is said."""
    fields = model._meta.local_concrete_fields
    return MappingProxyType({field.attname: field.get_default() for field in fields})


def row(model: type[Model], **values: Any) -> Values:
    """A row as `write()` takes it: what is not given is as in `blank()`. A JSON column takes JSON text."""
    return tuple({**blank(model), **values}.values())


def write(model: type[Model], rows: Sequence[Values]) -> None:
    """Write rows whole, key and all; afterwards see to `align_keys()`. Defaults, signals and `save()` have no say."""
    quote = connection.ops.quote_name
    columns = [quote(str(field.column)) for field in model._meta.local_concrete_fields]
    table = f"{quote(model._meta.db_table)} ({', '.join(columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            adapted = [[_adapted(value) for value in row] for row in rows]
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", adapted)  # noqa: S608  a model's own names


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def align_keys(*models: type[Model]) -> None:
    """Let the next key that a table gives out be larger than any in it. (SQLite sees to that by itself.)"""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
