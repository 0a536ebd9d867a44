"""What many pages share, kept in this process until the epoch moves: sections, sources, hashtags, rendered cards.

One small query a request says whether the shelf is still true. Nothing on it is ever invalidated by hand: a changed
story has another version and so another card, a changed section, source, hashtag or picture moves the epoch, and the
licence of a source ends with a day: a shelf is for one epoch and one day.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Epoch, Section
from newsroom.lib.store import Store

THINGS_KEPT = 5_000


class Shelf:
    def __init__(self, epoch: int, day: date) -> None:
        self.epoch, self.day = epoch, day
        self.cards = Store[str](settings.CARDS_KEPT)
        self._things = Store[Any](THINGS_KEPT)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(Section.objects.all())

    def get[Thing](self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing on the shelf, made and put there when it is missing. What is not found is not kept."""
        thing: Thing = self._things.get_or_make(key, make)
        return thing


_shelf: Shelf | None = None


def current_shelf() -> Shelf:
    """The shelf of the present epoch and of today in the site's zone; one query."""
    global _shelf
    epoch, day = Epoch.objects.current(), timezone.localdate()
    if _shelf is None or (_shelf.epoch, _shelf.day) != (epoch, day):
        _shelf = Shelf(epoch, day)
    return _shelf


def empty_shelf() -> None:
    """Forget everything: for tests, where story 1 at version 1 is another one each time."""
    global _shelf
    _shelf = None


def shelf_of(request: HttpRequest) -> Shelf:
    """The shelf as it was when this request first asked."""
    shelf: Shelf | None = getattr(request, "_shelf", None)
    if shelf is None:
        shelf = request._shelf = current_shelf()  # type: ignore[attr-defined]
    return shelf
