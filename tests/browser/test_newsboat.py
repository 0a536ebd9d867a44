"""A feed reader of the terminal follows a hashtag: what it has in its box after each thing that befalls a story."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_django.live_server_helper import LiveServer

from articles import drafting, workflow
from articles.models import Article
from tests.factories import COMMAND, make_published

NEWSBOAT = shutil.which("newsboat")
pytestmark = pytest.mark.skipif(NEWSBOAT is None, reason="newsboat is not installed")

FORMS = ["rss", "atom"]  # (it reads no JSON Feed)


class Entry(NamedTuple):
    guid: str
    title: str
    text: str


type Reload = Callable[[], list[Entry]]


@pytest.fixture(params=FORMS)
def reload(request: pytest.FixtureRequest, site: LiveServer, tmp_path: Path) -> Reload:
    """Fetch the feed again; what the reader has then."""
    (urls := tmp_path / "urls").write_text(f"{site.url}/en/hashtag/Ferries/feed.{request.param}\n")
    (config := tmp_path / "config").write_text("")
    cache = tmp_path / "cache.db"

    def fetched() -> list[Entry]:
        command = [str(NEWSBOAT), "-q", "-u", str(urls), "-c", str(cache), "-C", str(config), "-x", "reload"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr
        with closing(sqlite3.connect(cache)) as box:
            return [Entry(*row) for row in box.execute("SELECT guid, title, content FROM rss_item ORDER BY id")]

    return fetched


@pytest.fixture
def story(site: LiveServer) -> Article:
    return make_published(headline="Ferries sail again", body="<p>They sail at eleven.</p>", tags=["Ferries"])


def correct(story: Article) -> None:
    words = {"headline": "Ferries sail at noon", "body": "<p>They sail at twelve.</p>"}
    revision = drafting.revise(story, words, by=COMMAND)
    workflow.take(story, "correct", by=COMMAND, revision=revision, notice="It was twelve, not eleven.")


def test_a_new_story_arrives_whole(story: Article, reload: Reload) -> None:
    (entry,) = reload()
    assert entry.title == "Ferries sail again"
    assert "They sail at eleven." in entry.text


def test_a_correction_mends_the_entry_and_adds_none(story: Article, reload: Reload) -> None:
    (before,) = reload()
    correct(story)
    (entry,) = reload()
    assert entry.guid == before.guid
    assert entry.title == "Ferries sail at noon"
    assert "They sail at twelve." in entry.text
    assert "eleven" not in entry.text.replace("It was twelve, not eleven.", "")


def test_a_retraction_puts_its_notice_in_the_place_of_the_story(story: Article, reload: Reload) -> None:
    (before,) = reload()
    workflow.take(story, "retract", by=COMMAND, note="Made up.", notice="No ferry sailed.")
    (entry,) = reload()
    assert entry.guid == before.guid
    assert "No ferry sailed." in entry.text
    assert "They sail" not in entry.text


def test_who_comes_after_a_withdrawal_finds_the_other_stories_only(story: Article, reload: Reload) -> None:
    other = make_published(headline="Piers are repaired", tags=["Ferries"])
    workflow.take(story, "withdraw", by=COMMAND, note="Too early.")
    assert [entry.title for entry in reload()] == [other.headline]
