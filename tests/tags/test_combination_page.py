"""“Latest news with #A and #B”: the page of several hashtags, its address, and the ways to it and out of it."""

import re
from collections.abc import Callable, Hashable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import workflow
from articles.models import Article, Ping
from articles.shelf import PASSING, Shelf, empty_shelf
from tags import meetings, strength
from tags.models import Tag
from tests.factories import COMMAND, make_draft, make_many, make_published, make_tag
from tests.html import Page

pytestmark = pytest.mark.django_db

PATH = "/en/hashtag/Ferries+Ports/"


def page(client: Client, path: str = PATH) -> Page:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    shown = Page.of(response)
    assert shown.problems == []
    return shown


def headlines(page: Page) -> list[str]:
    return page.texts("article.entry h2")


def related(page: Page) -> dict[str, str]:
    return {link.text: link["href"] for link in page.all("nav.related a")}


class TestTheRiver:
    def test_has_the_stories_with_all_of_its_hashtags_newest_first(self, client: Client) -> None:
        make_published(tags=["Ferries", "Ports"], headline="Old", ago=timedelta(hours=2))
        make_published(tags=["Ports", "Ferries", "Snow"], headline="New", ago=timedelta(hours=1))
        make_published(tags=["Ferries"]), make_published(tags=["Ports"])
        assert headlines(page(client)) == ["New", "Old"]
        assert headlines(page(client, "/en/hashtag/Ferries+Ports+Snow/")) == ["New"]

    def test_the_heading_names_them_in_the_language_of_the_page(self, client: Client) -> None:
        make_published(tags=["Ferries", "Ports", "Snow"])
        assert page(client).one("h1").text == "Latest news with #Ferries and #Ports"
        assert page(client).one("title").text == "Latest news with #Ferries and #Ports · newsroom"
        three = page(client, "/en/hashtag/Ferries+Ports+Snow/")
        assert three.one("h1").text == "Latest news with #Ferries, #Ports and #Snow"
        korean = page(client, "/ko/hashtag/Ferries+Ports/")
        assert korean.one("h1").text == "#Ferries, #Ports 최신 뉴스"
        assert korean.one("title").text == "#Ferries, #Ports 최신 뉴스 · newsroom"

    def test_older_stories_lead_through_every_story_exactly_once(self, client: Client) -> None:
        stories = make_many(45, tags=["Ferries", "Ports"])
        seen, path = [], PATH
        while path:
            shown = page(client, path)
            seen += headlines(shown)
            older = shown.all("[data-older] a")
            assert [link.text for link in older] in ([], ["Older stories"])
            path = older[0]["href"] if older else ""
        assert seen == [story.headline for story in stories]

    def test_a_story_that_is_taken_back_leaves_at_once(self, client: Client) -> None:
        story = make_published(tags=["Ferries", "Ports"])
        make_published(tags=["Ferries", "Ports"], headline="Stays")
        assert len(headlines(page(client))) == 2
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        assert headlines(page(client)) == ["Stays"]


