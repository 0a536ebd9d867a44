"""The words of a text as the search keeps them: one form for every spelling, the same for any database.

    Café “Élan”      cafe elan             folded: no case, no width, no accents of Latin, Greek or Cyrillic letters
    재생에너지    재생 생에 에너 너지 지       scripts without spaces between words, and Korean, whose particles
                                           hang on them: every two neighbours, and the last one by itself

What a database makes of a text depends on its version and its locale; so nothing is left to it but to compare.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

LONGEST = 40  # characters of a word; a longer one is known by its beginning
MOST = 16_000  # words of a text that are kept
GAP = "\n"  # between the parts of a text: no phrase reaches over it

# Chinese, Japanese and Korean, Thai, Lao, Burmese, Khmer.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Signs above and below letters, which belong to their word; and those of them that are left out in it.
SIGNS = "".join(
    chr(code)
    for first, last in ((0x300, 0x1E00), (0x20D0, 0x2100), (0xA66F, 0xABF0), (0xFE20, 0xFE30))
    for code in range(first, last)
    if unicodedata.category(chr(code))[0] == "M"
)
UNSAID = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
RUNS = re.compile(f"(?P<unspaced>[{UNSPACED}]+)|(?:(?![{UNSPACED}])(?:[^\\W_]|[{SIGNS}]))+")
ONE_UNSPACED = re.compile(f"[{UNSPACED}]")
PUNCTUATION = re.compile(rb"\xe2\x80[\x90-\x96\x98-\xa7]")  # dashes and quotation marks: U+2010 to U+2027
ASCII_WORDS = bytes.maketrans(  # as small letters and digits, all else as spaces
    bytes(range(128)), bytes(ord(chr(code).lower()) if chr(code).isalnum() else 0x20 for code in range(128))
)
OUTLINE = bytes.maketrans(bytes(range(256)), bytes(0x20 if code == 0x20 else ord("x") for code in range(256)))
TOO_LONG = b"x" * (LONGEST + 1)


class Phrase(NamedTuple):
    """Words that follow each other. `open`: of the last one only the beginning is given."""

    words: tuple[str, ...]
    open: bool = False


def words_of(text: str) -> list[str]:
    """(Nearly all words of most texts are ASCII: they are dealt with by the thousand, the others one by one.)"""
    parted = PUNCTUATION.sub(b" ", text.encode(errors="ignore")).translate(ASCII_WORDS)
    pieces = parted.decode().split()
    if parted.isascii() and TOO_LONG not in parted.translate(OUTLINE):
        return pieces
    found: list[str] = []
    for piece in pieces:
        if piece.isascii():
            found.append(piece[:LONGEST])
        else:
            found += _folded(piece) if len(piece) <= LONGEST else _fold(piece)
    return found


def in_order(parts: Iterable[str]) -> str:
    """The words of a text as they follow each other, a space on either side of each."""
    words: list[str] = []
    for part in parts:
        words += [GAP, *words_of(part)] if words else words_of(part)
    return f" {' '.join(words[:MOST])} "


def terms_of(parts: Iterable[str]) -> str:
    """Each word of a text once, in the order of code points: what an index is made of."""
    texts = list(parts)
    gaps = max(len(texts) - 1, 0)
    return " ".join(sorted({*words_of(GAP.join(texts))[: MOST - gaps]}))  # as many as `in_order()` has beside the gaps


def phrase_of(text: str) -> Phrase:
    """What to look for when somebody means these words, one after the other."""
    words = words_of(text)
    if words and len(words[-1]) == 1 and ONE_UNSPACED.match(words[-1]):
        if len(words) > 1 and len(words[-2]) == 2 and ONE_UNSPACED.match(words[-2]):
            return Phrase(tuple(words[:-1]))  # the run may go on: its last character need not be one
        return Phrase(tuple(words), open=True)
    return Phrase(tuple(words))


def times(phrase: Phrase, words: str) -> int:
    """How often a text says it, given its words in order."""
    said = f" {' '.join(phrase.words)}"
    return words.count(said if phrase.open else f"{said} ")


@lru_cache(20_000)
def _folded(piece: str) -> tuple[str, ...]:
    return tuple(_fold(piece))


def _fold(piece: str) -> list[str]:
    found: list[str] = []
    for run in RUNS.finditer(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", piece).casefold())):
        word = run[0]
        if run["unspaced"]:
            found += [word[place : place + 2] for place in range(len(word) - 1)]
            found.append(word[-1])
        elif plain := plainly(word)[:LONGEST]:
            found.append(plain)
    return found


def plainly(word: str) -> str:
    """Without the signs that many leave out when they type."""
    return unicodedata.normalize("NFC", UNSAID.sub("", unicodedata.normalize("NFD", word)))
