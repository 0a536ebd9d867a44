"""Trending hashtags: what counts, what is shown, and what is shown no more."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, workflow
from articles.models import Article, Epoch
from articles.shelf import PASSING, empty_shelf
from tags import merging, trending
from tags.models import Tag, Tagging, Trend
from tags.models.trend import SHOWN, VALID
from tests.factories import COMMAND, make_draft, make_many, make_published, make_tag
from tests.html import Page

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def trends() -> dict[str, int]:
    """What readers would see, the strongest first: hashtags with their stories of the last 24 hours."""
    return {f"#{trend.tag.hashtag}": trend.today for trend in Trend.objects.shown()}


def refreshed() -> dict[str, int]:
    assert trending.refresh()
    return trends()


def on_days(tag: str, *ages: float) -> list[Article]:
    return [make_published(tags=[tag], ago=age * DAY + HOUR) for age in ages]


class TestWhatCounts:
    def test_more_stories_than_usual(self) -> None:
        on_days("Strike", 0, 0, 0, 9)
        assert refreshed() == {"#Strike": 3}

    def test_one_story_is_no_trend(self) -> None:
        on_days("Strike", 0)
        assert refreshed() == {}

    def test_what_is_usual_is_no_trend_however_much_it_is(self) -> None:
        for day in range(29):
            make_many(6, tags=["Weather"], newest=timezone.now() - day * DAY - HOUR)
        on_days("Strike", 0, 0)
        assert refreshed() == {"#Strike": 2}

    def test_the_farther_above_the_usual_the_stronger(self) -> None:
        on_days("Ports", 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8)
        on_days("Strike", 0, 0, 0, 0)
        on_days("Snow", 0, 0, 0)
        assert list(refreshed()) == ["#Strike", "#Ports", "#Snow"]

    @pytest.mark.parametrize(
        ("today", "usual", "other_today", "other_usual"),
        [(4, 0, 3, 0), (4, 0, 4, 1), (300, 220, 240, 220), (5, 0.1, 250, 220), (440, 220, 3, 0)],
    )
    def test_chance_and_sundays_weigh_less(
        self, today: int, usual: float, other_today: int, other_usual: float
    ) -> None:
        assert trending.score(today, usual) > trending.score(other_today, other_usual)

    def test_it_shows_so_many_and_no_more(self) -> None:
        for number in range(SHOWN + 3):
            on_days(f"Subject {number}", 0, 0)
        assert len(refreshed()) == SHOWN

    def test_the_last_two_weeks_are_drawn_day_by_day(self) -> None:
        on_days("Strike", 0, 0, 0, 2, 2, 13, 14, 20)
        refreshed()
        assert Trend.objects.get().days == [1, *[0] * 10, 2, 0, 3]

    def test_an_alias_counts_as_its_hashtag(self) -> None:
        make_tag("Walkout", canonical=make_tag("Strike"))
        on_days("Walkout", 0), on_days("Strike", 0)
        assert refreshed() == {"#Strike": 2}

    def test_nothing_that_is_not_public(self) -> None:
        on_days("Strike", 0)
        make_published(tags=["Strike"], at=timezone.now() + HOUR)
        make_draft(tags=["Strike"])
        expired, taken_back = on_days("Strike", 0, 0)
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        workflow.take(taken_back, "withdraw", by=COMMAND, note="Wrong.")
        on_days("Strike", 3)
        assert refreshed() == {}

    def test_no_hidden_hashtag(self) -> None:
        make_tag("Desk notes", hidden=True)
        on_days("Desk notes", 0, 0, 0)
        assert refreshed() == {}


class TestWhatIsShownNoMore:
    def test_a_story_that_is_taken_back_at_once(self) -> None:
        first, *_ = on_days("Strike", 0, 0, 0)
        assert refreshed() == {"#Strike": 3}
        workflow.take(first, "withdraw", by=COMMAND, note="Wrong.")
        assert trends() == {"#Strike": 2}

    def test_a_hashtag_whose_stories_are_taken_back(self) -> None:
        stories = on_days("Strike", 0, 0)
        refreshed()
        workflow.take(stories[0], "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
        assert trends() == {}

    def test_a_story_that_lost_the_hashtag(self) -> None:
        first, *_ = on_days("Strike", 0, 0, 0)
        refreshed()
        revision = drafting.revise(first, {}, tag_names=["Ports"], by=COMMAND)
        workflow.take(first, "correct", by=COMMAND, revision=revision, notice="It was no strike.")
        assert trends() == {"#Strike": 2}

    def test_a_story_that_is_to_expire_soon(self) -> None:
        first, *_ = on_days("Strike", 0, 0, 0)
        refreshed()
        workflow.take(first, "expire", by=COMMAND, at=timezone.now() + HOUR)
        assert trends() == {"#Strike": 2}, "nobody would count anew at that second"
        workflow.take(first, "expire", by=COMMAND, at=timezone.now() + VALID + HOUR)
        assert trends() == {"#Strike": 3}

    def test_a_hashtag_that_is_hidden_or_merged(self) -> None:
        on_days("Strike", 0, 0), on_days("Walkout", 0, 0)
        refreshed()
        Tag.objects.filter(name="Strike").update(hidden=True)
        assert trends() == {"#Walkout": 2}
        merging.merge(Tag.objects.get(name="Walkout"), into=Tag.objects.get(name="Strike"), by=COMMAND)
        assert trends() == {}

    def test_undoing_a_merge_takes_its_stories_from_the_figures(self) -> None:
        on_days("Strike", 0, 0), on_days("Walkout", 0, 0)
        event = merging.merge(Tag.objects.get(name="Walkout"), into=Tag.objects.get(name="Strike"), by=COMMAND)
        assert refreshed() == {"#Strike": 4}
        merging.undo(event, by=COMMAND)
        assert trends() == {"#Strike": 2}

    def test_figures_that_nobody_counts_any_more(self) -> None:
        on_days("Strike", 0, 0)
        refreshed()
        Trend.objects.update(counted_at=timezone.now() - VALID + PASSING + timedelta(minutes=1))
        assert trends() == {"#Strike": 2}
        Trend.objects.update(counted_at=timezone.now() - VALID + PASSING - timedelta(minutes=1))
        assert trends() == {}

    def test_the_next_count_forgets_what_is_over(self) -> None:
        on_days("Strike", 0, 0)
        refreshed()
        Tagging.objects.update(published_at=timezone.now() - 2 * DAY)
        Article.objects.update(published_at=timezone.now() - 2 * DAY)
        assert refreshed() == {}
        assert not Trend.objects.exists()

    def test_what_was_counted_while_a_story_was_taken_back_is_counted_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, *_ = on_days("Strike", 0, 0, 0)
        count, counts = trending._trends, list[int]()

        def interrupted(now: datetime) -> list[Trend]:
            counted = count(now)
            counts.append(counted[0].today)
            if len(counts) == 1:
                workflow.take(first, "withdraw", by=COMMAND, note="Wrong.")
            return counted

        monkeypatch.setattr(trending, "_trends", interrupted)
        assert refreshed() == {"#Strike": 2}
        assert counts == [3, 2]

    def test_it_gives_up_when_that_goes_on_and_leaves_what_is_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        on_days("Strike", 0, 0, 0)
        refreshed()

        def disturbed(now: datetime) -> list[Trend]:
            Epoch.objects.bump(Epoch.STORIES)
            return []

        monkeypatch.setattr(trending, "_trends", disturbed)
        assert not trending.refresh()
        assert trends() == {"#Strike": 3}


class TestPages:
    @pytest.mark.parametrize("path", ["/en/", "/en/hashtag/"])
    def test_show_each_with_its_figures_and_its_line(self, client: Client, path: str) -> None:
        on_days("Strike", 0, 0, 0, 5)
        refreshed()
        page = Page.of(client.get(path))
        assert page.problems == []
        (entry,) = page.all("section.trending li")
        assert page.one("section.trending a")["href"] == "/en/hashtag/Strike/"
        assert page.one("section.trending a").text == "#Strike 3 stories in 24 hours"
        line = page.one("section.trending svg")
        assert (line["role"], line["aria-label"]) == ("img", "Stories a day over two weeks: 0 to 3")
        assert "style" not in line
        assert entry.text == "#Strike 3 stories in 24 hours"

    def test_say_it_in_the_language_of_the_page(self, client: Client) -> None:
        on_days("Strike", 0, 0)
        refreshed()
        assert "24시간" in Page.of(client.get("/ko/")).one("section.trending").text

    @pytest.mark.parametrize("path", ["/en/", "/en/hashtag/"])
    def test_have_no_such_place_when_nothing_is_trending(self, client: Client, path: str) -> None:
        on_days("Strike", 3)
        refreshed()
        assert Page.of(client.get(path)).all(".trending") == []

    def test_the_index_has_them_on_its_first_page_alone(self, client: Client) -> None:
        on_days("Strike", 0, 0)
        refreshed()
        assert Page.of(client.get("/en/hashtag/?from=s")).all(".trending") == []

    @pytest.mark.parametrize("step", ["withdraw", "retract"])
    def test_lead_to_no_hashtag_that_a_reader_would_not_find(self, client: Client, step: str) -> None:
        stories = on_days("Strike", 0, 0)
        refreshed()
        client.get("/en/")  # kept from now on
        for story in stories:
            workflow.take(story, step, by=COMMAND, note="Wrong.", notice="It was wrong.")
        assert "Strike" not in client.get("/en/").content.decode()
        assert client.get("/en/hashtag/Strike/").status_code == 404

    def test_keep_it_for_some_minutes_and_ask_nothing_meanwhile(self, client: Client) -> None:
        on_days("Strike", 0, 0)
        refreshed()
        client.get("/en/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/")
        assert len(queries) <= 2


class TestWhatItCosts:
    def test_as_many_statements_however_many_hashtags_there_are(self) -> None:
        numbers = list[int]()
        for _ in range(2):
            for number in range(20):
                make_many(2, tags=[f"Subject {len(numbers)} {number}"])
            with CaptureQueriesContext(connection) as queries:
                trending.refresh()
            numbers.append(len(queries))
        assert numbers[0] == numbers[1] <= 16

    def test_what_is_taken_back_and_trends_nowhere_costs_two_statements_more(self) -> None:
        story = make_published(tags=["Strike"])
        with CaptureQueriesContext(connection) as queries:
            workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        asked = [query["sql"] for query in queries]
        assert len([sql for sql in asked if "tags_trend" in sql]) == 1
        assert len([sql for sql in asked if "articles_epoch" in sql]) == 1

    def test_what_readers_never_saw_costs_nothing_more(self) -> None:
        article, revision = make_draft(tags=["Strike"])
        with CaptureQueriesContext(connection) as queries:
            workflow.take(article, "submit", by=COMMAND, revision=revision)
            workflow.publish(article, by=COMMAND, revision=revision)
        assert not [query for query in queries if "tags_trend" in query["sql"] or "articles_epoch" in query["sql"]]


def test_tend_counts_them() -> None:
    on_days("Strike", 0, 0)
    call_command("tend")
    empty_shelf()
    assert trends() == {"#Strike": 2}
