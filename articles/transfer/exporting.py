"""Writing stories as the lines that an import reads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from shutil import copyfileobj
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from articles import licence
from articles.models import Article, Image, is_unexpired

STORIES_AT_ONCE = 500


@dataclass
class Media:
    """Where the pictures go. `base` is the folder of the file of stories; `missing` counts pictures without a file."""

    folder: Path
    base: Path
    missing: int = 0

    def copy(self, image: Image, name: str) -> str | None:
        """The path of the copy from `base`, if there was something to copy."""
        target = self.folder / f"{name}.webp"
        try:
            with image.file.open("rb") as picture, target.open("wb") as copy:
                copyfileobj(picture, copy)
        except FileNotFoundError:
            self.missing += 1
            return None
        return target.relative_to(self.base).as_posix()


def lines(articles: QuerySet[Article], media: Media | None = None) -> Iterator[str]:
    """A line for each of these that readers see or will see, in the order of the ids; a few are read at a time."""
    shown = articles.filter(is_unexpired(), status=Article.Status.PUBLISHED).with_card().order_by("pk")  # type: ignore[attr-defined]
    last = 0
    while rows := list(shown.filter(pk__gt=last)[:STORIES_AT_ONCE]):
        for article in rows:
            yield json.dumps(_record(article, media), ensure_ascii=False)
        last = rows[-1].pk


def _record(article: Article, media: Media | None) -> dict[str, Any]:
    """The fields of docs/importing.md, those that are empty left out; and the hashtags that are for the desk only.

    Of the words and the picture it has what the licence of the source gives.
    """
    shown = licence.shown(article, timezone.localdate())
    id = article.external_id or f"desk-{article.created_at:%Y%m%dT%H%M%S}-{article.pk}"
    record = {
        "id": id,
        "source": str(article.source),
        "section": str(article.section),
        "published": cast(datetime, article.published_at).astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "headline": article.headline,
        "standfirst": shown.standfirst,
        "body": shown.body,
        "format": "html",
        "tags": [tagging.tag.name for tagging in article.taggings.all() if not tagging.tag.hidden],
        "byline": article.byline,
        "url": article.original_url,
        "language": article.language,
        "image": _image(article, shown.picture, id, media),
    }
    return {name: value for name, value in record.items() if value}


def _image(article: Article, image: Image | None, id: str, media: Media | None) -> dict[str, str] | None:
    """The copy is named by the story: an import encodes it anew, and its own name would be another one then."""
    if image is None or media is None:
        return None
    path = media.copy(image, blake2b(f"{article.source}\0{id}".encode(), digest_size=16).hexdigest())
    told = {"path": path, "alt": image.alt, "caption": image.caption, "credit": image.credit}
    return {name: text for name, text in told.items() if text} if path else None
