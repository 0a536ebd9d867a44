"""The front page: the newest of everything."""

from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import workflow
from articles.models import Article
from tests.factories import COMMAND, make_draft, make_many, make_published, make_section
from tests.html import Page

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/en/") -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page.of(response)


def headlines(page: Page) -> list[str]:
    return page.texts("article.entry h2")


def test_the_newest_stories_stand_first_whatever_they_are_about(client: Client) -> None:
    make_published(headline="Old", ago=timedelta(days=400), tags=["Ferries"])
    make_published(headline="New", ago=timedelta(minutes=1), section_id=make_section("Culture").pk)
    make_published(headline="Middle", ago=timedelta(hours=1))
    assert headlines(page(client)) == ["New", "Middle", "Old"]


def test_only_what_is_public_is_shown(client: Client) -> None:
    make_published(headline="Public")
    make_draft()
    make_published(ago=-timedelta(minutes=1))
    workflow.take(make_published(), "withdraw", by=COMMAND, note="Wrong.")
    workflow.take(make_published(), "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
    expired = make_published(ago=timedelta(days=1))
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert headlines(page(client)) == ["Public"]


def test_a_scheduled_story_appears_because_its_time_has_come(client: Client) -> None:
    story = make_published(headline="At last", ago=-timedelta(minutes=5))
    assert headlines(page(client)) == []
    due = timezone.now() - timedelta(seconds=1)  # the database's clock cannot be moved, so the date is
    Article.objects.filter(pk=story.pk).update(published_at=due)
    assert headlines(page(client)) == ["At last"]


def test_a_story_is_gone_the_moment_it_expires(client: Client) -> None:
    story = make_published(ago=timedelta(days=1))
    assert headlines(page(client))
    Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert headlines(page(client)) == []


def test_older_stories_lead_through_every_story_exactly_once(client: Client) -> None:
    stories = make_many(45)
    seen, path = [], "/en/"
    while path:
        shown = page(client, path)
        seen += headlines(shown)
        path = next((link["href"] for link in shown.all("[data-older] a")), "")
    assert seen == [story.headline for story in stories]


def test_the_first_page_has_a_lead_story_and_older_ones_have_none(client: Client) -> None:
    make_many(21)
    newest = page(client)
    older = page(client, newest.one("[data-older] a")["href"])
    assert newest.all(".columns.lead")
    assert not older.all(".columns.lead")


def test_sections_archive_and_hashtags_stand_beside_it(client: Client) -> None:
    make_section("Culture", position=2)
    make_section("Politics", position=1)
    links = {link.text: link["href"] for link in page(client).all("aside.beside a")}
    assert list(links) == ["General", "Politics", "Culture", "Stories by day", "All hashtags"]
    for path in links.values():
        assert client.get(path).status_code == 200


def test_without_a_story_it_says_so(client: Client) -> None:
    assert page(client).one(".empty").text.startswith("There are no stories here yet.")


def test_it_says_whose_it_is(client: Client, settings: Settings) -> None:
    settings.SITE_NAME, settings.SITE_SENTENCE = "The <Linnet>", "Sung & read."
    shown = page(client)
    assert shown.one("title").text == "The <Linnet> · Sung & read."
    assert [logo["aria-label"] for logo in shown.all("a.logo")] == ["The <Linnet>: front page"] * 2
    assert shown.one('meta[name="description"]')["content"] == "Sung & read."


def test_two_queries_warm_and_four_cold(client: Client) -> None:
    make_many(30)
    page(client)
    with CaptureQueriesContext(connection) as warm:
        page(client)
    with CaptureQueriesContext(connection) as cold:
        page(client, "/ko/")
    assert len(warm) <= 2
    assert len(cold) <= 4


def test_anybody_may_keep_it_and_must_ask_each_time(client: Client) -> None:
    story = make_published(ago=timedelta(hours=1, minutes=30))
    for code, _ in project.LANGUAGES:
        response = client.get(f"/{code}/")
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert response.headers["Surrogate-Key"] == f"front trending article-{story.pk}"
        assert response.headers["Content-Language"] == code
        assert "Vary" not in response.headers
        assert client.get(f"/{code}/", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
