"""The index of each database follows its table, and can be made anew."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, SearchText
from articles.search import index, rebuilding
from articles.search.finding import find
from articles.search.query import parse
from tests.factories import make_many, make_published

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks after its index")


def by_index(text: str) -> list[int]:
    return list(SearchText.objects.filter(index.Holds(parse(text))).order_by("pk").values_list("pk", flat=True))


def one_by_one(text: str) -> list[int]:
    return list(
        SearchText.objects.filter(index.Holds(parse(text), by_index=False)).order_by("pk").values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ferry", [0, 1]),
        ("ferry strike", [0]),
        ("ferry -strike", [1]),
        ("strike or treaty", [0, 2]),
        ("(ferry or) 'treaty' & ! | :*", []),
        ("법안", [3]),
        ("안", [3]),
        ("법", [3]),
        ("法", []),
        ("elan", [2]),
    ],
)
def test_both_ways_to_ask_give_the_same(text: str, expected: list[int]) -> None:
    stories = [
        make_published(headline=headline, body="<p>x</p>")
        for headline in ("Ferry strike", "The ferry", "Treaty Élan", "국회 법안을")
    ]
    assert by_index(text) == one_by_one(text) == [stories[place].pk for place in expected]


def test_a_change_and_a_removal_reach_the_index() -> None:
    article = make_published(headline="Ferry")
    SearchText.objects.filter(pk=article.pk).update(terms="boat")
    assert (by_index("ferry"), by_index("boat")) == ([], [article.pk])
    SearchText.objects.all().delete()
    assert by_index("boat") == []
    assert index.is_whole(connection)


@on_sqlite
def test_triggers_that_a_migration_dropped_are_made_again_and_what_they_missed_is_read_in() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER articles_searchtext_fts_insert")
        article = make_published(headline="Ferry")
        assert by_index("ferry") == []
        assert not index.is_whole(connection)
    call_command("migrate", verbosity=0)
    assert by_index("ferry") == [article.pk]
    make_published(headline="Another ferry")
    assert len(by_index("ferry")) == 2
    assert index.is_whole(connection)


def rebuild(*options: str) -> str:
    out = io.StringIO()
    call_command("rebuild_search", *options, stdout=out)
    return out.getvalue()


def test_the_command_writes_what_is_missing_and_wrong_and_forgets_what_is_not_published() -> None:
    missing, wrong, gone, _right = make_many(4)
    SearchText.objects.filter(pk=missing.pk).delete()
    SearchText.objects.filter(pk=wrong.pk).update(terms="x")
    Article.objects.filter(pk=gone.pk).update(status="withdrawn")
    assert len(list(rebuilding.problems())) == 4  # nor does the desk find what is gone
    assert rebuild() == "The search knows 3 stories.\n"
    assert list(rebuilding.problems()) == []
    assert len(find(parse("story"), limit=20).rows) == 3


def test_a_text_that_was_read_otherwise_makes_another_version_of_its_story_alone() -> None:
    otherwise, as_ever = make_many(2)
    Article.objects.filter(pk=otherwise.pk).update(text="Read otherwise.")
    for _ in range(2):
        rebuild()
        texts = dict(Article.objects.values_list("pk", "text"))
        assert texts == {story.pk: story.text for story in (otherwise, as_ever)}
        versions = dict(Article.objects.values_list("pk", "version"))
        assert versions == {otherwise.pk: otherwise.version + 1, as_ever.pk: as_ever.version}


@pytest.mark.parametrize("options", [[], ["--everything"]])
def test_the_command_can_be_run_again(options: list[str]) -> None:
    make_many(3)
    before = list(SearchText.objects.order_by("pk").values())
    rebuild(*options)
    rebuild(*options)
    assert list(SearchText.objects.order_by("pk").values()) == before
    assert by_index("story") == [row["article_id"] for row in before]


def test_its_cost_is_that_of_its_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK", 2)
    make_many(5)
    SearchText.objects.all().delete()
    assert list(rebuilding.rebuild()) == [2, 2, 1]
    assert list(rebuilding.problems()) == []
