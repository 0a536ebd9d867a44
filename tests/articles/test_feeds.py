"""The feeds of the site, of hashtags, sections and sources, as a feed reader sees them."""

import json
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from articles import commons, drafting, shapes, workflow
from articles.models import Article, Epoch, Image
from articles.storing import store
from tags import merging
from tests.factories import (
    COMMAND,
    make_many,
    make_published,
    make_section,
    make_source,
    make_stored_image,
    make_tag,
)
from tests.html import Page

pytestmark = pytest.mark.django_db

FORMS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
each_form = pytest.mark.parametrize("form", FORMS)


def read(client: Client, path: str) -> Any:
    """As feedparser reads it; of a JSON feed what it has of that."""
    response = client.get(path)
    assert response.status_code == 200, path
    if path.endswith("json"):
        return json.loads(response.content)
    parsed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def titles(client: Client, path: str) -> list[str]:
    feed = read(client, path)
    return [entry["title"] for entry in (feed["items"] if path.endswith("json") else feed.entries)]


def enclosure(client: Client, form: str) -> tuple[str, str, int]:
    """Address, type and length of the first story's."""
    feed = read(client, f"/en/feed.{form}")
    if form == "json":
        (file,) = feed["items"][0]["attachments"]
        return file["url"], file["mime_type"], file["size_in_bytes"]
    (file,) = feed.entries[0].enclosures
    return file.href, file.type, int(file.length)


@pytest.fixture
def story() -> Article:
    source, section = make_source("Korea Herald", sentence="Since 1953."), make_section("Politics")
    return make_published(
        headline="Ferries sail",
        standfirst="After eleven weeks.",
        body='<p>They sail at <a href="/en/hashtag/Nine/">nine</a>.</p>',
        byline="Mara Quill",
        tags=["Ferries", "C#", "재생에너지"],
        lead_image_id=make_stored_image(b"RIFF1234WEBP").pk,
        source_id=source.pk,
        section_id=section.pk,
        original_url="https://herald.example/1",
    )


PATHS = [
    *("/en/", "/en/section/politics/", "/en/source/korea-herald/", "/en/hashtag/Ferries/", "/en/hashtag/C%23/"),
    "/en/hashtag/C%23+Ferries/",
]


class TestEach:
    @each_form
    @pytest.mark.parametrize("path", [*PATHS, "/ko/", "/ko/hashtag/Ferries/", "/en/hashtag/재생에너지/"])
    def test_has_the_stories_of_its_page(self, client: Client, story: Article, path: str, form: str) -> None:
        make_published(headline="Other")
        expected = ["Other", "Ferries sail"] if path in ("/en/", "/ko/") else ["Ferries sail"]
        assert sorted(titles(client, f"{path}feed.{form}")) == sorted(expected)
        assert client.get(f"{path}feed.{form}").headers["Content-Type"] == f"{FORMS[form]}; charset=utf-8"

    @pytest.mark.parametrize("path", PATHS)
    def test_page_leads_to_it(self, client: Client, story: Article, path: str) -> None:
        links = Page.of(client.get(path)).all('link[rel="alternate"]')
        own = {link["type"]: link["href"] for link in links if "/feed." in link["href"]}
        assert own == {type_: f"{path}feed.{form}" for form, type_ in FORMS.items()}

    def test_page_without_one_names_none(self, client: Client, story: Article) -> None:
        day = timezone.localdate(story.published_at)
        for path in (reverse("archive", args=[day]), reverse("hashtag-day", args=["Ferries", day])):
            assert not [link for link in Page.of(client.get(path)).all("head link") if "/feed." in link["href"]]

    @each_form
    def test_says_where_it_is_and_of_what(self, client: Client, story: Article, form: str) -> None:
        feed = read(client, f"/en/hashtag/Ferries/feed.{form}")
        own, page = f"http://testserver/en/hashtag/Ferries/feed.{form}", "http://testserver/en/hashtag/Ferries/"
        if form == "json":
            assert (feed["feed_url"], feed["home_page_url"]) == (own, page)
        else:
            assert {(link.rel, link.href) for link in feed.feed.links} == {("self", own), ("alternate", page)}

    def test_has_the_newest_forty(self, client: Client) -> None:
        stories = make_many(45, tags=["Ferries"])
        expected = [story.headline for story in stories[:40]]
        assert titles(client, "/en/feed.rss") == expected
        assert titles(client, "/en/hashtag/Ferries/feed.atom") == expected

    @each_form
    def test_of_an_alias_or_another_spelling_leads_to_the_hashtag(
        self, client: Client, story: Article, form: str
    ) -> None:
        merging.merge(make_tag("Boats"), into=story.tags.get(name="Ferries"), by=COMMAND)
        for spelling in ("Boats", "ferries"):
            response = client.get(f"/en/hashtag/{spelling}/feed.{form}")
            assert (response.status_code, response.headers["Location"]) == (301, f"/en/hashtag/Ferries/feed.{form}")

    def test_of_what_moved_leads_there(self, client: Client, story: Article) -> None:
        for thing in (story.section, story.source):
            assert thing
            thing.slug = f"new-{thing.slug}"
            commons.save(thing, by=COMMAND)
        for path in ("section/{}politics/feed.rss", "source/{}korea-herald/feed.atom"):
            response = client.get(f"/en/{path.format('')}")
            assert (response.status_code, response.headers["Location"]) == (301, f"/en/{path.format('new-')}")

    @pytest.mark.parametrize(
        "path", ["hashtag/Nothing/feed.rss", "hashtag/Hidden/feed.rss", "section/x/feed.rss", "source/x/feed.rss"]
    )
    def test_of_nothing_is_not_found(self, client: Client, story: Article, path: str) -> None:
        make_tag("Nothing"), make_tag("Hidden", hidden=True)
        make_published(tags=["Hidden"])
        assert client.get(f"/en/{path}").status_code == 404
        assert client.get("/en/feed.xml").status_code == 404

    @each_form
    def test_of_a_site_without_a_story_is_empty(self, client: Client, form: str) -> None:
        assert titles(client, f"/en/feed.{form}") == []


