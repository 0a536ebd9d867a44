"""Twenty editors save one story a hundred times each, over real HTTP and in several processes: nothing is lost."""

import json
import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from tests.environment import EXAMPLE

EDITORS, SAVES = 20, 100
ROOT = EXAMPLE.parent
TOKEN = "c" * 32


class Editor:
    """A person at a browser of their own, who keeps count of their saves in a paragraph of their own."""

    def __init__(self, site: str, number: int, session: str) -> None:
        self.site, self.number, self.session = site, number, session
        self.patience = random.Random(number)  # noqa: S311

    def ask(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(  # noqa: S310
            f"{self.site}{path}",
            urllib.parse.urlencode({**form, "csrfmiddlewaretoken": TOKEN}).encode(),
            {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused) if refused.code == 409 else {}

    def count_one_more(self, body: str) -> str:
        """One more than the text says, not than this editor knows: a save that was written over is never made good."""
        counts = counts_in(body)
        counts[self.number] = counts.get(self.number, 0) + 1
        return "".join(f"<p>{editor}: {count}.</p>" for editor, count in sorted(counts.items()))

    def write(self, path: str) -> int:
        """Save a hundred times; after a conflict, begin anew from the words that are there. Returns the conflicts."""
        body, token, conflicts, saves = "", "0.0", 0, 0
        while saves < SAVES:
            counted = self.count_one_more(body)
            status, said = self.ask(path, {"headline": "One story", "body": counted, "base": token})
            if status == 200:
                body, token, saves = counted, said["token"], saves + 1
                continue
            assert status == 409, status
            conflicts += 1
            time.sleep(self.patience.random() / 3)  # whoever is told of a conflict reads the other's words first
            body, token = said["theirs"]["words"]["body"], said["theirs"]["token"]
        return conflicts


def counts_in(body: str) -> dict[int, int]:
    return {int(editor): int(count) for editor, count in re.findall(r"<p>(\d+): (\d+)\.</p>", body)}


@pytest.fixture
def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


SEED = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.factories import make_draft, make_user

def signed_in(person):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key

article, _ = make_draft(headline="One story", body="")
print(json.dumps([article.pk, [signed_in(make_user("Editor")) for _ in range(%d)]]))
"""


@contextmanager
def database_of_its_own(folder: Path) -> Iterator[str]:
    """The address of an empty database that other processes can open: a file, or one more on the tests' PostgreSQL."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{folder / 'at-once.sqlite3'}"
        return
    name = f"at_once_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')  # a number of ours is all that is put into it
        try:
            yield re.sub(r"/[^/]*$", f"/{name}", address)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def environment(folder: Path, database: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "ENV_FILE": "",
        "ALLOWED_HOSTS": "127.0.0.1",
        "TLS": "off",
        "STAFF_MFA": "off",
        "LOG_LEVEL": "WARNING",
        "VAR_DIR": str(folder),
        "DATABASE_URL": database,
    }


def run(environment: dict[str, str], *arguments: str) -> bytes:
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE
    ).stdout


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[str]:
    """The site behind gunicorn: two processes of four threads, more than a newsroom is given unasked."""
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_for(f"http://127.0.0.1:{port}/health/live")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def newsroom(tmp_path: Path, free_port: int) -> Iterator[tuple[list[Editor], str]]:
    """Twenty editors at their browsers, and the address at which one story is saved."""
    with database_of_its_own(tmp_path) as database:
        own = environment(tmp_path, database)
        run(own, "migrate", "--verbosity", "0")
        article, sessions = json.loads(run(own, "shell", "--no-imports", "--command", SEED % EDITORS))
        with served(own, free_port) as site:
            editors = [Editor(site, number, session) for number, session in enumerate(sessions)]
            yield editors, f"/admin/articles/article/{article}/autosave/"


def wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


def test_twenty_editors_who_save_a_hundred_times_each_lose_nothing(newsroom: tuple[list[Editor], str]) -> None:
    editors, path = newsroom
    with ThreadPoolExecutor(EDITORS) as at_once:
        conflicts = sum(at_once.map(lambda editor: editor.write(path), editors))
    _status, said = editors[0].ask(path, {"headline": "What is there?", "base": "0.0"})
    assert counts_in(said["theirs"]["words"]["body"]) == dict.fromkeys(range(EDITORS), SAVES)
    assert conflicts > 0  # they did get in each other's way
