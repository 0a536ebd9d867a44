"""A number that goes up when something many pages share has changed: a source, a section, a hashtag, a picture."""

from functools import cache

from django.db import connections, models
from django.db.models import F


class EpochManager(models.Manager["Epoch"]):
    def current(self) -> int:
        """One query, one row: the one that every page asks, so its words are made once."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(*_statement(self.db))
            [number] = cursor.fetchone()
        return int(number)

    def bump(self) -> None:
        """Call in the transaction of the change: every process then makes its shelf anew."""
        self.filter(pk=Epoch.ONLY).update(number=F("number") + 1)


class Epoch(models.Model):
    ONLY = 1

    number = models.PositiveBigIntegerField(default=1)

    objects = EpochManager()

    class Meta:
        constraints = [models.CheckConstraint(name="epoch_is_one_row", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return str(self.number)


@cache
def _statement(database: str) -> tuple[str, tuple[int, ...]]:
    only = Epoch.objects.using(database).filter(pk=Epoch.ONLY).values_list("number")
    words, values = only.query.get_compiler(database).as_sql()
    return words, tuple(values)
