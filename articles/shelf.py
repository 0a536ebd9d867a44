"""What many pages share, kept in this process until it ceases to be true.

Sections, sources, hashtags, rendered cards and pages of stories are kept until the epoch of the house moves. What is
made of many stories (the trending hashtags, what is related, and so the frame around a river) passes: it is kept for
some minutes, and made anew as soon as a story that readers have seen is changed or taken back. One small query a
request says whether the shelf is still true. Nothing on it is ever invalidated by hand: a changed story has another
version and so another card and page, and the licence of a source ends with a day: a shelf is for one epoch and one day.
"""

from collections.abc import Callable, Hashable
from copy import copy
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Epoch, Section
from newsroom.lib.store import Store

THINGS_KEPT = 5_000
FRAMES_KEPT = 500  # of some 15 kB each
STORY_PAGES_KEPT = 8_000_000  # characters, of the pages of some 500 stories: 8 to 32 MB
# How long at most what passes is kept. It is made of stories that do not expire within so long (`is_unexpired`).
PASSING = timedelta(minutes=5)


class Shelf:
    def __init__(self, epoch: int, day: date, stories: int) -> None:
        self.epoch, self.day, self.stories = epoch, day, stories
        self.cards = Store[str](settings.CARDS_KEPT)
        self.story_pages = Store[Any](STORY_PAGES_KEPT, weigh=len)
        self._things = Store[Any](THINGS_KEPT)
        self._passing = Store[tuple[datetime, Any]](THINGS_KEPT)
        self._frames = Store[tuple[datetime, Any]](FRAMES_KEPT)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(Section.objects.all())

    def get[Thing](self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing on the shelf, made and put there when it is missing. What is not found is not kept."""
        thing: Thing = self._things.get_or_make(key, make)
        return thing

    def passing[Thing](self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """A thing made of stories, at most `PASSING` old. It rests on none that expires within so long."""
        return _at_most_passing(self._passing, key, make)

    def frame(self, key: Hashable, make: Callable[[], str]) -> str:
        """What is around the river of a page: it passes, since the line of what is related does."""
        return _at_most_passing(self._frames, key, make)

    def without_what_passed(self, stories: int) -> "Shelf":
        """The same shelf after a story was changed. Whoever holds this one goes on with what was true before."""
        other = copy(self)
        other.stories = stories
        other._passing, other._frames = Store(THINGS_KEPT), Store(FRAMES_KEPT)
        return other


def _at_most_passing[Thing](store: Store[tuple[datetime, Any]], key: Hashable, make: Callable[[], Thing]) -> Thing:
    now = timezone.now()
    until, thing = store.get(key) or (now, None)
    if now >= until:
        thing = make()
        store.put(key, (now + PASSING, thing))
    return thing  # type: ignore[return-value]


_shelf: Shelf | None = None


def current_shelf() -> Shelf:
    """The shelf of the present epoch and of today in the site's zone; one query."""
    global _shelf
    now, day = Epoch.objects.numbers(), timezone.localdate()
    if _shelf is None or (_shelf.epoch, _shelf.day) != (now.house, day):
        _shelf = Shelf(now.house, day, now.stories)
    elif _shelf.stories != now.stories:
        _shelf = _shelf.without_what_passed(now.stories)
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
