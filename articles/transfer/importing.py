"""Bringing in stories, a batch of lines at a time: each batch is read and checked, then written whole or not at all.

What a batch wrote is there for good, and what is there already is not written again; so a run that was killed is run
again, and comes to the same end. Why so: ADR 3.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice

from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import pictures
from articles.models import Article, ImportRun, Source
from articles.transfer import images
from articles.transfer.batches import Entry, batches, usable
from articles.transfer.fields import Item, Reader
from articles.transfer.files import InputFile
from articles.transfer.house import House, ids_there
from articles.transfer.seen import Seen
from articles.transfer.settling import known_stories, settle
from newsroom.lib.ahead import ahead, beforehand
from newsroom.lib.connection_settings import by_the_thousand
from newsroom.lib.database import tell_planner
from newsroom.lib.text import cut

READ_AHEAD_FROM = 4 * 1024 * 1024  # bytes of all files: below, a second process would not be worth its start
MANY = 1_000  # new stories, after which the planner is told
NAME_LENGTH = ImportRun._meta.get_field("name").max_length or 0


def import_stories(files: Sequence[InputFile], reader: Reader) -> Iterator[list[Entry]]:
    """Yields each batch once it is committed, every entry with its outcome."""
    run = ImportRun.objects.create(name=_name_of(files), started_at=timezone.now())
    write = partial(transaction.atomic(settle), house=House())
    with by_the_thousand():
        for batch in _read(files, reader):
            _prepare_pictures(batch, _take_in)
            _all_or_each(batch, write)
            _count(run, batch)
            yield batch
    _finish(run)
    if run.new >= MANY:
        tell_planner(Article, Article.tags.through)


def rehearse(files: Sequence[InputFile], reader: Reader) -> Iterator[list[Entry]]:
    """The same with nothing kept: every batch gets the outcomes and reasons that a run would give it, and is undone."""
    undo = partial(_settle_and_undo, house=House())
    with closing(Seen()) as seen:
        for batch in _read(files, reader):
            _prepare_pictures(batch, _look_at)
            _all_or_each(batch, undo)
            seen.correct(batch)
            yield batch


def _read(files: Sequence[InputFile], reader: Reader) -> Iterator[list[Entry]]:
    """In a second process where there is much to read; what comes through a pipe can be read in this one only."""
    if sum(file.size or 0 for file in files) >= READ_AHEAD_FROM and all(file.size for file in files):
        first = islice(batches(files, reader), 1)
        return beforehand(_with_words(ahead(partial(batches, files, reader, after=1), meanwhile=first)))
    return batches(files, reader)


def _with_words(read: Iterator[list[Entry]]) -> Generator[list[Entry]]:
    """(Making them here takes less than sending them from one process to another.)"""
    for batch in read:
        for _, item in usable(batch):
            _ = item.revision
        yield batch


@transaction.atomic
def _settle_and_undo(batch: Sequence[Entry], house: House) -> None:
    settle(batch, house)
    transaction.set_rollback(True)


def _all_or_each(batch: Sequence[Entry], settle: Callable[[Sequence[Entry]], None]) -> None:
    """Where the database refuses a batch, each of its lines by itself, so that only the culprit stays out."""
    try:
        settle(batch)
    except (IntegrityError, DataError):
        for entry, item in usable(batch):
            entry.item = item.as_read()
            try:
                settle([entry])
            except (IntegrityError, DataError) as error:
                entry.refuse(_sentence(error))


def _sentence(error: Exception) -> str:
    """What the broken constraint has to say, if it is one of ours."""
    broken = (rule for rule in Article._meta.constraints if rule.name in str(error))
    told = (str(rule.violation_error_message) for rule in broken)
    return next(told, f"The database refuses it: {str(error).partition('\n')[0]}")


def _prepare_pictures(batch: Sequence[Entry], prepare: Callable[[Entry, Item], None]) -> None:
    """Before the transaction, since it takes its time. What a killed run prepared in vain, the next one finds."""
    pictured = [(entry, item) for entry, item in usable(batch) if item.picture]
    if not pictured:
        return
    items = [item for _, item in pictured]
    known = known_stories(items, ids_there(Source, {item.source for item in items}))
    for entry, item in pictured:
        if item.key not in known or known[item.key].fingerprint != item.fingerprint:
            try:
                prepare(entry, item)
            except (pictures.UnusablePicture, OSError) as error:
                entry.refuse(str(error))


def _take_in(entry: Entry, item: Item) -> None:
    if item.picture:
        entry.image = images.take_in(item.picture, item.revision.headline)


def _look_at(entry: Entry, item: Item) -> None:
    if item.picture:
        with item.picture.path.open("rb") as file:
            pictures.encode(file)


def _name_of(files: Sequence[InputFile]) -> str:
    """By which a later run of the same files is known to be one."""
    return cut(" ".join(file.path for file in files), NAME_LENGTH)


def _count(run: ImportRun, batch: Sequence[Entry]) -> None:
    met = Counter(entry.outcome for entry in batch)
    ImportRun.objects.filter(pk=run.pk).update(**{outcome: F(outcome) + number for outcome, number in met.items()})


def _finish(run: ImportRun) -> None:
    """Runs of the same files that were cut short are made good by this one."""
    same = ImportRun.objects.filter(name=run.name, started_at__lte=run.started_at, finished_at=None)
    same.update(finished_at=timezone.now())
    run.refresh_from_db()
