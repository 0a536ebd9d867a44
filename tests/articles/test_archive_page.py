"""The archive: the stories of one day in the site's zone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.factories import make_many, make_published
from tests.html import Page

pytestmark = pytest.mark.django_db

PATH = "/en/archive/2026/03/02/"


def page(client: Client, path: str = PATH) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page.of(response)


def headlines(page: Page) -> list[str]:
    return page.texts("article.entry h2")


def test_a_day_begins_and_ends_at_midnight(client: Client) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    instant = timedelta(microseconds=1)
    for headline, at in [("Before", midnight - instant), ("First", midnight)]:
        make_published(headline=headline, at=at)
    for headline, at in [("Last", midnight + timedelta(days=1) - instant), ("After", midnight + timedelta(days=1))]:
        make_published(headline=headline, at=at)
    assert headlines(page(client)) == ["Last", "First"]


def test_midnight_is_the_midnight_of_the_site(client: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Seoul"
    make_published(headline="There", at=datetime(2026, 3, 1, 15, tzinfo=UTC))
    make_published(headline="Not there", at=datetime(2026, 3, 2, 15, tzinfo=UTC))
    assert headlines(page(client)) == ["There"]


def test_the_day_the_clocks_change_has_all_of_its_hours(client: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Dublin"
    make_published(headline="First", at=datetime(2026, 10, 24, 23, 0, tzinfo=UTC))
    make_published(headline="Twenty-fifth hour", at=datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    make_published(headline="Next day", at=datetime(2026, 10, 26, 0, 0, tzinfo=UTC))
    assert headlines(page(client, "/en/archive/2026/10/25/")) == ["Twenty-fifth hour", "First"]


def test_it_names_its_day_and_leads_to_the_days_around_it(client: Client) -> None:
    shown = page(client)
    assert shown.one("h1").text == "Archive Monday 2 March 2026"
    assert shown.one("h1 time")["datetime"] == "2026-03-02"
    days = {link.text: link["href"] for link in shown.all("header.topic nav a")}
    assert days == {"The day before": "/en/archive/2026/03/01/", "The day after": "/en/archive/2026/03/03/"}


def test_today_has_no_day_after_it(client: Client) -> None:
    shown = page(client, f"/en/archive/{timezone.localdate():%Y/%m/%d}/")
    assert shown.texts("header.topic nav a") == ["The day before"]


def test_a_day_without_stories_says_so(client: Client) -> None:
    assert page(client).one(".empty").text.startswith("There are no stories here yet.")


def test_a_day_to_come_tells_nothing_of_what_is_scheduled(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    make_published(at=tomorrow)
    assert headlines(page(client, f"/en/archive/{tomorrow:%Y/%m/%d}/")) == []


@pytest.mark.parametrize("day", ["0000/00/00", "0001/01/01", "2026/02/30", "2026/13/01", "9999/12/31", "2026/3/2"])
def test_a_day_that_no_calendar_or_no_clock_has_is_not_found(client: Client, day: str) -> None:
    assert client.get(f"/en/archive/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["0001/01/04", "0999/12/31", "9999/12/27"])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_ends_of_the_calendar_can_be_asked_for(client: Client, settings: Settings, day: str, zone: str) -> None:
    settings.TIME_ZONE = zone
    assert headlines(page(client, f"/en/archive/{day}/")) == []


def test_it_is_paged_within_the_day(client: Client) -> None:
    stories = make_many(50, newest=datetime(2026, 3, 2, 0, 44, 30, tzinfo=UTC))
    seen, path = [], PATH
    while path:
        shown = page(client, path)
        seen += headlines(shown)
        path = next((link["href"] for link in shown.all("[data-older] a")), "")
    assert seen == [story.headline for story in stories[:45]]


def test_two_queries_warm_and_four_cold(client: Client) -> None:
    make_many(3, newest=datetime(2026, 3, 2, 12, tzinfo=UTC))
    page(client)
    with CaptureQueriesContext(connection) as warm:
        page(client)
    with CaptureQueriesContext(connection) as cold:
        page(client, PATH.replace("/en/", "/ko/"))
    assert len(warm) <= 2
    assert len(cold) <= 4


def test_anybody_may_keep_it_and_must_ask_each_time(client: Client) -> None:
    story = make_published(at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    response = client.get(PATH)
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Surrogate-Key"] == f"day-2026-03-02 article-{story.pk}"
    assert "Vary" not in response.headers
    assert client.get(PATH, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
