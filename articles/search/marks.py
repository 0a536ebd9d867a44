"""The words that were looked for, marked where they stand: in a headline, and in a few lines cut out of a text."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from articles.search.query import Query
from newsroom.lib.words import RUNS, plainly

LINES = 260  # characters cut out of a text
BEFORE = 80  # of them before what was found
READ = 100_000  # characters of a text that are looked through
WORD = r"[^\W_]"


class Marker:
    """Knows a query. Marks whatever spelling of its words it finds; one that is as long as the word itself."""

    def __init__(self, query: Query) -> None:
        patterns = [pattern for piece in query.wanted if (pattern := _pattern(piece.typed))]
        self._pattern = re.compile("|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)")

    def marked(self, text: str) -> SafeString:
        """The whole text, escaped, with `<mark>` around what was looked for."""
        return _with_marks(text, list(self._places(text)))

    def cut_out(self, *texts: str) -> SafeString:
        """A few lines of the first text that has what was looked for; else the beginning of the first one."""
        for text in texts:
            if first := next(self._places(text[:READ]), None):
                return self.marked(_lines(text, first[0]))
        return conditional_escape(_lines(next(filter(None, texts), ""), 0))

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        return (found.span() for found in self._pattern.finditer(folded(text)))


def folded(text: str) -> str:
    """As the search reads it, but every character in its place: what would become longer or shorter stays."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = plainly(unicodedata.normalize("NFKC", char).casefold())
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_FOLDS = _Folds()


def _pattern(typed: str) -> str:
    """What was typed, with anything but words between its words; a word is whole, where words have ends."""
    parts = []
    for run in RUNS.finditer(folded(unicodedata.normalize("NFC", typed))):
        word = re.escape(run[0])
        parts.append(word if run["unspaced"] else rf"(?<!{WORD}){word}(?!{WORD})")
    return r"[\W_]*".join(parts)


def _lines(text: str, place: int) -> str:
    """What stands around a place, cut between words where there are any."""
    start, end = max(0, place - BEFORE), max(0, place - BEFORE) + LINES
    if start and (space := text.find(" ", start, place)) > 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", place, end)) > place:
        end = space
    lines = " ".join(text[start:end].split())
    return ("…" if start else "") + lines.rstrip(" ,;:–—-") + ("…" if end < len(text) else "")


def _with_marks(text: str, places: list[tuple[int, int]]) -> SafeString:
    parts, at = [], 0
    for start, end in places:
        parts.append(format_html("{}<mark>{}</mark>", text[at:start], text[start:end]))
        at = end
    parts.append(conditional_escape(text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))
