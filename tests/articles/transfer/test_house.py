"""What an import remembers of sources and sections from one batch to the next."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles import commons
from articles.models import Article, Section
from articles.steps import STEPS
from articles.transfer import batches
from articles.transfer.fields import Reader
from articles.transfer.files import InputFile
from articles.transfer.importing import import_stories
from tests.articles.transfer.running import bring_in_lines, story, write
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def get(id: str) -> Article:
    return Article.objects.get(external_id=id)


def test_what_was_made_for_a_batch_that_was_undone_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LINES", 2)
    monkeypatch.setitem(STEPS, "publish", replace(STEPS["publish"], needs=()))  # none looks first
    bring_in_lines(tmp_path, story("1"))
    Article.objects.filter(external_id="1").update(expires_at=datetime(2026, 3, 2, tzinfo=UTC))
    refused = story("1", published="2026-03-03")
    of_new = [story(id, source="The Heron", section="Fens") for id in "23"]
    told = bring_in_lines(tmp_path, refused, *of_new)
    assert told.numbers == (2, 0, 0, 1)
    assert [str(get(id).source) for id in "23"] == ["The Heron"] * 2
    assert [str(get(id).section) for id in "23"] == ["Fens"] * 2


def test_one_that_was_renamed_meanwhile_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LINES", 1)
    path = write(tmp_path / "stories.jsonl", *(story(id, section="Fens") for id in "1234"))
    running = import_stories([InputFile.named(str(path))], Reader())
    next(running), next(running)
    section = Section.objects.get(name="Fens")
    section.name = "Marshes"
    commons.save(section, by=make_user("Publisher"))
    assert len(list(running)) == 2
    assert [str(get(id).section) for id in "1234"] == ["Marshes", "Marshes", "Fens", "Fens"]
