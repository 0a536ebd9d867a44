"""The XML of sitemaps (sitemaps.org, with Google's extensions for pictures and news), from entries to text."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from newsroom.lib.text import clean_line

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PICTURES = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Entry(NamedTuple):
    """A page, or in an index a sitemap: its whole address, when it last changed, the address of its picture."""

    address: str
    changed: datetime | None = None
    picture: str | None = None


class NewsEntry(NamedTuple):
    address: str
    published: datetime
    language: str  # as the story says it, such as `pt-BR`
    title: str


def urlset(entries: Iterable[Entry]) -> str:
    pages = "".join(f"<url>{_located(entry)}{_pictured(entry)}</url>\n" for entry in entries)
    return f'{DECLARATION}<urlset xmlns="{SITEMAP}" xmlns:image="{PICTURES}">\n{pages}</urlset>\n'


def index(entries: Iterable[Entry]) -> str:
    sitemaps = "".join(f"<sitemap>{_located(entry)}</sitemap>\n" for entry in entries)
    return f'{DECLARATION}<sitemapindex xmlns="{SITEMAP}">\n{sitemaps}</sitemapindex>\n'


def news(entries: Iterable[NewsEntry], *, publication: str) -> str:
    name = escape(clean_line(publication))
    stories = "".join(
        f"<url><loc>{escape(entry.address)}</loc><news:news>"
        f"<news:publication><news:name>{name}</news:name>"
        f"<news:language>{news_language(entry.language)}</news:language></news:publication>"
        f"<news:publication_date>{moment(entry.published)}</news:publication_date>"
        f"<news:title>{escape(clean_line(entry.title))}</news:title></news:news></url>\n"
        for entry in entries
    )
    return f'{DECLARATION}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{stories}</urlset>\n'


def news_language(tag: str) -> str:
    """Google knows two or three letters, and tells Chinese apart by the country."""
    primary, *rest = tag.lower().split("-")
    if primary == "zh":
        return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(rest) else "zh-cn"
    return primary


def moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


def _located(entry: Entry) -> str:
    changed = f"<lastmod>{moment(entry.changed)}</lastmod>" if entry.changed else ""
    return f"<loc>{escape(entry.address)}</loc>{changed}"


def _pictured(entry: Entry) -> str:
    return f"<image:image><image:loc>{escape(entry.picture)}</image:loc></image:image>" if entry.picture else ""
