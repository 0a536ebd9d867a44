"""Which language a page is in: the address says it, and `/` leads to the reader's."""

import pytest
from django.test import Client

from newsroom.lib import languages
from tests.html import Page
from tests.newsroom.pages import LANGUAGES, error_pages, furnish, reading_pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        *(("ko", "ko"), ("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("en-GB", "en"), ("fr, ko;q=0.5", "ko"), ("en, ko", "en")),
        *(("fr", "en"), ("", "en"), ("*", "en"), ("ko;q=x,,;;", "en"), ("x" * 2_000, "en")),
    ],
)
def test_the_root_leads_to_the_language_of_the_browser(client: Client, wanted: str, given: str) -> None:
    response = client.get("/", headers={"Accept-Language": wanted})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{given}/")
    assert "Accept-Language" in response.headers["Vary"]


def test_an_address_without_its_prefix_is_completed(client: Client) -> None:
    response = client.get("/hashtag/Treaty/?before=1-1", headers={"Accept-Language": "ko"})
    assert (response.status_code, response.headers["Location"]) == (302, "/ko/hashtag/Treaty/?before=1-1")


@pytest.mark.parametrize("browser", ["ko", "en", "fr", ""])
def test_the_prefix_decides_whatever_the_browser_wants(client: Client, browser: str) -> None:
    for name, address in reading_pages(furnish()).items():
        response = client.get(address, headers={"Accept-Language": browser, "Cookie": f"django_language={browser}"})
        language = address[1:3]
        assert response.headers["Content-Language"] == language, name
        assert Page.of(response).one("html")["lang"] == language, name
        assert "Vary" not in response.headers, name


@pytest.mark.parametrize("prefix", ["fr", "EN", "e", "en-gb", "eng", "en_US", "ko-kr", "%ED%95%9C"])
def test_an_unknown_prefix_is_not_found(client: Client, prefix: str) -> None:
    for path in ("", "hashtag/", "archive/2026/11/24/"):
        assert client.get(f"/{prefix}/{path}").status_code == 404


def test_the_switch_keeps_the_page(client: Client) -> None:
    newsroom = furnish()
    for name, address in reading_pages(newsroom).items():
        page = Page.of(client.get(address))
        menus = page.all("ul.languages")
        assert len(menus) == 2, name
        for menu in menus:
            links = {link["hreflang"]: link for link in menu.all("a")}
            assert list(links) == LANGUAGES, name
            for language, link in links.items():
                assert link["href"] == f"/{language}{address[3:]}", name
                assert link["lang"] == language
                assert ("aria-current" in link) == (language == address[1:3]), name
                assert client.get(link["href"]).status_code == 200, name


def test_the_switch_of_a_page_that_went_wrong_keeps_the_address(client: Client) -> None:
    for name, (address, _) in error_pages(furnish()).items():
        page = Page.of(client.get(address))
        for link in page.all("ul.languages a"):
            assert link["href"] == f"/{link['hreflang']}{address[3:]}", name


def test_what_is_remembered_of_addresses_is_bounded(client: Client) -> None:
    """Anybody may ask for another address, and for a long one."""
    long = f"/en/nowhere?q={'x' * languages.LONGEST_KEPT}"
    before = languages._kept.cache_info()
    page = Page.of(client.get(long))
    assert {link["href"] for link in page.all("ul.languages a")} == {f"/{code}{long[3:]}" for code in LANGUAGES}
    assert languages._kept.cache_info() == before
    assert before.maxsize


def test_where_there_is_no_prefix_the_switch_leads_to_the_front_page(client: Client) -> None:
    page = Page.of(client.get("/nowhere"))
    assert {link["href"] for link in page.all("ul.languages a")} == {f"/{language}/" for language in LANGUAGES}


def test_the_switch_leads_to_no_foreign_host(client: Client) -> None:
    for path in ("//evil.example/x", "/en//evil.example/", "/%2F%2Fevil.example/"):
        page = Page.of(client.get(path))
        for link in page.all("a"):
            assert not link["href"].startswith("//"), path


def test_languages_are_named_by_those_who_speak_them(client: Client) -> None:
    page = Page.of(client.get("/en/"))
    assert page.texts("header ul.languages a") == ["English", "한국어"]
