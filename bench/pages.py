"""Which pages of a corpus are measured; for each, how many queries and bytes it takes.

Run as a process of its own (`python -m bench.pages`), in the environment of the corpus; prints JSON.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from bench.corpora import PROJECT, Corpus

if TYPE_CHECKING:
    from tags.models import Tag

ENTRIES = 20
DEEP = 500  # the page that is called deep, or the last but one of a hashtag that has not so many
TYPICAL_BODY, TYPICAL_HASHTAGS = 3_000, 5
COMPRESSED = {"Accept-Encoding": "gzip, br, zstd"}


@dataclass(frozen=True)
class Page:
    """`queries` once the process has shown the page, `queries_cold` when it has just started."""

    name: str
    path: str
    queries: int
    queries_cold: int
    bytes: int
    headers: dict[str, str] = field(default_factory=dict)


def pages(corpus: Corpus) -> list[Page]:
    found = subprocess.run(
        [sys.executable, "-m", "bench.pages"],
        cwd=PROJECT,
        env=corpus.environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return [Page(**page) for page in json.loads(found.stdout)]


def choose() -> Iterator[Page]:
    from django.db.models import Count
    from django.urls import reverse

    from tags.models import Tag, Tagging

    counted = Tagging.objects.values("tag").annotate(uses=Count("pk")).filter(uses__gt=ENTRIES)
    uses: dict[int, int] = dict(counted.order_by("-uses", "tag").values_list("tag", "uses"))
    most, *_, least = uses.values()
    between = min(uses, key=lambda pk: abs(uses[pk] - sqrt(most * least)))
    commonest, medium, rare = (Tag.objects.get(pk=pk) for pk in (next(iter(uses)), between, next(reversed(uses))))
    deep = min(DEEP, most // ENTRIES - 1)
    path = commonest.get_absolute_url()
    yield look_at("hashtag, the commonest", path)
    yield look_at("  deep in it", path + before(commonest, (deep - 1) * ENTRIES))
    yield look_at("  its oldest stories", path + before(commonest, most - ENTRIES))
    yield look_at("  compressed", path, headers=COMPRESSED)
    yield look_at("hashtag, of medium use", medium.get_absolute_url())
    yield look_at("hashtag, rare", rare.get_absolute_url())
    yield look_at("front page", reverse("front"))
    yield look_at("section", reverse("section", args=["politics"]))
    yield look_at("story", typical_story(commonest))


def before(tag: "Tag", skipped: int) -> str:
    """The query string of the page that starts after so many stories of a hashtag."""
    from newsroom.lib.keyset import Cursor
    from tags.models import Tagging

    rows = Tagging.objects.filter(tag=tag).order_by("-published_at", "-content_object_id")
    last_seen = rows.values_list("published_at", "content_object_id")[skipped - 1]
    return f"?before={Cursor._make(last_seen)}"


def typical_story(tag: "Tag") -> str:
    from articles.models import Article

    def unlikeness(story: Article) -> int:
        hashtags: int = story.taggings.count()
        return abs(len(story.body) - TYPICAL_BODY) + 500 * abs(hashtags - TYPICAL_HASHTAGS)

    newest = Article.objects.published().filter(taggings__tag=tag).order_by("-published_at")[:100]
    return min(newest, key=unlikeness).get_absolute_url()


def look_at(name: str, path: str, *, headers: Mapping[str, str] = {}) -> Page:
    """Ask for a page twice. A river that does not show twenty stories is none that could be measured."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles.shelf import empty_shelf

    client = Client(headers={"Host": "127.0.0.1", **headers})
    empty_shelf()
    with CaptureQueriesContext(connection) as cold:
        client.get(path)
    with CaptureQueriesContext(connection) as warm:
        response = client.get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}.")
    stories = set(re.findall(rb"/article/(\d+)/", response.content))
    if "/article/" not in path and not headers and len(stories) != ENTRIES:
        sys.exit(f"{path} shows {len(stories)} stories, not {ENTRIES}.")
    return Page(name, path, len(warm), len(cold), len(response.content), dict(headers))


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps([asdict(page) for page in choose()]))
