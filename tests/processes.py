"""A newsroom that tests reach from outside: by commands in processes of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection
from psycopg import sql

from tests.environment import EXAMPLE


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