class TestAStory:
    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_says_all_that_a_reader_needs(self, client: Client, story: Article, form: str) -> None:
        entry = read(client, f"/en/feed.{form}").entries[0]
        assert entry.title == "Ferries sail"
        assert entry.link == f"http://testserver{story.get_absolute_url()}"
        assert entry.author == "Mara Quill"
        assert entry.summary == "After eleven weeks."
        assert [tag.term for tag in entry.tags] == ["Politics", "Ferries", "C#", "재생에너지"]
        assert story.lead_image
        picture = f"http://testserver{story.lead_image.url}"
        assert [(file.href, file.type, file.length) for file in entry.enclosures] == [(picture, "image/webp", "12")]
        assert "They sail at" in entry.content[0].value

    @each_form
    def test_has_no_relative_address(self, client: Client, story: Article, form: str) -> None:
        text = client.get(f"/en/feed.{form}").text.replace("&quot;", '"').replace('\\"', '"')
        assert 'href="http://testserver/en/hashtag/Nine/"' in text
        assert 'src="http://testserver/media/' in text
        assert 'href="/en' not in text

    @each_form
    def test_keeps_its_id_whatever_changes(self, client: Client, story: Article, form: str) -> None:
        def id_of(path: str) -> str:
            feed = read(client, f"{path}feed.{form}")
            return str(feed["items"][0]["id"] if form == "json" else feed.entries[0].id)

        before = {id_of("/en/"), id_of("/ko/"), id_of("/en/hashtag/Ferries/")}
        revision = drafting.revise(story, {"headline": "Other words"}, by=COMMAND)
        workflow.publish(story, by=COMMAND, revision=revision)
        assert {*before, id_of("/en/")} == before
        assert len(before) == 1

    def test_says_no_more_than_its_licence_gives(self, client: Client, story: Article) -> None:
        assert story.source
        story.source.extent, story.source.word_limit, story.source.pictures = "words", 4, False
        commons.save(story.source, by=COMMAND)
        for form in FORMS:
            text = client.get(f"/en/feed.{form}").text
            assert "They…" in text
            assert "nine" not in text
            assert "/media/" not in text
            assert "Read the whole story at Korea Herald" in text

    @each_form
    def test_encloses_the_rendition_that_shared_links_show_once_it_is_there(
        self, client: Client, story: Article, form: str
    ) -> None:
        picture = story.lead_image
        assert picture
        stored = (f"http://testserver{picture.url}", "image/webp", 12)
        assert enclosure(client, form) == stored
        Image.objects.filter(pk=picture.pk).update(renditions=picture.cut)
        Epoch.objects.bump()
        assert enclosure(client, form) == stored, "its file has gone"
        picture.refresh_from_db()
        shown = picture.rendition("wide")
        file = shapes.File.named(shown.url.rpartition("/")[2])
        assert file
        store(file.path, b"a JPEG")
        assert enclosure(client, form) == (f"http://testserver{shown.url}", "image/jpeg", 6)

    def test_whose_picture_has_lost_its_file_goes_without(self, client: Client, story: Article) -> None:
        assert story.lead_image
        story.lead_image.file.storage.delete(str(story.lead_image.file))
        assert not read(client, "/en/feed.rss").entries[0].enclosures


