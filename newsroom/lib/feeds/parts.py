"""What a feed says, whatever its form. Every address is absolute, every time aware."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Enclosure:
    url: str
    type: str
    length: int  # bytes


@dataclass(frozen=True)
class Item:
    """A story. `id` never changes, whatever else does; `html` is safe; `via` is where the original is."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    html: str
    summary: str = ""
    author: str = ""
    language: str = "en"
    categories: Sequence[str] = ()
    via: str = ""
    enclosure: Enclosure | None = None


@dataclass(frozen=True)
class Feed:
    """`page` is the page that it is the feed of, `url` its own address, `style` a style sheet for those who open it.

    `hint` tells them what they see, `hint_link` leads them to the page.
    """

    title: str
    description: str
    language: str
    page: str
    url: str
    hint: str = ""
    hint_link: str = ""
    style: str = ""
    hubs: Sequence[str] = ()
    items: Sequence[Item] = field(default=())

    @property
    def updated(self) -> datetime:
        return max((item.updated for item in self.items), default=LONG_AGO)
