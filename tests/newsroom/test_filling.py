"""`newsroom.corpus.filling`: foreign keys are checked for all rows at once, and stand afterwards as they did before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from articles.models import Article
from newsroom.corpus import making
from newsroom.corpus.filling import filling
from newsroom.corpus.published import HOUSE, TABLES
from newsroom.corpus.stories import FEWEST_TAGS, Corpus, Plan
from newsroom.lib import rows
from tags.models import Tagging
from tests.factories import make_published

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite checks each row by itself"),
]

OF_CORPUS = {"articles_article", "articles_revision", "articles_event", "tags_tagging", "articles_searchtext"}
TAG, PICTURE = "tag_id", "lead_image_id"  # a column that a corpus fills, and one that it does not

type Schema = list[tuple[Any, ...]]


def schema() -> Schema:
    """Every foreign key with what it says and whether all rows were checked, and how tables are stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
            " WHERE contype = 'f' UNION ALL SELECT relname, reloptions::text, '', true FROM pg_class"
            " WHERE relkind = 'r' AND relname = ANY (%s) ORDER BY 1, 2",
            [[*OF_CORPUS]],
        )
        return list(cursor.fetchall())


def drop(*keys: str) -> None:
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(f"ALTER TABLE tags_tagging DROP CONSTRAINT {key}")


def keys_of_taggings() -> list[str]:
    return [row[1] for row in schema() if row[0] == "tags_tagging" and row[2]]


@pytest.fixture(autouse=True)
def before() -> Iterator[Schema]:
    """The schema of the tests, which is the same again when a test is over."""
    before = schema()
    yield before
    Tagging.objects.all().delete()
    with filling(TABLES, HOUSE, alone=False):
        assert schema() == before


def test_the_keys_are_off_until_the_end(before: Schema) -> None:
    with filling(TABLES, HOUSE, alone=True):
        off = [row for row in before if row not in schema()]
        assert {row[0] for row in off} == OF_CORPUS
        assert any(TAG in row[2] for row in off)
        assert not any(PICTURE in row[2] for row in off)
        assert all("autovacuum_enabled=off" in row[1] for row in schema() if row[0] in OF_CORPUS and not row[2])
    assert schema() == before


def test_a_row_that_points_nowhere_is_refused_at_the_end() -> None:
    article = make_published(tags=[])
    columns = ["tag_id", "content_object_id", "position", "published_at"]
    with pytest.raises(IntegrityError, match="tag_id"), filling(TABLES, HOUSE, alone=True):
        rows.write(Tagging, columns, [(10**9, article.pk, 0, article.published_at)])


def test_they_stay_on_when_others_write_there(before: Schema) -> None:
    with filling(TABLES, HOUSE, alone=False):
        assert schema() == before


def write(*, stories: int) -> Iterator[int]:
    plan = Plan(stories, FEWEST_TAGS, 1, datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    return making.write(Corpus(plan), writers=2, searchable=True)


def test_a_corpus_is_filled_in_so(before: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNK", 20)
    running = write(stories=100)
    assert [next(running) for _ in range(2)] == [0, 20]
    assert schema() != before
    assert list(running) == [20] * 4
    assert schema() == before
    assert Article.objects.count() == 100


def test_cut_short_it_puts_them_back(before: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNK", 20)
    running = write(stories=100)
    next(running), next(running)
    running.close()  # type: ignore[attr-defined]
    assert schema() == before


def test_among_other_stories_they_stay_on(before: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNK", 20)
    make_published()
    running = write(stories=40)
    assert [next(running) for _ in range(2)] == [0, 20]
    assert schema() == before
    assert list(running) == [20]


@pytest.mark.parametrize("alone", [True, False])
def test_who_was_killed_is_made_up_for(before: Schema, alone: bool) -> None:
    drop(*keys_of_taggings())
    if not alone:
        make_published()
    arguments = "" if alone else "--among-other-stories"
    call_command("make_corpus", "--stories=10", f"--tags={FEWEST_TAGS}", *arguments.split())
    assert schema() == before
