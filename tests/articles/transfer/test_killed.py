"""An import that is killed again and again comes to the end that an undisturbed one comes to."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.articles.transfer.running import story, write
from tests.processes import Newsroom, newsroom

STORIES, KILLS = 5_000, 20
COUNTED = "articles.Article articles.Revision articles.Event articles.Source articles.Section tags.Tag tags.Tagging"
COUNT = f"""
from django.apps import apps
from articles.models import ImportRun
print({{name: apps.get_model(name).objects.count() for name in {COUNTED.split()}}})
print(ImportRun.objects.filter(finished_at=None).count())
"""


def state(newsroom: Newsroom, export: Path) -> tuple[str, bytes]:
    """The numbers of its rows, and its stories as an export tells them."""
    newsroom.run("export_articles", str(export))
    return newsroom.run("shell", "--no-imports", "--command", COUNT), export.read_bytes()


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Enough of them that they are read in a second process."""
    body = "<p>The ferry sails at nine.</p>" * 40
    lines = (
        story(
            str(number),
            source=f"Source {number % 7}",
            section=f"Section {number % 5}",
            body=body + str(number),
            tags=[f"Tag {number % 90}", f"Port {number % 13}"],
        )
        for number in range(STORIES)
    )
    return write(tmp_path / "stories.jsonl", *lines)


def kill(process: "subprocess.Popen[str]", after_seconds: float) -> None:
    time.sleep(after_seconds)
    os.kill(process.pid, signal.SIGKILL)  # it alone: what it started must notice by itself
    process.communicate(timeout=30)  # waits for those who share its output, too


@pytest.mark.django_db
def test_killed_twenty_times_and_run_again_it_ends_where_an_undisturbed_run_ends(stories: Path, tmp_path: Path) -> None:
    moments = random.Random(1)  # noqa: S311
    with newsroom(tmp_path, "calm") as calm, newsroom(tmp_path, "killed") as killed:
        calm.run("import_articles", str(stories))
        for _ in range(KILLS):
            kill(killed.start("import_articles", str(stories)), moments.uniform(0.3, 0.9))
        told, _ = killed.start("check_integrity").communicate(timeout=60)
        assert "Broken" not in told.replace("Broken: no import is half done\n", "")
        counts = json.loads(killed.run("import_articles", str(stories), "--json"))
        assert (counts["changed"], counts["refused"], counts["new"] + counts["unchanged"]) == (0, 0, STORIES)
        assert killed.run("check_integrity").startswith("All")
        assert state(killed, tmp_path / "killed.jsonl") == state(calm, tmp_path / "calm.jsonl")
