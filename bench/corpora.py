"""The databases that are measured: one for each number of stories, built once and used again."""

import argparse
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import psycopg
from psycopg import sql

PROJECT = Path(__file__).resolve().parent.parent
STORIES = 100_000
FOLDER = PROJECT / "var" / "bench"


@dataclass(frozen=True)
class Corpus:
    stories: int
    environment: dict[str, str]  # of every process that works with it: as in production, but for TLS

    @property
    def database_url(self) -> str:
        return self.environment["DATABASE_URL"]


def stories_asked(module: str, what: str) -> int:
    """From the command line: how many stories the corpus shall have."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}",
        description=f"Measure {what}. The corpus is built at the first run (some minutes), then reused.",
        epilog=f"Example: BENCH_STORIES=1000000 DATABASE_URL=postgres://… python -m {module}",
    )
    size = int(os.environ.get("BENCH_STORIES") or STORIES)
    parser.add_argument("--stories", type=int, default=size, help=f"how many there are (default: {size})")
    stories: int = parser.parse_args().stories
    return stories


def corpus(stories: int) -> Corpus:
    """Built if it is not there: a SQLite file under var/bench/, or a database beside the PostgreSQL of DATABASE_URL."""
    made = Corpus(stories, environment(str(stories)))
    manage(made, "migrate", "--verbosity=0")
    manage(made, "collectstatic", "--no-input", "--verbosity=0")
    manage(made, "make_corpus", f"--stories={stories}", "--searchable")
    return made


def emptied(name: str) -> Corpus:
    """A newsroom without stories; what was in the database of this name is gone."""
    remove(name)
    made = Corpus(0, environment(name))
    FOLDER.mkdir(parents=True, exist_ok=True)
    manage(made, "migrate", "--verbosity=0")
    return made


def remove(name: str) -> None:
    """The database of this name, whatever is in it: an older one may lack what a migration looks for."""
    given = urlsplit(os.environ.get("DATABASE_URL", ""))
    if given.scheme.startswith("postgres"):
        with psycopg.connect(given.geturl(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(beside(given, name))))
    else:
        for file in FOLDER.glob(f"{name}.sqlite3*"):
            file.unlink()


def environment(name: str) -> dict[str, str]:
    return {
        **os.environ,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database_url(name),
        "DEBUG": "off",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "ENV_FILE": "",
        "LOG_LEVEL": "WARNING",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "TLS": "off",
        "VAR_DIR": str(FOLDER),
    }


def manage(corpus: Corpus, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=corpus.environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def database_url(name: str) -> str:
    given = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not given.scheme.startswith("postgres"):
        return f"sqlite:///{FOLDER / f'{name}.sqlite3'}"
    name = beside(given, name)
    with psycopg.connect(given.geturl(), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return given._replace(path=f"/{name}").geturl()


def beside(given: SplitResult, name: str) -> str:
    """The name of a database of ours beside the one that was given."""
    return f"{given.path.removeprefix('/')}_bench_{name}"
