"""The hashtag that a reader may have meant: the one of that name, or those that are a slip of the pen away.

Bounded, whatever the vocabulary: a slip leaves one half of a name as it is. Where it is the first half, the names that
begin so are a range of the index; where it is the second, what the first may have been is tried, spelling by spelling.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from django.db.models import Q, QuerySet

from tags.likeness import one_slip_apart
from tags.models import Tag
from tags.names import KEY_LENGTH, key_of

SHORTEST, LONGEST = 4, 60  # characters of a name; of shorter ones nearly every two are a slip apart
READ = 200  # names that begin alike
OFFERED = 3


@dataclass(frozen=True)
class Offered:
    """`meant` is called just so. `near` are looked for only where none is."""

    meant: Tag | None = None
    near: tuple[Tag, ...] = ()


def offered(*spellings: str) -> Offered:
    """For the first of these that says anything. Five queries at most."""
    key = next(filter(None, (key_of(spelling[:200]) for spelling in spellings)), "")[:KEY_LENGTH]
    if not key:
        return Offered()
    if meant := _shown(list(Tag.objects.filter(key=key))):
        return Offered(meant=meant[0])
    if not SHORTEST <= len(key) <= LONGEST:
        return Offered()
    return Offered(near=tuple(_shown([tag for tag in _alike(key) if one_slip_apart(key, tag.key)])[:OFFERED]))


def _alike(key: str) -> list[Tag]:
    half = len(key) // 2
    first, rest = key[:half], key[half:]
    begins = Q(key__gte=first, key__lt=first + "\U0010ffff")
    tags = Tag.objects.order_by("key")
    otherwise = [spelling + rest for spelling in _slips(first)]
    # (Two names that differ where the halves meet are met by one of these or the other.)
    return [*tags.filter(key__in=otherwise), *_around(tags.filter(begins), key)]


def _around(tags: QuerySet[Tag], key: str) -> list[Tag]:
    """Not all that begin alike, where they are many: those whose names stand nearest in the alphabet."""
    return [*tags.filter(key__lt=key).order_by("-key")[: READ // 2], *tags.filter(key__gt=key)[: READ // 2]]


def _slips(word: str) -> Iterator[str]:
    """What a word may have been, of which one letter is missing, too many, another, or in its neighbour's place."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[:1] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _shown(tags: list[Tag]) -> list[Tag]:
    """The hashtags that these or their aliases mean and readers may know of, in this order, each once. One query."""
    ids = list(dict.fromkeys(tag.canonical_id or tag.pk for tag in tags))
    live = Tag.objects.live().in_bulk(ids) if ids else {}
    return [live[id] for id in ids if id in live]
