"""Doing the next thing in a second process or thread, while this one waits for the database."""

import os
import pickle
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

import django


def ahead[Item](make: Callable[[], Iterator[Item]], *, meanwhile: Iterable[Item] = ()) -> Generator[Item]:
    """What `make()` yields, made in a process of its own, two or so in advance. It must ask no database.

    Before it come the items of `meanwhile`, made in this process while the other one starts.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    maker = context.Process(target=_send, args=(sender, pickle.dumps(make)), daemon=True)
    maker.start()
    sender.close()
    with receiver:
        yield from meanwhile
        with suppress(EOFError):
            while True:
                yield receiver.recv()
    maker.join()
    if maker.exitcode:
        raise RuntimeError(f"The process that reads ahead ended with {maker.exitcode}.")


def beforehand[Item](items: Generator[Item]) -> Iterator[Item]:
    """The same items, each of them made in a thread while the one before it is in use. It must ask no database."""
    with closing(items), ThreadPoolExecutor(1, "beforehand") as maker:
        coming = maker.submit(list, islice(items, 1))
        while made := coming.result():
            coming = maker.submit(list, islice(items, 1))
            yield from made


def _send(sender: Connection, task: bytes) -> None:
    os.nice(10)  # whoever waits for the database goes first
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides
    django.setup()
    make = pickle.loads(task)  # noqa: S301  our own
    with suppress(BrokenPipeError):  # the one that asked is gone
        for item in make():
            sender.send(item)
