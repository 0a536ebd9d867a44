"""An import that is killed again and again comes to the end that an undisturbed one comes to."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.articles.transfer.running import story, write
from tests.environment import EXAMPLE

STORIES, KILLS = 5_000, 20
COUNTED = "articles.Article articles.Revision articles.Event articles.Source articles.Section tags.Tag tags.Tagging"
COUNT = f"""
from django.apps import apps
from articles.models import ImportRun
print({{name: apps.get_model(name).objects.count() for name in {COUNTED.split()}}})
print(ImportRun.objects.filter(finished_at=None).count())
"""


@dataclass(frozen=True)
class Newsroom:
    """One with a database of its own, reached by commands alone."""

    environment: dict[str, str]

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(  # noqa: S603
            command,
            cwd=EXAMPLE.parent,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0, told
        return told

    def state(self, export: Path) -> tuple[str, bytes]:
        """The numbers of its rows, and its stories as an export tells them."""
        self.run("export_articles", str(export))
        return self.run("shell", "--no-imports", "--command", COUNT), export.read_bytes()


@contextmanager
def newsroom(folder: Path, name: str) -> Iterator[Newsroom]:
    """Made empty beside the database that the tests use, and removed afterwards."""
    url = f"sqlite:///{folder / name}.sqlite3"
    if connection.vendor == "postgresql":
        url = _create_database(name)
    made = Newsroom({**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder), "LOG_LEVEL": "WARNING"})
    try:
        made.run("migrate", "--verbosity=0")
        yield made
    finally:
        if connection.vendor == "postgresql":
            _in_the_cluster(sql.SQL("DROP DATABASE {} WITH (FORCE)"), url.rpartition("/")[2])


def _create_database(name: str) -> str:
    told = connection.settings_dict
    database = f"{told['NAME']}_{name}"
    _in_the_cluster(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), database)
    _in_the_cluster(sql.SQL("CREATE DATABASE {}"), database)
    login = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}"
    return f"postgres://{login}@{told['HOST']}:{told['PORT'] or 5432}/{database}"


def _in_the_cluster(statement: sql.SQL, database: str) -> None:
    told = connection.settings_dict
    login = {"user": told["USER"], "password": told["PASSWORD"], "host": told["HOST"], "port": told["PORT"] or 5432}
    with psycopg.connect(dbname="postgres", autocommit=True, **login) as cluster:
        cluster.execute(statement.format(sql.Identifier(database)))


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
        assert killed.state(tmp_path / "killed.jsonl") == calm.state(tmp_path / "calm.jsonl")
