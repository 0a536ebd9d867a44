"""Reading a hashtag page, with and without script, on a phone and on a desktop, in light and dark."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.factories import make_published, make_stored_image

LONG = "".join(f"<p>{'The ferry sails at nine and comes back at four, weather permitting. ' * 5}</p>" for _ in range(5))
TAG = "/en/hashtag/HarbourFerryAgreement/"


@pytest.fixture
def stories(site: LiveServer) -> int:
    """A page and a half of them, the newest one long."""
    for hours in range(31, 1, -1):
        make_published(tags=["Harbour Ferry Agreement"], ago=timedelta(hours=hours), headline=f"Sailing {hours}")
    make_published(tags=["Harbour Ferry Agreement"], ago=timedelta(minutes=2), headline="The newest", body=LONG)
    return 31


@pytest.fixture
def plain(new_context: CreateContextCallback, site: LiveServer) -> Page:
    """A reader without script."""
    return new_context(base_url=site.url, java_script_enabled=False).new_page()


def test_the_text_opens_in_place(page: Page, stories: int) -> None:
    page.goto(TAG)
    entry = page.locator(".entry").first
    text = entry.locator(".text")
    closed = text.bounding_box()
    entry.get_by_text("Continue reading").click()
    opened = text.bounding_box()
    assert closed
    assert opened
    assert opened["height"] > closed["height"] * 1.5
    expect(entry.get_by_text("Show less")).to_be_visible()
    assert page.url.endswith(TAG)


def test_the_text_opens_without_script(plain: Page, stories: int) -> None:
    plain.goto(TAG)
    entry = plain.locator(".entry").first
    before = entry.locator(".text").bounding_box()
    entry.get_by_text("Continue reading").click()
    after = entry.locator(".text").bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]


def test_older_stories_come_in_place_and_the_address_moves_along(page: Page, stories: int) -> None:
    page.goto(TAG)
    expect(page.locator(".entry")).to_have_count(20)
    page.get_by_role("link", name="Older stories").click()
    expect(page.locator(".entry")).to_have_count(stories)
    expect(page.get_by_role("link", name="Older stories")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"\?before="))
    expect(page.locator(".entry").nth(20).get_by_role("link").first).to_be_focused()
    page.reload()
    expect(page.locator(".entry")).to_have_count(stories - 20)


def test_older_stories_are_a_link_without_script(plain: Page, stories: int) -> None:
    plain.goto(TAG)
    plain.get_by_role("link", name="Older stories").click()
    assert "?before=" in plain.url
    assert plain.locator(".entry").count() == stories - 20
    plain.get_by_role("link", name="Go to the newest").click()
    assert plain.locator(".entry").count() == 20


def test_a_page_that_was_kept_tells_the_right_time(page: Page, stories: int) -> None:
    page.clock.install(time=timezone.now() + timedelta(days=3))
    page.goto(TAG)
    expect(page.locator("time[data-relative]").first).to_have_text("3 days ago")
    page.clock.fast_forward(timedelta(days=5) // timedelta(milliseconds=1))
    expect(page.locator("time[data-relative]").first).to_have_text(re.compile(r"^\d\d-\d\d-\d{4}$"))


def test_the_keys_j_and_k_go_from_story_to_story(page: Page, stories: int) -> None:
    page.goto(TAG)
    headlines = page.locator(".entry h2 a")
    page.keyboard.press("j")
    expect(headlines.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(headlines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(headlines.nth(0)).to_be_focused()
    page.get_by_label("Keys j and k").uncheck()
    page.keyboard.press("j")
    expect(page.get_by_label("Keys j and k")).to_be_focused()


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_the_colours_follow_the_system_until_the_reader_chooses(page: Page, stories: int) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(TAG)
    dark = background(page)
    page.emulate_media(color_scheme="light")
    light = background(page)
    assert dark != light
    page.locator("[data-theme-switch]").click()  # system → light
    page.locator("[data-theme-switch]").click()  # light → dark
    assert background(page) == dark
    page.reload()
    assert background(page) == dark
    page.locator("[data-theme-switch]").click()  # dark → system
    assert background(page) == light


def test_the_first_stop_of_the_keyboard_is_a_way_past_the_masthead(page: Page, stories: int) -> None:
    page.goto(TAG)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('main') !== null")
    assert inside


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize(
    "address", ["/en/", TAG, "/ko/hashtag/", "/en/article/", "/en/section/general/", "/en/nowhere/"]
)
def test_no_page_is_wider_than_the_screen(
    page: Page, stories: int, address: str, width: int, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if address == "/en/article/":
        page.goto("/en/")
        address = page.locator(".entry h2 a").first.get_attribute("href") or ""
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if address == "/en/nowhere/":
        complaints.clear()  # the browser reports the 404 itself


def test_every_target_is_large_enough_for_a_finger(page: Page, stories: int) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(TAG)
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, label')]
            .filter((each) => each.checkVisibility() && !each.closest('.text, .skip, .unseen'))
            .map((each) => [each.textContent.trim().slice(0, 30), each.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 43.5)
            .map(([name, box]) => `${name}: ${Math.round(box.height)}`)"""
    )
    assert sorted(set(small)) == []


