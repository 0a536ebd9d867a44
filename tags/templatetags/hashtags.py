"""How a hashtag is shown: where a long one may break, and under which character the index lists it."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.shelf import shelf_of
from newsroom.lib import sparkline
from tags.combinations import LIMIT, Combination
from tags.models import Tag, Trend
from tags.names import hashtag_of

register = template.Library()

# Where a new word begins inside a hashtag: FerryAgreement, EUTreaty, Budget2027.
CAPITAL, SMALL = "[A-ZÀ-ÖØ-Þ]", "[a-zß-öø-ÿ]"
WORD_START = re.compile(
    rf"(?<=[^\W\d_])(?=\d)|(?<={SMALL}|\d)(?={CAPITAL})|(?<={CAPITAL})(?={CAPITAL}{SMALL})",
)

FIRST_SYLLABLE, LAST_SYLLABLE, SYLLABLES_EACH = 0xAC00, 0xD7A3, 588
# The heading of each of the nineteen initial consonants; the doubled ones stand with the single ones.
KOREAN_INITIALS = "가가나다다라마바바사사아자자차카타파하"


@register.filter
def breakable(tag: Tag) -> SafeString:
    """The hashtag with a `<wbr>` between its words, as its name shows them, or else its capitals and digits."""
    words = [hashtag_of(word) for word in tag.name.split()]
    if "".join(words) != tag.hashtag:
        words = [tag.hashtag]
    parts = [part for word in words for part in WORD_START.split(word) if part]
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def breakable_names(combination: Combination) -> SafeString:
    """The same of several, as a sentence names them."""
    return format_html(combination.pattern, *map(breakable, combination.tags))


@register.simple_tag
def combined(tags: Iterable[Tag], other: Tag) -> str:
    """The address of the stories that have one hashtag more; nothing where there would be too many."""
    combination = Combination.of([*tags, other])
    return combination.get_absolute_url() if len(combination.tags) <= LIMIT else ""


@register.simple_tag(takes_context=True)
def trending(context: Context) -> list[Trend]:
    """The trending hashtags, the strongest first."""
    return shelf_of(context["request"]).passing("trending", lambda: list(Trend.objects.shown()))


@register.inclusion_tag("tags/sparkline.html")
def drawn(numbers: Sequence[int]) -> dict[str, Any]:
    """How many stories there were day by day, as a small line."""
    drawing = sparkline.sparkline(numbers)
    size = {"width": sparkline.WIDTH, "height": sparkline.HEIGHT}
    return {**drawing._asdict(), **size, "least": min(numbers), "most": max(numbers)}


@register.filter
def by_initial(tags: Iterable[Tag]) -> list[tuple[str, list[Tag]]]:
    """Hashtags in the order of their keys, grouped under `A`, `가` or `0–9`."""
    return [(initial, list(group)) for initial, group in groupby(tags, key=lambda tag: initial_of(tag.key))]


def initial_of(key: str) -> str:
    """`가` for every syllable from 가 to 깋, `0–9` for a digit, else the first character as a capital."""
    first = key[0]
    if FIRST_SYLLABLE <= ord(first) <= LAST_SYLLABLE:
        return KOREAN_INITIALS[(ord(first) - FIRST_SYLLABLE) // SYLLABLES_EACH]
    return "0–9" if first in "0123456789" else first.upper()


@register.simple_tag
def alphabets() -> tuple[str, str]:
    """Where the index can be jumped to: the letters from A to Z, and the Korean headings."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "가나다라마바사아자차카타파하"
