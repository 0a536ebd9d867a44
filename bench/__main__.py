"""`python -m bench`: measure every page in every corpus, print the table, and fail when a page grew dearer."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpora import Corpus, corpus
from bench.load import CONNECTIONS, Load, loader
from bench.machine import heading
from bench.pages import Page, pages
from bench.server import Server, serve
from bench.table import table

HEAD = "page", "stories", "requests/s", "p50 ms", "p99 ms", "CPU ms", "of the smallest", "queries (cold)", "kB"
SIZES = [10_000, 100_000]
LIMIT = 1.2  # times the CPU of the same page in the smallest corpus
SECOND_LOOKS = 3


@dataclass
class Figures:
    """One page in one corpus. `cpu_ms` is that of the quietest round: noise can only add to it."""

    corpus: Corpus
    page: Page
    load: Load | None = None
    cpu_ms: float = field(default=float("inf"))

    def measure(self, server: Server, seconds: int) -> None:
        _, load = loader()
        before = server.cpu_seconds()
        made = load(server.port, self.page.path, self.page.headers, seconds)
        cpu_ms = (server.cpu_seconds() - before) * 1_000 / made.requests
        if cpu_ms < self.cpu_ms:
            self.cpu_ms, self.load = cpu_ms, made


def main() -> None:
    arguments = read_arguments()
    if not Path("/proc/self/stat").exists():
        sys.exit("The CPU time of the server is read from /proc, which this machine has not got: use Linux.")
    corpora = [corpus(stories) for stories in sizes(arguments.stories)]
    with ExitStack() as servers:
        served = [servers.enter_context(serve(each)) for each in corpora]
        compared = [
            [Figures(each, page) for each, page in zip(corpora, alike, strict=True)]
            for alike in zip(*map(pages, corpora), strict=True)
        ]
        for same_page in compared:
            print(f"{same_page[0].page.name.strip()} …", file=sys.stderr, flush=True)
            measure(same_page, served, arguments.rounds, arguments.seconds)
    figures = table(HEAD, [row for same_page in compared for row in rows(same_page)])
    report = f"{heading()}; {how()}\n\n{figures}\n"
    print(report)
    if arguments.markdown:
        arguments.markdown.write_text(report, encoding="utf-8")
    if grown := [same_page[0].page.name.strip() for same_page in compared if growth(same_page) > LIMIT]:
        sys.exit(f"More than {LIMIT} times as dear as in the smallest corpus: {', '.join(grown)}.")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure what a page costs. The corpora are built at the first run (some minutes), then reused.",
        epilog="Example: DATABASE_URL=postgres://… python -m bench --markdown table.md",
    )
    parser.add_argument("--stories", type=int, nargs="+", help="sizes of the corpora (default: 10000 100000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is measured (default: 5)")
    parser.add_argument("--seconds", type=int, default=2, help="how long each time (default: 2)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table into a file too")
    return parser.parse_args()


def sizes(asked: list[int] | None) -> list[int]:
    more = [int(os.environ["BENCH_STORIES"])] if os.environ.get("BENCH_STORIES") else []
    return sorted({*(asked or SIZES), *more})


def measure(same_page: list[Figures], served: list[Server], rounds: int, seconds: int) -> None:
    """The corpora in turn, round by round, so that what else the machine does meets all of them alike.

    A page that seems to have grown dearer gets more rounds before that is believed.
    """
    for figures, server in zip(same_page, served, strict=True):
        figures.measure(server, 1)  # to warm up
        figures.cpu_ms = float("inf")
    for done in range(rounds * (1 + SECOND_LOOKS)):
        if done >= rounds and growth(same_page) <= LIMIT:
            break
        for figures, server in zip(same_page, served, strict=True):
            figures.measure(server, seconds)


def growth(same_page: list[Figures]) -> float:
    """How many times as much CPU the page takes in a larger corpus as in the smallest."""
    smallest, *larger = same_page
    return max((figures.cpu_ms / smallest.cpu_ms for figures in larger), default=1.0)


def rows(same_page: list[Figures]) -> Iterator[list[str]]:
    for figures in same_page:
        page, load = figures.page, figures.load
        assert load is not None
        yield [
            page.name if figures is same_page[0] else "",
            f"{figures.corpus.stories:,}",
            f"{load.requests / load.seconds:,.0f}",
            f"{load.p50_ms:.1f}",
            f"{load.p99_ms:.1f}",
            f"{figures.cpu_ms:.2f}",
            "" if figures is same_page[0] else f"× {figures.cpu_ms / same_page[0].cpu_ms:.2f}",
            f"{page.queries} ({page.queries_cold})",
            f"{page.bytes / 1_000:.1f}",
        ]


def how() -> str:
    name, _ = loader()
    return f"one gunicorn worker, {CONNECTIONS} connections, load by {name}; the quietest round of each page."


if __name__ == "__main__":
    main()
