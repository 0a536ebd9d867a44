"""`newsroom.corpus.filling`: foreign keys are checked for all rows at once, and stand afterwards as they did before."""

from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from articles.models import Article, ImportRun
from newsroom.corpus import making
from newsroom.corpus.filling import filling
from newsroom.corpus.published import HOUSE, TABLES
from newsroom.corpus.stories import FEWEST_TAGS, Corpus, Plan
from newsroom.lib import rows
from tags.models import Tagging
from tests.factories import make_published

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite checks each row by itself")

REFERENCES = {
    ("articles_article", "section_id"),
    ("articles_article", "source_id"),
    ("articles_revision", "article_id"),
    ("articles_revision", "section_id"),
    ("articles_revision", "source_id"),
    ("articles_event", "article_id"),
    ("articles_event", "revision_id"),
    ("tags_tagging", "article_id"),
    ("tags_tagging", "tag_id"),
}
TABLE_NAMES = {table._meta.db_table for table in TABLES}

type Checked = dict[tuple[str, str], tuple[str, str, bool]]


def checked() -> Checked:
    """The foreign keys of all tables by table and column: name, what it says, and whether all rows were seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname, conname, pg_get_constraintdef(pg_constraint.oid), convalidated"
            " FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND ARRAY[attnum] = conkey"
            " WHERE contype = 'f'"
        )
        return {(table, column): (name, words, valid) for table, column, name, words, valid in cursor.fetchall()}


def without_autovacuum() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE 'autovacuum_enabled=off' = ANY (reloptions)")
        return {name for (name,) in cursor.fetchall()}


def leave_as_killed() -> None:
    """What a process leaves that was killed while it filled in."""
    with connection.cursor() as cursor:
        for table, column in REFERENCES:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {checked()[table, column][0]}")
        for table in TABLE_NAMES:
            cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")


def write(*, stories: int) -> Generator[int]:
    plan = Plan(stories, FEWEST_TAGS, 1, datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    return making.write(Corpus(plan), writers=2, searchable=True)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNK", 20)


@pytest.fixture
def before() -> Iterator[Checked]:
    """As everything stands before and after the test."""
    before = checked()
    assert before.keys() >= REFERENCES
    yield before
    Tagging.objects.all().delete()
    with filling(TABLES, HOUSE, alone=False):
        pass
    assert (checked(), without_autovacuum()) == (before, set())


@on_postgresql
def test_what_a_corpus_refers_to_is_not_checked_until_the_end(before: Checked) -> None:
    with filling(TABLES, HOUSE, alone=True):
        assert before.keys() - checked().keys() == REFERENCES
        assert without_autovacuum() == TABLE_NAMES
    assert (checked(), without_autovacuum()) == (before, set())


@on_postgresql
def test_a_row_that_points_nowhere_is_refused_at_the_end_and_all_else_is_in_order(before: Checked) -> None:
    article = make_published(tags=[])
    columns = ["tag_id", "content_object_id", "position", "published_at"]
    with pytest.raises(IntegrityError, match="tag_id"), filling(TABLES, HOUSE, alone=True):
        rows.write(Tagging, columns, [(10**9, article.pk, 0, article.published_at)])
    assert before.keys() - checked().keys() == {("tags_tagging", "tag_id")}
    assert without_autovacuum() == set()


@on_postgresql
@pytest.mark.parametrize("alone", [True, False])
def test_who_was_killed_is_made_up_for(before: Checked, alone: bool) -> None:
    leave_as_killed()
    with filling(TABLES, HOUSE, alone=alone):
        pass
    assert (checked(), without_autovacuum()) == (before, set())


@on_postgresql
def test_it_waits_for_who_has_a_table_locked(before: Checked) -> None:
    def limit() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            return str(cursor.fetchone()[0])

    usual = limit()
    with filling(TABLES, HOUSE, alone=True):
        assert (usual, limit()) == ("2s", "0")
    assert limit() == usual


@on_postgresql
def test_a_corpus_is_filled_in_so(before: Checked) -> None:
    running = write(stories=100)
    assert [next(running) for _ in range(2)] == [0, 20]
    assert before.keys() - checked().keys() == REFERENCES
    assert list(running) == [20] * 4
    assert checked() == before
    assert Article.objects.count() == 100


@on_postgresql
def test_cut_short_it_is_checked_all_the_same(before: Checked) -> None:
    running = write(stories=100)
    assert [next(running) for _ in range(2)] == [0, 20]
    running.close()
    assert (checked(), without_autovacuum()) == (before, set())


@on_postgresql
def test_so_it_is_when_a_writer_fails(before: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(rows, "write", fail)
    with pytest.raises(OSError, match="no room"):
        list(write(stories=100))
    assert (checked(), without_autovacuum()) == (before, set())
    assert not Article.objects.exists()


@on_postgresql
def test_among_other_stories_each_row_is_checked(before: Checked) -> None:
    make_published()
    running = write(stories=40)
    assert [next(running) for _ in range(2)] == [0, 20]
    assert (checked(), without_autovacuum()) == (before, set())
    assert list(running) == [20]


@on_postgresql
def test_one_corpus_is_made_at_a_time() -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended('make_corpus', 0))")
        with pytest.raises(CommandError, match="already"):
            call_command("make_corpus", "--stories=30", f"--tags={FEWEST_TAGS}")
        assert not Article.objects.exists()
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended('make_corpus', 0))")
        call_command("make_corpus", "--stories=30", f"--tags={FEWEST_TAGS}")
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('make_corpus', 0))")
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended('make_corpus', 0))")
    other.close()


@on_postgresql
def test_who_does_not_own_the_tables_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() == (True,):
            pytest.skip("This role owns everything.")
    another_ones = SimpleNamespace(_meta=SimpleNamespace(db_table="pg_class"))
    monkeypatch.setattr(making, "TABLES", (*TABLES, another_ones))
    with pytest.raises(CommandError, match="does not own"):
        call_command("make_corpus", "--stories=30", f"--tags={FEWEST_TAGS}")
    assert not ImportRun.objects.exists()


def test_on_every_database_it_is_made_outside_of_a_transaction() -> None:
    call_command("make_corpus", "--stories=30", f"--tags={FEWEST_TAGS}", verbosity=0)
    assert Article.objects.published().count() == 30