def test_nothing_moves_while_the_page_loads(page: Page, stories: int) -> None:
    page.add_init_script(
        """new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
        }).observe({ type: 'layout-shift', buffered: true })"""
    )
    page.goto(TAG)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted ?? 0") < 0.01


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide


@pytest.mark.parametrize(
    "address", ["/en/", TAG, "/ko/my/?tags=HarbourFerryAgreement&sections=general", "/en/offline/"]
)
def test_text_of_twice_the_size_still_fits_the_narrowest_screen(page: Page, stories: int, address: str) -> None:
    """320 pixels are a window of 1280 at 400 %."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address)
    before = page.evaluate("document.querySelector('h1').getBoundingClientRect().height")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().height") >= before
    assert overflow(page) <= 0


@pytest.mark.parametrize("address", ["/en/", TAG, "/en/my/?tags=HarbourFerryAgreement", "/en/article/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_when_it_is_read_from_right_to_left(page: Page, stories: int, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if address == "/en/article/":
        page.goto("/en/")
        address = page.locator(".entry h2 a").first.get_attribute("href") or ""
    page.goto(address)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert overflow(page) <= 0
    logo = page.locator("header .logo").bounding_box()
    tools = page.locator("header .tools").bounding_box()
    assert logo
    assert tools
    assert logo["x"] > tools["x"], "the logo comes first, that is on the right"


def test_on_paper_the_text_is_whole_and_nothing_is_there_that_only_a_screen_can_use(page: Page, stories: int) -> None:
    page.goto(TAG)
    text = page.locator(".entry .text").first
    on_screen = text.bounding_box()
    page.emulate_media(media="print")
    on_paper = text.bounding_box()
    assert on_screen
    assert on_paper
    assert on_paper["height"] > on_screen["height"]
    for useless in (".ways", ".tools", ".older", ".follow", ".foot", "summary", ".app"):
        assert not page.locator(useless).first.is_visible(), useless
    page.emulate_media(media="print", color_scheme="dark")
    assert background(page) == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


def test_every_part_of_an_entry_is_a_stop_of_the_keyboard_in_the_order_of_reading(page: Page, stories: int) -> None:
    page.goto(TAG)
    entry = page.locator(".entry").first
    page.keyboard.press("j")
    stops = []
    while entry.evaluate("(entry) => entry.contains(document.activeElement)"):
        stops.append(page.evaluate("document.activeElement.textContent.trim().split('\\n')[0]"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", stops
        page.keyboard.press("Tab")
    assert stops[0] == "The newest"
    assert "General" in stops
    assert any("Continue reading" in stop for stop in stops)
    assert stops[-1] == "#HarbourFerryAgreement"


def test_the_text_opens_by_the_keyboard(page: Page, stories: int) -> None:
    page.goto(TAG)
    page.locator(".entry summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entry").first.get_by_text("Show less")).to_be_visible()


def test_the_picture_leads_where_its_headline_leads(page: Page, stories: int) -> None:
    picture = make_stored_image()
    make_published(tags=["Harbour Ferry Agreement"], headline="With a picture", lead_image_id=picture.pk)
    page.goto(TAG)
    box = page.locator(".entry .picture").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("h1")).to_have_text("With a picture")


def test_a_story_is_shared_where_the_browser_can(page: Page, stories: int) -> None:
    page.goto("/en/")
    page.locator(".entry h2 a").first.click()
    expect(page.locator("[data-share]")).to_be_hidden()
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.reload()
    page.get_by_role("button", name="Share").click()
    shared = page.evaluate("window.shared")
    assert shared["title"] == "The newest"
    assert shared["url"] == page.url


def test_the_app_is_offered_where_the_browser_offers_it(page: Page, stories: int) -> None:
    page.goto(TAG)
    install = page.locator("[data-install]")
    expect(install).to_be_hidden()
    page.evaluate(
        """() => {
            const offer = new Event("beforeinstallprompt", { cancelable: true });
            offer.prompt = () => (window.prompted = true);
            dispatchEvent(offer);
        }"""
    )
    expect(page.get_by_role("heading", name="Get Started Now: Download the App")).to_be_visible()
    install.click()
    assert page.evaluate("window.prompted")
    expect(install).to_be_hidden()
