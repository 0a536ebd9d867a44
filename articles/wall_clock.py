"""What a clock on the wall shows, and which instant that is: a clock change skips some times and shows others twice."""

from datetime import UTC, datetime, tzinfo

from django.utils.translation import gettext as _

from articles.errors import NewsroomError


class ImpossibleTime(NewsroomError):
    """No clock ever shows it; `first` and `second`, one on each side of the change, may be meant."""

    def __init__(self, typed: datetime, first: datetime, second: datetime) -> None:
        self.first, self.second = first, second
        told = {"time": f"{typed:%H:%M}", "first": shown(first), "second": shown(second)}
        super().__init__(
            _("The clock is put forward on that day and never shows %(time)s. Give %(first)s or %(second)s.") % told
        )


class AmbiguousTime(NewsroomError):
    """A clock shows it twice; `first` and `second` are the two instants."""

    def __init__(self, typed: datetime, first: datetime, second: datetime) -> None:
        self.first, self.second = first, second
        told = {"time": f"{typed:%H:%M}", "first": shown(first), "second": shown(second)}
        super().__init__(
            _("The clock is put back on that day and shows %(time)s twice. Choose %(first)s or %(second)s.") % told
        )


def instant(typed: datetime, zone: tzinfo, *, fold: int | None = None) -> datetime:
    """The instant, in UTC, at which a clock there shows `typed` (which has no zone).

    `fold` chooses between two: 0 is the first, 1 the second. Raises `ImpossibleTime`, and `AmbiguousTime` unless `fold`
    was given.
    """
    first, second = (typed.replace(tzinfo=zone, fold=which) for which in (0, 1))
    if _there(first).replace(tzinfo=None, fold=0) != typed:
        raise ImpossibleTime(typed, _there(second), _there(first))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if fold is None:
        raise AmbiguousTime(typed, first, second)
    return (second if fold else first).astimezone(UTC)


def shown(moment: datetime) -> str:
    """As in “01:30 GMT (UTC+00:00)”; a zone whose times have no names is shown by its offset alone."""
    name = f"{moment:%Z}"
    offset = f"UTC{moment:%:z}"
    return f"{moment:%H:%M} {name} ({offset})" if name.isalpha() else f"{moment:%H:%M} ({offset})"


def _there(moment: datetime) -> datetime:
    """The same instant as the clocks of its zone really show it."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)
