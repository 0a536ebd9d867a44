"""Two numbers that every page asks for: they say whether what this process keeps is still true."""

from typing import NamedTuple

from django.db import models
from django.db.models import F

from newsroom.lib.question import Question


class Numbers(NamedTuple):
    house: int
    stories: int


class EpochManager(models.Manager["Epoch"]):
    def numbers(self) -> Numbers:
        """One query, which every page asks."""
        [house], [stories] = _NUMBERS.ask()
        return Numbers(house, stories)

    def current(self) -> int:
        """The number of the house."""
        return self.numbers().house

    def bump(self, of: int | None = None) -> None:
        """Call in the transaction of the change: every process then makes anew what it keeps of it."""
        self.filter(pk=of or Epoch.HOUSE).update(number=F("number") + 1)


class Epoch(models.Model):
    """`HOUSE` goes up when something many pages share has changed: a source, a section, a hashtag, a picture.

    `STORIES` goes up when a story that readers may have seen is changed or taken back. (A row of its own, because an
    import holds the other one for as long as a batch takes.)
    """

    HOUSE, STORIES = 1, 2

    number = models.PositiveBigIntegerField(default=1)

    objects = EpochManager()

    class Meta:
        constraints = [models.CheckConstraint(name="epoch_is_two_rows", condition=models.Q(pk__in=[1, 2]))]

    def __str__(self) -> str:
        return str(self.number)


_NUMBERS = Question(
    lambda: Epoch.objects.filter(pk__in=[Epoch.HOUSE, Epoch.STORIES]).order_by("pk").values_list("number")
)
