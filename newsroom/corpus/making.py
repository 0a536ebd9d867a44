"""Make a corpus in the database, or go on with one that was cut short."""

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, ImportRun
from newsroom.corpus.filling import filling, may_fill
from newsroom.corpus.published import COMMAND, EXTERNAL_ID, HOUSE, TABLES, House, Press, Tables
from newsroom.corpus.rows import blank
from newsroom.corpus.stories import Corpus, Plan
from newsroom.lib import rows
from newsroom.lib.connection_settings import by_the_thousand, unhurried
from newsroom.lib.database import held

CHUNK = 2_000  # stories a transaction


class CannotMake(Exception):
    """The database holds what this corpus must not stand beside; the message says what to do."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Raises `CannotMake` while somebody else makes a corpus in this database."""
    with held(COMMAND) as ours:
        if not ours:
            raise CannotMake("Somebody is making a corpus in this database already. Wait until that is done.")
        yield


def begin(
    *, stories: int, tags: int, seed: int, until: datetime | None, searchable: bool, among_others: bool
) -> tuple[Plan, ImportRun]:
    """The plan, and its row in the list of imports: the one of an earlier run when there is one.

    The row is named as the command that makes the corpus, with the date that was *now* when it began: a corpus that was
    cut short goes on to the end it would have had. Raises `CannotMake`.
    """
    name = f"{COMMAND} --stories {stories} --tags {tags} --seed {seed} {'--searchable ' if searchable else ''}--until "
    run = ImportRun.objects.filter(name__startswith=name).first()
    if other := ImportRun.objects.filter(name__startswith=COMMAND).exclude(name__startswith=name).first():
        later = " To make that one searchable, use rebuild_search." if searchable else ""
        raise CannotMake(f"This database holds another corpus ({other.name}). Give each a database of its own.{later}")
    if not may_fill(TABLES):
        raise CannotMake("The role in DATABASE_URL does not own the tables of stories. Name the one that migrates.")
    if run is None:
        if not among_others and _other_stories().exists():
            raise CannotMake(
                "This database holds stories of its own, and the corpus would stand among them. Name another database "
                "in DATABASE_URL, or say --among-other-stories."
            )
        until = _minute(until or timezone.now())
        run = ImportRun.objects.create(name=name + until.isoformat(timespec="minutes"), started_at=timezone.now())
    begun_until = datetime.fromisoformat(run.name.removeprefix(name))
    if until is not None and _minute(until) != begun_until:
        raise CannotMake(f"This corpus is there already, but with other dates: {run.name}")
    return Plan(stories, tags, seed, begun_until), run


def write(corpus: Corpus, *, writers: int, searchable: bool) -> Generator[int]:
    """Write what is missing. Yields how many stories are in place already, then how many each transaction added.

    One writer writes in this thread and its transaction, several write on a connection each. Unless they are
    `searchable`, the search does not know the stories. After the last ones foreign keys are checked (`filling()`), and
    the planner is told what is there: ask for all, or close it.
    """
    press = Press(House.furnish(corpus), corpus.plan.seed, searchable=searchable)
    missing = [numbers for numbers in _chunks(corpus.plan.stories) if not press.is_in_print(corpus.story(numbers[0]))]
    yield corpus.plan.stories - sum(map(len, missing))
    tables = (press.tables(map(corpus.story, numbers)) for numbers in missing)
    with filling(TABLES, HOUSE, alone=not _other_stories().exists()):
        yield from map(_write_chunk, tables) if writers == 1 else _write_at_once(tables, writers)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    rows.align_keys(*TABLES)


def finish(run: ImportRun, stories: int) -> None:
    """Tell the operator that nothing is half done."""
    ImportRun.objects.filter(pk=run.pk).update(new=stories, finished_at=timezone.now())


def _other_stories() -> QuerySet[Article]:
    return Article.objects.exclude(external_id__startswith=EXTERNAL_ID)


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _chunks(stories: int) -> Iterator[range]:
    for first in range(0, stories, CHUNK):
        yield range(first, min(first + CHUNK, stories))


def _write_chunk(tables: Tables) -> int:
    with unhurried(), by_the_thousand(), transaction.atomic():
        for model, lines in tables.items():
            rows.write(model, list(blank(model)), lines)
        rows.align_keys(*tables)
    return len(tables[Article])


def _write_at_once(chunks: Iterable[Tables], writers: int) -> Iterator[int]:
    """As `map(_write_chunk, chunks)` on several connections, in any order; at most one chunk waits."""
    with ThreadPoolExecutor(writers) as pool:
        busy: set[Future[int]] = set()
        for tables in chunks:
            busy.add(pool.submit(_write_and_hang_up, tables))
            if len(busy) > writers:
                done, busy = wait(busy, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        yield from (future.result() for future in as_completed(busy))


def _write_and_hang_up(tables: Tables) -> int:
    try:
        return _write_chunk(tables)
    finally:
        connection.close()
