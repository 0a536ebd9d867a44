"""Rows that are given whole, key and all, as `newsroom.lib.rows.write()` takes them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Model

from newsroom.lib.rows import defaults

type Values = tuple[Any, ...]


@cache
def blank(model: type[Model]) -> Mapping[str, Any]:
    """Every column of a model by attribute name, in order, with what it holds when nothing is said."""
    return {name: default() for name, default in defaults(model).items()}


def row(model: type[Model], **values: Any) -> Values:
    """The values of all columns in order; what is not given is as in `blank()`."""
    return tuple({**blank(model), **values}.values())
