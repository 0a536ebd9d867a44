"""Lines read and grouped, so that one transaction writes many of them and memory holds few."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from articles.models import Image
from articles.transfer.fields import Item, Reader, Refused
from articles.transfer.files import InputFile, Line, UnusableFile

LINES, BYTES = 900, 8 * 1024 * 1024  # of a batch, whichever is reached first

type Outcome = Literal["new", "changed", "unchanged", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "unchanged", "refused")


@dataclass
class Entry:
    """A line on its way: its place, its size, what it says, and what became of it. A refused one has a reason."""

    place: str
    size: int = 0
    item: Item | None = None
    image: Image | None = None
    outcome: Outcome = "refused"
    reason: str = ""

    def refuse(self, reason: str) -> None:
        self.outcome, self.reason = "refused", reason


def batches(files: Iterable[InputFile], reader: Reader, *, after: int = 0) -> Iterator[list[Entry]]:
    """The lines of all files, in order, without those of so many batches at the beginning. Asks no database."""
    for lines in islice(_grouped(files), after, None):
        yield [line if isinstance(line, Entry) else _read(line, reader) for line in lines]


def _grouped(files: Iterable[InputFile]) -> Iterator[list[Line | Entry]]:
    """Lines that nobody has read yet, as many as a batch holds; in place of what a file does not give, its refusal."""
    group: list[Line | Entry] = []
    size = 0
    for file in files:
        try:
            for line in file.lines():
                group.append(line)
                size += len(line.raw or b"")
                if len(group) >= LINES or size >= BYTES:
                    yield group
                    group, size = [], 0
        except UnusableFile as error:
            group.append(Entry(file.name, reason=str(error)))
    if group:
        yield group


def usable(batch: Iterable[Entry]) -> list[tuple[Entry, Item]]:
    """The entries that nothing speaks against so far."""
    return [(entry, entry.item) for entry in batch if entry.item is not None and not entry.reason]


def waves(batch: Iterable[Entry]) -> Iterable[list[tuple[Entry, Item]]]:
    """The usable ones in order, no story twice in a wave: a later line about it meets what an earlier one wrote."""
    met = Counter[tuple[str, str]]()
    found: dict[int, list[tuple[Entry, Item]]] = {}
    for entry, item in usable(batch):
        found.setdefault(met[item.key], []).append((entry, item))
        met[item.key] += 1
    return found.values()


def _read(line: Line, reader: Reader) -> Entry:
    try:
        item = reader.read(line.raw, line.file.folder)
    except Refused as refused:
        return Entry(line.place, line.size, reason=str(refused))
    return Entry(line.place, line.size, item)
