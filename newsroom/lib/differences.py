"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the space behind it; scripts that write without spaces, by the character.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\s*|\s+")
# Comparing costs the square of the words that differ at worst; a passage longer than this is taken as a whole.
LONGEST_PASSAGE = 2_000


@dataclass(frozen=True)
class Passage:
    """A run of text: in both (`same`), in the first only (`gone`), in the second only (`new`)."""

    kind: str
    text: str


def passages(one: str, other: str) -> list[Passage]:
    """The two texts as one run of passages: without the new ones it is the first, without the gone ones the second."""
    found: list[Passage] = []
    for passage in _by_lines(one.splitlines(keepends=True), other.splitlines(keepends=True)):
        if found and found[-1].kind == passage.kind:
            passage = Passage(passage.kind, found.pop().text + passage.text)
        found.append(passage)
    return found


def _by_lines(one: Sequence[str], other: Sequence[str]) -> Iterator[Passage]:
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, new = "".join(one[start:end]), "".join(other[other_start:other_end])
        if tag == "equal":
            yield Passage("same", gone)
        else:
            yield from _by_words(WORD.findall(gone), WORD.findall(new))


def _by_words(one: Sequence[str], other: Sequence[str]) -> Iterator[Passage]:
    if len(one) > LONGEST_PASSAGE or len(other) > LONGEST_PASSAGE:
        yield from _replaced("".join(one), "".join(other))
        return
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, new = "".join(one[start:end]), "".join(other[other_start:other_end])
        if tag == "equal":
            yield Passage("same", gone)
        else:
            yield from _replaced(gone, new)


def _replaced(gone: str, new: str) -> Iterator[Passage]:
    if gone:
        yield Passage("gone", gone)
    if new:
        yield Passage("new", new)


def both(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Everything that stands in either, in order: where they differ, first what the first one has."""
    kept: list[str] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        kept += one[start:end]
        if tag != "equal":
            kept += other[other_start:other_end]
    return kept
