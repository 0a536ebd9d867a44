"""What was exported comes back the same: import, export, import into an empty newsroom, export."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from articles.models import Image
from tests.articles.transfer.running import bring_in, story, write

pytestmark = pytest.mark.django_db

LETTERS = st.text(st.characters(codec="utf-8"), max_size=30)
PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<h1>", "</h1>", "<ul><li>", "</ul>", "<pre>", "</pre>", "<br>", "<hr>", "<q>"),
        *(
            "<table><tr><td>",
            "</td>",
            "</table>",
            "<blockquote>",
            "<code>",
            "<figure>",
            "<small>",
            "<svg>",
            "<p hidden>",
        ),
        *('<a href="https://a.example/?a=1&amp;b=2" title="<>">', "</a>", "<a href='javascript:x()'>", "<ol start=3>"),
        *("<script>", "</script>", "<!-- note -->", "<style>", "</style>", "<math>", "<textarea>", "<plaintext>"),
        *("&amp;", "&lt;", "&#1;", "&#0;", "&#x202e;", "&#x301;", "&nbsp;", "&#xfffe;", "&#13;", "\r\n", "\n", "\t"),
        *(
            "e",
            "\u0301",
            "\u0338",
            ">\u0338",
            "<",
            ">",
            "&",
            '"',
            "'",
            "\u2028",
            "\xa0",
            "\x0b",
            "가",
            "각",
            "🦑",
            "Words. ",
        ),
    ]
)
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "S", "P", "Zs", "Cf"]), min_size=1, max_size=12)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(datetime.isoformat)  # noqa: DTZ001
STORY = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abc") | NAMES,
        "source": st.sampled_from(["The Skerry Post", "the skerry post", "C", "C++"]) | NAMES,
        "section": st.sampled_from(["Sea", "SEA"]) | NAMES,
        "published": MOMENTS,
        "headline": st.just("Ferries") | LETTERS,
        "body": st.lists(PIECES | LETTERS, max_size=12).map("".join),
    },
    optional={
        "standfirst": LETTERS,
        "tags": st.lists(st.sampled_from(["Ferries", "ferries", "#Ferries", "# #Ports"]) | NAMES, max_size=4),
        "byline": LETTERS | st.lists(LETTERS, max_size=2),
        "url": st.sampled_from(["https://a.example/é?q=%20", "http://a.example"]),
        "language": st.sampled_from(["en", "ko", "pt-BR"]),
        "format": st.sampled_from(["html", "markdown"]),
    },
)


@contextmanager
def empty_newsroom() -> Iterator[None]:
    """What happens in it is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def export(path: Path, *arguments: Any) -> bytes:
    call_command("export_articles", str(path), *map(str, arguments), stdout=io.StringIO())
    return path.read_bytes()


@settings(max_examples=100, deadline=None)
@given(st.lists(STORY, max_size=5))
def test_a_round_trip_is_the_identity(lines: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty_newsroom():
            bring_in(write(folder / "in.jsonl", *lines))
            there = export(folder / "there.jsonl")
        with empty_newsroom():
            told = bring_in(folder / "there.jsonl")
            back = export(folder / "back.jsonl")
        assert told.numbers == (there.count(b"\n"), 0, 0, 0)
        assert back == there


def test_pictures_come_back_with_their_stories(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("in", "there", "back")]
    for folder in folders:
        folder.mkdir()
    Pillow.new("RGB", (60, 40), (200, 30, 30)).save(folders[0] / "boat.png")
    source = write(
        folders[0] / "stories.jsonl",
        story("1", image={"path": "boat.png", "alt": "A red boat", "caption": "At sea", "credit": "Ida Moor"}),
        story("2", image="boat.png"),
        story("3"),
    )
    exported = []
    for folder in folders[1:]:
        with empty_newsroom():
            assert bring_in(source).numbers == (3, 0, 0, 0)
            assert Image.objects.get().alt == "A red boat"
            source = folder / "stories.jsonl"
            exported.append(export(source, "--media", folder / "pictures"))
    assert exported[0] == exported[1]
    assert exported[0].count(b'"path": "pictures/') == 2
