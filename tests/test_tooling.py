"""What the project's files promise each other: settings and their table, lock files, the scripts of the Makefile."""

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tags.names import hashtag_of
from tests.environment import EXAMPLE, SETTINGS

ROOT = EXAMPLE.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def run(*command: str, env: dict[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def pinned(lock: str) -> dict[str, str]:
    """Name (with marker) and version of every package in a lock file."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", read(lock), re.MULTILINE))


def executable(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


class TestSettings:
    def test_the_example_names_every_variable_that_is_read(self) -> None:
        read_ones = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("newsroom/settings.py"))
        assert sorted(SETTINGS) == sorted(set(read_ones) - {"ENV_FILE"})  # which says where the example's copy is

    def test_the_operators_table_names_every_variable(self) -> None:
        rows = [row for row in read("docs/operators.md").splitlines() if re.match(r"\| `[A-Z]", row)]
        told = [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])]
        assert sorted(told) == sorted([*SETTINGS, "ENV_FILE"])

    def test_a_fresh_env_starts_and_is_never_the_same(self, tmp_path: Path) -> None:
        texts = [run(sys.executable, "tools/fresh_env.py", env={}).stdout for _ in range(2)]
        assert texts[0] != texts[1]
        (file := tmp_path / "env").write_text(texts[0])
        started = run(sys.executable, "manage.py", "check", env={"ENV_FILE": str(file), "VAR_DIR": str(tmp_path)})
        assert started.returncode == 0, started.stderr


class TestLockFiles:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_every_package_has_one_version_and_hashes(self, lock: str) -> None:
        packages = re.split(r"\n(?=[a-z])", read(lock).strip())
        assert packages
        for package in packages:
            assert re.match(r"[a-z0-9.-]+==\S+ (; .+ )?\\\n    --hash=sha256:[0-9a-f]{64}\b", package), package

    @pytest.mark.parametrize("lock", LOCKS)
    def test_no_address_and_no_folder_is_in_them(self, lock: str) -> None:
        assert not re.search(r"://|--index-url|--find-links|file:|^/", read(lock), re.MULTILINE)

    def test_development_runs_on_what_production_runs_on(self) -> None:
        assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()

    @pytest.mark.parametrize(("section", "lock"), [("dependencies = [", LOCKS[0]), ("dev = [", LOCKS[1])])
    def test_they_are_in_step_with_what_is_asked_for(self, section: str, lock: str) -> None:
        asked = read("pyproject.toml").partition(f"\n{section}\n")[2].partition("\n]")[0]
        for line in re.findall(r'^ *"(.+)",', asked, re.MULTILINE):
            wanted = Requirement(line)
            assert wanted.specifier.contains(pinned(lock)[wanted.name]), f"{line}: make lock"


class TestServer:
    def test_the_configuration_is_one_that_gunicorn_takes(self, tmp_path: Path) -> None:
        checked = run(sys.executable, "-m", "gunicorn", "--check-config", env={**os.environ, "VAR_DIR": str(tmp_path)})
        assert checked.returncode == 0, checked.stderr

    def test_every_thread_can_have_a_connection(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("WEB_THREADS", raising=False)
        configuration: dict[str, int] = {}
        exec(compile(read("gunicorn.conf.py"), "gunicorn.conf.py", "exec"), configuration)  # noqa: S102
        (pool,) = re.findall(r'"DATABASE_POOL", default=(\d+)', read("newsroom/settings.py"))
        assert configuration["threads"] <= int(pool)


class TestPort:
    def test_a_free_port_passes_without_a_word(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        asked = run(sys.executable, "tools/port_is_free.py", env={"PORT": str(port)})
        assert (asked.returncode, asked.stderr) == (0, "")

    def test_a_taken_port_is_told_in_a_sentence(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            asked = run(sys.executable, "tools/port_is_free.py", env={"PORT": str(port)})
        assert asked.returncode == 1
        assert asked.stderr.startswith(f"Port {port} cannot be used (Address already in use)")

    @pytest.mark.parametrize("port", ["", "http", "-1", "99999", "8000 8001"])
    def test_what_is_no_port_is_told_in_a_sentence(self, port: str) -> None:
        asked = run(sys.executable, "tools/port_is_free.py", env={"PORT": port})
        assert asked.returncode == 1
        assert "which is no port" in asked.stderr


class TestVenv:
    """tools/venv.sh in a folder and on a PATH of its own, with interpreters that only pretend."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "a folder"
        (folder / "tools").mkdir(parents=True)
        shutil.copy(ROOT / "tools/venv.sh", folder / "tools")
        for lock in LOCKS:
            (folder / lock).write_text(f"# {lock}\n")
        (folder / "bin").mkdir()
        for tool in ["cat", "chmod", "cmp", "cp", "dirname", "mkdir"]:
            (folder / "bin" / tool).symlink_to(str(shutil.which(tool)))
        return folder

    def python(self, folder: Path, name: str, *, good: bool = True) -> None:
        """An interpreter that passes the probe or not, makes a venv of itself, and logs what it is asked."""
        executable(
            folder / "bin" / name,
            f'echo "{name} $*" >> log\n'
            f'case "$*" in -c*ensurepip*) exit {0 if good else 1};; esac\n'
            'if [ "$2" = venv ]; then mkdir -p .venv/bin; cp "$0" .venv/bin/python; fi',
        )

    def make(self, folder: Path, lock: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        """What it said, and what the interpreters were asked to do beside the probes."""
        (folder / "log").write_text("")
        made = run("/bin/sh", "tools/venv.sh", lock, cwd=folder, env={"PATH": str(folder / "bin")})
        asked = (folder / "log").read_text().splitlines()
        return made, [line for line in asked if " -m " in line]

    def test_a_machine_without_python_is_told_what_to_install(self, folder: Path) -> None:
        made, _ = self.make(folder, LOCKS[0])
        assert made.returncode == 1
        assert "needs Python 3.12 or newer" in made.stderr
        assert not (folder / ".venv").exists()

    def test_an_interpreter_that_does_not_do_is_passed_over(self, folder: Path) -> None:
        self.python(folder, "python3.13", good=False)
        self.python(folder, "python3")
        made, asked = self.make(folder, LOCKS[0])
        assert made.returncode == 0, made.stderr
        assert asked[0] == "python3 -m venv --clear .venv"
        assert "--require-hashes --requirement requirements.txt" in asked[1]

    def test_a_second_time_nothing_is_done(self, folder: Path) -> None:
        self.python(folder, "python3")
        self.make(folder, LOCKS[1])
        for lock in LOCKS:  # the second lock file holds the first
            assert self.make(folder, lock)[1] == []

    def test_what_the_tests_need_is_added(self, folder: Path) -> None:
        self.python(folder, "python3")
        self.make(folder, LOCKS[0])
        _, asked = self.make(folder, LOCKS[1])
        assert len(asked) == 1
        assert "requirements-dev.txt" in asked[0]

    @pytest.mark.parametrize("lock", LOCKS)
    def test_a_lock_file_that_changed_begins_anew(self, folder: Path, lock: str) -> None:
        self.python(folder, "python3")
        self.make(folder, lock)
        (folder / lock).write_text("# changed\n")
        assert "venv --clear" in self.make(folder, lock)[1][0]

    def test_an_interpreter_that_is_gone_begins_anew(self, folder: Path) -> None:
        self.python(folder, "python3")
        self.make(folder, LOCKS[0])
        (folder / ".venv/bin/python").unlink()
        assert "venv --clear" in self.make(folder, LOCKS[0])[1][0]

    def test_an_installation_cut_short_does_not_count(self, folder: Path) -> None:
        executable(
            folder / "bin/python3",
            'case "$2" in venv) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; pip) exit 1;; esac',
        )
        assert self.make(folder, LOCKS[0])[0].returncode == 1
        self.python(folder, "python3")
        assert self.make(folder, LOCKS[0])[1]


def test_the_hashtag_that_make_demo_points_to_is_in_the_sample() -> None:
    (shown,) = re.findall(r"/hashtag/(\w+)/", read("Makefile"))
    tags = tomllib.loads(read("newsroom/sample/newsroom.toml"))["tags"]
    assert shown in {hashtag_of(tag["name"]) for tag in tags}


def test_scripts_can_be_run() -> None:
    for name in [".ci/run", ".ci/audit", ".ci/postgres", "tools/venv.sh", "manage.py"]:
        assert (ROOT / name).stat().st_mode & stat.S_IXUSR, name
