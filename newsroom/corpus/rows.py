"""Rows that are given whole, key and all, as `newsroom.lib.rows.write()` takes them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.db.models import Model

type Values = tuple[Any, ...]


@cache
def blank(model: type[Model]) -> Mapping[str, Any]:
    """Every column of a model by attribute name, in order, with what it holds when nothing is said."""
    fields = model._meta.local_concrete_fields
    return MappingProxyType({field.attname: field.get_default() for field in fields})


def row(model: type[Model], **values: Any) -> Values:
    """The values of all columns in order; what is not given is as in `blank()`."""
    return tuple({**blank(model), **values}.values())
