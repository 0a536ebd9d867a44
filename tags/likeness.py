"""Hashtags that look like one and the same: pairs worth a look. Pure: names in, pairs out.

Names meet in buckets, never each with each, so that twenty thousand cost about a second: first those whose words have
the same stems, then those that share what is left when one letter is taken out, which brings together all that are one
slip of the pen apart.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from tags.names import key_of

JOINING = frozenset({"and", "&", "+", "the", "of"})  # words that come and go
SLIP_LENGTH = 7  # letters: of shorter words nearly every two are one slip apart
BUCKET = 20  # names that look all alike are a family (Budget, Budget2026 …), not a slip
WORDS = re.compile(r"[^\W_]+[+#]*|&|\+")  # C++ is one word
CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Reason(StrEnum):
    NUMBER = "number"  # one is the plural of the other
    MARKS = "marks"  # accents and other marks on letters
    JOINING = "joining"  # “and”, “&”, “the”
    ORDER = "order"  # the same words in another order
    SLIP = "slip"  # one letter more, less, other, or two in each other's place


class Alike(NamedTuple):
    """The smaller id comes first."""

    first: int
    second: int
    reason: Reason


def pairs(names: Mapping[int, str]) -> list[Alike]:
    """Each pair once, the surest reasons first."""
    found: dict[tuple[int, int], Alike] = {}
    words = {id: _words(name) for id, name in names.items()}
    for alike in (*_same_stems(words), *_slips(words)):
        found.setdefault(alike[:2], alike)
    return sorted(found.values(), key=lambda alike: (list(Reason).index(alike.reason), names[alike.first].casefold()))


def _same_stems(words: Mapping[int, list[str]]) -> Iterator[Alike]:
    buckets = defaultdict(list)
    for id, spoken in words.items():
        if whole := "".join(sorted(_stem(_plain(word)) for word in spoken)):
            buckets[whole].append(id)
    for ids in buckets.values():
        for first, second in _couples(ids):
            yield Alike(first, second, _difference(words[first], words[second]))


def _slips(words: Mapping[int, list[str]]) -> Iterator[Alike]:
    letters = {id: "".join(map(_plain, spoken)) for id, spoken in words.items()}
    buckets = defaultdict(list)
    for id, whole in letters.items():
        if len(whole) >= SLIP_LENGTH:
            for part in {whole, *(whole[:place] + whole[place + 1 :] for place in range(len(whole)))}:
                buckets[part].append(id)
    for ids in buckets.values():
        for first, second in _couples(ids):
            if one_slip_apart(letters[first], letters[second]):
                yield Alike(first, second, Reason.SLIP)


def _couples(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    family = sorted(set(ids))
    return combinations(family, 2) if len(family) <= BUCKET else iter(())


def _words(name: str) -> list[str]:
    """Its words without those that only join; all of them where nothing else is there."""
    spoken = [word.casefold() for word in WORDS.findall(CAPITALS.sub(" ", name))]
    return [word for word in spoken if word not in JOINING] or spoken or [key_of(name)]


def _plain(word: str) -> str:
    """Without marks on its letters: é is e, but 각 stays a syllable."""
    apart = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(char for char in apart if unicodedata.category(char) != "Mn"))


def _stem(word: str) -> str:
    """Without what makes a plural in English; only for comparing."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith(("se", "xe", "ze", "che", "she")):
        return word[:-1]  # as “houses” leaves it
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _difference(one: list[str], other: list[str]) -> Reason:
    if one == other:
        return Reason.JOINING
    if sorted(one) == sorted(other):
        return Reason.ORDER
    return Reason.MARKS if sorted(map(_plain, one)) == sorted(map(_plain, other)) else Reason.NUMBER


def one_slip_apart(one: str, other: str) -> bool:
    """What stands between the same beginning and the same end; where a digit differs, another thing is meant."""
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, other_rest = one[start:], other[start:]
    while rest and other_rest and rest[-1] == other_rest[-1]:
        rest, other_rest = rest[:-1], other_rest[:-1]
    if any(char.isdecimal() for char in rest + other_rest):
        return False
    swapped = len(rest) == 2 and rest == other_rest[::-1]
    return swapped or max(len(rest), len(other_rest)) == 1
