"""RSS 2.0 as its board's best-practice profile has it: https://www.rssboard.org/rss-profile"""

from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element

from newsroom.lib.feeds.parts import Feed, Item
from newsroom.lib.feeds.xml import add, add_hint, document
from newsroom.lib.text import clean_text

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed) -> str:
    root = Element("rss", {"version": "2.0", "xml:lang": clean_text(feed.language), **NAMESPACES})
    channel = add(root, "channel")
    add_hint(channel, feed)
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    add(channel, "description", feed.description)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(channel, "generator", "Newsroom")
    add(channel, "atom:link", rel="self", type="application/rss+xml", href=feed.url)
    for hub in feed.hubs:
        add(channel, "atom:link", rel="hub", href=hub)
    for item in feed.items:
        _add(channel, item)
    return document(root, feed)


def _add(channel: Element, item: Item) -> None:
    element = add(channel, "item", xml_lang=item.language)
    add(element, "title", item.title)
    add(element, "link", item.url)
    add(element, "guid", item.id, isPermaLink="false")
    add(element, "pubDate", format_datetime(item.published))
    if item.updated != item.published:
        add(element, "atom:updated", item.updated.isoformat(timespec="seconds"))  # RSS has no word for it
    if item.author:
        add(element, "dc:creator", item.author)
    for category in item.categories:
        add(element, "category", category)
    if item.summary:
        add(element, "description", escape(item.summary, quote=False))  # which readers take for HTML
    if item.html:
        add(element, "content:encoded", item.html)
    if item.enclosure:
        file = item.enclosure
        add(element, "enclosure", url=file.url, length=str(file.length), type=file.type)
