"""A store keeps so many values and no more, and threads may share it."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from newsroom.lib.store import Store


def test_it_keeps_no_more_than_its_size_and_the_least_recently_used_goes_first() -> None:
    store = Store[int](3)
    for number in range(3):
        store.put(number, number)
    assert store.get(0) == 0, "now the most recently used"
    store.put(3, 3)
    assert [store.get(number) for number in range(4)] == [0, None, 2, 3]
    assert len(store) == 3


def test_what_is_put_again_is_new_again() -> None:
    store = Store[str](2)
    store.put("a", "one")
    store.put("b", "two")
    store.put("a", "three")
    store.put("c", "four")
    assert (store.get("a"), store.get("b")) == ("three", None)


def test_a_value_is_made_once() -> None:
    store, made = Store[str](2), list[str]()

    def make() -> str:
        made.append("card")
        return "card"

    assert [store.get_or_make("key", make) for _ in range(3)] == ["card"] * 3
    assert made == ["card"]


def test_what_is_not_found_is_asked_for_again() -> None:
    store = Store[str | None](2)
    assert store.get_or_make("key", lambda: None) is None
    assert store.get_or_make("key", lambda: "found") == "found"


def test_a_store_of_no_size_keeps_nothing() -> None:
    store = Store[int](0)
    assert store.get_or_make("key", lambda: 1) == 1
    assert len(store) == 0


def test_values_may_count_by_their_weight() -> None:
    store = Store[str](10, weigh=len)
    for key, value in (("a", "four"), ("b", "four"), ("a", "four"), ("c", "so")):
        store.put(key, value)
    assert [store.get(key) for key in "bac"] == ["four", "four", "so"]
    store.put("d", "o")
    assert [store.get(key) for key in "bacd"] == [None, "four", "so", "o"]
    store.put("e", "as long as the store is large")
    store.put("c", "as long as the store is large")
    assert [store.get(key) for key in "acde"] == ["four", None, "o", None]
    for key in "fgh":
        store.put(key, "four")
    assert [store.get(key) for key in "adfgh"] == [None, None, None, "four", "four"]


class Key(str):
    """A key that takes a while to compare, so that threads come between."""

    __slots__ = ()

    def __hash__(self) -> int:
        return len(self)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)


@pytest.fixture
def _hasty_threads() -> Iterator[None]:
    """Threads that take turns after every few instructions."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_hasty_threads")
def test_threads_may_share_it() -> None:
    store = Store[int](2)

    def use(seed: int) -> None:
        keys = Random(seed)  # noqa: S311  any keys do
        for _ in range(5_000):
            key = Key(keys.randrange(6))
            assert store.get_or_make(key, lambda key=key: key) == key  # type: ignore[misc]
            assert len(store) <= 3, "one more only while it is put"

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use, range(8)))
    assert len(store) == 2
