"""A session that was kept is given out again while its server is there."""

import select
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from newsroom.lib.pooled import still_there

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no sessions"),
]


@pytest.fixture
def session() -> Iterator[psycopg.Connection[Any]]:
    connection.ensure_connection()
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password, autocommit=True) as found:
        yield found


def test_one_whose_server_is_there_is_not_asked(
    session: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ConnectionPool, "check_connection", asked.append)
    still_there(session)
    assert asked == []


def test_one_that_the_server_has_ended_is_not_used_again(session: psycopg.Connection[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [session.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        still_there(session)


def test_one_that_has_only_been_told_something_is_used_again(session: psycopg.Connection[Any]) -> None:
    session.execute("LISTEN newsroom")
    with psycopg.connect(session.info.dsn, password=session.info.password, autocommit=True) as other:
        other.execute("NOTIFY newsroom")
    assert select.select([session.fileno()], [], [], 10)[0]
    still_there(session)
    assert session.execute("SELECT 1").fetchone() == (1,)
