"""The desk and its lists in a browser: a figure and its stories, a step with many, what changed, a preview."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import drafting, workflow
from articles.models import Article
from tests.factories import COMMAND, make_draft, make_published, make_user

WIDTHS = [1280, 390]


@pytest.fixture
def publisher(page: Page, site: LiveServer) -> User:
    """Somebody who has signed in with this browser."""
    person = make_user("Publisher")
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site.url}])
    return person


@pytest.fixture
def waiting(publisher: User) -> Article:
    story, revision = make_draft(headline="The ferry sails at nine", by=make_user("Reporter"))
    workflow.take(story, "submit", by=COMMAND, revision=revision)
    return story


def test_a_figure_leads_to_its_stories_and_a_headline_to_its_form(page: Page, waiting: Article) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Waiting for approval").click()
    page.get_by_role("link", name="The ferry sails at nine").click()
    expect(page).to_have_url(re.compile(rf"/admin/articles/article/{waiting.pk}/change/"))


def test_a_bar_leads_to_the_stories_of_its_hour(page: Page, publisher: User) -> None:
    make_published(headline="Of an hour ago", ago=timedelta(hours=1))
    make_published(headline="Of long ago", ago=timedelta(hours=9))
    page.goto("/admin/")
    bars = page.locator(".hours a")
    expect(bars).to_have_count(24)
    bars.nth(22).click()
    expect(page.locator("#result_list .headline")).to_have_text(["Of an hour ago"])


def test_a_step_is_shown_first_and_then_done(page: Page, waiting: Article) -> None:
    make_draft(headline="Without a source", source_id=None)
    page.goto("/admin/articles/article/")
    page.get_by_label("Select all").check()
    page.locator('select[name="action"]').select_option("bulk_publish")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_role("status")).to_contain_text("1 story can be done. 1 cannot.")
    expect(page.locator(".bulk-part").first).to_contain_text("The story has no source.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("1 story is done.")
    waiting.refresh_from_db()
    assert waiting.status == "published"


def test_what_changed_is_marked_and_can_be_taken_back(page: Page, waiting: Article) -> None:
    drafting.revise(waiting, {"headline": "The ferry sails at ten"}, by=COMMAND)
    page.goto(f"/admin/articles/article/{waiting.pk}/history/")
    page.get_by_role("link", name="What changed").first.click()
    expect(page.locator(".comparison del")).to_have_text(["nine"])
    expect(page.locator(".comparison ins")).to_have_text(["ten"])
    page.get_by_role("link", name="History").last.click()
    page.get_by_role("button", name="Restore as a new draft").last.click()
    expect(page.locator(".messagelist")).to_contain_text("Revision 3 is a draft")


def test_a_preview_stands_in_its_frames_and_goes_out_by_a_link(page: Page, publisher: User) -> None:
    story, _ = make_draft(headline="Nobody knows yet")
    page.goto(f"/admin/articles/article/{story.pk}/preview/")
    for frame in ("On a phone", "On a desktop"):
        framed = page.frame_locator(f'iframe[title="{frame}"]')
        expect(framed.get_by_role("heading", name="Nobody knows yet")).to_be_visible()
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Copy this address now").input_value()
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("note")).to_contain_text("not for publication")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path", ["", "articles/article/", "articles/article/{pk}/history/", "articles/article/{pk}/compare/"]
)
def test_no_page_is_wider_than_its_window(page: Page, waiting: Article, width: int, path: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/admin/" + path.format(pk=waiting.pk))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
