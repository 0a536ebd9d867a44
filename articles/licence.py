"""What of a story may be shown, by the licence of its source. Pure: asks neither the database nor the clock.

Whatever shows words or pictures of a story to somebody outside, or hands them on (page, card, feed, search snippet,
description and JSON-LD, API, export), takes them from `shown()` and never from the story itself. Headline, source,
section, date, byline, hashtags, corrections and the link to the original are always shown. The desk sees all.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.html import format_html_join

from newsroom.lib.html import without_pictures

if TYPE_CHECKING:
    from articles.models import Article, Image, Source

# What counts as one word: each sign of the scripts that part words by nothing (of those of South-East Asia four), else
# whatever stands between spaces.
WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    "|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,4}"
    "|[^\\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
)


@dataclass(frozen=True)
class Shown:
    """The part of a story that may be shown. `text` is plain, `body` the same as HTML; `is_whole`: no word is missing.

    The words of a licence for some words are counted through the standfirst into the text. What is shown without the
    standfirst (a card) takes `opening`.
    """

    standfirst: str
    text: str
    body: str
    picture: "Image | None"
    is_whole: bool

    @property
    def opening(self) -> str:
        """What a story begins with where only one text has room; plain, lines parted by line breaks."""
        return self.text or self.standfirst


def shown(article: "Article", today: date) -> Shown:
    """Of a story with its source and lead picture at hand; `today` is the day in the site's zone."""
    source = article.source
    pictures = source is None or gives_pictures(source, today)
    picture = article.lead_image if pictures else None
    standfirst, text = article.standfirst, article.text
    if source is not None and (limit := _word_limit(source, today)) is not None:
        standfirst, left = _first_words(standfirst, limit)
        text, _ = _first_words(text, left)
    if (standfirst, text) != (article.standfirst, article.text):
        return Shown(standfirst, text, _paragraphs(text), picture, False)
    return Shown(standfirst, text, article.body if pictures else without_pictures(article.body), picture, True)


def has_ended(source: "Source", today: date) -> bool:
    return source.licensed_until is not None and source.licensed_until < today


def gives_pictures(source: "Source", today: date) -> bool:
    return source.pictures and not has_ended(source, today)


def allow_pictures(prefix: str, today: date) -> Q:
    """`gives_pictures()` as a condition on a source; `prefix` is the path to it, as in `source__`."""
    goes_on = Q(**{f"{prefix}licensed_until": None}) | Q(**{f"{prefix}licensed_until__gte": today})
    return Q(**{f"{prefix}pictures": True}) & goes_on


def _word_limit(source: "Source", today: date) -> int | None:
    """Of words besides the headline; none where all of them may be shown."""
    if source.extent == source.Extent.FULL and not has_ended(source, today):
        return None
    return 0 if has_ended(source, today) else source.word_limit or 0


def _first_words(text: str, limit: int) -> tuple[str, int]:
    """The text in at most so many words, ended with “…” when something was left out; and how many are left over."""
    words = list(islice(WORD.finditer(text), limit + 1))
    if len(words) <= limit:
        return text, limit - len(words)
    return (text[: words[limit - 1].end()].rstrip(" ,;:–—-") + "…" if limit else ""), 0


def _paragraphs(text: str) -> str:
    return format_html_join("", "<p>{}</p>", ((line,) for line in text.splitlines()))
