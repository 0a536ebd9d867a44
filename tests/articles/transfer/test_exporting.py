"""What an export tells of a newsroom, and what it keeps to itself."""

import gzip
import io
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from PIL import Image as Pillow

from articles import workflow
from articles.models import Article, Image
from articles.transfer import exporting
from tests.articles.transfer.running import bring_in, bring_in_lines, newsroom, story
from tests.factories import COMMAND, make_draft, make_published, make_section, make_source, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "stories.jsonl"


def export(path: Path, *arguments: Any) -> list[dict[str, Any]]:
    call_command("export_articles", str(path), *map(str, arguments), stdout=io.StringIO())
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def headlines(lines: list[dict[str, Any]]) -> list[str]:
    return [line["headline"] for line in lines]


def test_a_story_is_told_in_the_fields_of_an_import(out: Path) -> None:
    make_published(
        headline="Ferries sail",
        standfirst="At last.",
        body="<p>They <b>sail</b>.</p>",
        byline="Mara Quill",
        original_url="https://skerrypost.example/1",
        language="ga",
        source_id=make_source("The Skerry Post").pk,
        section_id=make_section("Sea").pk,
        tags=["Strikes", "Ferries"],
        at=datetime(2026, 3, 1, 9, 0, 0, 5, tzinfo=UTC),
    )
    Article.objects.update(external_id="ferries-1")
    assert export(out) == [
        {
            "id": "ferries-1",
            "source": "The Skerry Post",
            "section": "Sea",
            "published": "2026-03-01T09:00:00.000005Z",
            "headline": "Ferries sail",
            "standfirst": "At last.",
            "body": "<p>They <b>sail</b>.</p>",
            "format": "html",
            "tags": ["Strikes", "Ferries"],
            "byline": "Mara Quill",
            "url": "https://skerrypost.example/1",
            "language": "ga",
        }
    ]


def test_what_is_empty_is_left_out(out: Path) -> None:
    make_published()
    assert set(export(out)[0]) == {"id", "source", "section", "published", "headline", "body", "format", "language"}


def test_a_story_of_the_desk_has_an_id_that_stays(out: Path) -> None:
    story = make_published()
    (id,) = [line["id"] for line in export(out)]
    assert id == f"desk-{story.created_at:%Y%m%dT%H%M%S}-{story.pk}"
    assert [line["id"] for line in export(out)] == [id]


def test_only_what_readers_see_or_will_see_is_told(out: Path) -> None:
    make_published(headline="Public")
    make_published(headline="To come", at=timezone.now() + timedelta(days=1))
    make_draft(headline="Draft")
    withdrawn, retracted = make_published(headline="Withdrawn"), make_published(headline="Retracted")
    workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
    workflow.take(retracted, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
    expired = make_published(headline="Expired", ago=timedelta(days=2))
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(days=1))
    assert headlines(export(out)) == ["Public", "To come"]


def test_hashtags_for_the_desk_only_stay_at_the_desk(out: Path) -> None:
    make_tag("Watch this", hidden=True)
    make_published(tags=["Watch this", "Ferries"])
    assert export(out)[0]["tags"] == ["Ferries"]


def test_only_of_a_source_a_section_a_hashtag_or_since_a_day(out: Path) -> None:
    post, sea = make_source("The Skerry Post"), make_section("Sea")
    make_tag("Walkout", canonical=make_tag("Strike"))
    old = datetime(2026, 1, 1, tzinfo=UTC)
    make_published(headline="A", source_id=post.pk, tags=["Strike"], at=old)
    make_published(headline="B", source_id=post.pk, section_id=sea.pk, at=old + timedelta(days=1))
    make_published(headline="C", section_id=sea.pk, tags=["Strike"], at=old + timedelta(days=2))
    assert headlines(export(out, "--source", "The Skerry Post")) == ["A", "B"]
    assert headlines(export(out, "--section", "Sea")) == ["B", "C"]
    assert headlines(export(out, "--tag", "strike")) == ["A", "C"]
    assert headlines(export(out, "--tag", "#Walkout")) == ["A", "C"]
    assert headlines(export(out, "--since", "2026-01-02")) == ["B", "C"]
    assert headlines(export(out, "--since", "2026-01-02", "--source", "The Skerry Post", "--section", "Sea")) == ["B"]


