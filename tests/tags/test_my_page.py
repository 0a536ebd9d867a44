"""“My news”: the page of what a browser follows, its list to take along, and the buttons that fill it."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tags import merging
from tags.following import LIMIT
from tags.models import Tag
from tests.environment import EXAMPLE
from tests.factories import COMMAND, make_many, make_published, make_section, make_source, make_tag
from tests.html import Page

pytestmark = pytest.mark.django_db


def my(client: Client, query: str = "", language: str = "en") -> Page:
    response = client.get(f"/{language}/my/{query}")
    assert response.status_code == 200
    return Page.of(response)


class TestNothingFollowed:
    def test_the_page_says_how_to_begin(self, client: Client) -> None:
        make_published(tags=["Ferries"])
        page = my(client)
        assert not page.all("article.entry")
        (said,) = page.texts("p.empty a")
        assert said == "All hashtags"
        assert page.all("[data-import]")
        assert not page.all('a[href="/en/my/follows.opml?"]')

    def test_without_script_it_says_what_is_missing(self, client: Client) -> None:
        assert "JavaScript" in my(client).one("p.unscripted").text

    def test_it_takes_no_query_but_that_of_the_epoch(self, client: Client) -> None:
        my(client)
        with CaptureQueriesContext(connection) as queries:
            my(client)
        assert len(queries) == 1


class TestTheRiver:
    def test_is_the_ordinary_river(self, client: Client) -> None:
        make_published(tags=["Ferries"], headline="By hashtag", ago=timedelta(hours=2))
        make_published(section_id=make_section("Sea").pk, headline="By section", ago=timedelta(hours=1))
        make_published(headline="Neither")
        page = my(client, "?tags=Ferries&sections=sea")
        assert page.texts("article.entry h2") == ["By section", "By hashtag"]

    def test_goes_on_with_what_is_followed(self, client: Client) -> None:
        make_many(25, tags=["Ferries", "C++"])
        page = my(client, "?tags=c%2B%2B,Ferries,nowhere")
        older = page.one('a[rel="next"]')["href"]
        assert older.startswith("/en/my/?tags=C%2B%2B,Ferries&before=")
        rest = Page.of(client.get(older))
        assert len(rest.all("article.entry")) == 5
        assert rest.one("p.where-we-are a")["href"] == "/en/my/?tags=C%2B%2B,Ferries"

    def test_fifty_follows_take_ten_queries_and_fewer_once_the_cards_are_kept(self, client: Client) -> None:
        names = [f"Tag{number}" for number in range(LIMIT)]
        for name in names:
            make_many(2, tags=[name])
        for wanted in (10, 7):
            with CaptureQueriesContext(connection) as queries:
                page = my(client, f"?tags={','.join(names)}")
            assert len(page.all("article.entry")) == 20
            assert len(queries) <= wanted

    def test_more_than_fifty_are_refused_in_a_sentence(self, client: Client) -> None:
        response = client.get("/en/my/?tags=" + ",".join(f"t{number}" for number in range(LIMIT + 1)))
        assert response.status_code == 400
        assert "at most 50" in Page.of(response).one("main").text

    def test_is_for_its_readers_own_browser_and_no_search_engine(self, client: Client) -> None:
        make_published(tags=["Ferries"])
        response = client.get("/en/my/?tags=Ferries")
        assert response.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
        assert "tag-" in response.headers["Surrogate-Key"]
        assert not response.cookies
        assert "noindex" in Page.of(response).one('meta[name="robots"]')["content"]
        again = client.get("/en/my/?tags=Ferries", headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


class TestTheList:
    def test_tells_the_browser_what_a_name_is_today(self, client: Client) -> None:
        make_published(tags=["Treaty"])
        merging.merge(make_tag("Accord"), into=Tag.objects.get(name="Treaty"), by=COMMAND)
        (entry,) = my(client, "?tags=accord").all("li[data-asked]")
        assert entry["data-asked"] == "tags:accord"
        assert entry.one("[data-follow]")["data-follow"] == "tags:Treaty"
        assert entry.one("a")["href"] == "/en/hashtag/Treaty/"

    def test_names_what_nothing_is_found_under_and_lets_it_go(self, client: Client) -> None:
        page = my(client, "?tags=%3Cb%3E&sources=nobody")
        names = [button["data-follow"] for button in page.all("aside [data-follow]")]
        assert names == ["tags:<b>", "sources:nobody"]
        assert "nothing is found under this name" in page.one("aside").text


class TestOutlines:
    def test_name_each_feed_and_page(self, client: Client) -> None:
        source = make_source("Linnet & Sons")
        make_published(tags=["C++"], source_id=source.pk, section_id=make_section("Sea").pk)
        response = client.get("/ko/my/follows.opml?tags=c%2B%2B,nowhere&sections=sea&sources=" + source.slug)
        assert response.headers["Content-Type"].startswith("text/x-opml")
        assert "attachment" in response.headers["Content-Disposition"]
        outlines = ElementTree.fromstring(response.content).findall("body/outline")  # noqa: S314  our own
        told = {outline.attrib["text"]: outline.attrib["xmlUrl"] for outline in outlines}
        assert told == {
            "#C++": "http://testserver/ko/hashtag/C++/feed.rss",
            "Sea": "http://testserver/ko/section/sea/feed.rss",
            "Linnet & Sons": f"http://testserver/ko/source/{source.slug}/feed.rss",
        }

    def test_of_nothing_are_whole(self, client: Client) -> None:
        root = ElementTree.fromstring(client.get("/en/my/follows.opml").content)  # noqa: S314
        assert (root.tag, root.attrib["version"], root.findall("body/outline")) == ("opml", "2.0", [])


class TestButtons:
    def test_stand_on_the_pages_of_hashtags_sections_and_sources(self, client: Client) -> None:
        story = make_published(tags=["Ferries"], section_id=make_section("Sea").pk)
        assert story.source
        for path, name in {
            "/en/hashtag/Ferries/": "tags:Ferries",
            "/en/section/sea/": "sections:sea",
            f"/en/source/{story.source.slug}/": f"sources:{story.source.slug}",
        }.items():
            (button,) = Page.of(client.get(path)).all("button[data-follow]")
            assert button["data-follow"] == name
            assert button["aria-pressed"] == "false"
            assert button.text.startswith("Follow ")

    def test_their_limit_is_that_of_the_page(self) -> None:
        script = (EXAMPLE.parent / "static/js/follow.js").read_text("utf-8")
        assert re.findall(r"LIMIT = (\d+)", script) == [str(LIMIT)]
