"""What changed from one text to another, word by word: pure, and of bounded cost.

Myers' shortest edit script, given up once it costs too much: what is left is then shown as taken out and put in whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from newsroom.lib.html import plain_text

type Kind = Literal["same", "out", "in"]
type Edit = tuple[Kind, int, int]  # of a run: its ends in the old text, or in the new one where it is “in”

# A word with the space after it; a Chinese or Japanese character is a word.
WORD = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]|\s)\s*")
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
STEPS = 1_000_000  # of the search, for one comparison: about a second
ALIKE = 0.3  # of the words two paragraphs share, at least, to be shown as one that was changed


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a line of a list, before and after; one side is empty where it came or went."""

    before: list[Piece]
    after: list[Piece]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in [*self.before, *self.after])


@dataclass
class Effort:
    """What may still be spent on one comparison."""

    left: int = field(default_factory=lambda: STEPS)


def blocks_of(body: str) -> list[str]:
    """The lines of a clean body as text, the address of a link behind its words: a changed address is a change."""
    return plain_text(LINK.sub(r"\2 ‹\1›", body)).splitlines()


def compare_lines(before: str, after: str) -> Block:
    return _pair(before, after, Effort())


def compare_blocks(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """Aligned line by line, those that were changed word by word."""
    effort = Effort()
    found = list[Block]()
    taken, put = list[str](), list[str]()
    for kind, start, end in [*edits(before, after, effort), ("same", 0, 0)]:
        if kind == "out":
            taken += before[start:end]
        elif kind == "in":
            put += after[start:end]
        else:
            found += [_pair(old, new, effort) for old, new in zip_longest(taken, put, fillvalue="")]
            taken, put = [], []
            found += [_pair(line, line, effort) for line in before[start:end]]
    return found


def _pair(before: str, after: str, effort: Effort) -> Block:
    if before == after:
        return Block(_piece("same", before), _piece("same", before))
    if effort.left < 0 or not before or not after:
        return Block(_piece("out", before), _piece("in", after))
    old, new = WORD.findall(before), WORD.findall(after)
    script = edits(old, new, effort)
    shared = sum(end - start for kind, start, end in script if kind == "same")
    if shared < ALIKE * min(len(old), len(new)):
        script = _whole(old, new)
    texts = [(kind, "".join((new if kind == "in" else old)[start:end])) for kind, start, end in script]
    return Block(
        [Piece(kind, text) for kind, text in texts if kind != "in"],
        [Piece(kind, text) for kind, text in texts if kind != "out"],
    )


def _piece(kind: Kind, text: str) -> list[Piece]:
    return [Piece(kind, text)] if text else []


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
