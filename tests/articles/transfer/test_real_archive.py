"""A real archive, loaded by the line that docs/importing.md shows; skipped where the archive is not."""

import gzip
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from newsroom.integrity import examine
from tags.models import Tag
from tags.names import key_of
from tests.environment import EXAMPLE

ROOT = EXAMPLE.parent
ARCHIVE = ROOT.parent / "shared/corpus/articles/digitalgov-A.jsonl.gz"
PAGE = 20

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ARCHIVE.exists(), reason="the corpus is not beside the project"),
]


def the_documented_line() -> list[str]:
    """What the docs say to type, for the archive where it lies."""
    (line,) = re.findall(r"manage\.py (import_articles digitalgov.+)", (ROOT / "docs/importing.md").read_text("utf-8"))
    return [str(ARCHIVE) if word.startswith("digitalgov") else word for word in shlex.split(line)]


def posts() -> Iterator[dict[str, Any]]:
    with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def published(post: dict[str, Any]) -> datetime:
    """“2012-06-01 9:00:00 -0400”, or a day alone, which begins at midnight in the site's zone."""
    text = post["published"]
    if len(text) == len("2012-06-01"):
        return datetime.fromisoformat(f"{text}T00:00Z")
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")


def test_it_loads_whole_and_its_commonest_hashtag_lists_exactly_the_newest(client: Client) -> None:
    call_command(*the_documented_line())
    there = list(posts())
    assert Article.objects.published().count() == len(there) == 1_042
    assert examine(repair=False) == []
    used = Counter(key for post in there for key in {key_of(tag) for tag in post["tags"]})
    assert Tag.objects.count() == len(used)
    commonest = used.most_common(1)[0][0]

    address = f"/en/hashtag/{commonest}/"
    expected = sorted((post for post in there if commonest in map(key_of, post["tags"])), key=published, reverse=True)
    shown: list[str] = []
    while address:
        html = client.get(address).content.decode()
        shown += on_page(html)
        older = re.search(r'href="([^"]+)" rel="next"', html)
        address = older[1] if older else ""
    assert shown[:PAGE] == [post["id"] for post in expected[:PAGE]]
    assert sorted(shown) == sorted(post["id"] for post in expected)


def on_page(html: str) -> list[str]:
    """The archive's ids of the stories on a page, in order."""
    keys = [int(key) for key in re.findall(r'<h2[^>]*><a href="/en/article/(\d+)/', html)]
    known = dict(Article.objects.filter(pk__in=keys).values_list("pk", "external_id"))
    return [known[key] for key in keys]


def test_what_a_reader_sees_holds_no_reference_left_unread() -> None:
    call_command(*the_documented_line())
    for headline, standfirst in Article.objects.values_list("headline", "standfirst"):
        assert not re.search(r"&#?\w+;", headline + standfirst)


def test_loaded_again_it_changes_nothing() -> None:
    call_command(*the_documented_line())
    before = list(Article.objects.order_by("pk").values_list("pk", "version"))
    call_command(*the_documented_line())
    assert list(Article.objects.order_by("pk").values_list("pk", "version")) == before
