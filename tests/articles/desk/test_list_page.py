"""The list of stories, as somebody at the desk sees it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting
from articles.desk import stories, walks
from articles.models import Article, Presence
from tests.factories import (
    COMMAND,
    make_draft,
    make_image,
    make_many,
    make_published,
    make_section,
    make_source,
    make_stored_image,
    make_tag,
    make_user,
)
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def desk(client: Client, role: str = "Editor", **query: Any) -> Page:
    client.force_login(make_user(role))
    response = client.get(LIST, query)
    assert response.status_code == 200
    page = Page.of(response)
    assert page.problems == []
    return page


def headlines(page: Page) -> list[str]:
    return page.texts("#result_list .headline")


class TestRows:
    def test_a_row_says_all_that_one_wants_to_know(self, client: Client) -> None:
        editor = make_user("Editor", first_name="Ida", last_name="Moor")
        make_draft(
            headline="The ferry",
            section_id=make_section("Politics").pk,
            source_id=make_source("The Post").pk,
            by=editor,
        )
        (row,) = desk(client).all("#result_list tbody tr")
        for words in ("The ferry", "not published yet", "draft", "Politics", "The Post", "Ida Moor"):
            assert words in row.text

    def test_a_live_story_with_new_words_says_that_it_differs(self, client: Client) -> None:
        live = make_published(headline="Old")
        assert desk(client).texts("#result_list .state") == ["live"]
        drafting.revise(live, {"headline": "New"}, by=COMMAND)
        page = desk(client)
        assert page.texts("#result_list .state") == ["live", "draft"]
        assert page.one("#result_list .is-draft")["title"] == "differs from what readers see"
        assert headlines(page) == ["New"]

    def test_somebody_elses_new_words_are_not_told(self, client: Client) -> None:
        live = make_published(headline="Old", lead_image_id=make_image().pk)
        drafting.revise(live, {"headline": "New"}, by=COMMAND)
        page = desk(client, "Reporter")
        assert headlines(page) == ["Old"]
        assert page.texts("#result_list .state") == ["live"]
        assert "New" not in page.html.replace("Newest", "")

    def test_a_picture_is_small_and_from_the_desk(self, client: Client) -> None:
        make_draft(lead_image_id=make_stored_image().pk)
        make_draft(lead_image_id=None)
        (image,) = desk(client).all("#result_list img")
        assert client.get(image["src"]).status_code == 200

    def test_who_else_has_it_open_is_told(self, client: Client) -> None:
        story, _ = make_draft()
        Presence.objects.beat(story, make_user("Editor", first_name="Ida", last_name="Moor"))
        assert desk(client).texts(".open-by") == ["open by Ida Moor"]
        me = make_user("Editor")
        Presence.objects.all().delete()
        Presence.objects.beat(story, me)
        client.force_login(me)
        assert Page.of(client.get(LIST)).all(".open-by") == []

    def test_a_date_is_short_and_told_in_full(self, client: Client) -> None:
        make_published(at=timezone.now() - timedelta(days=30))
        shown = desk(client).one("#result_list time")
        assert len(shown.text) == len("24-11-2026")
        assert shown["title"].startswith(shown.text)
        assert shown["title"].endswith("UTC")


class TestAsking:
    def test_each_question_can_be_asked_in_the_address(self, client: Client) -> None:
        section, source, tag = make_section("Politics"), make_source("The Post"), make_tag("Ferry Deal")
        make_tag("Boats", canonical=tag)
        yesterday = timezone.now() - timedelta(days=1)
        wanted = make_published(
            headline="Wanted", section_id=section.pk, source_id=source.pk, tags=["Ferry Deal"], at=yesterday
        )
        make_many(2, newest=timezone.now() - timedelta(days=800))
        make_draft(headline="Not this one")
        for query in (
            {"section": "politics"},
            {"source": "the-post"},
            {"hashtag": "#ferrydeal"},
            {"hashtag": "Boats"},
            {"q": "want"},
            {"q": str(wanted.pk)},
            {"q": f"https://news.example{wanted.get_absolute_url()}"},
            {"q": f"/admin/articles/article/{wanted.pk}/change/"},
            {"status": "live", "since": f"{yesterday - timedelta(hours=1):%Y-%m-%d %H:%M}"},
            {"on": f"{timezone.localtime(yesterday):%Y-%m-%d}"},
            {"status": "live", "section": "politics", "source": "the-post", "hashtag": "Boats", "q": "Wanted"},
        ):
            assert headlines(desk(client, **query)) == ["Wanted"], query

    def test_what_was_asked_stays_in_the_form(self, client: Client) -> None:
        make_section("Politics")
        page = desk(client, section="politics", status="draft", q='a "word"', mine="on")
        assert page.one("#id_section option[selected]")["value"] == "politics"
        assert page.one("#id_status option[selected]")["value"] == "draft"
        assert page.one("#searchbar")["value"] == 'a "word"'
        assert "checked" in page.one("#id_mine")

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"q": "-ferry"}, "Say also a word that the stories should have, not only what they should not."),
            ({"q": "!?"}, "There is no word in this to look for."),
            ({"hashtag": "Nowhere"}, "There is no hashtag “Nowhere”."),
            ({"before": "x"}, "The address of this page of older stories is not complete."),
            ({"on": "2026-13"}, "This is no day, month or year."),
            ({"on": "x"}, "This is no day, month or year."),
            ({"section": "nowhere"}, "Select a valid choice."),
            ({"status": "lost"}, "Select a valid choice."),
            ({"since": "soon"}, "Enter a valid date/time."),
        ],
    )
    def test_what_cannot_be_understood_is_said_and_shows_nothing(
        self, client: Client, query: dict[str, str], said: str
    ) -> None:
        make_published()
        page = desk(client, **query)
        assert said in page.one(".messagelist").text
        assert headlines(page) == []

    def test_lookups_of_the_stock_list_are_no_questions(self, client: Client) -> None:
        make_published(headline="Live")
        for query in ({"headline__startswith": "x"}, {"events__by__password__startswith": "x"}, {"o": "1"}, {"e": "1"}):
            assert headlines(desk(client, **query)) == ["Live"]

    def test_one_period_lies_in_another(self, client: Client) -> None:
        make_published(at=timezone.now() - timedelta(days=400))
        make_published()
        year = timezone.localdate().year
        assert desk(client).texts(".periods li")[0] == str(year)
        assert len(desk(client, on=f"{year}").all(".periods li")) == 12
        assert len(desk(client, on="2024-02").all(".periods li")) == 29
        page = desk(client, on="2024-02-29", status="live")
        assert page.all(".periods li") == []
        assert page.texts(".periods a") == ["Any time", "2024", "February 2024", "Feb. 29, 2024"]
        assert "status=live" in page.all(".periods a")[1]["href"]


class TestPages:
    def test_older_stories_are_a_link_and_so_is_the_way_back(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("articles.admin.articles.changelist.LIST_LENGTH", 2)
        make_many(3)
        first = desk(client, status="live")
        older = first.one('a[rel="next"]')
        assert older.text == "Older stories"
        second = Page.of(client.get(LIST + older["href"]))
        assert (len(headlines(first)), len(headlines(second))) == (2, 1)
        assert second.all('a[rel="next"]') == []
        newest = second.one(".older a")
        assert headlines(Page.of(client.get(LIST + newest["href"]))) == headlines(first)

    def test_a_search_that_ends_early_says_what_it_looked_through(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(walks, "WINDOW", 5)
        make_published(headline="Needle")
        make_many(7)
        page = desk(client, q="needle")
        assert "0 stories among the newest that could be meant." in page.one(".changelist-footer p").text
        further = page.one('a[rel="next"]')
        assert further.text == "Look further back"
        assert headlines(Page.of(client.get(LIST + further["href"]))) == ["Needle"]

    def test_it_costs_the_same_queries_at_any_length(self, client: Client) -> None:
        client.force_login(make_user("Editor"))
        counts = []
        for more in (1, 30, 60):
            make_many(more)
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            assert not [query for query in queries if "COUNT(" in query["sql"]]
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[2] <= counts[0] <= 13


def test_a_story_that_went_meanwhile_is_left_out() -> None:
    story, _ = make_draft()
    ids = [story.pk]
    Article.objects.all().delete()
    assert stories.complete(ids, make_user("Editor")) == []
