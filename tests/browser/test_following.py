"""Following without an account: buttons, “My news”, what is new since the last visit, OPML out and in."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from tags import merging
from tags.models import Tag
from tests.factories import COMMAND, make_published, make_section, make_tag

TAG = "/en/hashtag/Treaty/"
FOLLOW = "Follow #Treaty"


@pytest.fixture
def stories(site: LiveServer) -> None:
    sea = make_section("Sea")
    make_published(tags=["Treaty"], headline="Signed", ago=timedelta(hours=3))
    make_published(section_id=sea.pk, headline="Calm", ago=timedelta(hours=2))
    make_published(headline="Elsewhere", ago=timedelta(hours=1))


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate("JSON.parse(localStorage.getItem('follows') ?? '[]')")
    return found


def follow(page: Page, *names: str) -> None:
    page.goto("/en/")
    page.evaluate("(names) => localStorage.setItem('follows', JSON.stringify(names))", list(names))


def opml(tmp_path: Path, text: str) -> Path:
    (file := tmp_path / "follows.opml").write_text(text, encoding="utf-8")
    return file


def outlines(*addresses: str) -> str:
    listed = "".join(f'<outline type="rss" text="{address}" xmlUrl="{address}"/>' for address in addresses)
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="All">{listed}</outline></body></opml>'


def test_the_button_follows_and_lets_go_and_every_page_knows(
    page: Page, context: BrowserContext, stories: None
) -> None:
    page.goto(TAG)
    button = page.get_by_role("button", name=FOLLOW)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert (button.bounding_box() or {"height": 0})["height"] >= 44
    other = context.new_page()
    other.goto(TAG)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(other.get_by_role("button", name=FOLLOW)).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert kept(page) == []


def test_without_script_there_is_no_button(new_context: CreateContextCallback, site: LiveServer, stories: None) -> None:
    plain = new_context(base_url=site.url, java_script_enabled=False).new_page()
    plain.goto(TAG)
    expect(plain.locator("[data-follow]")).to_be_hidden()
    plain.get_by_role("link", name="My news").first.click()
    expect(plain.get_by_text("You follow nothing here yet")).to_be_visible()
    expect(plain.get_by_text("which is switched off")).to_be_visible()
    expect(plain.locator("[data-import]")).to_be_hidden()


def test_my_news_is_the_river_of_what_is_followed_and_leaves_no_cookie(
    page: Page, context: BrowserContext, stories: None
) -> None:
    for path in (TAG, "/en/section/sea/"):
        page.goto(path)
        page.locator("[data-follow]").click()
    page.get_by_role("link", name="My news").first.click()
    expect(page).to_have_url(re.compile(r"/en/my/\?tags=Treaty&sections=sea$"))
    expect(page.locator(".entry h2")).to_have_text(["Calm", "Signed"])
    page.goto("/en/my/")
    expect(page).to_have_url(re.compile(r"/en/my/\?tags=Treaty&sections=sea$"))
    expect(page.locator(".fresh")).to_have_count(0)
    assert context.cookies() == []


def test_what_came_since_the_last_visit_is_marked(page: Page, stories: None) -> None:
    follow(page, "tags:Treaty")
    page.goto("/en/my/?tags=Treaty")
    expect(page.locator("[data-news]")).to_be_hidden()
    page.evaluate(
        """() => {
            const visit = JSON.parse(localStorage.getItem("visit"));
            localStorage.setItem("visit", JSON.stringify({ ...visit, at: visit.at - 3_600_000 }));
        }"""
    )
    make_published(tags=["Treaty"], headline="Ratified")
    for _ in range(2):  # and stays marked when the page is loaded again in the same visit
        page.goto("/en/my/?tags=Treaty")
        expect(page.locator(".entry", has_text="Ratified").locator(".fresh")).to_have_text("New")
        expect(page.locator(".fresh")).to_have_count(1)
        expect(page.get_by_text("New since your last visit: 1")).to_be_visible()


def test_a_hashtag_that_was_merged_is_followed_under_its_new_name(page: Page, stories: None) -> None:
    merging.merge(make_tag("Accord"), into=Tag.objects.get(name="Treaty"), by=COMMAND)
    follow(page, "tags:Accord", "sections:sea")
    page.goto("/en/my/")
    expect(page.locator(".entry h2")).to_have_text(["Calm", "Signed"])
    expect(page.get_by_role("button", name=FOLLOW)).to_have_attribute("aria-pressed", "true")
    assert kept(page) == ["tags:Treaty", "sections:sea"]


def test_what_is_found_no_more_is_said_and_can_be_let_go(page: Page, stories: None) -> None:
    follow(page, "tags:Nowhere", "tags:Treaty")
    page.goto("/en/my/")
    expect(page.get_by_text("nothing is found under this name")).to_be_visible()
    page.get_by_role("button", name="Follow Nowhere").click()
    assert kept(page) == ["tags:Treaty"]


def test_the_fifty_first_is_refused_in_a_sentence(page: Page, stories: None) -> None:
    follow(page, *(f"tags:T{number}" for number in range(50)))
    page.goto(TAG)
    page.get_by_role("button", name=FOLLOW).click()
    expect(page.get_by_role("status")).to_contain_text("fifty already")
    expect(page.get_by_role("button", name=FOLLOW)).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("rubbish", ["{", "7", "[7, null, {}]", '["x:y"]', '"tags:A"'])
def test_what_somebody_else_wrote_into_the_storage_does_no_harm(page: Page, stories: None, rubbish: str) -> None:
    page.goto(TAG)
    page.evaluate("(text) => localStorage.setItem('follows', text)", rubbish)
    page.reload()
    page.get_by_role("button", name=FOLLOW).click()
    expect(page.get_by_role("button", name=FOLLOW)).to_have_attribute("aria-pressed", "true")
    assert kept(page) == ["tags:Treaty"]


def test_opml_goes_out_and_comes_in_at_another_browser(
    page: Page, new_context: CreateContextCallback, site: LiveServer, stories: None, tmp_path: Path
) -> None:
    follow(page, "tags:Treaty", "sections:sea")
    page.goto("/en/my/")
    with page.expect_download() as told:
        page.get_by_role("link", name="Export as OPML").click()
    told.value.save_as(tmp_path / "taken.opml")
    other = new_context(base_url=site.url, service_workers="block").new_page()
    other.goto("/ko/my/")
    other.locator("[data-import]").set_input_files(tmp_path / "taken.opml")
    expect(other.locator(".entry h2")).to_have_text(["Calm", "Signed"])
    assert kept(other) == ["tags:Treaty", "sections:sea"]


def test_of_an_import_what_is_not_of_this_site_is_said(
    page: Page, site: LiveServer, stories: None, tmp_path: Path
) -> None:
    page.goto("/en/my/")
    addresses = [f"{site.url}/en/hashtag/Treaty/feed.rss", "https://elsewhere.example/feed", f"{site.url}/en/nowhere/"]
    page.locator("[data-import]").set_input_files(opml(tmp_path, outlines(*addresses)))
    expect(page.locator(".entry h2")).to_have_text(["Signed"])
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Not of this site, and left out: https://elsewhere.example/feed")
    assert kept(page) == ["tags:Treaty"]


def test_of_an_import_what_is_more_than_fifty_is_said(
    page: Page, site: LiveServer, stories: None, tmp_path: Path
) -> None:
    page.goto("/en/my/")
    addresses = [f"{site.url}/en/hashtag/T{number}/" for number in range(52)]
    page.locator("[data-import]").set_input_files(opml(tmp_path, outlines(*addresses)))
    expect(page.locator("[data-said]")).to_contain_text("More than fifty, and left out: #T50, #T51")
    assert len(kept(page)) == 50


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<opml><body>", "cannot be read"),
        ("not XML at all", "cannot be read"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>", "cannot be read"),
        ("<opml><body/></opml>", "names nothing of this site"),
        (outlines("javascript:alert(1)", "http://[", "%%%"), "names nothing of this site"),
        ("<!DOCTYPE opml [<!ENTITY a 'aaaa'>]><opml><body>&a;</body></opml>", "names nothing of this site"),
        ("x" * 1_100_000, "cannot be read"),
    ],
)
def test_a_file_of_any_kind_is_answered_by_a_sentence(
    page: Page, stories: None, tmp_path: Path, text: str, said: str, complaints: Any
) -> None:
    page.goto("/en/my/")
    page.locator("[data-import]").set_input_files(opml(tmp_path, text))
    expect(page.locator("[data-said]")).to_contain_text(said)
    assert kept(page) == []
    complaints.clear()  # the browser tells where the XML breaks off
