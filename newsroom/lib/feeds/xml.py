"""A little around ElementTree: elements with clean texts, and a document with its style sheet."""

from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from newsroom.lib.feeds.parts import Feed
from newsroom.lib.text import clean_text

XHTML = "http://www.w3.org/1999/xhtml"


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A child at the end. A `_` in the name of an attribute stands for a colon, one at its end for nothing."""
    named = {key.rstrip("_").replace("_", ":"): clean_text(value) for key, value in attributes.items()}
    child = SubElement(parent, name, named)
    child.text = clean_text(text) or None
    return child


def add_hint(parent: Element, feed: Feed) -> None:
    """For a person who opens the feed in a browser: what it is, and a link to the page. Feed readers pass over it."""
    if feed.hint:
        hint = add(parent, "x:p", xmlns_x=XHTML)
        add(hint, "x:span", feed.hint)
        add(hint, "x:a", feed.hint_link, href=feed.page)


def document(root: Element, feed: Feed) -> str:
    prolog = '<?xml version="1.0" encoding="utf-8"?>\n'
    if feed.style:
        address = quote(clean_text(feed.style), safe="/:.-_~%?=")
        prolog += f'<?xml-stylesheet type="text/css" href="{address}"?>\n'
    return prolog + tostring(root, encoding="unicode") + "\n"
