"""What a search costs: few rows are looked at, whatever is asked, and never those of all stories that have a word."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from articles.models import Article, SearchText, Section, Source
from articles.search import finding
from articles.search.finding import Found, Within, find, words_in_order
from articles.search.query import parse
from newsroom.lib.connection_settings import unhurried
from newsroom.lib.keyset import Cursor
from tags.models import Tag, Tagging
from tests.tags.test_cost import effort, plan

pytestmark = pytest.mark.django_db

STORIES = 3_000
# A tenth of what is set, so that so few stories are many; a page of five.
BOUNDS = {"NEWEST": 100, "WALKED": 200, "DENSE": 10, "NAMED": 100, "SPARE": 10}
LIMIT = 5
# Of the newest that are looked at and of those walked past, in the few tables that are asked; or in the machine steps
# of SQLite, some sixty a row.
MOST = 1_500 if connection.vendor == "postgresql" else 60_000


@pytest.fixture(scope="module", autouse=True)
def _corpus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Besides its words, two that are in every other story and never in the same one, and one in every hundredth."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_corpus", f"--stories={STORIES}", "--tags=100", "--writers=1", "--searchable", verbosity=0)
        for word, every, rest in (("zzeven", 2, 0), ("zzodd", 2, 1), ("zzseldom", 100, 7)):
            say(word, every, rest)
        let_it_seem_large()
        yield
        transaction.set_rollback(True)


def say(word: str, every: int, rest: int) -> None:
    for rows, column in ((SearchText.objects.all(), "terms"), (Article.objects.all(), "text")):
        some = rows.alias(rest=F("pk") % every).filter(rest=rest)
        some.update(**{column: Concat(F(column), Value(f" {word}"))})


def let_it_seem_large() -> None:
    """So few rows are read whole more cheaply than by an index: the planner shall choose as it does among a million."""
    with unhurried(), connection.cursor() as cursor:  # it waits for the autovacuum, table by table
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'articles_searchtext'")
            cursor.execute("ANALYZE sqlite_schema")
        else:
            for way in ("seqscan", "hashjoin", "mergejoin"):  # each of which reads a table whole
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute("SET LOCAL cpu_operator_cost = 0.1")  # of which there are many a row


@pytest.fixture(autouse=True)
def _bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in BOUNDS.items():
        monkeypatch.setattr(finding, name, number)


QUESTIONS = {
    "a common word": "the",
    "a rare one": "zzseldom",
    "one that is nowhere": "quagga",
    "two common ones that never meet": "zzeven zzodd",
    "either of them": "zzeven or zzodd",
    "a phrase": '"the harbour"',
    "a phrase that is nowhere": '"harbour the harbour"',
    "a word without another": "zzeven -zzodd",
    "a word without what all have": "zzeven -the",
    "a word without a phrase": 'the -"the harbour"',
}


def narrowings() -> dict[str, Within]:
    """Those that leave nearly all, and nearly none."""
    common, rare = Tag.objects.get(name="Harbour"), Tag.objects.order_by("-pk")[0]
    section, source = Section.objects.get(slug="politics"), Source.objects.get(slug="the-linnet")
    nobody = Source.objects.create(name="Nobody", slug="nobody")
    newest = Article.objects.latest("published_at").published_at
    assert isinstance(newest, datetime)
    year, day = newest - timedelta(days=365), newest - timedelta(days=1)
    return {
        "nothing": Within(),
        "the commonest hashtag": Within(hashtag=common),
        "a rare hashtag": Within(hashtag=rare),
        "a section": Within(section=section),
        "a source": Within(source=source),
        "section and source": Within(section=section, source=source),
        "hashtag and a source without stories": Within(hashtag=common, source=nobody),
        "hashtag, section and source": Within(hashtag=common, section=section, source=source),
        "section and a source without stories": Within(section=section, source=nobody),
        "a day": Within(between=(day, newest)),
        "all but a year": Within(between=(year - timedelta(days=3650), year)),
        "a day of a hashtag": Within(hashtag=common, between=(day, newest)),
    }


def spent(question: str, within: Within, before: Cursor | None = None) -> tuple[float, Found]:
    """The effort of all statements of a page together."""
    with CaptureQueriesContext(connection) as queries:
        found = find(parse(question), within, before=before, limit=LIMIT)
    return sum(effort(query["sql"]) for query in queries), found


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_page_looks_at_few_rows_whatever_narrows_it(question: str) -> None:
    dear = {}
    for name, within in narrowings().items():
        cost, found = spent(question, within)
        if found.older:
            cost = max(cost, spent(question, within, found.older)[0])
        if cost > MOST:
            dear[name] = cost
    assert not dear


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_no_statement_reads_the_stories_from_end_to_end(question: str) -> None:
    for within in narrowings().values():
        with CaptureQueriesContext(connection) as queries:
            find(parse(question), within, limit=LIMIT)
        assert len(queries) <= 9  # of which three read texts, for the order of words
        for sql in (query["sql"] for query in queries):
            assert "COUNT(" not in sql
            assert not [step for step in plan(sql) if is_whole(step)], (plan(sql), sql)


def test_where_two_things_never_meet_so_many_are_walked_past_and_no_more() -> None:
    hashtag, section = Tag.objects.get(name="Harbour"), Section.objects.create(name="Empty", slug="empty")
    found = find(parse("the"), Within(hashtag=hashtag, section=section), limit=LIMIT)
    assert (found.rows, found.short) == ([], True)
    last = Tagging.objects.filter(tag=hashtag).order_by("-published_at", "-content_object_id")[finding.WALKED - 1]
    assert found.older == (last.published_at, last.content_object_id)
    assert not find(parse("the"), Within(hashtag=hashtag, section=section), before=found.older, limit=LIMIT).rows


def is_whole(step: str) -> bool:
    return "Seq Scan" in step or (step.startswith("SCAN") and "INDEX" not in step and "VIRTUAL TABLE" not in step)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_by_any_way_is_found_what_is_found_by_looking_at_every_story(question: str) -> None:
    query = parse(question)
    for name, within in narrowings().items():
        stories = all_of(within)
        words = words_in_order(stories)
        fitting = [story for story in stories if query.fits(words[story])]
        found, page = list[int](), find(query, within, limit=LIMIT)
        found += [row.id for row in page.rows]
        while page.older and len(found) < 30:
            page = find(query, within, before=page.older, limit=LIMIT)
            found += [row.id for row in page.rows]
        assert found == (fitting[: len(found)] if page.older else fitting), name


def all_of(within: Within) -> list[int]:
    """The newest first."""
    stories = Article.objects.published().filter(**within.places).order_by("-published_at", "-pk")
    if within.hashtag:
        stories = stories.filter(taggings__tag=within.hashtag)
    if within.between:
        stories = stories.filter(published_at__gte=within.between[0], published_at__lt=within.between[1])
    return list(stories.values_list("pk", flat=True))
