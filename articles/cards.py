"""The card of a story in a river. No card is ever rendered twice for the same words: that is the cost of a page."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.template.loader import get_template
from django.utils.translation import get_language

from articles import licence
from articles.models import Article
from articles.search.marks import Marker
from articles.shelf import Shelf
from newsroom.lib.keyset import Cursor
from newsroom.lib.text import cut
from newsroom.lib.times import labels

TEXT_LENGTH = 1_100  # characters of a story in a river: what “Continue reading” opens in place
EAGER = 2  # pictures a reader sees without scrolling


class Row(NamedTuple):
    """A story in a listing, as small as can be."""

    id: int
    published_at: datetime
    version: int

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.published_at, self.id)


def cards(rows: Sequence[Row], *, shelf: Shelf, now: datetime, leads: bool = False) -> list[str]:
    """The HTML of each row's card, in order; a story that ceased to be public since it was listed has none.

    Where the first one `leads` its page, its picture is wider and larger.
    """
    language, label = get_language(), labels(now)
    lead = rows[0].id if leads and rows else None
    keys = {row.id: (row.id, row.version, language, label(row.published_at), row.id == lead) for row in rows}
    found = {id: shelf.cards.get(key) for id, key in keys.items()}
    if missing := [id for id, html in found.items() if html is None]:
        for article in Article.objects.published().with_card().filter(pk__in=missing):
            html = render(article, keys[article.pk][3], shelf.day, leads=article.pk == lead)
            found[article.pk] = html
            if article.version == keys[article.pk][1]:
                shelf.cards.put(keys[article.pk], html)
    shown = [html for html in found.values() if html is not None]
    shown[:EAGER] = [hasten(html, place) for place, html in enumerate(shown[:EAGER])]
    return shown


def render(article: Article, time_label: str, day: date, *, leads: bool = False, marker: Marker | None = None) -> str:
    """`day`: what the licence of its source gives on that day."""
    shown = licence.shown(article, day)
    text = cut(shown.opening, TEXT_LENGTH)
    return get_template("articles/card.html").render(
        {
            "article": article,
            "headline": marker.marked(article.headline) if marker else article.headline,
            "lines": marker.cut_out(shown.text, shown.standfirst) if marker else None,
            "picture": shown.picture,
            "leads": leads,
            "time_label": time_label,
            "text": text,
            "is_cut": text != shown.opening or not shown.is_whole,
            "hashtags": [tagging.tag for tagging in article.taggings.all() if not tagging.tag.hidden],
        }
    )


def found_cards(rows: Sequence[Row], marker: Marker, *, shelf: Shelf, now: datetime) -> list[str]:
    """The same with what was looked for marked, in headline and some lines of the text: another time it is another."""
    stories = Article.objects.published().with_card().in_bulk([row.id for row in rows])
    found = [(row, stories[row.id]) for row in rows if row.id in stories]
    label = labels(now)
    shown = [render(story, label(row.published_at), shelf.day, marker=marker) for row, story in found]
    shown[:EAGER] = [hasten(html, place) for place, html in enumerate(shown[:EAGER])]
    return shown


def hasten(html: str, place: int) -> str:
    """The picture of the first cards loads at once, that of the very first before all else."""
    return html.replace('loading="lazy"', 'fetchpriority="high"' if place == 0 else 'loading="eager"', 1)
