"""A log: rows that are written once, and neither changed nor removed."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(RuntimeError):
    """A log is written once."""


class AppendOnlyQuerySet[Row: models.Model](models.QuerySet[Row]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An event is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("An event is never removed.")

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError("An event is never changed.")
        return super().bulk_create(objs, *args, **kwargs)


class AppendOnly(models.Model):
    """Only the removal of a whole that it is a part of takes a row along."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("An event is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})  # a new one with an old one's key is refused too

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("An event is never removed.")
