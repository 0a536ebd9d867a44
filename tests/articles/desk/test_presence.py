"""“Also open by …”: who has a story open hears who else has."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Presence
from tests.factories import make_draft, make_published, make_user

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return reverse("admin:articles_article_presence", args=[article.pk])


def at_the_desk(**person: str) -> Client:
    client = Client()
    client.force_login(make_user("Editor", **person))
    return client


def test_two_people_hear_of_each_other() -> None:
    article, _ = make_draft()
    ida, tom = at_the_desk(username="ida", first_name="Ida", last_name="Moor"), at_the_desk(username="tom")
    assert ida.post(address(article)).json() == {"others": []}
    assert tom.post(address(article)).json() == {"others": ["Ida Moor"]}
    assert ida.post(address(article)).json() == {"others": ["tom"]}


def test_whoever_was_not_heard_of_for_a_minute_is_gone() -> None:
    article, _ = make_draft()
    ida, tom = at_the_desk(username="ida"), at_the_desk(username="tom")
    ida.post(address(article))
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert tom.post(address(article)).json() == {"others": []}


def test_another_story_is_another_matter() -> None:
    ida, tom = at_the_desk(username="ida"), at_the_desk(username="tom")
    ida.post(address(make_draft()[0]))
    assert tom.post(address(make_draft()[0])).json() == {"others": []}


def test_only_telling_counts_as_being_there() -> None:
    article, _ = make_draft()
    assert "csrf" in at_the_desk().get(address(article)).json()
    assert not Presence.objects.exists()


def test_a_beat_is_one_row_and_one_statement_however_often() -> None:
    article, _ = make_draft()
    person = make_user("Editor")
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            Presence.objects.beat(article, person)
    assert len(queries) == 3
    assert Presence.objects.count() == 1


def test_whoever_may_not_write_on_it_is_told_nothing() -> None:
    client = Client()
    client.force_login(make_user("Reporter"))
    assert client.post(address(make_draft()[0])).status_code == 404
    assert client.post(address(make_published())).status_code == 403
