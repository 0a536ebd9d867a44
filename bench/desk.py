"""`python -m bench.desk`: how long the screens of the desk take in a large newsroom; fails when one takes too long."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from json import dumps, loads
from statistics import median
from typing import Any

from bench.corpora import PROJECT, Corpus, corpus, stories_asked
from bench.machine import heading
from bench.table import table

DRAFTS = 2_000  # unfinished stories of ten people, among the published ones
LIMIT_MS = 300
ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """The median and the longest of some rounds in one process, database and rendering together."""

    screen: str
    who: str
    median_ms: float
    longest_ms: float
    queries: int
    kilobytes: float

    @property
    def row(self) -> list[str]:
        figures = (self.median_ms, self.longest_ms, self.queries, self.kilobytes)
        return [f"{self.screen}, {self.who}", *(f"{figure:.0f}" for figure in figures)]


def main() -> None:
    stories = stories_asked("bench.desk", "the desk and its lists")
    measured = measure(corpus(stories))
    rows = [each.row for each in measured]
    head = ["screen", "median, ms", "longest, ms", "queries", "kB"]
    print(f"{heading()}; {stories:,} stories\n\n{table(head, rows)}")
    if slow := [f"{each.screen} ({each.who})" for each in measured if each.median_ms > LIMIT_MS]:
        sys.exit(f"Longer than {LIMIT_MS} ms: {', '.join(slow)}.")


def measure(corpus: Corpus) -> list[Figure]:
    """In a process of its own, in the environment of the corpus."""
    found = subprocess.run(
        [sys.executable, "-c", "from bench.desk import look; look()"],
        cwd=PROJECT,
        env={**corpus.environment, "STAFF_MFA": "off"},  # the door is not what is measured
        check=True,
        stdout=subprocess.PIPE,
    )
    return [Figure(**figure) for figure in loads(found.stdout)]


def look() -> None:
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        people = staff_the_house()
        figures = [asdict(time_of(*asked, people)) for asked in screens()]
        transaction.set_rollback(True)  # the corpus stays as it was
    print(dumps(figures))


def staff_the_house() -> dict[str, Any]:
    """Ten reporters with unfinished stories, and an editor; and the statistics a planner goes by."""
    from django.contrib.auth.models import Group, User
    from django.db import connection

    from articles.models import Article, DraftText, Revision, Section, Source

    people = [User.objects.create(username=f"bench-{number}", is_staff=True) for number in range(11)]
    *reporters, editor = people
    for person in people:
        person.groups.add(Group.objects.get(name="Editor" if person is editor else "Reporter"))
    section, source = Section.objects.all()[0], Source.objects.all()[0]
    words = {"headline": "Unfinished", "slug": "unfinished", "section": section, "source": source}
    stories = Article.objects.bulk_create(Article(**words) for _ in range(DRAFTS))
    stages = ["draft", "submitted", "returned", "approved"]
    Source.objects.create(name="Nobody", slug="nobody")
    revisions = Revision.objects.bulk_create(
        Revision(article=story, number=1, author=reporters[place % 10], stage=stages[place // 10 % 4], **words)
        for place, story in enumerate(stories)
    )
    DraftText.objects.show_all(revisions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"editor": editor, "reporter": reporters[0]}


def screens() -> Iterator[tuple[str, Callable[[Any], str], str]]:
    """Name, the address as a function of a client that may follow links, and who asks."""
    for who in ("editor", "reporter"):
        yield "the desk", lambda ask: "/admin/", who
        for name, query in QUESTIONS.items():
            yield f"list: {name}", partial(page_of, query), who
        yield "list: the tenth page", lambda ask: deeper(ask, ""), who
        yield "list: live, the tenth page", lambda ask: deeper(ask, "status=live"), who
        yield "list: words, the third page", lambda ask: deeper(ask, "q=zebra", 3), who


QUESTIONS = {
    "all": "",
    "live": "status=live",
    "drafts": "status=draft",
    "withdrawn (none)": "status=withdrawn",
    "submitted": "stage=submitted",
    "mine": "mine=on",
    "section": "section=politics",
    "section, live": "section=politics&status=live",
    "source": "source=the-linnet",
    "section and source": "section=politics&source=the-linnet",
    "hashtag, the commonest": "hashtag=Harbour",
    "hashtag, section, live": "hashtag=Harbour&section=politics&status=live",
    "a year": "on=2024",
    "a day": "on=2025-05-05",
    "words, common": "q=the",
    "words, less common": "q=the+233",
    "words, rare": "q=timber",
    "words, that are nowhere": "q=zebra+quagga",
    "words, of drafts alone": "q=unfinished",
    "words, of which one is begun": "q=the+unf",
    "words, a phrase": "q=%22the+harbour%22",
    "words, a phrase that is nowhere": "q=%22petra+lorcan%22",
    "words, common, in drafts": "status=draft&q=the",
    "words, common, from nobody": "source=nobody&q=the",
    "words in a section": "section=politics&q=zebra",
    "words in a section, live": "section=politics&status=live&q=timber",
    "words of a hashtag and section": "hashtag=Harbour&section=politics&q=timber",
    "words of a year, nowhere": "on=2024&q=zebra",
    "words of mine": "mine=on&q=unfinished",
    "an id": "q=5000",
}


def page_of(query: str, ask: Callable[[str], Any]) -> str:
    return f"/admin/articles/article/?{query}"


def deeper(ask: Callable[[str], Any], query: str, pages: int = 10) -> str:
    """The address of a page further back, by its own links."""
    path = "/admin/articles/article/"
    for _ in range(pages - 1):
        found = ask(f"{path}?{query}").context["cl"].older_link
        query = found.removeprefix("?") or query
    return f"{path}?{query}"


def time_of(screen: str, address: Callable[[Any], str], who: str, people: dict[str, Any]) -> Figure:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(people[who])
    setup_test_environment()  # a response tells what its template was given
    path = address(client.get)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        asked = len(queries)
    teardown_test_environment()
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}.")
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(path)
        times.append(1_000 * (time.perf_counter() - begun))
    size = len(response.content) / 1_000
    return Figure(screen, who, median(times), max(times), asked, size)


if __name__ == "__main__":
    main()
