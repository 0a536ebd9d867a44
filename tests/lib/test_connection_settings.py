"""Settings of a database that a command changes for itself alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection

from newsroom.lib.connection_settings import CACHE, WRITTEN_BACK, by_the_thousand, patient, unhurried

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such settings")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no such settings")


type Lifted = Callable[[], AbstractContextManager[None]]


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        value: str = cursor.fetchone()[0]
        return value


@pytest.mark.django_db
@on_postgresql
@pytest.mark.parametrize(
    ("without", "limit", "usual"), [(unhurried, "statement_timeout", "5s"), (patient, "lock_timeout", "2s")]
)
def test_the_time_limit_is_lifted_and_comes_back(without: Lifted, limit: str, usual: str) -> None:
    assert setting(limit) == usual
    with without():
        assert setting(limit) == "0"
        with without():
            pass
        assert setting(limit) == "0"
    assert setting(limit) == usual


@pytest.mark.django_db
@on_postgresql
def test_stories_by_the_thousand_are_packed_in_the_quicker_way_and_not_waited_for() -> None:
    names = ("default_toast_compression", "synchronous_commit", "gin_pending_list_limit")
    before = [setting(name) for name in names]
    with by_the_thousand():
        assert [setting(name) for name in names] == ["lz4", "off", "16MB"]
    assert [setting(name) for name in names] == before == ["pglz", "on", "4MB"]


@pytest.mark.django_db
@on_postgresql
def test_it_comes_back_after_an_error_of_the_program() -> None:
    with pytest.raises(ZeroDivisionError), unhurried():
        raise ZeroDivisionError
    assert setting("statement_timeout") == "5s"


def pragma(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        value: int = cursor.fetchone()[0]
        return value


HURRY = "synchronous", "wal_autocheckpoint", "cache_size"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@on_sqlite
def test_on_sqlite_stories_by_the_thousand_are_not_waited_for_and_the_next_commit_is() -> None:
    before = [pragma(name) for name in HURRY]
    with by_the_thousand():
        hurried = [pragma(name) for name in HURRY]
    assert hurried == [1, WRITTEN_BACK // pragma("page_size"), -CACHE]
    assert not {*hurried} & {*before}
    assert [pragma(name) for name in HURRY] == before


@pytest.mark.django_db
@on_sqlite
def test_within_a_transaction_sqlite_is_left_as_it_is() -> None:
    before = [pragma(name) for name in HURRY]
    with by_the_thousand():
        assert [pragma(name) for name in HURRY] == before


@pytest.mark.django_db
@on_sqlite
def test_a_page_of_sqlite_holds_several_stories() -> None:
    assert pragma("page_size") == 16 * 1024
