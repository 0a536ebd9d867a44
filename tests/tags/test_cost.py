"""What a listing costs: one range of one index, the same on every page, however many stories there are."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from articles.listings import latest
from articles.models import Article, Section, Source
from newsroom.lib.keyset import Cursor, Page
from tags import listings, related, trending
from tags.models import Tag, Tagging

STORIES = 3_000
COMMON, RARE = "Harbour", "Lighthouses"  # the first and the fiftieth of a corpus' hashtags

type Listing = Callable[[Cursor | None], Page[Any]]


@pytest.fixture(scope="module", autouse=True)
def _corpus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One corpus for all the tests of this file, with the statistics a planner goes by."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_corpus", f"--stories={STORIES}", "--tags=100", "--writers=1", verbosity=0)
        yield
        transaction.set_rollback(True)


def hashtag(name: str) -> Listing:
    tag = Tag.objects.get(name=name)
    return lambda before: listings.latest(tag, before=before)


def hashtag_of_one_year(name: str) -> Listing:
    tag = Tag.objects.get(name=name)
    newest = listings.latest(tag).rows[0].published_at
    year = newest - timedelta(days=730), newest - timedelta(days=365)
    return lambda before: listings.latest(tag, before=before, between=year)


def front() -> Listing:
    return lambda before: latest(before=before)


def section() -> Listing:
    found = Section.objects.get(slug="politics")
    return lambda before: latest(found, before=before)


def source() -> Listing:
    found = Source.objects.get(slug="the-linnet")
    return lambda before: latest(found, before=before)


LISTINGS: Mapping[str, tuple[Callable[[], Listing], str]] = {
    "hashtag": (lambda: hashtag(COMMON), "tagging_river"),
    "hashtag, one year": (lambda: hashtag_of_one_year(COMMON), "tagging_river"),
    "front": (front, "article_river"),
    "section": (section, "article_section_river"),
    "source": (source, "article_source_river"),
}
each_listing = pytest.mark.parametrize(("make", "index"), LISTINGS.values(), ids=LISTINGS)


def cursors(listing: Listing) -> list[Cursor | None]:
    """Where the pages of a listing start: the first one, one in the middle, the last one."""
    starts: list[Cursor | None] = [None]
    while older := listing(starts[-1]).older:
        starts.append(older)
    assert len(starts) > 2
    return [starts[0], starts[len(starts) // 2], starts[-1]]


def asked_for(listing: Listing, before: Cursor | None) -> tuple[str, Any]:
    """The one statement that reads a page: its words, and the values that were put in."""
    said: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, *how: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, *how)

    with connection.execute_wrapper(listen):
        listing(before)
    assert len(said) == 1
    return said[0]


def statement(listing: Listing, before: Cursor | None) -> str:
    """The same as one text."""
    if connection.vendor == "sqlite":
        with CaptureQueriesContext(connection) as queries:
            listing(before)
        sql: str = queries[0]["sql"]
        return sql
    operations: Any = connection.ops
    return str(operations.compose_sql(*asked_for(listing, before)))


def plan_for_any_value(listing: Listing, before: Cursor | None) -> list[str]:
    """What PostgreSQL makes of the statement that reads a page when it plans once for whatever is asked."""
    sql, _ = asked_for(listing, before)
    places = count(1)
    words = re.sub("%s", lambda _: f"${next(places)}", sql)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, cardinality(parameter_types) FROM pg_prepared_statements WHERE statement = %s", [words]
        )
        ((name, given),) = cursor.fetchall()
        values = f"({', '.join(['NULL'] * given)})" if given else ""
        found = explain(f'EXECUTE "{name}" {values}', "(FORMAT JSON)")
        return [f"{node['Node Type']} {node.get('Index Name', '')}" for node in nodes(found)]


def explain(sql: str, how: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {how} {sql}")
        return cursor.fetchall()


def plan(sql: str) -> list[str]:
    """The steps of a plan in the words of the database, without its figures."""
    if connection.vendor == "sqlite":
        return [detail for *_, detail in explain(sql, "QUERY PLAN")]
    return [f"{node['Node Type']} {node.get('Index Name', '')}" for node in nodes(explain(sql, "(FORMAT JSON)"))]


def nodes(explained: Any) -> Iterator[dict[str, Any]]:
    (value,) = explained[0]
    waiting = [entry["Plan"] for entry in (json.loads(value) if isinstance(value, str) else value)]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.get("Plans", [])


def effort(sql: str) -> float:
    """What it takes to run a statement, without a clock: rows looked at (PostgreSQL) or machine steps (SQLite)."""
    if connection.vendor == "sqlite":
        return machine_steps(sql)
    scans = (node for node in nodes(explain(sql, "(ANALYZE, FORMAT JSON)")) if "Scan" in node["Node Type"])
    return sum(rows_looked_at(scan) for scan in scans)


def rows_looked_at(scan: dict[str, Any]) -> float:
    kept_and_not = "Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck"
    return float(scan["Actual Loops"] * sum(scan.get(figure, 0) for figure in kept_and_not))


def machine_steps(sql: str) -> int:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.connection.set_progress_handler(count, 1)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return steps


@pytest.mark.django_db
@each_listing
def test_a_page_is_one_range_of_its_index(make: Callable[[], Listing], index: str) -> None:
    listing = make()
    for before in cursors(listing):
        sql = statement(listing, before)
        assert "OFFSET" not in sql
        assert "COUNT(" not in sql
        steps = plan(sql)
        assert any(index in step for step in steps), steps
        assert not [step for step in steps if "Sort" in step or "TEMP B-TREE" in step], steps
        assert not [step for step in steps if "Seq Scan" in step or "Bitmap" in step or step.startswith("SCAN")], steps


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans each time")
@each_listing
def test_a_page_that_is_planned_once_for_all_is_that_range_too(make: Callable[[], Listing], index: str) -> None:
    listing = make()
    for before in cursors(listing):
        steps = plan_for_any_value(listing, before)
        assert any(index in step for step in steps), steps
        assert not [step for step in steps if "Sort" in step or "Seq Scan" in step or "Bitmap" in step], steps


@pytest.mark.django_db
@each_listing
def test_the_first_page_a_deep_one_and_the_last_take_the_same_effort(make: Callable[[], Listing], index: str) -> None:
    listing = make()
    first, deep, last = (effort(statement(listing, before)) for before in cursors(listing))
    second = effort(statement(listing, listing(None).older))
    # To compare a row with the cursor is three steps of SQLite's machine, of eleven where the index holds it all; that
    # is the same on every page but the first.
    assert second <= 1.3 * first
    assert deep <= 1.02 * second
    assert last <= 1.02 * second


@pytest.mark.django_db
def test_a_common_hashtag_takes_the_effort_of_a_rare_one() -> None:
    common, rare = (Tagging.objects.filter(tag__name=name).count() for name in (COMMON, RARE))
    assert common > 1.3 * rare > 50
    assert effort(statement(hashtag(COMMON), None)) <= 1.05 * effort(statement(hashtag(RARE), None))


@pytest.mark.django_db
def test_twenty_entries_are_read_and_one_more_that_tells_of_an_older_page() -> None:
    sql = statement(hashtag(COMMON), None)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert len(cursor.fetchall()) == 21


def asked(work: Callable[[], object]) -> list[str]:
    """The statements that read stories and their hashtags."""
    with CaptureQueriesContext(connection) as queries:
        work()
    found = [query["sql"] for query in queries if query["sql"].startswith("SELECT") and "tagging" in query["sql"]]
    assert found
    return found


def walked_whole(sql: str) -> list[str]:
    """The tables of stories and their hashtags that no index spares reading from one end to the other."""
    if connection.vendor == "sqlite":
        steps = [detail for *_, detail in explain(sql, "QUERY PLAN")]
        return [step for step in steps if step.startswith("SCAN") and ("tagging" in step or "article" in step)]
    large = {"tags_tagging", "articles_article"}
    with as_of_many("seqscan"):
        return [node["Relation Name"] for node in nodes(explain(sql, "(FORMAT JSON)")) if is_whole(node, large)]


@contextmanager
def as_of_many(*ways: str) -> Iterator[None]:
    """Plans as with a great many rows: these ways are taken where there is no other. Few rows are as quickly read whole
    and sorted, and which of the two PostgreSQL prefers then depends on what other tests left in its files.
    """
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for way in ways:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        yield
        for way in ways:
            cursor.execute(f"SET LOCAL enable_{way} = on")


def is_whole(node: dict[str, Any], large: set[str]) -> bool:
    return node["Node Type"] == "Seq Scan" and node["Relation Name"] in large


def story_with(name: str) -> Article:
    newest = listings.latest(Tag.objects.get(name=name)).rows[0]
    return Article.objects.with_card().get(pk=newest.id)


RANKINGS: Mapping[str, Callable[[], object]] = {
    "hashtags beside a common one": lambda: related.hashtags(Tag.objects.get(name=COMMON)),
    "hashtags beside a rare one": lambda: related.hashtags(Tag.objects.get(name=RARE)),
    "stories beside one": lambda: story_with(COMMON).taggings.related(),
    "trending": trending.refresh,
}


@pytest.mark.django_db
@pytest.mark.parametrize("work", RANKINGS.values(), ids=RANKINGS)
def test_what_ranks_reads_ranges_and_no_table_whole(work: Callable[[], object]) -> None:
    for sql in asked(work):
        assert walked_whole(sql) == [], sql
        assert "OFFSET" not in sql


@pytest.mark.django_db
def test_what_is_related_takes_the_same_effort_for_a_common_hashtag_and_a_rare_one() -> None:
    def effort_of(name: str) -> float:
        return sum(map(effort, asked(lambda: related.hashtags(Tag.objects.get(name=name)))))

    assert effort_of(COMMON) <= 2 * effort_of(RARE)
