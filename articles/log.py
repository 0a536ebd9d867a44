"""The log of steps as a table that a spreadsheet reads."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.actors import name_of
from articles.models import Event

HEAD = ("at", "story", "headline", "step", "by", "via", "from", "to", "revision", "date", "note")
# What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CHUNK = 1_000


def table(events: QuerySet[Event]) -> Iterator[str]:
    """The lines of a CSV file, one an event, as they are read: whatever its length, little is held in memory."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEAD)  # the mark by which a spreadsheet knows UTF-8
    for event in events.select_related("article", "by", "revision").iterator(CHUNK):
        yield writer.writerow(map(cell, row(event)))


def row(event: Event) -> Iterable[Any]:
    """Dates are of the site's zone, with its offset."""
    return (
        timezone.localtime(event.at).isoformat(timespec="seconds"),
        event.article_id,
        event.article.headline,
        event.step,
        name_of(event.by) if event.by else "",
        event.via,
        event.from_status,
        event.to_status,
        event.revision.number if event.revision else "",
        timezone.localtime(event.date).isoformat(timespec="seconds") if event.date else "",
        event.note,
    )


def cell(value: Any) -> str:
    """As text that no spreadsheet calculates with: somebody wrote these headlines and notes."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, line: str) -> str:
        return line
