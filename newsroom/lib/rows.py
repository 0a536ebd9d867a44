"""Rows by the thousand into one table, by the quickest way that each database has: COPY, or one prepared statement.

Neither `save()` nor signals have a say, and nothing is read back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model
from django.utils import timezone


@cache
def defaults(model: type[Model]) -> dict[str, Callable[[], Any]]:
    """Every column of a model by attribute name, in order, with what makes the value it has when nothing is said."""
    return {field.attname: _default(field) for field in model._meta.concrete_fields}


def made[M: Model](model: type[M], columns: Mapping[str, Any]) -> M:
    """An instance with these attributes (`section_id`, not `section`) and the model's defaults.

    What its constructor makes of names, in half the time: it takes values in the order of the columns.
    """
    firsts = defaults(model)
    if unknown := columns.keys() - firsts.keys():
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}.")
    return model(*[columns[name] if name in columns else default() for name, default in firsts.items()])


def insert(instances: Sequence[Model], *, with_keys: bool = False) -> None:
    """What `bulk_create()` does, several times as fast, for instances of one model that has one table.

    `with_keys` gives each instance its key; without, it is written and forgotten.
    """
    if not instances:
        return
    model = type(instances[0])
    if with_keys:
        for instance, key in zip(instances, reserve_keys(model, len(instances)), strict=True):
            instance.pk = key
    fields = [field for field in model._meta.local_concrete_fields if with_keys or not field.primary_key]
    now = timezone.now()
    for stamped in (field.attname for field in fields if getattr(field, "auto_now_add", False)):
        for instance in instances:
            setattr(instance, stamped, now)
    names = [field.attname for field in fields]
    write(model, names, ([instance.__dict__[name] for name in names] for instance in instances))


def write(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows that hold these attributes of a model (`section_id`, not `section`), in this order.

    A broken constraint raises Django's `IntegrityError`, as ever.
    """
    found = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [found[name] for name in names]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = f"{connection.ops.quote_name(model._meta.db_table)} ({columns})"
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.set_types([_type(field) for field in fields])
                for row in rows:
                    copy.write_row(row)
        else:
            adapters = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapter(field))]
            adapted: Any = (_adapted(row, adapters) for row in rows)
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", adapted)  # noqa: S608


def reserve_keys(model: type[Model], count: int) -> list[int]:
    """Keys that nobody else will be given. Call it in a transaction that writes: on SQLite it holds until its end."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = [connection.ops.quote_name(table), key]
            cursor.execute(
                "SELECT nextval(name)"
                " FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) AS sequence"
                " CROSS JOIN generate_series(1, %s)",
                [*name, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def align_keys(*models: type[Model]) -> None:
    """Where keys were given with the rows: let the next one that a table gives out be larger than any in it.

    (SQLite sees to that by itself.)
    """
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _default(field: "Field[Any, Any]") -> Callable[[], Any]:
    """(Where there is none, Django's mark of that is a class, and so can be called, too.)"""
    if field.has_default() and callable(field.default):
        return field.get_default
    value = field.get_default()
    return lambda: value


def _moment(value: datetime | None) -> Any:
    """(Many rows of one story have one date, and what is written with it has one, too.)"""
    return _adapted_moment(value, value.fold if value else 0)


@lru_cache(5_000)
def _adapted_moment(value: datetime | None, fold: int) -> Any:
    """(The same hour comes twice on an autumn night: the two are equal, and an hour apart.)"""
    return connection.ops.adapt_datetimefield_value(value)


def _adapted(row: Sequence[Any], adapters: Iterable[tuple[int, Callable[[Any], Any]]]) -> Sequence[Any]:
    values = list(row)
    for place, adapt in adapters:
        values[place] = adapt(values[place])
    return values


def _type(field: "Field[Any, Any]") -> str:
    """As PostgreSQL calls it, without a length: by it the driver knows how a value is written."""
    return (field.db_type(connection) or "").partition("(")[0]


def _adapter(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How a value becomes what the driver of SQLite takes, where it is not that already."""
    if isinstance(field, DateTimeField):
        return _moment
    if isinstance(field, JSONField):
        return lambda value: field.get_db_prep_value(value, connection)
    return str if field.choices else None
