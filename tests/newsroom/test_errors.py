"""What went wrong is told on a page that looks like the site, in the reader's language, and shows the way on."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_user
from tests.html import Page
from tests.newsroom.pages import LANGUAGES, database_gone, error_pages, furnish

pytestmark = pytest.mark.django_db

each_language = pytest.mark.parametrize("language", LANGUAGES)


def looks_like_the_site(page: Page, language: str) -> None:
    assert page.problems == []
    assert page.one("html")["lang"] == language
    assert page.one("header.masthead a.logo")["href"] in (f"/{language}/", "/")
    assert page.all('link[rel="stylesheet"]')
    assert page.one("h1").text
    assert page.one("title").text


def shows_the_way(page: Page, language: str) -> None:
    links = [link["href"] for link in page.all("main nav a")]
    assert f"/{language}/" in links
    assert f"/{language}/hashtag/" in links


@pytest.fixture
def broken(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A reader of a site whose front page fails."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("marker of the failure")

    monkeypatch.setattr("articles.views.latest", fail)
    client.raise_request_exception = False
    return client


class TestPagesOfRefusal:
    def test_look_like_the_site_and_show_the_way_in_every_language(self, client: Client) -> None:
        statuses = set()
        for name, (address, status) in error_pages(furnish()).items():
            language = name.rpartition(" ")[2]
            response = client.get(address)
            statuses.add(status)
            assert response.status_code == status, name
            assert response.headers["Content-Language"] == language, name
            page = Page.of(response)
            looks_like_the_site(page, language)
            shows_the_way(page, language)
        assert statuses == {400, 404, 410}

    def test_are_never_kept(self, client: Client) -> None:
        for name, (address, _) in error_pages(furnish()).items():
            response = client.get(address)
            assert response.headers["Cache-Control"] == "private, no-store", name
            assert "Surrogate-Key" not in response.headers, name
            assert "ETag" not in response.headers, name

    def test_say_the_number_and_what_it_means(self, client: Client) -> None:
        assert Page.of(client.get("/en/nowhere/")).one("h1").text == "404 There is no such page"
        assert Page.of(client.get("/en/?before=x")).one("h1").text == "400 This address cannot be right"

    def test_a_reason_that_a_view_gave_is_told(self, client: Client) -> None:
        told = Page.of(client.get("/en/?before=x")).texts("main p")
        assert told == ["The address of this page of older stories is not complete."]

    def test_what_the_client_sent_is_not_repeated_as_a_reason(self, client: Client) -> None:
        response = client.get("/en/", headers={"Host": "marker.example"})
        assert response.status_code == 400
        assert b"marker" not in response.content

    @each_language
    def test_the_language_is_that_of_the_address_whatever_was_asked_before(self, client: Client, language: str) -> None:
        for other in LANGUAGES:
            client.get(f"/{other}/")
            for address in (f"/{language}/%00", f"/{language}/nowhere/", f"/{language}/?before=x"):
                assert Page.of(client.get(address)).one("html")["lang"] == language

    @each_language
    def test_without_a_prefix_it_is_the_language_of_the_browser(self, client: Client, language: str) -> None:
        page = Page.of(client.get("/nowhere", headers={"Accept-Language": language}))
        looks_like_the_site(page, language)


class TestForbidden:
    @each_language
    def test_looks_like_the_site(self, client: Client, language: str) -> None:
        client.force_login(make_user("Reporter"))
        response = client.get(reverse("admin:articles_source_add"), headers={"Accept-Language": language})
        assert response.status_code == 403
        assert "no-store" in response.headers["Cache-Control"]
        looks_like_the_site(Page.of(response), language)
        shows_the_way(Page.of(response), language)

    @each_language
    def test_a_form_without_its_token_is_told_what_to_do(self, language: str) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post("/admin/account/sign-in/", {"login": "x"}, headers={"Accept-Language": language})
        assert response.status_code == 403
        page = Page.of(response)
        looks_like_the_site(page, language)
        shows_the_way(page, language)
        assert page.one("h1").text != Page.of(self.forbidden(language)).one("h1").text

    def forbidden(self, language: str) -> Any:
        client = Client()
        client.force_login(make_user("Reporter"))
        return client.get(reverse("admin:articles_source_add"), headers={"Accept-Language": language})


class TestServerError:
    @each_language
    def test_looks_like_the_site(self, broken: Client, language: str) -> None:
        response = broken.get(f"/{language}/")
        assert response.status_code == 500
        assert response.headers["Cache-Control"] == "private, no-store"
        page = Page.of(response)
        looks_like_the_site(page, language)
        assert page.one("main nav a")["href"] == "/"

    def test_tells_nothing_of_what_failed(self, broken: Client) -> None:
        content = broken.get("/en/").content
        assert b"marker" not in content
        assert b"Traceback" not in content

    def test_asks_nothing_of_the_database(self, broken: Client) -> None:
        broken.get("/en/")
        with CaptureQueriesContext(connection) as queries:
            broken.get("/en/")
        assert len(queries) == 0

    @pytest.mark.parametrize("address", ["/en/", "/ko/hashtag/Treaty/", "/en/nowhere/", "/en/?before=x"])
    def test_is_what_a_reader_sees_when_the_database_is_gone(self, client: Client, address: str) -> None:
        client.raise_request_exception = False
        with database_gone():
            response = client.get(address)
        assert response.status_code == 500
        looks_like_the_site(Page.of(response), address[1:3])

    def test_is_logged(self, broken: Client, caplog: pytest.LogCaptureFixture) -> None:
        broken.get("/en/")
        assert any(record.exc_info and record.levelname == "ERROR" for record in caplog.records)
