"""What the machine that watches this one is told."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import due
from articles.models import Article
from tests.articles.plans import come, planned
from tests.factories import make_published
from tests.newsroom.pages import database_gone

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_live_and_asks_nobody(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert len(queries) == 0


def test_it_is_live_without_a_database(client: Client) -> None:
    with database_gone(OperationalError):
        assert client.get("/health/live").status_code == 200


def test_it_is_ready_when_the_database_answers_and_has_every_migration(client: Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "planned_changes": "ok",
        "overdue_seconds": 0,
        "latest_seconds": 0,
    }


def test_it_is_not_ready_before_the_last_migration(client: Client) -> None:
    MigrationRecorder.Migration.objects.latest("pk").delete()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "ok", "migrations": "1 not applied"}


class TestLateness:
    @pytest.fixture(autouse=True)
    def _late(self) -> None:
        made = planned(make_published())
        come(made, ago=timedelta(minutes=7))
        due.apply_due()
        come(planned(make_published()), ago=timedelta(minutes=5))

    def test_it_is_told_and_keeps_no_reader_out(self, client: Client) -> None:
        response = client.get("/health/ready")
        told = response.json()
        assert (response.status_code, told["status"], told["planned_changes"]) == (200, "ok", "ok")
        assert 300 <= told["overdue_seconds"] < 360
        assert 420 <= told["latest_seconds"] < 480

    def test_so_is_that_of_a_story_that_expired(self, client: Client) -> None:
        story = make_published(ago=timedelta(hours=2))
        Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(hours=1))
        assert 3600 <= client.get("/health/ready").json()["overdue_seconds"] < 3700
        due.apply_due()
        told = client.get("/health/ready").json()
        assert told["overdue_seconds"] == 0
        assert 3600 <= told["latest_seconds"] < 3700

    @pytest.mark.parametrize(("limit", "status"), [(4, 503), (10, 200)])
    def test_beyond_a_limit_that_is_set_it_is_not_ready(
        self, client: Client, settings: Settings, limit: int, status: int
    ) -> None:
        settings.LATENESS_LIMIT_MINUTES = limit
        response = client.get("/health/ready")
        assert response.status_code == status
        assert response.json()["planned_changes"] == ("overdue" if status == 503 else "ok")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_it_is_not_ready_without_a_database_and_tells_no_secrets(client: Client, error: type[Exception]) -> None:
    with database_gone(error):
        response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()["database"] == "no answer"
    assert b"server" not in response.content


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_both_are_for_this_minute_and_need_no_tls(client: Client, settings: Settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.head(path).status_code == 200
