"""Real stories in five scripts, brought in and searched: what is found is what stands in the texts, on either database.

Skipped where the corpus is not. Korean is that of the sample newsroom.
"""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from typing import Any
from zlib import crc32

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.models import Article
from articles.search import rebuilding
from articles.search.finding import find, words_in_order
from articles.search.query import parse
from articles.search.ranking import best_first
from newsroom.lib.connection_settings import unhurried
from newsroom.sample.reading import stories as sample_stories
from tags.names import hashtag_of
from tests.articles.transfer.running import bring_in
from tests.environment import EXAMPLE
from tests.factories import make_published
from tests.html import Page

CORPUS = EXAMPLE.parent.parent / "shared/corpus"
NEWEST = datetime(2026, 11, 1, tzinfo=UTC)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project"),
]

# Of each script: words, phrases, without, either; common and rare ones.
QUESTIONS = {
    "Latin": [
        "website",
        "Data",
        "the",
        "metrics or usability",
        '"social media"',
        "mobile -data",
        "lancement",
        "élection",
    ],
    "Hangul": ["정전", "폭풍", "폭풍 극장", "교민 or 선거", "폭풍 -극장", "시장", "안"],
    "Japanese": [
        "地震",
        "地震 津波",
        "地震 -津波",
        "オリンピック or サッカー",
        "選挙",
        "新聞",
        "みんなの滋賀新聞",
        "ドイツ",
        "雨",
    ],
    "Chinese": ["经济", "经济 金融", "政治 -选举", "足球 or 篮球", "体育运动", "气象学", "法"],
    "Arabic": ["اقتصاد", "كرة", '"كرة القدم"', "كرة -القدم", "سياسة or رياضة", "انتخابات"],
}
TAGS = {
    "Latin": "Accessibility",
    "Japanese": "東日本大震災",
    "Chinese": "奥林匹克运动会",
    "Arabic": "انتخابات",
    "Hangul": "재생에너지정책",
}


@pytest.fixture(scope="module", autouse=True)
def _newsroom(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """One that had a story already, before the others were brought in; nothing else was done for the search."""
    file = tmp_path_factory.mktemp("corpus") / "stories.jsonl"
    lines = sorted(all_lines(), key=lambda line: crc32(line["id"].encode()))
    for place, line in enumerate(lines):
        line["published"] = (NEWEST - timedelta(minutes=place)).isoformat()
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with django_db_blocker.unblock(), transaction.atomic():
        make_published(headline="Quagga", body="<p>One that was there.</p>")
        told = bring_in(file)
        assert set(told.refused.values()) <= {"The story has no text."}
        with unhurried(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the database does by itself after a while
        yield
        transaction.set_rollback(True)


def all_lines() -> Iterator[dict[str, Any]]:
    for script, stories in (
        ("Latin", [*english(), *french()]),
        ("Japanese", japanese()),
        ("Chinese", concepts("zh-Hans")),
        ("Arabic", concepts("ar")),
        ("Hangul", korean()),
    ):
        for place, story in enumerate(stories):
            tags = [TAGS[script]] if place % 10 == 0 else []
            yield {"source": script, "tags": tags, "id": f"{script}-{place}", **story}


def english() -> Iterator[dict[str, Any]]:
    for story in read("articles/digitalgov-A.jsonl.gz"):
        yield {"headline": story["title"], "body": story["body_markdown"], "format": "markdown"}


def french() -> Iterator[dict[str, Any]]:
    for place, story in enumerate(read("articles/wikinews-fr-A.jsonl.gz")):
        yield {"id": f"fr-{place}", "language": "fr", "headline": story["title"], "body": story["body_html"]}


def japanese() -> Iterator[dict[str, Any]]:
    for story in read("articles/wikinews-ja-A.jsonl.gz"):
        yield {"language": "ja", "headline": story["title"], "body": f"<p>{escape(story['body'])}</p>"}


def concepts(language: str) -> Iterator[dict[str, Any]]:
    """Subjects of news and what they are about, as short stories."""
    with gzip.open(CORPUS / "vocab/iptc-mediatopics-multilingual.json.gz", "rt", encoding="utf-8") as file:
        for concept in json.load(file)["conceptSet"]:
            if name := concept["prefLabel"].get(language):
                about = concept.get("definition", {}).get(language) or name
                yield {"language": language, "headline": name, "body": f"<p>{escape(about)}</p>"}


def korean() -> Iterator[dict[str, Any]]:
    for story in sample_stories():
        if story.language == "ko":
            yield {"language": "ko", "headline": story.headline, "standfirst": story.standfirst, "body": story.body}


def read(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(CORPUS / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def everything(q: str) -> list[int]:
    """Page after page."""
    page = find(parse(q), limit=20)
    found = [row.id for row in page.rows]
    while page.older:
        page = find(parse(q), before=page.older, limit=20)
        found += [row.id for row in page.rows]
    return found


@cache
def texts() -> dict[int, str]:
    """Of all stories, the newest first."""
    stories = Article.objects.order_by("-published_at", "-pk")
    return {story.pk: f"{story.headline}\n{story.standfirst}\n{story.byline}\n{story.text}" for story in stories}


@cache
def in_order() -> dict[int, str]:
    return words_in_order(list(texts()))


each_question = pytest.mark.parametrize("q", [q for questions in QUESTIONS.values() for q in questions])


def test_what_is_brought_in_is_known_and_so_is_what_was_there() -> None:
    assert Article.objects.count() > 4_000
    assert list(rebuilding.problems()) == []
    assert len(everything("quagga")) == 1


@each_question
def test_both_databases_find_what_the_words_of_the_texts_say(q: str) -> None:
    query = parse(q)
    expected = [story for story in texts() if query.fits(in_order()[story])]
    assert everything(q) == expected
    assert expected


@pytest.mark.parametrize(
    ("script", "q"),
    [(script, q) for script, questions in QUESTIONS.items() for q in questions if re.fullmatch(r"[^\W\d_]+", q)],
)
def test_a_word_is_found_where_it_can_be_read(script: str, q: str) -> None:
    """Without our own reading of words: anywhere in scripts without spaces, as a whole word in the others."""
    whole = rf"(?<!\w){re.escape(q)}(?!\w)" if script in ("Latin", "Arabic") else re.escape(q)
    reads = {story for story, text in texts().items() if re.search(whole, text, re.IGNORECASE)}
    found = set(everything(q))
    assert reads <= found
    for story in found - reads:  # by another spelling of the same letters
        assert script in ("Latin", "Arabic"), texts()[story]


@each_question
def test_the_best_of_them_come_in_one_order(q: str) -> None:
    rows = find(parse(q), limit=200).rows
    best = [row.id for row in best_first(rows, parse(q))]
    assert sorted(best) == sorted(row.id for row in rows)
    assert best == [row.id for row in best_first(rows[::-1], parse(q))]


@pytest.mark.parametrize("script", TAGS)
def test_a_hashtag_that_was_mistyped_is_offered(script: str, client: Client) -> None:
    name = TAGS[script]
    for typed in (name[:-2] + name[-1], name[:-2] + name[-1] + name[-2], name + name[-1]):
        page = Page.of(client.get("/en/search/", {"q": f"#{typed}"}))
        assert page.one(".offered").text == f"Did you mean #{hashtag_of(name)}?"
        assert page.one(".offered a")["href"].startswith("/en/hashtag/")