@pytest.mark.parametrize(
    "arguments",
    [["--source", "Nobody"], ["--section", "Nowhere"], ["--tag", "Nothing"], ["--media", "/elsewhere"]],
    ids=" ".join,
)
def test_what_is_not_there_ends_with_2_and_leaves_no_file(out: Path, arguments: list[str]) -> None:
    make_published()
    with pytest.raises(CommandError) as refused:
        export(out, *arguments)
    assert refused.value.returncode == 2
    assert list(out.parent.iterdir()) == []


def test_a_folder_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        export(tmp_path / "missing" / "stories.jsonl")
    assert refused.value.returncode == 2


def test_a_name_that_ends_in_gz_is_packed_the_same_way_each_time(out: Path) -> None:
    make_published(headline="Public")
    packed = out.with_suffix(".jsonl.gz")
    call_command("export_articles", str(packed))
    first = packed.read_bytes()
    assert json.loads(gzip.decompress(first))["headline"] == "Public"
    call_command("export_articles", str(packed))
    assert packed.read_bytes() == first


def test_without_a_name_it_goes_to_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    make_published(headline="Öffentlich")
    sent = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sent, encoding="ascii"))
    call_command("export_articles")
    assert json.loads(sent.getvalue())["headline"] == "Öffentlich"


def test_a_file_has_its_name_only_when_it_is_whole(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_published()
    out.write_text("what was there")

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "_record", stop)
    with pytest.raises(KeyboardInterrupt):
        export(out)
    assert [path.read_text() for path in out.parent.iterdir()] == ["what was there"]


def test_the_number_of_statements_is_that_of_the_handfuls(
    out: Path, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        make_published(tags=["Ferries", f"Tag {number}"])
    monkeypatch.setattr(exporting, "STORIES_AT_ONCE", 5)
    time_limit = 3 if connection.vendor == "postgresql" else 0
    with django_assert_max_num_queries(4 * 3 + time_limit):
        assert len(export(out)) == 12


class TestMedia:
    @pytest.fixture
    def pictured(self, tmp_path: Path) -> None:
        Pillow.new("RGB", (60, 40), (200, 30, 30)).save(tmp_path / "boat.png")
        told = {"path": "boat.png", "alt": "A red boat", "credit": "Ida Moor"}
        bring_in_lines(tmp_path, story("1", image=told), story("2", image="boat.png"), story("3"))

    def test_pictures_are_copied_beside_the_file(self, out: Path, pictured: None) -> None:
        lines = export(out, "--media", out.parent / "pictures")
        images = [line.get("image") for line in lines]
        assert images[0] == {"path": images[0]["path"], "alt": "A red boat", "credit": "Ida Moor"}  # type: ignore[index]
        assert images[2] is None
        for image in images[:2]:
            assert image
            assert image["path"].startswith("pictures/")
            assert (out.parent / image["path"]).read_bytes() == Path(Image.objects.get().file.path).read_bytes()

    def test_without_it_no_picture_is_promised(self, out: Path, pictured: None) -> None:
        assert not any("image" in line for line in export(out))

    def test_a_picture_that_lost_its_file_is_told(self, out: Path, pictured: None, capsys: Any) -> None:
        Path(Image.objects.get().file.path).unlink()
        lines = export(out, "--media", out.parent / "pictures")
        assert not any("image" in line for line in lines)
        assert "2 pictures have lost their file" in capsys.readouterr().err


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("export_articles", "--help")
    assert "Example: manage.py export_articles" in capsys.readouterr().out


def test_what_was_exported_is_not_new_here(out: Path) -> None:
    bring_in_lines(out.parent, story("1", tags="A, B", byline=["C", "D"]), story("2", body="*x*", format="markdown"))
    before = newsroom()
    export(out)
    assert bring_in(out).numbers == (0, 0, 2, 0)
    assert newsroom() == before
