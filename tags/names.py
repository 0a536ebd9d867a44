"""The name of a tag, its hashtag and its key.

    name     Cooperation and Mutual Assistance      what an editor types, at most 60 characters
    hashtag  CooperationandMutualAssistance         the name without spaces and punctuation, case kept: the address
    key      cooperationandmutualassistance         what makes two spellings the same tag: NFKC, case-folded

Letters, marks, digits and symbols of every script stay (`#재생에너지`, `#Éire`, `#C++`, `#C#`, an emoji).
"""

import unicodedata
from functools import lru_cache

from django.utils.translation import gettext as _

from newsroom.lib.text import clean_line

NAME_LENGTH = 60
KEY_LENGTH = 255
NAMES_KEPT = 10_000  # whose forms this process remembers: the same few are asked for again and again
# Joiners and variation selectors shape a word or an emoji: the hashtag keeps them inside, the key has none.
ZERO_WIDTH = frozenset(
    "\u200c\u200d\u180b\u180c\u180d\u180f" + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
# With the fillers and blanks that Unicode counts among letters, marks and symbols.
UNSEEN = ZERO_WIDTH | frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
NUMBER_SIGNS = "#\ufe5f\uff03"


class UnusableName(ValueError):
    """The name cannot be a hashtag; the message tells an editor why."""


@lru_cache(NAMES_KEPT)
def clean_name(text: str) -> str:
    """The name as it is stored: one line, no leading `#`. Raises `UnusableName`; nothing is cut off."""
    name = clean_line(text).lstrip("# ")
    if len(name) > NAME_LENGTH:
        raise UnusableName(
            _("“%(start)s…” has %(length)d characters; a hashtag has at most %(limit)d.")
            % {"start": name[:30], "length": len(name), "limit": NAME_LENGTH}
        )
    key = key_of(name)
    if not key:
        raise UnusableName(_("“%s” has no letter, digit or symbol to make a hashtag of.") % name)
    if len(key) > KEY_LENGTH:
        raise UnusableName(_("“%s” is too long once its ligatures are written out.") % name)
    return name


def hashtag_of(name: str) -> str:
    """The name without spaces and punctuation, case kept. A `#` stays where it ends a word, as in C#."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", name):
        if belongs(char) or (kept and (char in ZERO_WIDTH or (char in NUMBER_SIGNS and kept[-1].isalnum()))):
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept).rstrip("\u200c\u200d"))


@lru_cache(NAMES_KEPT)
def key_of(name: str) -> str:
    """The one form that every spelling of a hashtag shares. `key_of(key_of(x)) == key_of(x)`."""
    key = hashtag_of(name)  # before folding, which makes a space and a mark of some punctuation
    # Folding can bring forth what normalising changes, and the other way round; it settles at once or at twice.
    for _turn in range(4):
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold())
        stripped = "".join(char for char in hashtag_of(folded) if char not in ZERO_WIDTH)
        if stripped == key:
            break
        key = stripped
    return key


def belongs(char: str) -> bool:
    """Letters, marks, numbers and symbols do; separators, punctuation and what cannot be seen do not."""
    return unicodedata.category(char)[0] in "LMNS" and char != "`" and char not in UNSEEN
