"""Atom 1.0: RFC 4287."""

from xml.etree.ElementTree import Element

from newsroom.lib.feeds.parts import Feed, Item
from newsroom.lib.feeds.xml import add, add_hint, document
from newsroom.lib.text import clean_text


def atom(feed: Feed) -> str:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": clean_text(feed.language)})
    add_hint(root, feed)
    add(root, "title", feed.title)
    add(root, "subtitle", feed.description)
    add(root, "id", feed.url)
    add(root, "updated", feed.updated.isoformat(timespec="seconds"))
    add(root, "generator", "Newsroom")
    add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for hub in feed.hubs:
        add(root, "link", rel="hub", href=hub)
    add(add(root, "author"), "name", feed.title)
    for item in feed.items:
        _add(root, item)
    return document(root, feed)


def _add(root: Element, item: Item) -> None:
    element = add(root, "entry", xml_lang=item.language)
    add(element, "title", item.title)
    add(element, "link", rel="alternate", type="text/html", href=item.url)
    if item.via:
        add(element, "link", rel="via", href=item.via)
    add(element, "id", item.id)
    add(element, "published", item.published.isoformat(timespec="seconds"))
    add(element, "updated", item.updated.isoformat(timespec="seconds"))
    if item.author:
        add(add(element, "author"), "name", item.author)
    for category in item.categories:
        add(element, "category", term=category)
    if item.enclosure:
        file = item.enclosure
        add(element, "link", rel="enclosure", href=file.url, length=str(file.length), type=file.type)
    if item.summary:
        add(element, "summary", item.summary)
    if item.html:
        add(element, "content", item.html, type="html")
