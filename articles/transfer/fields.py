"""From a line of JSON to an item: the fields found, their types checked, their words cleaned. Knows no database.

The fields are those of docs/importing.md, which explains them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from html import unescape
from pathlib import Path
from typing import Any, Self

from articles.drafting import clean_content
from articles.errors import NewsroomError
from articles.models import Article, Revision, Section, Source
from articles.models.search_text import parts_of
from articles.transfer.dates import parse_date
from articles.transfer.files import LINE_LIMIT
from articles.transfer.images import Picture, find_picture
from articles.transfer.markdown import body_of
from newsroom.lib import rows
from newsroom.lib.html import plain_text
from newsroom.lib.text import clean_line
from newsroom.lib.words import terms_of

IDENTITY = ("id", "source", "section", "published")
WORDS = ("headline", "standfirst", "body", "format", "byline", "url", "language")
FIELDS = (*IDENTITY, *WORDS, "tags", "image")
FORMATS = ("html", "markdown")
AS_THEY_ARE = ("body", "url", "image")  # fields in which `&` is the business of others
LANGUAGE: str = Article._meta.get_field("language").default
LENGTHS = {
    "id": Article._meta.get_field("external_id").max_length or 0,
    "source": Source._meta.get_field("name").max_length or 0,
    "section": Section._meta.get_field("name").max_length or 0,
}


class Refused(NewsroomError):
    """A line that cannot become a story; the message is the reason, for the report."""


@dataclass(frozen=True)
class Item:
    """A story as a line tells it.

    `content` are the columns of `Content` without the foreign keys, cleaned; `text` is the plain text of its body, and
    `terms` what the search keeps. Two lines that would make the same story have the same `fingerprint`, however they
    are spelled.
    """

    id: str
    source: str
    section: str
    published_at: datetime
    tag_names: list[str]
    content: dict[str, Any]
    text: str
    terms: str
    picture: Picture | None
    fingerprint: str

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.id

    @cached_property
    def revision(self) -> Revision:
        """Its words of a story of its own, neither of them saved, without what the database knows of source, section
        and picture."""
        revision = rows.made(Revision, {**self.content, "tag_names": self.tag_names})
        revision.article = rows.made(Article, {"external_id": self.id, "fingerprint": self.fingerprint})
        revision.text, revision.terms = self.text, self.terms
        return revision

    def as_read(self) -> Self:
        """The same, with words that nobody tried to save yet."""
        return replace(self)


@dataclass(frozen=True)
class Reader:
    """How to read lines: `names` says what our fields are called there, `defaults` what holds where they are silent.

    A field with an empty name is passed over. `entities`: the texts hold references such as `&#8217;`, to be read.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    entities: bool = False

    def read(self, raw: bytes | None, folder: Path) -> Item:
        """The item of one line, its picture looked for in `folder`. Raises `Refused`."""
        try:
            return self._item(_record(raw), folder)
        except NewsroomError as error:
            raise Refused(str(error)) from None

    def _item(self, record: Mapping[str, Any], folder: Path) -> Item:
        image = self._value(record, "image")
        section, published_at = self._name(record, "section"), parse_date(self._published(record))
        tag_names, content = self._tag_names(record), self._content(record)
        text = plain_text(content["body"])
        picture = find_picture(image, folder) if image is not None else None
        shown = f"{picture.digest} {picture.described}" if picture else ""
        return Item(
            id=self._name(record, "id"),
            source=self._name(record, "source"),
            section=section,
            published_at=published_at,
            tag_names=tag_names,
            content=content,
            text=text,
            terms=terms_of(parts_of(content, text)),
            picture=picture,
            fingerprint=_fingerprint(section, published_at.isoformat(), *content.values(), shown, *tag_names),
        )

    def _content(self, record: Mapping[str, Any]) -> dict[str, Any]:
        content = {
            "headline": self._text(record, "headline"),
            "standfirst": self._text(record, "standfirst"),
            "body": self._body(record),
            "byline": self._byline(record),
            "language": self._text(record, "language") or LANGUAGE,
            "original_url": self._text(record, "url"),
        }
        return clean_content(content)

    def _body(self, record: Mapping[str, Any]) -> str:
        body = self._text(record, "body")
        match self._text(record, "format") or "html":
            case "html":
                return body
            case "markdown":
                return body_of(body)
            case other:
                raise Refused(f"The format “{other}” is neither html nor markdown.")

    def _name(self, record: Mapping[str, Any], name: str) -> str:
        """Something that a story cannot be without."""
        value = self._value(record, name)
        text = str(value) if name == "id" and type(value) is int else self._text(record, name)
        line = clean_line(text)
        if not line:
            raise Refused(f"The line has no {self._called(name)}.")
        if len(line) > LENGTHS[name]:
            raise Refused(f"The {self._called(name)} is longer than {LENGTHS[name]} characters.")
        return line

    def _published(self, record: Mapping[str, Any]) -> str:
        value = self._value(record, "published")
        if isinstance(value, int | float):
            raise Refused(
                f"The {self._called('published')} date is a number, of seconds or milliseconds in some zone: "
                "write it as 2012-06-01T10:00:00-04:00."
            )
        text = self._text(record, "published")
        if not text:
            raise Refused(f"The line has no {self._called('published')} date.")
        return text

    def _tag_names(self, record: Mapping[str, Any]) -> list[str]:
        """A list, or a text that parts them by commas; each once, in order."""
        value = self._value(record, "tags")
        names = value.split(",") if isinstance(value, str) else self._list(record, "tags")
        return [name for name in dict.fromkeys(map(clean_line, names)) if name]

    def _byline(self, record: Mapping[str, Any]) -> str:
        value = self._value(record, "byline")
        return value if isinstance(value, str) else ", ".join(self._list(record, "byline"))

    def _list(self, record: Mapping[str, Any], name: str) -> list[str]:
        value = self._value(record, name) or []
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise Refused(f"The {self._called(name)} must be text or a list of texts.")
        return value

    def _text(self, record: Mapping[str, Any], name: str) -> str:
        value = self._value(record, name)
        if value is not None and not isinstance(value, str):
            raise Refused(f"The {self._called(name)} must be text.")
        return value or ""

    def _value(self, record: Mapping[str, Any], name: str) -> Any:
        theirs = self.names.get(name, name)
        value = record.get(theirs) if theirs else None
        if self.entities and name not in AS_THEY_ARE:
            value = _with_entities_read(value)
        return self.defaults.get(name) if value is None or value == "" else value

    def _called(self, name: str) -> str:
        """The field by its own name, and by the one it has in the file."""
        theirs = self.names.get(name, name)
        return f"{name} (“{theirs}”)" if theirs not in ("", name) else name


def _with_entities_read(value: Any) -> Any:
    """Texts, and the texts of a list; whatever else it is comes back as it is."""
    if isinstance(value, list):
        return [_with_entities_read(part) for part in value]
    return unescape(value) if isinstance(value, str) else value


def _fingerprint(*parts: str) -> str:
    """(No cleaned text has the character that parts them.)"""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _record(raw: bytes | None) -> dict[str, Any]:
    if raw is None:
        raise Refused(f"The line is longer than {LINE_LIMIT // 1024**2} MB.")
    try:
        record = json.loads(raw.decode().rstrip())
    except UnicodeDecodeError:
        raise Refused("The line is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise Refused(f"The line is not JSON: {error.msg} (character {error.pos + 1}).") from None
    except RecursionError:
        raise Refused("The line is nested too deeply.") from None
    except ValueError:
        raise Refused("The line holds a number that is too long.") from None
    if not isinstance(record, dict):
        raise Refused("The line is not a JSON object.")
    return record
