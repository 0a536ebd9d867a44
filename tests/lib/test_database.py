"""Settings of PostgreSQL that a command changes for itself alone; on SQLite there is nothing to change."""

import pytest
from django.db import connection

from newsroom.lib.database import packed_quickly, unhurried

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


def test_texts_are_packed_in_the_quicker_way_meanwhile() -> None:
    with packed_quickly():
        assert setting("default_toast_compression") == "lz4"
    assert setting("default_toast_compression") == "pglz"


def test_it_comes_back_after_an_error_of_the_program() -> None:
    with pytest.raises(ZeroDivisionError), unhurried():
        raise ZeroDivisionError
    assert setting("statement_timeout") == "5s"
