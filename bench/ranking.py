"""`python -m bench.ranking`: how long it takes to find what is trending and related; fails when it takes too long."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from json import dumps, loads
from statistics import median
from typing import Any

from bench.corpora import PROJECT, Corpus, corpus, stories_asked
from bench.machine import heading
from bench.table import table

ROUNDS = 5
# What a page may wait for when it is not on the shelf; and a command that runs every ten minutes.
PAGE_MS, COMMAND_MS = 50, 5_000


def main() -> None:
    stories = stories_asked("bench.ranking", "what ranks")
    measured = measure(corpus(stories))
    rows = [[what, f"{took:.1f}", str(queries)] for what, took, queries, _limit in measured]
    print(f"{heading()}; {stories:,} stories\n\n{table(['what', 'median, ms', 'queries'], rows)}")
    if slow := [what for what, took, _queries, limit in measured if took > limit]:
        sys.exit(f"Too long: {', '.join(slow)}.")


def measure(corpus: Corpus) -> list[Any]:
    """In a process of its own, in the environment of the corpus."""
    command = [sys.executable, "-c", "from bench.ranking import look; look()"]
    found = subprocess.run(command, cwd=PROJECT, env=corpus.environment, check=True, stdout=subprocess.PIPE)
    measured: list[Any] = loads(found.stdout)
    return measured


def look() -> None:
    import django

    django.setup()
    print(dumps([[what, *time_of(work), limit] for what, work, limit in rankings()]))


def rankings() -> Iterator[tuple[str, Callable[[], object], int]]:
    from articles.models import Article
    from tags import related, trending
    from tags.models import Tag

    newest = Article.objects.published().with_card().order_by("-published_at", "-id")[0]
    by_rank = Tag.objects.order_by("pk")  # the corpus makes them so, the commonest first
    yield "trending hashtags, counted", trending.refresh, COMMAND_MS
    for name, tag in (("the commonest", by_rank[0]), ("a rare one", by_rank.reverse()[0])):
        yield f"hashtags beside {name}", partial(related.hashtags, tag), PAGE_MS
    yield "stories beside the newest", newest.taggings.related, PAGE_MS


def time_of(work: Callable[[], object]) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        work()
    took = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1_000)
    return median(took), len(queries)


if __name__ == "__main__":
    main()
