"""What changed between two texts, word by word: pure, and of bounded cost.

Myers' shortest edit script, given up once it costs too much: what is left is then shown as taken out and put in whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

type Kind = Literal["same", "out", "in"]
type Edit = tuple[Kind, int, int]  # of a run: its ends in the old text, or in the new one where it is “in”

# A word with the space after it; a Chinese or Japanese character is a word.
WORD = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]|\s)\s*")
STEPS = 1_000_000  # of the search, for one comparison: about a second


@dataclass(frozen=True)
class Piece:
    """A run of text: in both (`same`), in the old one only (`out`), in the new one only (`in`)."""

    kind: Kind
    text: str


@dataclass
class Effort:
    """What may still be spent on one comparison."""

    left: int = field(default_factory=lambda: STEPS)


def pieces(old: str, new: str, effort: Effort) -> list[Piece]:
    """The two texts as one run: without what came in it is the old one, without what went out the new one."""
    before, after = WORD.findall(old), WORD.findall(new)
    script = edits(before, after, effort)
    return [Piece(kind, "".join((after if kind == "in" else before)[start:end])) for kind, start, end in script]


def both(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Everything that stands in either, in order: where they differ, first what the old one has."""
    script = edits(old, new, Effort())
    return [each for kind, start, end in script for each in (new if kind == "in" else old)[start:end]]


def hunks(old: Sequence[str], new: Sequence[str], effort: Effort) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """What stayed, run by run, as it is on both sides; and between two such runs what went out beside what came in."""
    gone, come = list[str](), list[str]()
    for kind, start, end in [*edits(old, new, effort), ("same", 0, 0)]:
        if kind == "out":
            gone += old[start:end]
        elif kind == "in":
            come += new[start:end]
        else:
            if gone or come:
                yield gone, come
            gone, come = [], []
            if start < end:
                yield old[start:end], old[start:end]


def edits(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Edit]:
    """The runs that lead from one sequence to the other, in order."""
    head = _shared(zip(old, new, strict=False))
    tail = _shared(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    middle = _search(old[head : len(old) - tail], new[head : len(new) - tail], effort)
    runs: list[Edit] = [("same", 0, head), *((kind, start + head, end + head) for kind, start, end in middle)]
    runs.append(("same", len(old) - tail, len(old)))
    return [run for run in runs if run[1] < run[2]]


def _shared(pairs: Iterator[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _whole(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    return [("out", 0, len(old)), ("in", 0, len(new))]


def _search(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Edit]:
    """Myers' search. `reach[k]`: how far into the old text one gets on diagonal k with so many edits."""
    reach, trail = {1: 0}, list[dict[int, int]]()
    for edit_count in range(len(old) + len(new) + 1):
        trail.append(dict(reach))
        for k in range(-edit_count, edit_count + 1, 2):
            down = k == -edit_count or (k != edit_count and reach[k - 1] < reach[k + 1])
            x = start = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(old) and 0 <= x - k < len(new) and old[x] == new[x - k]:
                x += 1
            reach[k] = x
            effort.left -= 1 + x - start
            if x >= len(old) and x - k >= len(new):
                return _runs(_walked_back(trail, len(old), len(new)))
        effort.left -= len(reach)
        if effort.left < 0:
            break
    return _whole(old, new)


def _walked_back(trail: list[dict[int, int]], x: int, y: int) -> Iterator[Edit]:
    """The single steps of the way that was found, the last one first."""
    for edit_count in range(len(trail) - 1, -1, -1):
        reach, k = trail[edit_count], x - y
        down = k == -edit_count or (k != edit_count and reach.get(k - 1, -1) < reach.get(k + 1, -1))
        from_k = k + 1 if down else k - 1
        from_x = reach[from_k] if edit_count else 0
        from_y = from_x - from_k if edit_count else 0
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            yield "same", x, x + 1
        if edit_count:
            yield ("in", from_y, from_y + 1) if down else ("out", from_x, from_x + 1)
        x, y = from_x, from_y


def _runs(steps: Iterator[Edit]) -> list[Edit]:
    """Single steps, the last one first, as runs in order; between two that stay, what goes stands before what comes."""
    runs = list[Edit]()
    for kind, start, end in reversed(list(steps)):
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1], end)
        elif len(runs) > 1 and kind == "out" and runs[-1][0] == "in" and runs[-2][0] == "out":
            runs[-2] = (kind, runs[-2][1], end)
        elif runs and kind == "out" and runs[-1][0] == "in":
            runs.insert(-1, (kind, start, end))
        else:
            runs.append((kind, start, end))
    return runs
