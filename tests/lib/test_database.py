"""Settings of PostgreSQL that a command changes for itself alone; on SQLite there is nothing to change."""

import pytest
from django.db import connection

from newsroom.lib.database import by_the_thousand, unhurried

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such settings"),
]


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        value: str = cursor.fetchone()[0]
        return value


def test_the_time_limit_is_lifted_and_comes_back() -> None:
    before = setting("statement_timeout")
    assert before == "5s"
    with unhurried():
        assert setting("statement_timeout") == "0"
        with unhurried():
            pass
        assert setting("statement_timeout") == "0"
    assert setting("statement_timeout") == before


def test_stories_by_the_thousand_are_packed_in_the_quicker_way_and_not_waited_for() -> None:
    names = ("default_toast_compression", "synchronous_commit", "gin_pending_list_limit")
    before = [setting(name) for name in names]
    with by_the_thousand():
        assert [setting(name) for name in names] == ["lz4", "off", "16MB"]
    assert [setting(name) for name in names] == before == ["pglz", "on", "4MB"]


def test_it_comes_back_after_an_error_of_the_program() -> None:
    with pytest.raises(ZeroDivisionError), unhurried():
        raise ZeroDivisionError
    assert setting("statement_timeout") == "5s"