class TestWhereNothingIsFound:
    def test_the_page_says_so_and_leads_to_each_of_them(self, client: Client) -> None:
        make_published(tags=["Ferries"]), make_published(tags=["Ports"])
        make_draft(tags=["Ferries", "Ports"])
        shown = page(client)
        assert shown.one("p.empty").text.startswith("No story has all of these hashtags.")
        assert {"/en/hashtag/Ferries/", "/en/hashtag/Ports/"} <= {link["href"] for link in shown.all(".parts a")}
        assert not shown.all("[data-older]")
        assert client.get(PATH).headers["X-Robots-Tag"] == "noindex, follow"

    def test_beyond_the_last_story_too(self, client: Client) -> None:
        make_published(tags=["Ferries", "Ports"])
        beyond = page(client, f"{PATH}?before=0-1")
        assert beyond.one("p.empty").text.startswith("No older story has all of these hashtags.")
        assert beyond.one(".where-we-are a")["href"] == PATH

    def test_among_so_many_rows_it_goes_on_from_there(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(meetings, "WINDOWS", (2, 3))
        monkeypatch.setattr(meetings, "LOOKED_AT", 5)
        newest = timezone.now() - timedelta(hours=1)
        for name in ("Ferries", "Ports"):
            make_many(6, tags=[name], newest=newest)
        make_published(tags=["Ferries", "Ports"], headline="Both", at=newest - timedelta(days=1))
        shown = page(client)
        assert shown.one("p.empty").text.startswith("None of the stories that were looked through has all of")
        onward = shown.one("[data-older] a")
        assert onward.text == "Look further back"
        assert headlines(page(client, onward["href"])) == ["Both"]


class TestItsAddress:
    @pytest.mark.parametrize(
        "spelling",
        ["Ports+Ferries", "ferries+ports", "Boats+Ports", "Ports+Fer-ries", "#Ferries+#Ports", "Ferries+Ports+boats"],
    )
    def test_any_order_spelling_alias_and_double_leads_to_the_one_address(self, client: Client, spelling: str) -> None:
        make_published(tags=["Ferries", "Ports"])
        make_tag("Boats", canonical=Tag.objects.get(name="Ferries"))
        for ending in ("", "feed.rss", "feed.json"):
            response = client.get(f"/en/hashtag/{quote(spelling)}/{ending}?before=12-3")
            assert (response.status_code, response.headers["Location"]) == (301, f"{PATH}{ending}?before=12-3")

    def test_a_hashtag_with_itself_leads_to_its_page(self, client: Client) -> None:
        make_published(tags=["Ferries"])
        make_tag("Boats", canonical=Tag.objects.get(name="Ferries"))
        for spelling in ("Ferries+Ferries", "ferries+FERRIES", "Ferries+Boats", "Boats+boats+Ferries"):
            for ending in ("", "feed.atom"):
                response = client.get(f"/en/hashtag/{spelling}/{ending}")
                assert (response.status_code, response.headers["Location"]) == (301, f"/en/hashtag/Ferries/{ending}")

    def test_a_hashtag_with_pluses_is_still_one(self, client: Client) -> None:
        make_published(tags=["C++", "5G+LTE", "5G", "LTE", "Rust"])
        for path, heading in {
            "/en/hashtag/C++/": "Latest news with #C++",
            "/en/hashtag/C%2B%2B/": "Latest news with #C++",
            "/en/hashtag/5G+LTE/": "Latest news with #5G+LTE",
            "/en/hashtag/C+++Rust/": "Latest news with #C++ and #Rust",
            f"/en/hashtag/{quote('5G＋LTE')}+Rust/": "Latest news with #5G+LTE and #Rust",
        }.items():
            assert page(client, path).one("h1").text == heading
        assert client.get("/en/hashtag/Rust+C++/").headers["Location"] == "/en/hashtag/C+++Rust/"
        assert client.get("/en/hashtag/5g+lte/").headers["Location"] == "/en/hashtag/5G+LTE/"

    def test_what_is_not_found_answers_alike(self, client: Client) -> None:
        make_published(tags=["a", "b", "c", "d", "Hidden"])
        Tag.objects.filter(name="Hidden").update(hidden=True)
        make_tag("Without a story")
        make_draft(tags=["Drafted"])
        make_tag("Drafted")
        taken = make_published(tags=["Withdrawn", "a"])
        workflow.take(taken, "withdraw", by=COMMAND, note="Wrong.")
        bodies = set()
        for spelling in [
            *("a+b+c+d", "a+Unknown", "Unknown+Nobody", "a+Hidden", "hidden+A", "a+Withoutastory", "a+Drafted"),
            *(
                "DRAFTED+a",
                "a+Withdrawn",
                "WITHDRAWN+a",
                "a+Drafted+Drafted",
                "a+ ",
                "+",
                "a+",
                "a+.",
                "Drafted+Drafted",
            ),
        ]:
            for ending in ("", "2026/11/24/", "feed.rss"):
                path = f"/en/hashtag/{quote(spelling)}/{ending}"
                response = client.get(path)
                assert response.status_code == 404, path
                bodies.add(response.content.decode().replace(path.removeprefix("/en").replace("%2B", "+"), ""))
        assert len({re.sub(r"/hashtag/[^\"]*", "", body) for body in bodies}) == 1

    def test_a_day_of_it_is_not_found(self, client: Client) -> None:
        story = make_published(tags=["Ferries", "Ports"])
        assert client.get(f"{PATH}{timezone.localdate(story.published_at):%Y/%m/%d}/").status_code == 404


class TestTheWays:
    def test_each_hashtag_can_be_taken_out_again(self, client: Client) -> None:
        make_published(tags=["Ferries", "Ports", "Snow"])
        assert {link.text: link["href"] for link in page(client).all(".parts a")} == {
            "#Ferries": "/en/hashtag/Ferries/",
            "Without #Ferries": "/en/hashtag/Ports/",
            "#Ports": "/en/hashtag/Ports/",
            "Without #Ports": "/en/hashtag/Ferries/",
        }
        out = {link.text: link["href"] for link in page(client, "/ko/hashtag/Ferries+Ports+Snow/").all("a.part-out")}
        assert out == {
            "#Ferries 빼기": "/ko/hashtag/Ports+Snow/",
            "#Ports 빼기": "/ko/hashtag/Ferries+Snow/",
            "#Snow 빼기": "/ko/hashtag/Ferries+Ports/",
        }

    def test_one_that_its_stories_have_besides_can_be_added_until_there_are_three(self, client: Client) -> None:
        make_tag("Desk notes", hidden=True)
        for _ in range(2):
            make_published(tags=["Ferries", "Ports", "Snow", "Winds", "Desk notes"])
        assert related(page(client)) == {
            "#Snow": "/en/hashtag/Snow/",
            "And #Snow": "/en/hashtag/Ferries+Ports+Snow/",
            "#Winds": "/en/hashtag/Winds/",
            "And #Winds": "/en/hashtag/Ferries+Ports+Winds/",
        }
        assert related(page(client, "/en/hashtag/Ferries+Ports+Snow/")) == {}
        assert related(page(client, f"{PATH}?before=99999999999999999-1")) == {}

    def test_what_is_offered_rests_on_no_story_that_goes_meanwhile(self, client: Client) -> None:
        stories = [make_published(tags=["Ferries", "Ports", "Wrecks"]) for _ in range(2)]
        make_published(tags=["Ferries", "Ports"])
        assert "#Wrecks" in related(page(client))
        for each in stories:
            workflow.take(each, "withdraw", by=COMMAND, note="Wrong.")
        assert related(page(client)) == {}

    def test_nor_on_one_that_expires_while_it_is_kept(self, client: Client) -> None:
        fleeting = [make_published(tags=["Ferries", "Ports", "Fog"]).pk for _ in range(2)]
        for minutes, offered in [(-1, False), (1, True)]:
            until = timezone.now() + PASSING + timedelta(minutes=minutes)
            Article.objects.filter(pk__in=fleeting).update(expires_at=until)
            empty_shelf()
            assert ("#Fog" in related(page(client))) == offered


class TestFoundAndKept:
    def test_no_search_engine_lists_it_but_its_address_is_told(self, client: Client, settings: Settings) -> None:
        settings.SITE_URL = "https://news.example"
        make_many(9, tags=["Ferries", "Ports"])
        strength.refresh()
        response = client.get(PATH)
        shown = Page.of(response)
        assert response.headers["X-Robots-Tag"] == shown.one('meta[name="robots"]')["content"] == "noindex, follow"
        assert shown.one('link[rel="canonical"]')["href"] == f"https://news.example{PATH}"
        assert shown.one('meta[property="og:title"]')["content"] == "Latest news with #Ferries and #Ports"
        for name in ("sitemap.xml", "sitemaps/hashtags-0.xml", "sitemaps/pages.xml"):
            assert "Ferries+" not in client.get(f"/{name}").content.decode()

    def test_it_says_what_it_is_made_of_and_may_be_kept_as_other_pages_are(self, client: Client) -> None:
        story = make_published(tags=["Ferries", "Ports"])
        response = client.get(PATH)
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        ferries, ports = (Tag.objects.get(name=name).pk for name in ("Ferries", "Ports"))
        assert response.headers["Surrogate-Key"] == f"tag-{ferries} tag-{ports} article-{story.pk}"
        again = client.get(PATH, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304

    def test_its_feeds_are_told_of(self, client: Client) -> None:
        make_published(tags=["C++", "Rust"])
        path = "/en/hashtag/C+++Rust/"
        links = page(client, path).all('head link[rel="alternate"]')
        feeds = [link["href"] for link in links if "/feed." in link["href"]]
        assert feeds == [f"{path}feed.{form}" for form in ("rss", "atom", "json")]
        for feed in feeds:
            assert client.get(feed).status_code == 200


class TestItsFeeds:
    def test_one_of_nothing_is_empty_as_its_page_is(self, client: Client) -> None:
        make_published(tags=["Ferries"]), make_published(tags=["Ports"])
        assert client.get(f"{PATH}feed.json").json()["items"] == []

    def test_the_notice_of_a_retraction_stands_in_those_that_had_the_story_and_in_no_other(
        self, client: Client
    ) -> None:
        story = make_published(tags=["Ferries", "Ports"], headline="Sank")
        make_published(tags=["Ferries", "Snow"]), make_published(tags=["Ports"])
        workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
        assert "It was wrong." in client.get(f"{PATH}feed.rss").text
        assert "It was wrong." not in client.get("/en/hashtag/Ferries+Snow/feed.rss").text

    def test_they_have_no_hub_which_would_have_to_be_told_of_every_combination(
        self, client: Client, settings: Settings
    ) -> None:
        settings.WEBSUB_HUBS, settings.SITE_URL = ["https://hub.example/"], "https://news.example"
        make_published(tags=["Ferries", "Ports"])
        response = client.get(f"{PATH}feed.rss")
        assert "hub.example" not in response.text
        assert "Link" not in response.headers
        assert not [path for ping in Ping.objects.all() for path in ping.pages if "+" in path]


class TestWhatItCosts:
    @pytest.mark.parametrize("number", [1, 30, 300])
    def test_the_number_of_queries_does_not_grow(self, client: Client, number: int) -> None:
        make_many(number, tags=["Ferries", "Ports"])
        with CaptureQueriesContext(connection) as from_nothing:
            page(client)
        with CaptureQueriesContext(connection) as warm:
            page(client)
        with CaptureQueriesContext(connection) as cold:
            page(client, PATH.replace("/en/", "/ko/"))
        assert len(warm) == 5, "the epoch, the two hashtags, whether they live, which is sparser, and one window"
        assert len(cold) <= 5 + 2 + 3, "and the cards, and what is related"
        assert len(from_nothing) <= 11, "and the sections"

    def test_nor_where_two_popular_ones_never_meet(self, client: Client) -> None:
        for name in ("Ferries", "Ports"):
            make_many(1_100, tags=[name], apart=timedelta(seconds=1))
        page(client)
        with CaptureQueriesContext(connection) as queries:
            shown = page(client)
        assert headlines(shown) == []
        assert len(queries) == 4 + len(meetings.WINDOWS)

    def test_a_head_of_one_of_so_many_pages_takes_nobodys_place_on_the_shelf(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_published(tags=["Ferries", "Ports"])
        kept: list[object] = []
        get = Shelf.get

        def seen(shelf: Shelf, key: Hashable, make: Callable[[], Any]) -> Any:
            kept.append(key)
            return get(shelf, key, make)

        monkeypatch.setattr(Shelf, "get", seen)
        page(client)
        assert kept
        assert "+" not in repr(kept)
