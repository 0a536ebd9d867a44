"""The rows of a story as `drafting.start()` and `workflow.publish()` would leave them.

The corpus does not go through them: that is how a million stories take minutes. A test holds the two together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import batched, count
from typing import Any, Self

from django.db import transaction
from django.db.models import Max, Model

from articles.models import Article, Epoch, Event, Revision, SearchText, Section, Source
from articles.models.search_text import parts_of
from newsroom.corpus.rows import Values, row
from newsroom.corpus.stories import HEADLINES_KEPT, WORDS, Corpus, Story
from newsroom.lib.slugs import slug_of
from newsroom.lib.words import words_of
from tags.models import Tag, Tagging

COMMAND = "make_corpus"
EXTERNAL_ID = "corpus-"
HOUSE: tuple[type[Model], ...] = (Section, Source, Tag)
TABLES: tuple[type[Model], ...] = (Article, Revision, Event, Tagging, SearchText)

type Tables = dict[type[Model], list[Values]]


@dataclass(frozen=True)
class House:
    """The keys of sections and sources in the order of `WORDS`, and of the hashtags by rank."""

    sections: Sequence[int]
    sources: Sequence[int]
    tags: Sequence[int]
    tag_names: Sequence[str]

    @classmethod
    @transaction.atomic
    def furnish(cls, corpus: Corpus) -> Self:
        """Made where they are missing."""
        sections, sources = (
            [model._default_manager.get_or_create(slug=slug_of(name), defaults={"name": name})[0].pk for name in names]
            for model, names in ((Section, WORDS["sections"]), (Source, WORDS["sources"]))
        )
        ids: dict[str, int] = {}
        for names in batched(corpus.tag_names, 5_000):
            ids |= Tag.objects.by_names(names)
        Epoch.objects.bump()
        return cls(sections, sources, [ids[name] for name in corpus.tag_names], corpus.tag_names)


class Press:
    """Makes rows, and gives each the next free key of its table: nobody else may write there meanwhile."""

    def __init__(self, house: House, seed: int, *, searchable: bool) -> None:
        """`searchable`: known to the search, too."""
        self._house, self._seed, self._searchable = house, seed, searchable
        self._keys = {model: count(_last_key(model) + 1) for model in TABLES}

    def is_in_print(self, story: Story) -> bool:
        source = self._house.sources[story.source]
        return Article.objects.filter(source=source, external_id=self._external_id(story)).exists()

    def tables(self, stories: Iterable[Story]) -> Tables:
        """The rows of these stories, by table."""
        tables: Tables = {model: [] for model in TABLES}
        for story in stories:
            article, revision = next(self._keys[Article]), next(self._keys[Revision])
            content = self._content(story)
            tables[Article].append(self._article(article, story, content))
            tables[Revision].append(self._revision(revision, article, story, content))
            tables[Event] += self._events(revision, article, story)
            tables[Tagging] += self._taggings(article, story)
            if self._searchable:
                tables[SearchText].append(self._search_text(article, story, content))
        return tables

    def _external_id(self, story: Story) -> str:
        return f"{EXTERNAL_ID}{self._seed}-{story.number:06}"

    def _content(self, story: Story) -> dict[str, Any]:
        """The columns of `Content`."""
        return {
            "headline": story.headline,
            "slug": _slug(story.headline),
            "standfirst": story.standfirst,
            "body": story.body,
            "byline": story.byline,
            "section_id": self._house.sections[story.section],
            "source_id": self._house.sources[story.source],
        }

    def _article(self, key: int, story: Story, content: dict[str, Any]) -> Values:
        return row(
            Article,
            id=key,
            **content,
            text=story.text,
            status=Article.Status.PUBLISHED.value,
            published_at=story.published_at,
            created_at=story.published_at,
            external_id=self._external_id(story),
            version=1,
        )

    def _revision(self, key: int, article: int, story: Story, content: dict[str, Any]) -> Values:
        return row(
            Revision,
            id=key,
            **content,
            article_id=article,
            number=1,
            stage=Revision.Stage.PUBLISHED.value,
            tag_names=[self._house.tag_names[rank] for rank in story.hashtags],
            created_at=story.published_at,
        )

    def _events(self, revision: int, article: int, story: Story) -> Iterator[Values]:
        for step, to_status in (("start", Article.Status.DRAFT), ("publish", Article.Status.PUBLISHED)):
            yield row(
                Event,
                id=next(self._keys[Event]),
                article_id=article,
                step=step,
                at=story.published_at,
                via=COMMAND,
                revision_id=revision,
                from_status=Article.Status.DRAFT.value,
                to_status=to_status.value,
                date=story.published_at if step == "publish" else None,
            )

    def _taggings(self, article: int, story: Story) -> Iterator[Values]:
        """(Five of them to a story: that is why they are not made by name.)"""
        for position, rank in enumerate(story.hashtags):
            yield next(self._keys[Tagging]), self._house.tags[rank], article, position, story.published_at

    def _search_text(self, article: int, story: Story, content: dict[str, Any]) -> Values:
        *lines, text = parts_of(content, story.text)
        terms = " ".join(sorted(set[str]().union(*map(_words, [*lines, *text.splitlines()]))))
        places = {name: content[name] for name in ("section_id", "source_id")}
        return row(SearchText, article_id=article, published_at=story.published_at, terms=terms, **places)


@lru_cache(HEADLINES_KEPT)
def _slug(headline: str) -> str:
    return slug_of(headline)


@lru_cache(20_000)
def _words(line: str) -> frozenset[str]:
    """(The lines that stories are put together from are few: what `terms_of()` makes of a story costs a third so.)"""
    return frozenset(words_of(line))


def _last_key(model: type[Model]) -> int:
    return model._default_manager.aggregate(last=Max("pk"))["last"] or 0
