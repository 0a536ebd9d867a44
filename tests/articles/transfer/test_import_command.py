"""`manage.py import_articles` as an operator meets it."""

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from articles.models import Article, ImportRun
from articles.transfer import importing
from articles.transfer.batches import LINES, batches
from articles.transfer.fields import Reader
from articles.transfer.files import InputFile
from tests.articles.transfer.running import bring_in, story, write

pytestmark = pytest.mark.django_db


def told(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("import_articles", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_tells_the_numbers(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", story("1"), story("2"))
    assert told(path) == "2 new, 0 changed, 0 unchanged, 0 refused.\n"


def test_it_tells_of_refused_lines_by_file_and_line_and_ends_with_1(tmp_path: Path) -> None:
    one = write(tmp_path / "a.jsonl", story("1"), "{")
    two = write(tmp_path / "b.jsonl", story("2", headline="x" * 201 + "\x1b[31m"))
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_articles", str(one), str(two), stdout=out)
    assert ended.value.code == 1
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("a.jsonl:2: The line is not JSON")
    assert lines[1].startswith("b.jsonl:1: The headline has 20")
    assert lines[2] == "1 new, 0 changed, 0 unchanged, 2 refused."


def test_a_reason_is_one_short_line_whatever_the_file_says(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", story(language="\x1b[2J\n\ud800" + "x" * 100_000))
    reason = bring_in(path).refused["a.jsonl:1"]
    assert len(reason) <= 500
    assert reason.isprintable()


def test_several_files_and_standard_input_are_read_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = io.BytesIO(gzip.compress(json.dumps(story(headline="Third")).encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(sent)))
    one = write(tmp_path / "b.jsonl", story(headline="First"))
    two = write(tmp_path / "a.jsonl", story(headline="Second"))
    assert told(one, two, "-") == "1 new, 2 changed, 0 unchanged, 0 refused.\n"
    assert Article.objects.get().headline == "Third"


def test_a_file_that_breaks_off_is_told_and_the_next_one_read(tmp_path: Path) -> None:
    torn = tmp_path / "torn.jsonl.gz"
    torn.write_bytes(gzip.compress(json.dumps(story("1")).encode() + b"\n" + json.dumps(story("2")).encode())[:-20])
    found = bring_in(torn, write(tmp_path / "b.jsonl", story("3")))
    assert found.status == 1
    assert list(found.refused) == ["torn.jsonl.gz"]
    assert Article.objects.filter(external_id="3").exists()


def test_map_and_defaults(tmp_path: Path) -> None:
    line = {"guid": 7, "title": "Ferries", "text": "*Sail*", "date": "2026-03-01", "image": "/img/1.png"}
    told(
        write(tmp_path / "a.jsonl", line),
        *("--map", "id=guid, headline=title", "--map", "body=text,published=date,image="),
        *("--source", "The Heron", "--section", "Sea", "--format", "markdown", "--language", "ga"),
    )
    article = Article.objects.get(external_id="7", source__name="The Heron", section__name="Sea", language="ga")
    assert (article.headline, article.body) == ("Ferries", "<p><em>Sail</em></p>")


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.jsonl"],
        ["."],
        [],
        ["a.jsonl", "--map", "title=headline"],
        ["a.jsonl", "--map", "headline"],
        ["a.jsonl", "--format", "docx"],
        ["a.jsonl", "--no-such-option"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_begun_ends_with_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.jsonl", story())
    from articles.management.commands.import_articles import Command

    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test goes on in its transaction
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "import_articles", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err
    assert not ImportRun.objects.exists()


def test_one_missing_file_is_noticed_before_the_first_is_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.jsonl"):
        told(write(tmp_path / "a.jsonl", story()), tmp_path / "missing.jsonl")
    assert not Article.objects.exists()


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import_articles", "--help")
    assert "Example: manage.py import_articles" in capsys.readouterr().out


def test_no_progress_bar_where_nobody_watches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(write(tmp_path / "a.jsonl", story()))
    assert capsys.readouterr().err == ""


def test_a_progress_bar_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told(write(tmp_path / "a.jsonl", story()))
    assert "Import: 100%" in capsys.readouterr().err


def test_a_database_that_gives_up_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(importing, "settle", give_up)
    with pytest.raises(CommandError, match="database is locked\nWhat is in, stays"):
        told(write(tmp_path / "a.jsonl", story()))


def test_control_c_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "settle", interrupt)
    with pytest.raises(SystemExit) as ended:
        told(write(tmp_path / "a.jsonl", story()))
    assert ended.value.code == 130
    assert "Cut short" in capsys.readouterr().err
    assert ImportRun.objects.get().finished_at is None


def test_a_large_file_is_read_by_a_second_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "READ_AHEAD_FROM", 1)
    lines: list[dict[str, Any] | str] = [story(str(number)) for number in range(LINES + 50)]
    lines[10] = lines[LINES - 1] = lines[LINES] = lines[-1] = "{"
    path = write(tmp_path / "a.jsonl", *lines)
    told = bring_in(path, dry_run=True)
    assert told.numbers == (len(lines) - 4, 0, 0, 4)
    assert [*told.refused] == [f"a.jsonl:{line}" for line in (11, LINES, LINES + 1, LINES + 50)]
    assert bring_in(path) == told
    assert bring_in(path).numbers == (0, 0, len(lines) - 4, 4)


@pytest.mark.skipif(connections["default"].vendor != "postgresql", reason="SQLite's planner asks for no figures")
def test_after_a_great_many_stories_the_planner_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MANY", 2)
    for stories, told_of in ((2, 2), (3, 2), (5, 5)):
        bring_in(write(tmp_path / "a.jsonl", *(story(str(number)) for number in range(stories))))
        assert counted() == told_of


def counted() -> float:
    """How many stories PostgreSQL's planner goes by."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'articles_article'")
        return float(cursor.fetchone()[0])


def test_a_batch_is_read_the_same_without_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.transfer.batches.LINES", 3)
    whole = write(tmp_path / "a.jsonl", *(story(str(number)) for number in range(4)), "{")
    broken = tmp_path / "b.jsonl.gz"
    broken.write_bytes(gzip.compress(whole.read_bytes())[:-12])
    files = [InputFile.named(str(whole)), InputFile.named(str(broken)), InputFile.named(str(whole))]
    read = list(batches(files, Reader()))
    assert [len(batch) for batch in read] == [3, 3, 4, 3, 1]
    for first in range(len(read) + 1):
        assert list(batches(files, Reader(), after=first)) == read[first:]
