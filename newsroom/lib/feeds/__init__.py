"""Feeds: what one says, and the three forms in which it is said. Pure, from these values to text.

Whatever the texts hold, the result is well-formed: each goes through the one cleaner on its way out too, for a single
control character in one headline would take the whole feed down.
"""

from newsroom.lib.feeds.atom import atom
from newsroom.lib.feeds.json_feed import json_feed
from newsroom.lib.feeds.parts import Enclosure, Feed, Item
from newsroom.lib.feeds.rss import rss

# By the end of the address: how to write it, and its media type.
FORMS = {
    "rss": (rss, "application/rss+xml"),
    "atom": (atom, "application/atom+xml"),
    "json": (json_feed, "application/feed+json"),
}

__all__ = ["FORMS", "Enclosure", "Feed", "Item"]
