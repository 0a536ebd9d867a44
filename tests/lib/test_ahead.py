"""What is made in a second process arrives in order, and its failure is noticed."""

import os
from collections.abc import Iterator
from multiprocessing import active_children

import pytest

from newsroom.lib.ahead import ahead


def squares(count: int) -> Iterator[tuple[int, int]]:
    for number in range(count):
        yield number**2, os.getpid()


def failing() -> Iterator[str]:
    yield "one"
    os._exit(3)


def test_all_items_come_in_order_from_another_process() -> None:
    made = list(ahead(squares, 2_000))
    assert [number for number, _ in made] == [number**2 for number in range(2_000)]
    assert os.getpid() not in {process for _, process in made}


def test_a_maker_that_dies_is_an_error_not_an_early_end() -> None:
    made = ahead(failing)
    assert next(made) == "one"
    with pytest.raises(RuntimeError, match="3"):
        next(made)


def test_who_stops_early_leaves_no_process_behind() -> None:
    made = ahead(squares, 1_000_000)
    next(made)
    made.close()  # type: ignore[attr-defined]
    for process in active_children():
        process.join(60)
    assert not active_children()
