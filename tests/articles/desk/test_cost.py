"""What the lists of the desk cost: one range of one index for any question, a complete page in two queries more."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.desk.overview import overview
from articles.desk.stories import Asked, complete, find
from articles.models import Article, DraftText, Event, Revision, Section, Source
from articles.search.query import parse
from newsroom.lib.connection_settings import unhurried
from tags.models import Tag
from tests.factories import make_user
from tests.tags.test_cost import explain, nodes, plan

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _corpus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_corpus", "--stories=3000", "--tags=100", "--writers=1", "--searchable", verbosity=0)
        workshop()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("name", "index"),
    {
        "all": "",
        "live": "article_river",
        "draft": "article_desk",
        "section": "article_section_desk",
        "source": "article_source_desk",
        "live in section": "article_section_river",
        "live from source": "article_source_river",
        "hashtag": "tagging_river",
        "submitted": "revision_desk",
        "mine": "revision_author",
        "mine submitted": "revision_desk",
        "mine returned": "revision_desk",
        "mine draft": "revision_mine",
        "year": "article_river",
        "words": "",
        "words in section": "article_section_desk",
    }.items(),
)
def test_a_page_follows_one_index(name: str, index: str) -> None:
    asked = questions()[name]
    editor = workshop_editor()
    for before in [None, find(asked, editor, limit=5).older]:
        with CaptureQueriesContext(connection) as queries:
            find(asked, editor, before=before, limit=5)
        sqls = [query["sql"] for query in queries if "articles_" in query["sql"] or "tags_" in query["sql"]]
        assert len(sqls) <= 2
        for sql in sqls:
            assert "COUNT(" not in sql
            steps = plan(sql)
            assert not [step for step in steps if "Sort" in step or "TEMP B-TREE" in step], (steps, sql)
            assert not [step for step in steps if "Seq Scan" in step or is_a_scan(step)], (steps, sql)
            assert any(index in step for step in steps), (steps, sql)


def test_the_log_of_a_time_is_a_range_of_one_index(client: Client) -> None:
    client.force_login(workshop_editor())
    since = timezone.now() - timedelta(days=400)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/articles/event/", {"at__gte": since.isoformat()}).status_code == 200
    (rows,) = (query["sql"] for query in queries if "articles_event" in query["sql"] and "LIMIT 50" in query["sql"])
    steps = plan(rows)
    assert any("event_log" in step for step in steps), steps
    assert not [step for step in steps if "Sort" in step or "TEMP B-TREE" in step or is_a_scan(step)], steps


@pytest.mark.parametrize(
    ("model", "column", "index"),
    [
        (Article, "lead_image", "article_picture"),
        (Revision, "lead_image", "revision_picture"),
        (Event, "by", "event_of_person"),
    ],
)
def test_what_hangs_on_a_picture_or_a_person_is_found_by_one_index(model: Any, column: str, index: str) -> None:
    for asked in ({column: 1}, {f"{column}__in": [1, 2]}):
        sql = str(model.objects.filter(**asked).order_by().query)
        assert any(index in step for step in plan(sql)), (plan(sql), sql)


def test_a_page_is_complete_in_two_queries(django_assert_num_queries: Any) -> None:
    editor = workshop_editor()
    ids = find(Asked(), editor, limit=50).ids
    with django_assert_num_queries(2):
        for story in complete(ids, editor):
            assert story.section
            assert story.source
            str(story.lead_image)
            str(story.newest and story.newest.author)  # type: ignore[attr-defined]


def read_whole(sql: str) -> list[str]:
    """The large tables that a statement reads from end to end; sections are read whole because they are few."""
    if connection.vendor == "sqlite":
        return [step for step in plan(sql) if is_a_scan(step)]
    scans = [node for node in nodes(explain(sql, "(FORMAT JSON)")) if node["Node Type"] == "Seq Scan"]
    large = ("articles_article", "articles_revision", "tags_tagging")
    return [node["Relation Name"] for node in scans if node["Relation Name"] in large]


def is_a_scan(step: str) -> bool:
    """Of the whole table in no order; a walk along an index, or along the key that a table is kept by, is none."""
    by_index = "USING" in step or "VIRTUAL TABLE INDEX 0:=" in step  # the latter by key, of the index of words
    return step.startswith("SCAN") and not by_index and step != "SCAN articles_article"


def workshop() -> None:
    """Drafts at every stage, by a few people, among the corpus."""
    people = [make_user("Editor") for _ in range(10)]
    source, section = Source.objects.all()[0], Section.objects.all()[0]
    for number in range(300):
        author = people[number % 10]
        story = Article.objects.create(headline=f"Draft {number}", slug="draft", source=source, section=section)
        stage = ["draft", "submitted", "returned", "approved"][number % 4]
        DraftText.objects.show(
            Revision.objects.create(article=story, number=1, headline=story.headline, author=author, stage=stage)
        )
    with unhurried(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def workshop_editor() -> Any:
    person = Revision.objects.exclude(author=None).earliest("pk").author
    assert person
    assert person.has_perm("articles.view_any_article")
    return person


def questions() -> dict[str, Asked]:
    section, source = Section.objects.get(slug="politics"), Source.objects.get(slug="the-linnet")
    now = timezone.now()
    return {
        "all": Asked(),
        "live": Asked(status="live"),
        "draft": Asked(status="draft"),
        "section": Asked(section=section),
        "source": Asked(source=source),
        "live in section": Asked(section=section, status="live"),
        "live from source": Asked(source=source, status="live"),
        "hashtag": Asked(hashtag=Tag.objects.get(name="Harbour")),
        "submitted": Asked(stage="submitted"),
        "mine": Asked(mine=True),
        "mine submitted": Asked(mine=True, stage="submitted"),
        "mine returned": Asked(mine=True, stage="returned"),
        "mine draft": Asked(mine=True, stage="draft"),
        "year": Asked(since=now - timedelta(days=730), until=now - timedelta(days=365)),
        "words": Asked(query=parse("the")),
        "words in section": Asked(query=parse("the"), section=section),
    }


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Operator"])
def test_the_desk_reads_no_table_from_end_to_end(role: str) -> None:
    person = workshop_editor() if role == "Editor" else make_user(role)
    person.has_perm("articles.change_article")
    with CaptureQueriesContext(connection) as queries:
        overview(person)
    assert len(queries) <= 11
    for sql in (query["sql"] for query in queries if "importrun" not in query["sql"]):
        assert not read_whole(sql), (plan(sql), sql)
        assert "COUNT(" not in sql
