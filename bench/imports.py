"""`python -m bench.imports`: how quickly stories come in from a file, and in how much memory."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.corpora import PROJECT, Corpus, emptied
from bench.machine import heading
from bench.table import table
from newsroom.corpus.stories import WORDS, Plan
from newsroom.corpus.stories import Corpus as Stories

SIZES = [50_000, 250_000]  # the start of a run, a second and a half, is part of what is measured
TAGS = 2_000
LEAST_A_SECOND, MOST_MEGABYTES = 2_000, 300
LOOK_EVERY_SECONDS = 0.05
BYTES_A_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Figures:
    """`megabytes` is what all processes of the import held together when they held most."""

    stories: int
    kilobytes: float  # of a line
    seconds: float
    megabytes: float

    @property
    def a_second(self) -> float:
        return self.stories / self.seconds


def main() -> None:
    sizes = read_arguments().stories
    found = [measure(stories) for stories in sizes]
    rows = [
        [f"{each.stories:,}", f"{each.kilobytes:.1f}", f"{each.a_second:,.0f}", f"{each.megabytes:.0f}"]
        for each in found
    ]
    print(f"{heading()}\n\n{table(['stories', 'kB a line', 'stories/s', 'memory, MB'], rows)}")
    if any(each.a_second < LEAST_A_SECOND or each.megabytes > MOST_MEGABYTES for each in found):
        sys.exit(f"Slower than {LEAST_A_SECOND:,} stories a second, or more than {MOST_MEGABYTES} MB.")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.imports",
        description="Measure an import into an empty newsroom: bodies of about 3 kB, five hashtags each.",
        epilog="Example: DATABASE_URL=postgres://… python -m bench.imports --stories 1000000",
    )
    parser.add_argument("--stories", type=int, nargs="+", default=SIZES, help="how many (default: 50000 250000)")
    return parser.parse_args()


def measure(stories: int) -> Figures:
    newsroom = emptied("import")
    file = write_lines(Path(newsroom.environment["VAR_DIR"]) / "import.jsonl", stories)
    size = file.stat().st_size
    print(f"{stories:,} stories …", file=sys.stderr, flush=True)
    begun = time.monotonic()
    megabytes = run(newsroom, "import_articles", str(file))
    seconds = time.monotonic() - begun
    file.unlink()
    return Figures(stories, size / stories / 1_000, seconds, megabytes)


def write_lines(path: Path, stories: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for line in lines(stories):
            file.write(f"{json.dumps(line, ensure_ascii=False)}\n")
    return path


def lines(stories: int) -> Iterator[dict[str, object]]:
    corpus = Stories(Plan(stories, TAGS, seed=1, until=datetime.now(UTC)))
    for story in map(corpus.story, range(stories)):
        yield {
            "id": str(story.number),
            "source": WORDS["sources"][story.source],
            "section": WORDS["sections"][story.section],
            "published": story.published_at.isoformat(),
            "headline": story.headline,
            "standfirst": story.standfirst,
            "body": story.body,
            "byline": story.byline,
            "tags": [corpus.tag_names[rank] for rank in story.hashtags],
        }


def run(newsroom: Corpus, *arguments: str) -> float:
    """Run a command; the most megabytes that it and the processes it started held at one time."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=newsroom.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_bytes_held, _session(process.pid))) / 1_000_000)
        time.sleep(LOOK_EVERY_SECONDS)
    if process.returncode:
        sys.exit(f"The import ended with {process.returncode}.")
    return most


def _session(leader: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == leader:
                yield int(folder.name)
        except ProcessLookupError:  # it has just ended
            pass


def _bytes_held(pid: int) -> int:
    """What is its own: pages that processes share, such as the program's text, count once and are few."""
    try:
        resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(resident) - int(shared)) * BYTES_A_PAGE


if __name__ == "__main__":
    main()
