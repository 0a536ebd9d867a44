"""Doing the next thing in a second process or thread, while this one waits for the database."""

import pickle
import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

import django


def ahead[**P, Item](make: Callable[P, Iterator[Item]], *args: P.args, **kwargs: P.kwargs) -> Generator[Item]:
    """What `make(…)` yields, made in a process of its own, two or so in advance. It must ask no database."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    task = pickle.dumps((make, args, kwargs))
    maker = context.Process(target=_send, args=(sender, task), daemon=True)
    maker.start()
    sender.close()
    with receiver, suppress(EOFError):
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides
    django.setup()
    make, args, kwargs = pickle.loads(task)  # noqa: S301  our own
    with suppress(BrokenPipeError):  # the one that asked is gone
        for item in make(*args, **kwargs):
            sender.send(item)
