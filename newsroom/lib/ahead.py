"""Doing the next thing in a second process, while this one waits for the database."""

import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

import django


def ahead[**P, Item](make: Callable[P, Iterator[Item]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Item]:
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


def _send(sender: Connection, task: bytes) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides
    django.setup()
    make, args, kwargs = pickle.loads(task)  # noqa: S301  our own
    with suppress(BrokenPipeError):  # the one that asked is gone
        for item in make(*args, **kwargs):
            sender.send(item)
