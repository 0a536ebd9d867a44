"""Every page is whole: sound markup, a name for everything, and no link that leads nowhere."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.db import transaction
from django.template.loader import get_template
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.html import Element, Page
from tests.newsroom.pages import LANGUAGES, database_gone, error_pages, furnish, reading_pages

TEMPLATES = Path(project.BASE_DIR) / "templates"
SITE = "http://testserver"
FOREIGN = ("https://", "mailto:")

# All of it, so that it comes before the tests that empty the database.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Page]:
    """Every page a reader can meet, in every language, also of what went wrong; none of the tests changes anything."""
    client = Client(raise_request_exception=False)
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        for store in ("APP_STORE_URL", "GOOGLE_PLAY_URL"):
            patch.setattr(project, store, "https://store.example/")
        newsroom = furnish()
        addresses = reading_pages(newsroom) | {name: address for name, (address, _) in error_pages(newsroom).items()}
        found = {name: client.get(address) for name, address in addresses.items()}
        found["empty day"] = client.get("/en/archive/2020/01/01/")
        found["end of the alphabet"] = client.get("/en/hashtag/?from=%F0%9F%9A%A2")
        with database_gone():
            found |= {f"broken {language}": client.get(f"/{language}/") for language in LANGUAGES}
        transaction.set_rollback(True)
    return {name: Page.of(response) for name, response in found.items()}


@pytest.mark.parametrize("name", [str(file.relative_to(TEMPLATES)) for file in sorted(TEMPLATES.rglob("*.html"))])
def test_every_template_compiles(name: str) -> None:
    get_template(name)


def test_every_page_is_sound(pages: dict[str, Page]) -> None:
    assert len(pages) > 20
    for name, page in pages.items():
        assert page.problems == [], name


def test_every_moment_is_one_that_html_knows(pages: dict[str, Page]) -> None:
    """The Nu checker would tell: of a second there are three digits at most."""
    known = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?")
    for name, page in pages.items():
        assert all(known.fullmatch(time["datetime"]) for time in page.all("time")), name


def test_every_page_has_its_language_and_its_direction(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.one("html")["lang"] in LANGUAGES, name
        assert page.one("html")["dir"] == "ltr", name


def test_every_page_has_a_title_of_its_own_a_heading_and_one_main_part(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.all("h1")) == 1, name
        assert page.one("h1").text, name
        assert len(page.all("main")) == 1, name
        assert page.one("title").text not in ("", "newsroom"), name


def test_every_id_is_there_once_and_every_one_that_is_meant_is_there(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        ids = Counter(element["id"] for element in page if "id" in element)
        assert not [id for id, count in ids.items() if count > 1], name
        for element in page:
            meant = [element.attributes.get(attribute) for attribute in ("for", "aria-labelledby", "aria-describedby")]
            href = element.attributes.get("href", "")
            for id in [*filter(None, meant), *([href[1:]] if href.startswith("#") else [])]:
                assert id in ids, (name, element)


def test_headings_leave_out_no_level(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        level = 0
        for heading in (element for element in page if element.tag in ("h1", "h2", "h3", "h4")):
            assert int(heading.tag[1]) <= level + 1 or level == 0, (name, heading, heading.text)
            level = int(heading.tag[1])


def test_every_picture_says_what_it_shows_and_how_large_it_is(pages: dict[str, Page]) -> None:
    pictures = [(name, image) for name, page in pages.items() for image in page.all("img")]
    assert pictures
    for name, image in pictures:
        assert "alt" in image, (name, image)
        assert int(image["width"]) > 0, (name, image)
        assert int(image["height"]) > 0, (name, image)


def test_everything_that_can_be_used_has_a_name(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for element in page:
            if element.tag in ("a", "button", "summary"):
                assert has_name(element), (name, element)
            if element.tag in ("input", "select", "textarea"):
                assert has_label(element, page), (name, element)
            if element.tag == "nav":
                assert element.attributes.get("aria-label"), (name, element)


def test_parts_of_a_page_that_are_called_alike_are_the_same_part(pages: dict[str, Page]) -> None:
    """Who moves from landmark to landmark hears their names only."""
    for name, page in pages.items():
        navs = [nav["aria-label"] for nav in page.all("nav")]
        assert len(navs) == len(set(navs)), (name, navs)


def test_lists_hold_entries_and_nothing_else(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for holder in (element for element in page if element.tag in ("ul", "ol")):
            assert {child.tag for child in holder.children if isinstance(child, Element)} <= {"li"}, (name, holder)
            assert holder.children, (name, holder)


def test_who_does_not_see_the_page_can_go_straight_to_its_content(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if not name.startswith("broken"):
            first = next(element for element in page.one("body") if element.tag == "a")
            assert (first["href"], page.one("main")["id"]) == ("#main", "main"), name


def test_every_link_within_the_site_leads_somewhere(client: Client) -> None:
    waiting = list(reading_pages(furnish()).values())
    seen: dict[str, int] = {}
    while waiting and len(seen) < 200:
        address = waiting.pop(0)
        if address in seen:
            continue
        response: Any = client.get(address)
        seen[address] = response.status_code
        if response.streaming:
            b"".join(response)
        elif response.headers["Content-Type"].startswith("text/html"):
            waiting += links(Page.of(response), address)
    assert len(seen) > 60
    assert {address: status for address, status in seen.items() if status != 200} == {}


def links(page: Page, address: str) -> list[str]:
    found = [element.attributes.get(name, "") for element in page for name in ("href", "src")]
    path = address.partition("?")[0]
    found = [link.removeprefix(SITE) for link in found]  # a page names its own address whole
    inside = [path + link if link.startswith("?") else link for link in found if link and not link.startswith("#")]
    assert all(link.startswith(("/", *FOREIGN)) for link in inside), inside
    return [link for link in inside if link.startswith("/") and link != "/" and "/archive/" not in link]


def has_name(element: Element) -> bool:
    hidden = element.all('[aria-hidden="true"]')
    words = element.text if not hidden else element.text.replace(hidden[0].text, "", 1)
    return bool(element.attributes.get("aria-label") or words or [i for i in element.all("img") if i["alt"]])


def has_label(element: Element, page: Page) -> bool:
    if element.attributes.get("type") in ("hidden", "submit") or "aria-label" in element:
        return True
    around = any(above.tag == "label" and above.text for above in element.above)
    return around or any(
        label.attributes.get("for") == element.attributes.get("id") for label in page.all("label[for]")
    )
