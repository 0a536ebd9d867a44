"""What is made in a second process or thread arrives in order, and its failure is noticed."""

import os
import threading
from collections.abc import Generator, Iterator
from functools import partial
from multiprocessing import active_children

import pytest

from newsroom.lib.ahead import ahead, beforehand


def squares(count: int) -> Iterator[tuple[int, int]]:
    for number in range(count):
        yield number**2, os.getpid()


def failing() -> Iterator[str]:
    yield "one"
    os._exit(3)


def test_all_items_come_in_order_from_another_process() -> None:
    made = list(ahead(partial(squares, 2_000)))
    assert [number for number, _ in made] == [number**2 for number in range(2_000)]
    assert os.getpid() not in {process for _, process in made}


def test_the_first_come_from_this_process_while_the_other_one_starts() -> None:
    made = list(ahead(partial(squares, 3), meanwhile=squares(2)))
    assert [number for number, _ in made] == [0, 1, 0, 1, 4]
    assert [process == os.getpid() for _, process in made] == [True, True, False, False, False]


def test_a_maker_that_dies_is_an_error_not_an_early_end() -> None:
    made = ahead(failing)
    assert next(made) == "one"
    with pytest.raises(RuntimeError, match="3"):
        next(made)


def test_who_stops_early_leaves_no_process_behind() -> None:
    made = ahead(partial(squares, 1_000_000))
    next(made)
    made.close()
    for process in active_children():
        process.join(60)
    assert not active_children()


def test_the_next_item_is_made_in_a_thread_while_one_is_in_use() -> None:
    begun = [threading.Event() for _ in range(4)]

    def items() -> Generator[tuple[int, int]]:
        for number in range(3):
            begun[number].set()
            yield number, threading.get_ident()
        begun[3].set()

    for number, thread in beforehand(items()):
        assert begun[number + 1].wait(10)
        assert thread != threading.get_ident()


def test_an_error_in_the_thread_is_raised_where_the_item_is_asked_for() -> None:
    def items() -> Generator[int]:
        yield 1
        raise ZeroDivisionError

    made = beforehand(items())
    assert next(made) == 1
    with pytest.raises(ZeroDivisionError):
        next(made)


def test_what_is_no_longer_wanted_is_closed() -> None:
    closed = []

    def items() -> Generator[int]:
        try:
            yield from range(1_000)
        finally:
            closed.append(True)

    made = beforehand(items())
    next(made)
    made.close()  # type: ignore[attr-defined]
    assert closed