class TestThroughItsLife:
    """What a feed reader that looks in again and again is told."""

    FEEDS = [
        f"/en/{path}feed.{form}"
        for path in ("", "hashtag/Ferries/", "hashtag/C%23+Ferries/")
        for form in ("rss", "atom")
    ]

    @pytest.mark.parametrize("path", FEEDS)
    def test_a_story_is_published_corrected_and_withdrawn(self, client: Client, story: Article, path: str) -> None:
        make_published(headline="Other", tags=["Ferries", "C#"])

        def entry() -> Any:
            return next((one for one in read(client, path).entries if "Ferries sail" in one.title), None)

        first = entry()
        assert "updated" not in first or first.updated_parsed == first.published_parsed
        revision = drafting.revise(story, {"standfirst": "After twelve weeks."}, by=COMMAND)
        with travel(timezone.now() + timedelta(hours=1), tick=False):
            workflow.take(story, "correct", by=COMMAND, revision=revision, notice="It was twelve, not eleven.")
        corrected = entry()
        assert corrected.published_parsed == first.published_parsed
        assert corrected.updated_parsed > first.published_parsed
        assert corrected.id == first.id
        assert "After twelve weeks." in corrected.content[0].value
        assert "It was twelve, not eleven." in corrected.content[0].value
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        assert entry() is None

    @pytest.mark.parametrize("path", FEEDS)
    def test_a_retracted_one_is_replaced_by_its_notice_for_seven_days(
        self, client: Client, story: Article, path: str
    ) -> None:
        before = read(client, path).entries[0]
        workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="It was <wrong>.")
        notice = read(client, path).entries[0]
        assert notice.id == before.id, "so that it takes the story's place"
        assert notice.link == before.link
        assert notice.title == "Retracted: Ferries sail"
        assert "It was &lt;wrong&gt;." in notice.content[0].value
        assert "They sail" not in client.get(path).text
        assert notice.updated_parsed > before.published_parsed
        with travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
            assert "It was" in client.get(path).text
        with travel(timezone.now() + timedelta(days=7, hours=1), tick=False):
            assert "Ferries sail" not in client.get(path).text

    def test_a_feed_that_had_nothing_else_goes_once_the_notice_was_shown(self, client: Client, story: Article) -> None:
        workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
        assert client.get("/en/hashtag/Ferries/feed.rss").status_code == 200
        with travel(timezone.now() + timedelta(days=8), tick=False):
            assert client.get("/en/hashtag/Ferries/feed.rss").status_code == 404


class TestItsHeaders:
    @each_form
    def test_a_copy_that_is_still_true_is_not_sent_again(self, client: Client, story: Article, form: str) -> None:
        path = f"/en/hashtag/Ferries/feed.{form}"
        first = client.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert first.headers["Surrogate-Key"].split() == [
            f"tag-{story.tags.get(name='Ferries').pk}",
            f"article-{story.pk}",
        ]
        tag = {"If-None-Match": first.headers["ETag"]}
        again = client.get(path, headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(f"/ko{path[3:]}", headers=tag).status_code == 200
        assert client.get(path.replace(form, "x" + form), headers=tag).status_code == 404

    @pytest.mark.parametrize("change", ["another", "words", "withdraw", "retract", "source", "day"])
    def test_a_copy_that_is_true_no_more_is(self, client: Client, story: Article, change: str) -> None:
        tag = {"If-None-Match": client.get("/en/feed.rss").headers["ETag"]}
        moment = timezone.now()
        match change:
            case "another":
                make_published()
            case "words":
                revision = drafting.revise(story, {"headline": "Other words"}, by=COMMAND)
                workflow.publish(story, by=COMMAND, revision=revision)
            case "withdraw":
                workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
            case "retract":
                workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="Wrong.")
            case "source":
                assert story.source
                story.source.name = "The Herald"
                commons.save(story.source, by=COMMAND)
            case "day":
                moment += timedelta(days=1)
        with travel(moment, tick=False):
            assert client.get("/en/feed.rss", headers=tag).status_code == 200

    def test_a_copy_that_is_still_true_costs_three_small_queries(self, client: Client, story: Article) -> None:
        make_many(30, tags=["Ferries"])
        tag = {"If-None-Match": client.get("/en/hashtag/Ferries/feed.rss").headers["ETag"]}
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/en/hashtag/Ferries/feed.rss", headers=tag).status_code == 304
        assert len(asked) == 3

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_number_of_queries_does_not_grow(self, client: Client, story: Article, number: int) -> None:
        make_many(number, tags=["Ferries"])
        client.get("/en/hashtag/Ferries/feed.rss")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/hashtag/Ferries/feed.rss")
        assert len(asked) == 6


class TestInABrowser:
    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_it_is_styled_by_our_own_sheet_and_leads_to_the_page(
        self, client: Client, story: Article, form: str
    ) -> None:
        response = client.get(f"/en/hashtag/Ferries/feed.{form}", headers={"Accept": "text/html,*/*"})
        assert response.headers["Content-Type"] == "application/xml; charset=utf-8", "or it is shown as source"
        assert response.headers["Vary"] == "Accept"
        assert '<?xml-stylesheet type="text/css" href="/static/css/feed' in response.text
        assert "style-src 'self'" in response.headers["Content-Security-Policy"]
        assert 'href="http://testserver/en/hashtag/Ferries/">Read it as a page<' in response.text
        assert "피드입니다" in client.get(f"/ko/hashtag/Ferries/feed.{form}").text


def test_the_steps_of_a_story_are_those_that_feeds_know() -> None:
    """`updated_at` of a retracted story is when it was retracted: what “for seven days” is counted from."""
    story = make_published()
    with travel(timezone.now() + timedelta(hours=2), tick=False):
        workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="Wrong.")
        assert list(Article.objects.retracted_since(timezone.now())) == [story]
