"""The pages of a section and of a source."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import commons, workflow
from articles.models import Article, Section, Source
from tests.factories import COMMAND, make_draft, make_image, make_published, make_section, make_source
from tests.html import Page

pytestmark = pytest.mark.django_db

each = pytest.mark.parametrize(
    ("make", "path"),
    [(make_section, "/en/section/"), (make_source, "/en/source/")],
    ids=["section", "source"],
)

type Make = Callable[[str], Section | Source]


def publish(thing: Section | Source, **story: Any) -> Article:
    """A story of this section or source."""
    return make_published(**{f"{thing._meta.model_name}_id": thing.pk, **story})


def page(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page.of(response)


def headlines(page: Page) -> list[str]:
    return page.texts("article.entry h2")


@each
def test_it_shows_its_own_stories_newest_first(client: Client, make: Make, path: str) -> None:
    ours, theirs = make("Ours"), make("Theirs")
    for headline, minutes in [("Second", 2), ("Third", 3), ("First", 1)]:
        publish(ours, headline=headline, ago=timedelta(minutes=minutes))
    publish(theirs)
    shown = page(client, f"{path}ours/")
    assert headlines(shown) == ["First", "Second", "Third"]
    assert shown.one("h1").text.endswith(" Ours")
    assert shown.one("title").text == "Ours · newsroom"


@each
def test_older_stories_lead_through_every_story_exactly_once(client: Client, make: Make, path: str) -> None:
    thing = make("Ours")
    stories = [publish(thing, ago=timedelta(minutes=age)) for age in range(1, 42)]
    seen, next_path = [], f"{path}ours/"
    while next_path:
        shown = page(client, next_path)
        seen += headlines(shown)
        next_path = next((link["href"] for link in shown.all("[data-older] a")), "")
    assert seen == [story.headline for story in stories]


@each
def test_an_unknown_one_is_not_found(client: Client, make: Make, path: str) -> None:
    assert client.get(f"{path}nowhere/").status_code == 404


@each
@pytest.mark.parametrize("name", ["문화", "Économie", "中文網"])
def test_it_works_in_any_script(client: Client, make: Make, path: str, name: str) -> None:
    thing = make(name)
    publish(thing)
    address = thing.get_absolute_url()
    assert address == path + quote(thing.slug) + "/"
    assert name in page(client, address).one("h1").text


@each
def test_two_queries_warm_and_four_cold(client: Client, make: Make, path: str) -> None:
    thing = make("Ours")
    for _ in range(3):
        publish(thing)
    page(client, f"{path}ours/")
    with CaptureQueriesContext(connection) as warm:
        page(client, f"{path}ours/")
    with CaptureQueriesContext(connection) as cold:
        page(client, f"{path}ours/".replace("/en/", "/ko/"))
    assert len(warm) <= 2
    assert len(cold) <= 4


@each
def test_anybody_may_keep_it_and_must_ask_each_time(client: Client, make: Make, path: str) -> None:
    thing = make("Ours")
    story = publish(thing, ago=timedelta(hours=1, minutes=30))
    response = client.get(f"{path}ours/")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Surrogate-Key"] == f"{thing._meta.model_name}-{thing.pk} article-{story.pk}"
    assert "Vary" not in response.headers
    again = client.get(f"{path}ours/", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@each
def test_a_new_name_shows_at_once_on_its_page_and_on_the_cards(client: Client, make: Make, path: str) -> None:
    thing = make("Ours")
    publish(thing)
    page(client, f"{path}ours/")
    thing.name = "Our own"
    commons.save(thing, by=COMMAND)
    shown = page(client, f"{path}ours/")
    assert shown.one("h1").text.endswith(" Our own")
    assert "Our own" in shown.texts(".where a")


def test_an_empty_section_says_so_since_the_menu_leads_to_it(client: Client) -> None:
    make_section("Culture")
    make_draft(section_id=Section.objects.get(name="Culture").pk)
    shown = page(client, "/en/section/culture/")
    assert headlines(shown) == []
    assert shown.one(".empty a")["href"] == "/en/"


def test_a_source_of_which_nothing_is_public_is_not_found(client: Client) -> None:
    source = make_source("Whistle")
    make_draft(source_id=source.pk)
    make_published(source_id=source.pk, ago=-timedelta(hours=1))
    story = make_published(source_id=source.pk)
    page(client, "/en/source/whistle/")
    workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
    for query in ("", "?before=1-1", "?before=32503680000000000-1"):
        assert client.get(f"/en/source/whistle/{query}").status_code == 404


def test_a_source_says_who_it_is(client: Client) -> None:
    logo = make_image(of_the_house=True, width=64, height=32)
    source = make_source("Korea Herald", website="https://herald.example/?a=1&b=2", sentence="Since 1953.", logo=logo)
    make_published(source_id=source.pk)
    shown = page(client, "/en/source/korea-herald/")
    topic = shown.one("header.topic")
    assert topic.texts("p") == ["Since 1953."]
    assert topic.all("a")[0]["href"] == "https://herald.example/?a=1&b=2"
    image = topic.one("img")
    assert (image["src"], image["alt"], image["width"], image["height"]) == (logo.url, "", "64", "32")
    assert shown.one('meta[name="description"]')["content"] == "Since 1953."


def test_a_new_section_is_in_the_menu_of_every_page_at_once(client: Client) -> None:
    page(client, "/en/")
    commons.save(Section(name="Culture", slug="culture", position=1), by=COMMAND)
    assert page(client, "/en/").texts("nav.sections a") == ["General", "Culture"]
