"""A number that goes up when something many pages share has changed: a source, a section, a hashtag, a picture."""

from django.db import models
from django.db.models import F


class EpochManager(models.Manager["Epoch"]):
    def current(self) -> int:
        """One query, one row."""
        return self.values_list("number", flat=True).get(pk=Epoch.ONLY)

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
