"""What an operator is told of a run: every refused line as it comes, and the numbers at the end."""

import json
from collections import Counter
from collections.abc import Callable, Iterable

from articles.transfer.batches import OUTCOMES, Entry
from newsroom.lib.text import clean_line, cut

REASON_LENGTH = 500


class Report:
    """For a person. Nothing is held but the numbers: there may be more refused lines than memory."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write
        self.counts = Counter[str](dict.fromkeys(OUTCOMES, 0))

    def add(self, batch: Iterable[Entry]) -> None:
        for entry in batch:
            self.counts[entry.outcome] += 1
            if entry.outcome == "refused":
                self.refused(entry.place, cut(clean_line(entry.reason), REASON_LENGTH))

    def begin(self) -> None:
        """Before the first line."""

    def refused(self, place: str, reason: str) -> None:
        self.write(f"{place}: {reason}")

    def end(self) -> None:
        self.write(", ".join(f"{number} {outcome}" for outcome, number in self.counts.items()) + ".")


class JSONReport(Report):
    """For a program: one object, with the refused lines as a list."""

    def begin(self) -> None:
        self.write('{"refused_lines": [')

    def refused(self, place: str, reason: str) -> None:
        comma = "," if self.counts["refused"] > 1 else ""
        self.write(comma + json.dumps({"line": place, "reason": reason}, ensure_ascii=False))

    def end(self) -> None:
        self.write("], " + json.dumps(self.counts)[1:])
