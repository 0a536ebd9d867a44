"""A question that is put into words once: it answers as its queryset would, whatever it is given."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DataError, connection
from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Section
from newsroom.lib.question import Given, Question
from tests.factories import make_published, make_section

pytestmark = pytest.mark.django_db


def stories_of(section: Any, since: Any) -> QuerySet[Article, tuple[Any, ...]]:
    found = Article.objects.filter(section=section, published_at__gte=since)
    return found.order_by("-published_at").values_list("published_at", "headline", "pk")


STORIES = Question(lambda: stories_of(Given("section", BigIntegerField()), Given("since", DateTimeField())))


def test_it_answers_as_its_queryset_does_for_each_value_that_it_is_given() -> None:
    politics, culture = make_section(), make_section()
    for section in (politics, culture, culture):
        story = make_published(section_id=section.pk, headline="It’s 100% of %s")
        found = list(STORIES.ask(section=section.pk, since=story.published_at))
        assert found == [list(row) for row in stories_of(section.pk, story.published_at)]
        assert found == [[story.published_at, story.headline, story.pk]]
    assert len(list(STORIES.ask(section=culture.pk, since=datetime(2020, 1, 1, tzinfo=UTC)))) == 2


def test_its_queryset_is_made_once_and_each_time_asks_one_thing_of_the_database() -> None:
    made = []

    def named() -> QuerySet[Any, tuple[str]]:
        made.append("queryset")
        return Section.objects.filter(name=Given("name", CharField())).values_list("name")

    question = Question(named)
    make_section("Politics"), make_section("Culture")
    with CaptureQueriesContext(connection) as queries:
        assert [list(question.ask(name=name)) for name in ("Politics", "Culture", "O’Hara % ?")] == [
            [["Politics"]],
            [["Culture"]],
            [],
        ]
    assert (made, len(queries)) == (["queryset"], 3)


def test_a_value_that_is_not_given_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        STORIES.ask(section=1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans each time")
def test_postgresql_plans_it_once() -> None:
    question = Question(lambda: Section.objects.filter(name=Given("name", CharField())).exclude(slug="100%"))
    for name in ("Politics", "Culture", "Sport"):
        list(question.ask(name=name))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%articles_section%%' AND statement LIKE '%%100\\%%%%' AND statement LIKE '%%$1%%'"
        )
        assert cursor.fetchall() == [(3, 0)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans each time")
@pytest.mark.parametrize("name", ["Politics", "\0"])
def test_nothing_else_is_prepared_after_it(name: str) -> None:
    postgresql: Any = connection
    postgresql.ensure_connection()
    before = postgresql.connection.cursor_factory, postgresql.connection.prepare_threshold
    with suppress(ValueError, DataError):
        list(Question(lambda: Section.objects.filter(name=Given("name", CharField()))).ask(name=name))
    assert (postgresql.connection.cursor_factory, postgresql.connection.prepare_threshold) == before
    assert before[1] is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans each time")
def test_behind_a_pooler_that_knows_no_prepared_statements_there_is_none(settings: Any) -> None:
    settings.DATABASE_PREPARED = False
    make_section("Fens")
    named = Question(lambda: Section.objects.filter(name=Given("name", CharField())).values_list("slug", "name"))
    assert [name for _, name in named.ask(name="Fens")] == ["Fens"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT %slug%$1%'")
        assert cursor.fetchone() == (0,)
