"""Which hashtags a text speaks of: their names and aliases, found word by word.

A trie of words is walked from every word of the text, so the cost follows the text and hardly the vocabulary: twenty
thousand names and ten kilobytes take a few thousand steps. Words are folded as keys are. Scripts without spaces are
taken by the character; Korean by the syllable, from the start of a word, since its particles hang on the end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from articles.shelf import current_shelf
from newsroom.lib.text import cut
from tags.models import Tag
from tags.names import belongs, key_of

OFFERED = 12
SENTENCE_LENGTH = 200
SENTENCE_END = re.compile(r"(?<=[.!?…])[\s”\"’)]+|(?<=[。！？])|\n+")
NO_SPACES = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\U00020000-\U0003ffff]")
HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True)
class Word:
    """A piece of a text that is matched as one: folded, where it starts, and whether a word begins and ends with it."""

    key: str
    start: int
    begins: bool = True
    ends: bool = True
    particle_may_follow: bool = False


@dataclass(frozen=True)
class Suggestion:
    tag_id: int
    name: str
    hashtag: str
    sentence: str
    count: int


@dataclass
class Found:
    """What was found of one hashtag so far."""

    tag: Tag
    length: int
    position: int
    count: int = 0


@dataclass
class Node:
    following: "dict[str, Node]" = field(default_factory=dict)
    tag: Tag | None = None


class Matcher:
    """The vocabulary as a trie of words. `steps` counts what the last search did."""

    def __init__(self, names: Iterable[tuple[str, Tag]]) -> None:
        self.root = Node()
        self.steps = 0
        for name, tag in names:
            self._add([word.key for word in words(name)], tag)
            self._add([key_of(name)], tag)  # as it is written in an address: #PortAnsel

    def _add(self, keys: list[str], tag: Tag) -> None:
        node = self.root
        for key in keys:
            node = node.following.setdefault(key, Node())
        if node is not self.root and node.tag is None:
            node.tag = tag

    def find(self, text: str) -> list[Found]:
        """Each hashtag once, in the order they rank: the more specific one, the earlier one, the more frequent one."""
        read = words(text)
        self.steps = len(read)
        found: dict[int, Found] = {}
        place = 0
        while place < len(read):
            end, tag = self._longest(read, place)
            if tag is not None:
                length = sum(len(word.key) for word in read[place:end])
                seen = found.setdefault(tag.pk, Found(tag, length, read[place].start))
                seen.count += 1
                seen.length = max(seen.length, length)
            place = end
        return sorted(found.values(), key=lambda one: (-one.length, one.position, -one.count))

    def _longest(self, read: list[Word], place: int) -> tuple[int, Tag | None]:
        """Where the longest name that begins here ends, and whose it is; the next word when there is none."""
        best: tuple[int, Tag | None] = (place + 1, None)
        if not read[place].begins:
            return best
        node, at = self.root, place
        while at < len(read) and (after := node.following.get(read[at].key)):
            self.steps += 1
            node, at = after, at + 1
            last = read[at - 1]
            if node.tag is not None and (last.ends or (last.particle_may_follow and at - place > 1)):
                best = at, node.tag
        return best


def words(text: str) -> list[Word]:
    return [word for start, run in _runs(text) for word in _of_run(run, start)]


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of characters that belong into a hashtag, with where they start."""
    start = None
    for place, char in enumerate(text):
        if belongs(char) or (start is not None and not char.isspace() and char in "\u200c\u200d"):
            start = place if start is None else start
        elif start is not None:
            yield start, text[start:place]
            start = None
    if start is not None:
        yield start, text[start:]


def _of_run(run: str, start: int) -> Iterator[Word]:
    """A run is one word, but for the parts of it that are read by the character."""
    pieces = re.findall(f"{NO_SPACES.pattern}|{HANGUL.pattern}|(?:(?!{NO_SPACES.pattern}|{HANGUL.pattern}).)+", run)
    place = start
    for number, piece in enumerate(pieces):
        free, hangul = bool(NO_SPACES.match(piece)), bool(HANGUL.match(piece))
        before = pieces[number - 1] if number else ""
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        begins = free or not (hangul and HANGUL.match(before))
        ends = free or not (hangul and HANGUL.match(after))
        if key := key_of(piece):
            yield Word(key, place, begins, ends, particle_may_follow=hangul)
        place += len(piece)


def matcher() -> Matcher:
    """That of the present epoch: made once, and kept on the shelf."""
    made: Matcher = current_shelf().get("hashtag matcher", _of_vocabulary)
    return made


def _of_vocabulary() -> Matcher:
    tags = list(Tag.objects.order_by("pk"))
    by_key: dict[Any, Tag] = {tag.pk: tag for tag in tags}
    meant = ((tag.name, by_key.get(tag.canonical_id, tag) if tag.canonical_id else tag) for tag in tags)
    return Matcher((name, tag) for name, tag in meant if not tag.hidden)


def suggest(text: str, *, without: Iterable[int] = ()) -> list[Suggestion]:
    """The hashtags that a text speaks of, with the sentence that caused each; those in `without` are left out."""
    refused = set(without)
    found = [one for one in matcher().find(text) if one.tag.pk not in refused]
    return [
        Suggestion(one.tag.pk, one.tag.name, one.tag.hashtag, sentence_at(text, one.position), one.count)
        for one in found[:OFFERED]
    ]


def sentence_at(text: str, position: int) -> str:
    """The sentence in which this character stands."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        if end.start() > position:
            return cut(" ".join(text[start : end.start()].split()), SENTENCE_LENGTH)
        start = end.end()
    return cut(" ".join(text[start:].split()), SENTENCE_LENGTH)
