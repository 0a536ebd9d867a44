"""JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/"""

import json
from typing import Any

from newsroom.lib.feeds.parts import Feed, Item
from newsroom.lib.text import clean_text


def json_feed(feed: Feed) -> str:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.description,
        "user_comment": feed.hint,
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
        "items": [_item(item) for item in feed.items],
    }
    kept = {name: value for name, value in told.items() if value or name == "items"}
    return json.dumps(_clean(kept), ensure_ascii=False, indent=1) + "\n"


def _clean(value: Any) -> Any:
    """The same with every text in it clean: a lone surrogate is JSON and cannot be sent."""
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return clean_text(value) if isinstance(value, str) else value


def _item(item: Item) -> dict[str, Any]:
    file = item.enclosure
    told = {
        "id": item.id,
        "url": item.url,
        "external_url": item.via,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "image": file.url if file else "",
        "date_published": item.published.isoformat(timespec="seconds"),
        "date_modified": item.updated.isoformat(timespec="seconds") if item.updated != item.published else "",
        "authors": [{"name": item.author}] if item.author else [],
        "tags": list(item.categories),
        "language": item.language,
        "attachments": [{"url": file.url, "mime_type": file.type, "size_in_bytes": file.length}] if file else [],
    }
    return {name: value for name, value in told.items() if value or name == "content_html"}
