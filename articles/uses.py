"""What hangs on a thing that many share: counted no further than a thousand, so that asking costs little."""

from collections.abc import Iterator
from typing import Any

from django.db.models import PROTECT, Exists, Model, OuterRef, Q
from django.utils.translation import gettext as _

from newsroom.lib import bounded


def uses_of(thing: Model) -> list[tuple[type[Model], int]]:
    """How many rows of each kind keep it from being removed; those that have none are left out."""
    numbers: dict[type[Model], int] = {}
    for model, name in _keepers(type(thing)):
        if number := bounded.count(model._default_manager.filter(**{name: thing.pk})):
            numbers[model] = numbers.get(model, 0) + number
    return list(numbers.items())


def in_use(model: type[Model]) -> Q:
    """The condition of the rows that something keeps."""
    condition = Q()
    for keeper, name in _keepers(model):
        condition |= Q(Exists(keeper._default_manager.filter(**{name: OuterRef("pk")})))
    return condition


def told(uses: list[tuple[type[Model], int]]) -> str:
    """As in “3 stories, 1,000+ revisions”."""
    return ", ".join(f"{bounded.told(number)} {_called(model, number)}" for model, number in uses)


def sentence(uses: list[tuple[type[Model], int]]) -> str:
    return _("It is in use and stays: %s.") % told(uses)


def _keepers(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Whose rows, by which of their fields, protect a row of this model."""
    for field in model._meta.get_fields(include_hidden=True):
        relation: Any = field
        if field.auto_created and field.is_relation and getattr(relation, "on_delete", None) is PROTECT:
            yield relation.related_model, relation.field.name


def _called(model: type[Model], number: int) -> str:
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)
