"""“Latest news with #Tag”: the page this project exists for."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import commons, drafting, workflow
from articles.models import Article
from articles.shelf import empty_shelf
from newsroom.lib.keyset import Cursor
from tags.models import Tag
from tests.factories import (
    COMMAND,
    make_draft,
    make_image,
    make_many,
    make_published,
    make_section,
    make_source,
    make_tag,
)
from tests.html import Element, Page

pytestmark = pytest.mark.django_db

NAME = "Cooperation and Mutual Assistance"
PATH = "/en/hashtag/CooperationandMutualAssistance/"
OF_ANY_SCRIPT = [
    *("재생에너지", "日本語", "भारत निर्वाचन आयोग", "مصر", "نامه\u200cای", "ไทย"),
    *("Éire", "Ελλάδα", "Łódź", "İstanbul", "straße", "ﬁsh", "x\u030c"),
    *("C++", "C#", "½", "5€ 10%", "a<b>c"),
    *("🚢", "❤\ufe0f", "👩\u200d🚀 Astronauts", "🏴\u200d☠\ufe0f"),
]
LONG, VERY_LONG = "<p>" + "The quay. " * 40 + "</p>", "<p>" + "The quay. " * 200 + "</p>"


def page(client: Client, path: str = PATH) -> Page:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return Page.of(response)


def headlines(page: Page) -> list[str]:
    return page.texts("article.entry h2")


def entry(client: Client, **story: Any) -> Element:
    """The entry of a story in a river where it stands alone."""
    make_published(tags=[NAME], **story)
    return page(client).one("article.entry")


def not_found(client: Client, path: str) -> str:
    """The body of a 404, without what it repeats of the address."""
    response = client.get(path)
    assert response.status_code == 404, path
    return response.content.decode().replace(path.removeprefix("/en"), "")


class TestTheRiver:
    def test_the_heading_names_the_hashtag(self, client: Client) -> None:
        make_published(tags=[NAME])
        shown = page(client)
        assert shown.one("h1").text == "Latest news with #CooperationandMutualAssistance"
        assert shown.one("title").text == "Latest news with #CooperationandMutualAssistance · newsroom"

    def test_stories_stand_newest_first(self, client: Client) -> None:
        for headline, minutes in [("Second", 20), ("Third", 30), ("First", 10)]:
            make_published(tags=[NAME], headline=headline, ago=timedelta(minutes=minutes))
        assert headlines(page(client)) == ["First", "Second", "Third"]

    def test_only_stories_of_the_hashtag_are_shown(self, client: Client) -> None:
        make_published(tags=[NAME], headline="Ours")
        make_published(tags=["Ferries"], headline="Theirs")
        assert headlines(page(client)) == ["Ours"]

    @pytest.mark.parametrize("apart", [timedelta(minutes=1), timedelta(0)], ids=["a minute apart", "at one instant"])
    def test_older_stories_lead_through_every_story_exactly_once(self, client: Client, apart: timedelta) -> None:
        stories = make_many(45, tags=[NAME], apart=apart)
        seen, lengths, path = [], [], PATH
        while path:
            shown = page(client, path)
            seen += headlines(shown)
            lengths.append(len(headlines(shown)))
            older = shown.all("[data-older] a")
            assert [link.text for link in older] in ([], ["Older stories"])
            path = older[0]["href"] if older else ""
        assert lengths == [20, 20, 5]
        newest_first = sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)
        assert seen == [story.headline for story in newest_first]

    def test_a_last_page_that_is_full_offers_nothing_older(self, client: Client) -> None:
        make_many(20, tags=[NAME])
        assert page(client).all("[data-older]") == []

    def test_an_older_page_leads_back_to_the_newest(self, client: Client) -> None:
        make_many(21, tags=[NAME])
        newest = page(client)
        assert newest.all(".where-we-are") == []
        older = page(client, newest.one("[data-older] a")["href"])
        assert older.one(".where-we-are a")["href"] == PATH

    def test_beyond_the_last_story_the_page_says_so(self, client: Client) -> None:
        make_published(tags=[NAME])
        beyond = page(client, f"{PATH}?before=0-1")
        assert headlines(beyond) == []
        assert beyond.one(".where-we-are a")["href"] == PATH

    def test_what_a_hashtag_is_about_is_told_and_shown(self, client: Client) -> None:
        make_tag(NAME, description="A treaty & what came of it.", picture=make_image(alt="The signing", width=600))
        make_published(tags=[NAME])
        topic = page(client).one("header.topic")
        assert topic.texts("p") == ["#", "A treaty & what came of it."]
        assert (topic.one("img")["alt"], topic.one("img")["width"]) == ("The signing", "600")

    def test_a_story_published_meanwhile_is_there_at_once(self, client: Client) -> None:
        make_published(tags=[NAME], headline="Old", ago=timedelta(minutes=5))
        page(client)
        make_published(tags=[NAME], headline="New")
        assert headlines(page(client)) == ["New", "Old"]


class TestAnEntry:
    def test_is_a_picture_a_headline_where_it_is_from_its_text_and_its_hashtags(self, client: Client) -> None:
        picture = make_image(alt="Two hands on a treaty", width=900, height=600)
        entry(
            client,
            headline="Treaty signed",
            ago=timedelta(days=6, hours=1),
            source_id=make_source("Korea Herald").pk,
            section_id=make_section("Politics").pk,
            lead_image_id=picture.pk,
            body="<p>It was <em>signed</em>.</p><p>At last.</p>",
        )
        story = Article.objects.get()
        shown = page(client).one("article.entry")

        image = shown.one("picture.picture img")
        assert image["src"] == picture.url
        assert image["alt"] == "Two hands on a treaty"
        assert (image["width"], image["height"]) == ("900", "600")
        assert shown.one("h2 a").text == "Treaty signed"
        assert shown.one("h2 a")["href"] == story.get_absolute_url()
        assert shown.one(".meta").text == "Korea Herald · 6 days ago"
        links = {link.text: link["href"] for link in shown.all(".where a")}
        assert links == {"Politics": "/en/section/politics/", "Korea Herald": "/en/source/korea-herald/"}
        assert shown.texts(".text p") == ["It was signed.", "At last."]
        hashtags = {link.text: link["href"] for link in shown.all(".tags a")}
        assert hashtags == {"#CooperationandMutualAssistance": PATH}

    def test_without_a_picture_closes_up(self, client: Client) -> None:
        assert entry(client).all("img") == []

    @pytest.mark.parametrize(
        ("ago", "words"),
        [
            (timedelta(seconds=5), "just now"),
            (timedelta(minutes=1, seconds=30), "1 minute ago"),
            (timedelta(minutes=59), "59 minutes ago"),
            (timedelta(hours=3, minutes=30), "3 hours ago"),
            (timedelta(days=1, hours=1), "1 day ago"),
            (timedelta(days=6, hours=23), "6 days ago"),
        ],
    )
    def test_says_how_long_ago_while_that_is_under_seven_days(self, client: Client, ago: timedelta, words: str) -> None:
        assert entry(client, ago=ago).one("time").text == words

    def test_says_the_day_when_it_is_older(self, client: Client) -> None:
        when = timezone.now() - timedelta(days=7, minutes=1)
        assert entry(client, at=when).one("time").text == when.strftime("%d-%m-%Y")

    def test_tells_machines_the_instant_and_people_the_minute(self, client: Client, settings: Settings) -> None:
        settings.TIME_ZONE = "Asia/Seoul"
        time = entry(client, at=datetime(2026, 3, 1, 20, 30, tzinfo=UTC)).one("time")
        assert time["datetime"] == "2026-03-02T05:30:00+09:00"
        assert time["title"] == "2 March 2026, 05:30 KST"
        assert time.text == "02-03-2026"
        assert "data-relative" in time, "a page that is kept never lies: the browser brings it up to date"

    def test_with_a_short_text_offers_nothing_to_open(self, client: Client) -> None:
        assert entry(client).all("details") == []

    def test_with_a_longer_text_opens_in_place(self, client: Client) -> None:
        shown = entry(client, body=LONG)
        assert shown.one("summary .open").text == "Continue reading"
        assert shown.one(".text").text == ("The quay. " * 40).strip()
        assert shown.all("details a") == [], "all of it is there"

    def test_with_a_long_text_leads_to_the_story(self, client: Client) -> None:
        shown = entry(client, body=VERY_LONG)
        assert shown.one("details a")["href"] == Article.objects.get().get_absolute_url()
        assert shown.one(".text").text.endswith("…")
        assert len(shown.one(".text").text) <= 1100

    def test_in_another_language_says_so(self, client: Client) -> None:
        shown = entry(client, language="ar", headline="الخبر")
        assert (shown.one("h2")["lang"], shown.one("h2")["dir"]) == ("ar", "rtl")
        assert (shown.one(".text")["lang"], shown.one(".text")["dir"]) == ("ar", "rtl")

    def test_does_not_name_hidden_hashtags(self, client: Client) -> None:
        make_tag("Internal", hidden=True)
        make_published(tags=["Internal", NAME])
        assert page(client).texts(".tags a") == ["#CooperationandMutualAssistance"]

    def test_shows_what_somebody_wrote_as_words(self, client: Client) -> None:
        source = make_source("<b>Bold</b> & Sons", slug="bold")
        assert (
            "<script>" not in entry(client, headline="<script>alert(1)</script>", source_id=source.pk).texts("h2")[0:0]
        )
        shown = page(client)
        assert headlines(shown) == ["<script>alert(1)</script>"]
        assert shown.one(".meta strong").text == "<b>Bold</b> & Sons"

    def test_the_first_pictures_load_at_once_and_the_others_when_they_are_near(self, client: Client) -> None:
        for _ in range(4):
            make_published(tags=[NAME], lead_image_id=make_image().pk)
        first, second, *others = page(client).all("article.entry picture.picture img")
        assert first["fetchpriority"] == "high"
        assert "loading" not in first
        assert second["loading"] == "eager"
        assert {image["loading"] for image in others} == {"lazy"}


class TestItsAddress:
    @pytest.mark.parametrize(
        "spelling",
        [
            "cooperationandmutualassistance",
            "COOPERATIONANDMUTUALASSISTANCE",
            "Cooperation and Mutual Assistance",
            "#CooperationandMutualAssistance",
            "Ｃｏｏｐｅｒａｔｉｏｎ-and-MutualAssistance",
        ],
    )
    def test_another_spelling_leads_to_the_one_address(self, client: Client, spelling: str) -> None:
        make_published(tags=[NAME])
        response = client.get(f"/en/hashtag/{quote(spelling)}/")
        assert (response.status_code, response.headers["Location"]) == (301, PATH)

    def test_an_alias_leads_to_its_hashtag(self, client: Client) -> None:
        tag = make_tag(NAME)
        make_tag("CMA", canonical=tag)
        make_published(tags=["CMA"])
        for spelling in ("CMA", "cma"):
            response = client.get(f"/en/hashtag/{spelling}/")
            assert (response.status_code, response.headers["Location"]) == (301, PATH)

    def test_the_query_goes_along(self, client: Client) -> None:
        make_published(tags=[NAME])
        response = client.get("/en/hashtag/COOPERATIONandMutualAssistance/?before=12-3&x=%C3%A9")
        assert response.headers["Location"] == f"{PATH}?before=12-3&x=%C3%A9"

    def test_without_the_last_slash_it_is_found(self, client: Client) -> None:
        make_published(tags=[NAME])
        assert client.get(PATH.rstrip("/")).headers["Location"] == PATH

    @pytest.mark.parametrize("name", OF_ANY_SCRIPT)
    def test_a_hashtag_of_any_script_works_at_a_stable_address(self, client: Client, name: str) -> None:
        make_published(tags=[name])
        tag = Tag.objects.get()
        path = tag.get_absolute_url()
        assert path.isascii()
        assert unquote(path) == f"/en/hashtag/{tag.hashtag}/"
        shown = page(client, path)
        assert shown.one("h1").text == f"Latest news with #{tag.hashtag}"
        assert shown.one("article.entry .tags a")["href"] == path
        assert page(client, path.replace("%E", "%e")).one("h1").text == shown.one("h1").text
        assert client.get(f"/en/hashtag/{quote(tag.key)}/", follow=True).status_code == 200

    def test_a_decomposed_spelling_leads_to_the_composed_one(self, client: Client) -> None:
        make_published(tags=["Éire"])
        response = client.get("/en/hashtag/E%CC%81ire/")
        assert (response.status_code, response.headers["Location"]) == (301, "/en/hashtag/%C3%89ire/")


class TestWhatIsNotFound:
    def test_unknown_hidden_and_empty_answer_alike(self, client: Client) -> None:
        make_published(tags=["Hidden"])
        Tag.objects.filter(name="Hidden").update(hidden=True)
        make_tag("Alias of a hidden one", canonical=Tag.objects.get())
        make_tag("Without a story")
        make_draft(tags=["Never taken up"])
        make_tag("Drafted")
        submitted, revision = make_draft(tags=["Submitted"])
        workflow.take(submitted, "submit", by=COMMAND, revision=revision)
        make_published(tags=["Scheduled"], ago=-timedelta(hours=1))
        withdrawn = make_published(tags=["Withdrawn"])
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        retracted = make_published(tags=["Retracted"])
        workflow.take(retracted, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
        expired = make_published(tags=["Expired"], ago=timedelta(days=2))
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(days=1))

        bodies = {
            not_found(client, f"/en/hashtag/{spelling}/{query}")
            for name in [
                *("Unknown", "Hidden", "AliasofaHiddenone", "Withoutastory", "Nevertakenup", "Drafted"),
                *("Submitted", "Scheduled", "Withdrawn", "Retracted", "Expired"),
            ]
            for spelling in (name, name.lower(), name.upper())
            for query in ("", "?before=1-1", "?before=32503680000000000-1", "2026/11/24/")
        }
        assert len(bodies) == 1

    def test_a_hashtag_that_lost_its_last_story_is_gone_and_comes_back_with_the_next(self, client: Client) -> None:
        story = make_published(tags=[NAME])
        page(client)
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        not_found(client, PATH)
        make_published(tags=[NAME])
        page(client)

    def test_a_hashtag_taken_off_a_story_is_not_its_hashtag_any_more(self, client: Client) -> None:
        story = make_published(tags=[NAME, "Treaty"])
        revision = drafting.revise(story, {}, tag_names=["Treaty"], by=COMMAND)
        page(client)
        workflow.publish(story, by=COMMAND, revision=revision)
        not_found(client, PATH)


class TestADay:
    def test_shows_the_stories_of_that_day_in_the_zone_of_the_site(self, client: Client, settings: Settings) -> None:
        settings.TIME_ZONE = "Asia/Seoul"
        for headline, hour, minute in [("Before", 14, 59), ("First", 15, 0), ("Last", 14, 59), ("After", 15, 0)]:
            day = 1 if headline in ("Before", "First") else 2
            make_published(tags=[NAME], headline=headline, at=datetime(2026, 3, day, hour, minute, tzinfo=UTC))
        shown = page(client, f"{PATH}2026/03/02/")
        assert headlines(shown) == ["Last", "First"]
        assert shown.one("header.topic time").text == "Monday 2 March 2026"
        assert shown.one("header.topic nav a")["href"] == PATH

    def test_without_a_story_is_not_found(self, client: Client) -> None:
        make_published(tags=[NAME], at=datetime(2026, 3, 2, 12, tzinfo=UTC))
        not_found(client, f"{PATH}2026/03/03/")

    def test_in_another_spelling_leads_to_the_one_address(self, client: Client) -> None:
        make_published(tags=[NAME])
        response = client.get("/en/hashtag/cooperationandmutualassistance/2026/03/02/?before=1-1")
        assert (response.status_code, response.headers["Location"]) == (301, f"{PATH}2026/03/02/?before=1-1")

    def test_is_paged_within_the_day(self, client: Client) -> None:
        make_many(25, tags=[NAME], newest=datetime(2026, 3, 2, 0, 22, 30, tzinfo=UTC))
        first = page(client, f"{PATH}2026/03/02/")
        older = page(client, first.one("[data-older] a")["href"])
        assert (len(headlines(first)), len(headlines(older))) == (20, 3)


class TestTheAppBlock:
    def test_leads_to_the_stores_that_have_the_app(self, client: Client, settings: Settings) -> None:
        settings.APP_STORE_URL, settings.GOOGLE_PLAY_URL = "https://apple.example/app?a=1&b=2", "https://play.example/"
        settings.APP_SENTENCE = "Take it along."
        make_published(tags=[NAME])
        app = page(client).one("section.app")
        assert app.one("small").text == "DOWNLOAD THE APP"
        assert app.one("h2").text == "Get Started Now: Download the App"
        assert app.one("p").text == "Take it along."
        stores = {link.text: link["href"] for link in app.all("a")}
        assert stores == {"App Store": settings.APP_STORE_URL, "Google Play": settings.GOOGLE_PLAY_URL}

    @pytest.mark.parametrize(("setting", "store"), [("APP_STORE_URL", "App Store"), ("GOOGLE_PLAY_URL", "Google Play")])
    def test_does_not_show_a_store_without_an_address(
        self, client: Client, settings: Settings, setting: str, store: str
    ) -> None:
        setattr(settings, setting, "https://store.example/")
        make_published(tags=[NAME])
        assert page(client).one("section.app").texts("a") == [store]

    def test_waits_unseen_for_a_browser_that_can_install_it_where_there_is_no_store(self, client: Client) -> None:
        make_published(tags=[NAME])
        block = page(client).one("section.app")
        assert "hidden" in block
        assert block.texts("button[data-install]") == ["Install"]


class TestWhatItCosts:
    @pytest.mark.parametrize("number", [1, 30, 300])
    def test_two_queries_warm_and_four_cold_however_many_stories_there_are(self, client: Client, number: int) -> None:
        make_many(number, tags=[NAME])
        with CaptureQueriesContext(connection) as from_nothing:
            page(client)
        with CaptureQueriesContext(connection) as warm:
            page(client)
        with CaptureQueriesContext(connection) as cold:  # in another language all cards are others
            page(client, PATH.replace("/en/", "/ko/"))
        assert len(warm) <= 2
        assert len(cold) <= 4
        assert len(from_nothing) <= 9, "once, for the hashtag and the sections, and three for the related hashtags"

    def test_a_deep_page_costs_what_the_first_one_costs(self, client: Client) -> None:
        stories = make_many(65, tags=[NAME])
        middle = Cursor(stories[40].shown_at, stories[40].pk)
        page(client)
        with CaptureQueriesContext(connection) as cold:
            assert len(headlines(page(client, f"{PATH}?before={middle}"))) == 20
        assert len(cold) <= 4

    def test_of_a_page_with_one_new_story_one_card_is_made(self, client: Client) -> None:
        make_many(20, tags=[NAME])
        page(client)
        new = make_published(tags=[NAME], ago=timedelta(0))
        with CaptureQueriesContext(connection) as queries:
            page(client)
        whole = [query["sql"] for query in queries if '"headline"' in query["sql"]]
        assert len(whole) == 1
        assert f'"articles_article"."id" IN ({new.pk})' in whole[0]

    def test_a_story_with_many_hashtags_costs_no_more(self, client: Client) -> None:
        for _ in range(2):
            make_published(tags=[NAME, *(f"Subject {number}" for number in range(29))])
        page(client, PATH.replace("/en/", "/ko/"))
        with CaptureQueriesContext(connection) as cold:
            page(client)
        assert len(cold) <= 4


class TestItsHeaders:
    def test_say_who_may_keep_it_and_what_it_is_made_of(self, client: Client) -> None:
        stories = make_many(2, tags=[NAME])
        headers = client.get(PATH).headers
        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        keys = [f"tag-{Tag.objects.get().pk}", *(f"article-{story.pk}" for story in stories)]
        assert headers["Surrogate-Key"].split() == keys
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Content-Language"] == "en"

    def test_are_the_same_for_everybody(self, client: Client) -> None:
        make_published(tags=[NAME])
        response = client.get(PATH)
        assert "Vary" not in response.headers
        assert not response.cookies

    def test_it_is_not_sent_again_while_nothing_has_changed(self, client: Client) -> None:
        story = make_published(tags=[NAME], ago=timedelta(hours=1, minutes=30))
        make_published(tags=[NAME], ago=timedelta(hours=2, minutes=30))
        etag = client.get(PATH).headers["ETag"]
        again = client.get(PATH, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        assert client.get(PATH, headers={"If-None-Match": etag}).status_code == 200

    def test_head_tells_what_get_would(self, client: Client) -> None:
        make_published(tags=[NAME], ago=timedelta(hours=1, minutes=30))
        head, get = client.head(PATH), client.get(PATH)
        assert (head.status_code, head.content) == (200, b"")
        assert {**head.headers, "ETag": get.headers["ETag"]} == get.headers

    def test_it_is_compressed_for_who_can_read_that(self, client: Client) -> None:
        make_many(20, tags=[NAME])
        plain, packed = client.get(PATH), client.get(PATH, headers={"Accept-Encoding": "br"})
        assert packed.headers["Content-Encoding"] == "br"
        assert packed.headers["Vary"].lower() == "accept-encoding"
        assert len(packed.content) < len(plain.content) / 4


class TestInKorean:
    def test_the_frame_is_korean_and_the_stories_are_as_they_were_written(self, client: Client) -> None:
        make_published(tags=[NAME], headline="Treaty signed", ago=timedelta(hours=3, minutes=30))
        path = PATH.replace("/en/", "/ko/")
        assert client.get(path).headers["Content-Language"] == "ko"
        shown = page(client, path)
        assert shown.one("html")["lang"] == "ko"
        assert shown.one("article.entry h2")["lang"] == "en"
        assert shown.one("article.entry time").text == "3시간 전"
        assert "#CooperationandMutualAssistance" in shown.one("h1").text
        assert shown.one("h1").text != page(client).one("h1").text
        assert shown.one("article.entry h2 a")["href"].startswith("/ko/article/")


def test_a_changed_description_shows_at_once(client: Client) -> None:
    tag = make_tag(NAME, description="Before.")
    make_published(tags=[NAME])
    assert "Before." in page(client).texts("header.topic p")
    tag.description = "After."
    commons.save(tag, by=COMMAND)
    assert "After." in page(client).texts("header.topic p")


def test_a_process_that_starts_anew_shows_the_same(client: Client) -> None:
    make_many(3, tags=[NAME])
    before = client.get(PATH).content
    empty_shelf()
    assert client.get(PATH).content == before
