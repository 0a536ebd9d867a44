"""Several hashtags at one address: `/en/hashtag/Ferries+Ports/`.

A `+` parts two hashtags where something else than another `+` follows: `C+++Rust` is #C++ and #Rust. A hashtag with a
`+` anywhere but at its end writes that one in its wide form, which is the same character to a key (`5G＋LTE+Ports`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tags import vocabulary
from tags.models import Tag

LIMIT = 3
PARTING = re.compile(r"(?<=.)\+(?=[^+])", re.DOTALL)
WIDE_PLUS = "\uff0b"
# How a sentence names so many of them.
NAMED = {1: "#{0}", 2: _("#{0} and #{1}"), 3: _("#{0}, #{1} and #{2}")}


@dataclass(frozen=True)
class Combination:
    """Hashtags, each once, in the order of their keys; `is_live` where each of them has a story.

    One alone is not combined: what there is of it stands on its own page.
    """

    tags: tuple[Tag, ...]
    is_live: bool = True

    @classmethod
    def of(cls, tags: Iterable[Tag], *, is_live: bool = True) -> Self:
        by_key = {tag.key: tag for tag in tags}
        return cls(tuple(by_key[key] for key in sorted(by_key)), is_live)

    @property
    def spelling(self) -> str:
        """What stands in its one address."""
        return together([tag.hashtag for tag in self.tags])

    @property
    def pattern(self) -> str:
        return str(NAMED[len(self.tags)])

    @property
    def names(self) -> str:
        return self.pattern.format(*(tag.hashtag for tag in self.tags))

    @property
    def each(self) -> list[tuple[Tag, "Combination"]]:
        """Each hashtag with what is left without it."""
        return [(tag, Combination.of(other for other in self.tags if other != tag)) for tag in self.tags]

    @property
    def keys(self) -> list[str]:
        """The surrogate keys of what it is made of."""
        return [f"tag-{tag.pk}" for tag in self.tags]

    def get_absolute_url(self) -> str:
        return reverse("hashtag", args=[self.spelling])


def find(spelling: str) -> Combination | None:
    """What a spelling combines; none where it is that of a hashtag with stories. Two queries, none for a single one.

    Whether there is a hashtag of that spelling that readers may not see makes no difference.
    """
    parts = apart(spelling)
    if not 1 < len(parts) <= LIMIT:
        return None
    found = vocabulary.meant([spelling, *parts])
    live = vocabulary.with_stories(found.values())
    if found.get(spelling) in live or not all(part in found for part in parts):
        return None
    tags = [found[part] for part in parts]
    return Combination.of(tags, is_live=all(tag in live for tag in tags))


def apart(spelling: str) -> list[str]:
    return PARTING.split(spelling)


def together(hashtags: Iterable[str]) -> str:
    """So that `apart()` gives spellings of the same hashtags. One alone stays as it is."""
    listed = list(hashtags)
    return "+".join(map(_closed, listed)) if len(listed) > 1 else "".join(listed)


def _closed(hashtag: str) -> str:
    """Without a narrow `+` but at its end."""
    rest = hashtag.rstrip("+")
    return rest.replace("+", WIDE_PLUS) + hashtag[len(rest) :] if rest else WIDE_PLUS + hashtag[1:]
