"""`python -m bench.search`: how long readers wait for the answer of a search; fails when one takes too long."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from json import dumps, loads
from statistics import median
from typing import Any

from bench.corpora import PROJECT, Corpus, corpus, stories_asked
from bench.machine import heading
from bench.table import table

LIMIT_MS = 200
ROUNDS = 5
SEARCH = "/en/search/"


@dataclass(frozen=True)
class Figure:
    """The first time, and the median of the rounds after it: database, Python and the page together."""

    question: str
    first_ms: float
    median_ms: float
    queries: int
    found: int

    @property
    def row(self) -> list[str]:
        return [self.question, f"{self.first_ms:.0f}", f"{self.median_ms:.0f}", str(self.queries), str(self.found)]


def main() -> None:
    stories = stories_asked("bench.search", "the search of readers")
    measured = measure(corpus(stories))
    head = ["question", "first, ms", "median, ms", "queries", "shown"]
    print(f"{heading()}; {stories:,} stories\n\n{table(head, [each.row for each in measured])}")
    if slow := [each.question for each in measured if each.median_ms > LIMIT_MS]:
        sys.exit(f"Longer than {LIMIT_MS} ms: {', '.join(slow)}.")


def measure(corpus: Corpus) -> list[Figure]:
    """In a process of its own, in the environment of the corpus."""
    command = [sys.executable, "-c", "from bench.search import look; look()"]
    found = subprocess.run(command, cwd=PROJECT, env=corpus.environment, check=True, stdout=subprocess.PIPE)
    return [Figure(**figure) for figure in loads(found.stdout)]


def look() -> None:
    import django

    django.setup()
    print(dumps([asdict(time_of(*asked)) for asked in questions()]))


def questions() -> Iterator[tuple[str, dict[str, str], int]]:
    """Name, what is asked, and of which page. The words are the corpus': it says “the” in every story."""
    for name, q in WORDS.items():
        yield name, {"q": q}, 1
        yield f"  {name}, best first", {"q": q, "order": "best"}, 1
    yield "a common word, the fifth page", {"q": "the"}, 5
    yield "  best first, the fifth page", {"q": "the", "order": "best"}, 5
    yield "a phrase that is nowhere, looked for further back", {"q": WORDS["a phrase that is nowhere"]}, 3
    for name, narrowed in narrowings().items():
        for kind in ("a common word", "a less common one", "a word that is nowhere", "a phrase that is nowhere"):
            yield f"{name}: {kind}", {"q": WORDS[kind], **narrowed}, 1


WORDS = {
    "a common word": "the",
    "a less common one": "233",
    "a rare one": "897",
    "a word that is nowhere": "quagga",
    "two common words": "the harbour",
    "two that seldom meet": "410 506",
    "a common one and one that is nowhere": "the quagga",
    "a phrase": '"the harbour"',
    "a phrase that is nowhere": '"petra lorcan"',
    "a common word without another": "the -harbour",
    "a common word without what all have": "harbour -the",
    "a common word without a phrase": 'harbour -"the harbour"',
    "either of two": "quagga or harbour",
    "as many as one may ask for": " ".join(["the harbour again and on meal spokeswoman a of to"] * 2),
    "a mistyped hashtag": "#Harbuor",
}


def narrowings() -> dict[str, dict[str, str]]:
    """(The corpus makes its hashtags in the order of their use, the commonest first.)"""
    from datetime import timedelta

    from django.utils import timezone

    from tags.models import Tag

    by_rank = Tag.objects.order_by("pk")
    day = timezone.localdate() - timedelta(days=1_000)
    place = {"section": "politics", "source": "the-linnet"}
    common, rare = by_rank[0].hashtag, by_rank.reverse()[0].hashtag
    return {
        "the commonest hashtag": {"hashtag": common},
        "a rare hashtag": {"hashtag": rare},
        "a section": {"section": "politics"},
        "section and source": place,
        "the commonest hashtag, section and source": {"hashtag": common, **place},
        "a rare hashtag, section and source": {"hashtag": rare, **place},
        "a day": {"since": f"{day}", "until": f"{day}"},
        "all but the last years": {"until": f"{day}"},
        "a day of a section and source": {"since": f"{day}", "until": f"{day}", **place},
    }


def time_of(question: str, asked: dict[str, str], page: int) -> Figure:
    from urllib.parse import urlencode

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

    client = Client(headers={"Host": "127.0.0.1"})
    setup_test_environment()  # a response tells what its template was given
    address = further(client, f"{SEARCH}?{urlencode(asked)}", page)
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        asked_of_it = len(queries)
    first = 1_000 * (time.perf_counter() - begun)
    teardown_test_environment()
    if response.status_code != 200 or response.context["form"].errors:
        sys.exit(f"{address} answers {response.status_code}.")
    shown = response.content.count(b'class="entry')
    return Figure(question, first, median(_round(client, address) for _ in range(ROUNDS)), asked_of_it, shown)


def further(client: Any, address: str, page: int) -> str:
    """The address of a page further back, by its own links."""
    for _ in range(page - 1):
        address = client.get(address).context["river"].older_url or address
    return address


def _round(client: Any, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return 1_000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
