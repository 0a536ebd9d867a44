"""The index of all hashtags, from A to Z."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article
from tags.models import Tag
from tests.factories import COMMAND, make_draft, make_published, make_tag
from tests.html import Page

pytestmark = pytest.mark.django_db

PATH = "/en/hashtag/"


def page(client: Client, path: str = PATH) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page.of(response)


def groups(page: Page) -> dict[str, list[str]]:
    return {section.one("h2").text: section.texts("li a") for section in page.all("section.initial")}


def publish(*names: str) -> None:
    for start in range(0, len(names), 30):
        make_published(tags=names[start : start + 30])


def test_hashtags_stand_in_order_under_their_first_character(client: Client) -> None:
    publish("Treaty", "ferries", "Éire", "Ferry strike", "2026", "7 seas", "까치", "가을", "Élan", "🚢")
    assert groups(page(client)) == {
        "0–9": ["#2026", "#7seas"],
        "F": ["#ferries", "#Ferrystrike"],
        "T": ["#Treaty"],
        "É": ["#Éire", "#Élan"],
        "가": ["#가을", "#까치"],
        "🚢": ["#🚢"],
    }


def test_every_hashtag_leads_to_its_page(client: Client) -> None:
    publish("C#", "Éire", "Ferry strike")
    for link in page(client).all("section.initial a"):
        assert client.get(link["href"]).status_code == 200


def test_only_hashtags_with_a_public_story_are_listed(client: Client) -> None:
    publish("Public")
    make_tag("Nothing")
    make_draft(tags=["Drafted"])
    make_tag("Drafted")
    make_published(tags=["Scheduled"], ago=-timedelta(hours=1))
    withdrawn = make_published(tags=["Withdrawn"])
    workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
    expired = make_published(tags=["Expired"], ago=timedelta(days=2))
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(days=1))
    publish("Hidden")
    Tag.objects.filter(name="Hidden").update(hidden=True)
    make_tag("Alias", canonical=Tag.objects.get(name="Public"))
    assert groups(page(client)) == {"P": ["#Public"]}


def test_it_can_be_entered_anywhere(client: Client) -> None:
    publish("Apples", "Ferries", "Treaty")
    assert list(groups(page(client, f"{PATH}?from=F"))) == ["F", "T"]
    assert list(groups(page(client, f"{PATH}?from=fer"))) == ["F", "T"]
    assert list(groups(page(client, f"{PATH}?from=g"))) == ["T"]
    assert list(groups(page(client, f"{PATH}?from="))) == ["A", "F", "T"]


def test_the_letters_lead_to_where_theirs_begin(client: Client) -> None:
    publish("Apples", "Ferries", "다리", "하늘")
    letters = {link.text: link["href"] for link in page(client).all(".jump a")}
    assert list(groups(page(client, PATH + letters["B"]))) == ["F", "다", "하"]
    assert list(groups(page(client, PATH + quote(letters["라"], safe="?=")))) == ["하"]


def test_beyond_the_last_hashtag_it_leads_back_to_the_first(client: Client) -> None:
    publish("Apples")
    beyond = page(client, f"{PATH}?from=b")
    assert groups(beyond) == {}
    assert beyond.one(".further a")["href"] == PATH


def test_its_pages_show_every_hashtag_exactly_once(client: Client) -> None:
    names = [f"Subject {number:03}" for number in range(610)]
    publish(*names)
    seen: list[str] = []
    query = ""
    for expected in (300, 300, 10):
        shown = page(client, PATH + query)
        found = shown.texts("section.initial li a")
        assert len(found) == expected
        seen += found
        query = next((link["href"] for link in shown.all(".further a")), "")
    assert query == ""
    assert seen == [f"#{name.replace(' ', '')}" for name in names]


def test_it_takes_one_query_beside_the_two_of_the_frame(client: Client) -> None:
    publish(*(f"Subject {number:03}" for number in range(60)))
    with CaptureQueriesContext(connection) as queries:
        page(client)
    assert len(queries) <= 4, "with the one for the trending hashtags, which is kept"
    with CaptureQueriesContext(connection) as queries:
        page(client)
    assert len(queries) <= 2


def test_anybody_may_keep_it_and_must_ask_each_time(client: Client) -> None:
    response = client.get(PATH)
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Surrogate-Key"] == "tags trending"
    assert "Vary" not in response.headers
    assert client.get(PATH, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.head(PATH).status_code == 200
