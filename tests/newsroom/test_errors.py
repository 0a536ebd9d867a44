"""What went wrong is told on a page that looks like the site, in the reader's language, and shows the way on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from django.utils import translation
from pytest_django import Settings

from articles import workflow
from newsroom import errors, urls
from tags import trending
from tags.models import Trend
from tests.factories import COMMAND, make_published, make_user
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

    def test_is_logged(self, broken: Client, caplog: pytest.LogCaptureFixture) -> None:
        broken.get("/en/")
        assert any(record.exc_info and record.levelname == "ERROR" for record in caplog.records)


def nothing_here(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class TestWhoMissedSomething:
    """404 and 410 offer the search and what is trending."""

    @pytest.fixture
    def trend(self) -> None:
        for _ in range(2):
            make_published(tags=["Strike"], ago=timedelta(hours=1))
        trending.refresh()
        assert Trend.objects.shown()

    @pytest.mark.usefixtures("trend")
    @each_language
    def test_is_shown_what_is_trending(self, client: Client, language: str) -> None:
        gone = make_published(headline="Withdrawn")
        workflow.take(gone, "withdraw", by=COMMAND, note="Wrong.")
        for address in ("nowhere/", f"article/{gone.pk}/x/"):
            page = Page.of(client.get(f"/{language}/{address}"))
            assert page.problems == []
            assert page.one("section.trending a")["href"] == f"/{language}/hashtag/Strike/"

    @pytest.mark.usefixtures("trend")
    def test_is_not_troubled_with_it_elsewhere(self, client: Client) -> None:
        assert Page.of(client.get("/en/?before=x")).all(".trending") == []

    @pytest.mark.usefixtures("trend")
    def test_costs_one_query_when_warm_however_many_ask(self, client: Client) -> None:
        client.get("/en/nowhere/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/nowhere/else/")
        assert len(queries) == 1, "the one for the epoch"

    def test_can_search_where_there_is_a_search(self, settings: Settings) -> None:
        settings.ROOT_URLCONF = (path("en/search/", nothing_here, name="search"), *urls.urlpatterns)
        with translation.override("en"):
            page = Page.of(errors.not_found(RequestFactory().get("/en/nowhere/"), Http404()))
        form = page.one("main form")
        assert (form["action"], form["role"]) == ("/en/search/", "search")
        assert page.one("main input")["name"] == "q"


class TestUnavailable:
    """503 when the database does not answer, or the site is closed."""

    @pytest.mark.parametrize("error", [OperationalError, InterfaceError])
    @pytest.mark.parametrize("address", ["/en/", "/ko/hashtag/Treaty/", "/en/nowhere/", "/en/?before=x"])
    def test_is_what_a_reader_sees_when_the_database_is_gone(
        self, client: Client, address: str, error: type[Exception]
    ) -> None:
        client.raise_request_exception = False
        with database_gone(error):
            response = client.get(address)
        self.says_when_to_come_again(response, address[1:3])

    def says_when_to_come_again(self, response: Any, language: str) -> None:
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "60"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Content-Security-Policy" in response.headers
        page = Page.of(response)
        looks_like_the_site(page, language)
        assert page.one("main nav a")["href"] == "/"

    def test_any_other_failure_is_none(self, broken: Client) -> None:
        assert broken.get("/en/").status_code == 500

    @each_language
    def test_closed_every_page_says_so_and_nothing_asks_the_database(
        self, client: Client, settings: Settings, language: str
    ) -> None:
        settings.MAINTENANCE = True
        with CaptureQueriesContext(connection) as queries:
            for address in ("", "hashtag/Treaty/", "nowhere/", "?before=x"):
                self.says_when_to_come_again(client.get(f"/{language}/{address}"), language)
            assert client.post("/admin/account/sign-in/").status_code == 503
        assert not queries.captured_queries

    def test_closed_who_watches_the_machine_is_answered(self, client: Client, settings: Settings) -> None:
        settings.MAINTENANCE = True
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 200

    def test_the_words_tell_a_closed_site_from_a_lost_database(self, client: Client, settings: Settings) -> None:
        client.raise_request_exception = False
        with database_gone():
            lost = Page.of(client.get("/en/")).texts("main p")
        settings.MAINTENANCE = True
        assert Page.of(client.get("/en/")).texts("main p") != lost
