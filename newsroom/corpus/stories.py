"""What a corpus holds: a story by its number, a hashtag by its rank. Pure: the same plan gives the same words.

A story depends on the plan and its number alone, so a corpus that was cut short goes on where it ended.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from itertools import accumulate, count, islice, product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

SPAN = timedelta(days=5 * 365)
HASHTAGS_A_STORY = 2, 8  # at least and at most; five on average
COMMONEST_SHARE = 0.098  # of the stories carry the commonest hashtag
FEWEST_TAGS = 100  # with fewer of them, no hashtag could be as rare as that share asks for
HEADLINES_KEPT, SENTENCES_KEPT, BLOCKS_KEPT = 10_000, 6_000, 4_000  # a story is put together from these: so it is cheap


@dataclass(frozen=True)
class Plan:
    """All that a corpus depends on."""

    stories: int
    tags: int
    seed: int
    until: datetime  # the newest story is from this minute, the oldest five years older


class Block(NamedTuple):
    """A paragraph, a quotation, a list, or a heading with its paragraph: as HTML, and as `plain_text()` reads it."""

    html: str
    text: str


class Story(NamedTuple):
    """`section` and `source` are places in the lists of `WORDS`, `hashtags` are ranks."""

    number: int
    headline: str
    standfirst: str
    body: str
    text: str
    byline: str
    section: int
    source: int
    published_at: datetime
    hashtags: list[int]


class Corpus:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rng = Random(plan.seed)
        self._headlines = [_filled(rng.choice(WORDS["headlines"]), rng) for _ in range(HEADLINES_KEPT)]
        self._sentences = [_filled(rng.choice(WORDS["sentences"]), rng) for _ in range(SENTENCES_KEPT)]
        self._blocks = [self._block(rng) for _ in range(BLOCKS_KEPT)]
        self._ranks = range(plan.tags)
        self._weights = _weights(plan.tags)

    @cached_property
    def tag_names(self) -> list[str]:
        """By rank, the commonest first: topics, places, topics of places, and the same again by year."""
        places, topics = WORDS["words"]["place"], WORDS["words"]["topic"]
        of_places = [f"{place} {topic}" for place, topic in product(places, topics)]
        Random(self.plan.seed).shuffle(of_places)
        return list(islice(_endless(topics, places, of_places), self.plan.tags))

    def story(self, number: int) -> Story:
        """The oldest is 0; towards the newest they come ever more densely, several a minute at last."""
        rng = Random(f"{self.plan.seed}-{number}")
        blocks = rng.choices(self._blocks, k=rng.randint(6, 14))
        at_least, at_most = HASHTAGS_A_STORY
        ranks = rng.choices(self._ranks, cum_weights=self._weights, k=rng.randint(at_least, at_most))
        return Story(
            number=number,
            headline=rng.choice(self._headlines),
            standfirst=rng.choice(self._sentences),
            body="\n".join([block.html for block in blocks]),
            text="\n".join([block.text for block in blocks]),
            byline=_person(rng),
            section=_uneven(rng, len(WORDS["sections"])),
            source=_uneven(rng, len(WORDS["sources"])),
            published_at=self._date(number),
            hashtags=list(dict.fromkeys(ranks)),
        )

    def _date(self, number: int) -> datetime:
        age: timedelta = SPAN * ((self.plan.stories - 0.5 - number) / self.plan.stories) ** 1.5
        when: datetime = self.plan.until - age
        return when.replace(second=0, microsecond=0)

    def _block(self, rng: Random) -> Block:
        sentences = rng.choices(self._sentences, k=rng.randint(2, 4))
        paragraph = _element("p", " ".join(sentences))
        match rng.randrange(12):
            case 0:
                heading = _element("h2", _filled(rng.choice(WORDS["subheadings"]), rng))
                return Block(f"{heading.html}\n{paragraph.html}", f"{heading.text}\n{paragraph.text}")
            case 1:
                return Block(f"<blockquote>{paragraph.html}</blockquote>", paragraph.text)
            case 2:
                items = [_element("li", sentence) for sentence in sentences]
                return Block(f"<ul>{''.join(item.html for item in items)}</ul>", "\n".join(item.text for item in items))
            case _:
                return paragraph


class _Draw:
    """What a pattern is filled from: each slot is drawn anew, and no word twice in one pattern."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._drawn: set[str] = set()

    def __getitem__(self, slot: str) -> str:
        while (word := self._word(slot)) in self._drawn:
            pass
        self._drawn.add(word)
        return word

    def _word(self, slot: str) -> str:
        match slot:
            case "person":
                return _person(self._rng)
            case "number":
                return str(self._rng.randint(12, 940))
            case _:
                word: str = self._rng.choice(WORDS["words"][slot])
                return word


def _filled(pattern: str, rng: Random) -> str:
    """A sentence: the pattern with its slots filled, and a capital to begin with."""
    sentence = pattern.format_map(_Draw(rng))
    first = 1 if sentence.startswith("“") else 0
    return sentence[:first] + sentence[first].upper() + sentence[first + 1 :]


def _person(rng: Random) -> str:
    return f"{rng.choice(WORDS['first_names'])} {rng.choice(WORDS['last_names'])}"


def _element(name: str, text: str) -> Block:
    return Block(f"<{name}>{escape(text, quote=False)}</{name}>", text)


def _uneven(rng: Random, length: int) -> int:
    """A place in a list, the first ones likelier than the last."""
    return int(length * rng.random() ** 1.5)


def _weights(tags: int) -> list[float]:
    """Cumulative weights of the ranks by the law of Zipf and Mandelbrot, `1 / (rank + shift)`.

    The shift is the one that puts the commonest hashtag on its share of the stories.
    """
    wanted = 1 - (1 - COMMONEST_SHARE) ** (1 / (sum(HASHTAGS_A_STORY) / 2))
    low, high = 0.0, float(tags**2)
    for _ in range(60):
        shift = (low + high) / 2
        low, high = (shift, high) if _share_of_first(shift, tags) > wanted else (low, shift)
    return list(accumulate(1 / (rank + low) for rank in range(1, tags + 1)))


def _share_of_first(shift: float, tags: int) -> float:
    return 1 / (1 + shift) / sum(1 / (rank + shift) for rank in range(1, tags + 1))


def _endless(topics: Sequence[str], places: Sequence[str], of_places: Sequence[str]) -> Iterator[str]:
    yield from topics
    yield from places
    yield from of_places
    for year in count(1):
        yield from (f"{name} Year {year}" for name in of_places)
