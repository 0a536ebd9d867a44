"""The site as in production, and the CPU time it has used: that of the server, and of its sessions in PostgreSQL."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg

from bench.corpora import PROJECT, Corpus

STARTING_SECONDS = 30
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


class Server:
    """One gunicorn with one worker, so that the load it is under is known."""

    def __init__(self, port: int, master: int, database: psycopg.Connection | None) -> None:
        self.port = port
        self._master = master
        self._database = database

    def cpu_seconds(self) -> float:
        """User and system time so far, of the worker and of the database's processes that serve it."""
        return sum(map(_cpu_seconds, [*_children(self._master), *self._sessions()]))

    def _sessions(self) -> list[int]:
        if self._database is None:
            return []
        query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return [pid for (pid,) in self._database.execute(query)]


@contextmanager
def serve(corpus: Corpus) -> Iterator[Server]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "warning"],
        cwd=PROJECT,
        env=corpus.environment,
    )
    database = _watch(corpus)
    try:
        _wait_until_ready(port, process)
        yield Server(port, process.pid, database)
    finally:
        if database:
            database.close()
        process.terminate()
        process.wait()


def _watch(corpus: Corpus) -> psycopg.Connection | None:
    if corpus.database_url.startswith("sqlite"):
        return None
    return psycopg.connect(corpus.database_url, autocommit=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=STARTING_SECONDS)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit("The server does not start.")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_seconds(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:  # a session that has just ended
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS_A_SECOND
