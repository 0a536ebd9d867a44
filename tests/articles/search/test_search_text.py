"""The search knows each published story by the words readers see, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import drafting, workflow
from articles.models import Article, SearchText
from articles.search import rebuilding
from tests.factories import COMMAND, make_draft, make_many, make_published, make_section

pytestmark = pytest.mark.django_db


def known() -> dict[int, str]:
    return dict(SearchText.objects.values_list("pk", "terms"))


def whole() -> bool:
    return not SearchText.objects.out_of_step().exists() and not SearchText.objects.missing().exists()


def test_a_draft_is_not_known_and_a_published_story_is_by_all_its_words() -> None:
    article, revision = make_draft(headline="A", standfirst="B", byline="C", body="<p>D</p><p>E</p>")
    assert known() == {}
    workflow.publish(article, by=COMMAND, revision=revision)
    assert known() == {article.pk: "a b c d e"}
    assert whole()


def test_a_new_draft_of_a_live_story_is_not_known_until_it_is_published() -> None:
    article = make_published(headline="Old")
    revision = drafting.revise(article, {"headline": "New"}, by=COMMAND)
    assert known()[article.pk].split().count("old") == 1
    workflow.take(article, "correct", by=COMMAND, revision=revision, notice="It was old.")
    assert known()[article.pk].split().count("new") == 1
    assert whole()


@pytest.mark.parametrize(("step", "how"), [("withdraw", {"note": "W"}), ("retract", {"note": "W", "notice": "W"})])
def test_what_is_taken_down_is_forgotten(step: str, how: dict[str, Any]) -> None:
    workflow.take(make_published(), step, by=COMMAND, **how)
    assert known() == {}


def test_the_date_the_section_and_the_source_are_copied() -> None:
    article, revision = make_draft()
    tomorrow = timezone.now() + timedelta(days=1)
    workflow.publish(article, by=COMMAND, revision=revision, at=tomorrow)
    row = SearchText.objects.get()
    assert (row.published_at, row.section_id, row.source_id) == (tomorrow, article.section_id, article.source_id)
    workflow.take(article, "reschedule", by=COMMAND, at=tomorrow + timedelta(days=1))
    assert SearchText.objects.get().published_at == tomorrow + timedelta(days=1)
    workflow.take(article, "unschedule", by=COMMAND)
    assert known() == {}


def test_many_at_once_are_known_as_one_is() -> None:
    stories = make_many(3)
    assert set(known()) == {story.pk for story in stories}
    assert whole()


@pytest.mark.parametrize(
    "column",
    [
        lambda: {"published_at": timezone.now() - timedelta(days=1)},
        lambda: {"section_id": make_section().pk},
        lambda: {"status": "withdrawn"},
    ],
    ids=["date", "section", "status"],
)
def test_a_copy_that_is_out_of_step_is_seen(column: Any) -> None:
    article = make_published()
    Article.objects.filter(pk=article.pk).update(**column())
    assert list(SearchText.objects.out_of_step()) == [SearchText.objects.get()]


def test_a_story_that_the_search_does_not_know_is_seen() -> None:
    article = make_published()
    SearchText.objects.all().delete()
    assert list(SearchText.objects.missing()) == [article]


def test_words_that_an_earlier_version_read_otherwise_are_read_anew() -> None:
    article = make_published(body="<table><tr><td>Roth</td><td>Sennick</td></tr></table>")
    Article.objects.filter(pk=article.pk).update(text="RothSennick")
    list(rebuilding.rebuild(everything=True))
    assert Article.objects.get(pk=article.pk).text == "Roth Sennick"
    assert {"roth", "sennick"} <= set(known()[article.pk].split())
