"""Which hashtags search engines may list: strong ones, with hysteresis, and nobody has to see to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import workflow
from articles.models import Article
from tags import strength
from tags.models import Tag, Tagging
from tests.factories import COMMAND, make_many, make_published, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    settings.HASHTAG_MIN_STORIES, settings.HASHTAG_QUIET_DAYS = 4, 100


def indexed(name: str = "Ferries") -> bool:
    strength.refresh()
    return Tag.objects.get(name=name).indexed


def withdraw(*stories: Article) -> None:
    for story in stories:
        story.refresh_from_db()
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")


class TestToldAtTheDesk:
    """The page of a hashtag says whether search engines may list it, and why not."""

    @pytest.fixture
    def said(self, client: Client) -> Callable[[str], str]:
        client.force_login(make_user("Editor"))

        def shown(name: str) -> str:
            tag = Tag.objects.get(name=name)
            return Page.of(client.get(f"/admin/tags/tag/{tag.pk}/change/")).one("p.search-engines").text

        return shown

    def test_that_it_may(self, said: Callable[[str], str]) -> None:
        make_many(6, tags=["Ferries"])
        assert indexed()
        assert said("Ferries") == "Search engines may list its page."

    def test_how_many_stories_are_missing(self, said: Callable[[str], str]) -> None:
        make_many(5, tags=["Ferries"])
        make_published(tags=["Ferries"], at=timezone.now() + DAY)
        assert not indexed()
        assert said("Ferries") == "Kept out of search engines: it has 5 live stories, and comes in with 6."

    def test_since_when_it_is_silent(self, said: Callable[[str], str]) -> None:
        last = timezone.now() - 60 * DAY
        make_many(6, tags=["Ferries"], newest=last)
        assert not indexed()
        assert f"its last story is of {timezone.localdate(last):%d-%m-%Y}" in said("Ferries")

    def test_what_is_judged_at_the_next_turn(self, said: Callable[[str], str]) -> None:
        stories = make_many(6, tags=["Ferries"])
        assert "then it comes in" in said("Ferries")
        assert indexed()
        withdraw(*stories[:3])
        assert "until it is judged anew: it has too few" in said("Ferries")

    def test_what_is_never_listed(self, said: Callable[[str], str]) -> None:
        make_tag("Boats", hidden=True)
        make_tag("Ferry", canonical=make_tag("Ferries"))
        assert "hidden" in said("Boats")
        assert "An alias" in said("Ferry")

    def test_the_list_says_it_of_each_and_finds_those_that_are_kept_out(self, client: Client) -> None:
        make_many(6, tags=["Ferries"])
        make_published(tags=["Storms"])
        make_tag("Boats", hidden=True)
        strength.refresh()
        client.force_login(make_user("Editor"))
        assert Page.of(client.get("/admin/tags/tag/")).texts("td.field-is_listed") == [
            "hidden",
            "may list it",
            "kept out",
        ]
        kept_out = Page.of(client.get("/admin/tags/tag/?kind=kept-out"))
        assert kept_out.texts("th.field-name") == ["Storms"]


def test_a_new_hashtag_is_not_yet() -> None:
    make_many(9, tags=["Ferries"])
    assert not Tag.objects.get().indexed


@pytest.mark.parametrize(("stories", "strong"), [(3, False), (5, False), (6, True), (7, True)])
def test_it_comes_in_with_half_as_many_more_than_the_least(stories: int, strong: bool) -> None:
    make_many(stories, tags=["Ferries"])
    assert indexed() == strong


def test_it_stays_down_to_the_least_goes_below_and_comes_back_by_itself() -> None:
    stories = make_many(6, tags=["Ferries"])
    assert indexed()
    withdraw(*stories[:2])
    assert indexed(), "four are left"
    withdraw(stories[2])
    assert not indexed(), "three are left"
    make_many(2, tags=["Ferries"])
    assert not indexed(), "five: not yet again"
    make_many(1, tags=["Ferries"])
    assert indexed()


def test_it_goes_when_it_is_long_silent_and_comes_back_with_a_new_story() -> None:
    make_many(9, tags=["Ferries"], newest=timezone.now() - 60 * DAY)
    assert not indexed(), "a new one has to be younger"
    make_published(tags=["Ferries"], ago=40 * DAY)
    assert indexed()
    for ago, strong in [(99, True), (101, False), (99, False), (49, True)]:
        Tagging.objects.update(published_at=timezone.now() - ago * DAY)
        assert indexed() == strong, ago


def test_without_a_time_it_never_falls_silent(settings: Settings) -> None:
    settings.HASHTAG_QUIET_DAYS = 0
    make_many(6, tags=["Ferries"], newest=timezone.now() - 9_000 * DAY)
    assert indexed()


@pytest.mark.parametrize("least", [-1, 0, 1])
def test_where_one_story_is_enough_every_hashtag_of_a_public_story_is_strong(settings: Settings, least: int) -> None:
    settings.HASHTAG_MIN_STORIES = least
    story = make_published(tags=["Ferries"])
    assert indexed()
    withdraw(story)
    assert not indexed()


def test_only_public_stories_count() -> None:
    make_many(5, tags=["Ferries"])
    make_published(tags=["Ferries"], ago=-DAY)
    expired = make_published(tags=["Ferries"], ago=DAY)
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(hours=1))
    withdraw(make_published(tags=["Ferries"]))
    assert not indexed()
    Article.objects.filter(pk=expired.pk).update(expires_at=None)
    assert indexed()


def test_it_takes_two_statements_and_writes_only_what_changes() -> None:
    for number in range(20):
        make_many(6, tags=[f"Subject {number}"])
    with CaptureQueriesContext(connection) as queries:
        assert strength.refresh() == (20, 0)
    assert len([query for query in queries if query["sql"].startswith("UPDATE")]) == 2
    assert strength.refresh() == (0, 0)


def test_tend_judges_them(capsys: pytest.CaptureFixture[str]) -> None:
    stories = make_many(6, tags=["Ferries"])
    call_command("tend")
    assert "1 hashtags for search engines from now on." in capsys.readouterr().out
    withdraw(*stories[:3])
    call_command("tend")
    assert "1 hashtags for search engines no more." in capsys.readouterr().out
    call_command("tend")
    assert capsys.readouterr().out == ""
