"""Two texts of a story side by side: their paragraphs aligned, and in those that changed the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from newsroom.lib.differences import Effort, Kind, Piece, hunks, pieces
from newsroom.lib.html import plain_text

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
ALIKE = 0.3  # of the text two paragraphs share, at least, to be shown as one that was changed


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a line of a list, before and after; one side is empty where it came or went."""

    before: list[Piece]
    after: list[Piece]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in [*self.before, *self.after])


def blocks_of(body: str) -> list[str]:
    """The lines of a clean body as text, the address of a link behind its words: a changed address is a change."""
    return plain_text(LINK.sub(r"\2 ‹\1›", body)).splitlines()


def compare_lines(before: str, after: str) -> Block:
    return _pair(before, after, Effort())


def compare_blocks(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """Aligned line by line, those that were changed word by word."""
    effort = Effort()
    aligned = hunks(before, after, effort)
    return [_pair(old, new, effort) for gone, come in aligned for old, new in zip_longest(gone, come, fillvalue="")]


def _pair(before: str, after: str, effort: Effort) -> Block:
    if before == after:
        return Block(_whole("same", before), _whole("same", before))
    if effort.left < 0 or not before or not after:
        return Block(_whole("out", before), _whole("in", after))
    found = pieces(before, after, effort)
    shared = sum(len(piece.text) for piece in found if piece.kind == "same")
    if shared < ALIKE * min(len(before), len(after)):
        return Block(_whole("out", before), _whole("in", after))
    return Block(
        [piece for piece in found if piece.kind != "in"],
        [piece for piece in found if piece.kind != "out"],
    )


def _whole(kind: Kind, text: str) -> list[Piece]:
    return [Piece(kind, text)] if text else []
