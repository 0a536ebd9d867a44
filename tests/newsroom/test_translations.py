"""What the interface says in Korean: all of it, nothing half translated, and compiled as it stands."""

import ast
import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import EXAMPLE

ROOT = EXAMPLE.parent
FOLDER = ROOT / "locale/ko/LC_MESSAGES"
PACKAGES = ["articles", "newsroom", "tags", "templates"]

type Catalogue = dict[tuple[str, str], "Entry"]


class Entry:
    def __init__(self) -> None:
        self.flags: list[str] = []
        self.words: dict[str, str] = {}

    @property
    def key(self) -> tuple[str, str]:
        return self.words.get("msgctxt", ""), self.words.get("msgid", "")

    @property
    def translations(self) -> list[str]:
        return [text for name, text in self.words.items() if name.startswith("msgstr")]


def read(text: str) -> Catalogue:
    """The entries of a .po file by context and msgid, without those that are commented out."""
    entries = []
    for block in text.split("\n\n"):
        entry, name = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry.flags += [flag.strip() for flag in line[2:].split(",")]
            elif not line.startswith("#") and line.strip():
                keyword, _, quoted = line.partition('"')
                name = keyword.strip() or name
                entry.words[name] = entry.words.get(name, "") + ast.literal_eval('"' + quoted)
        if entry.words:
            entries.append(entry)
    return {entry.key: entry for entry in entries}


PO = read((FOLDER / "django.po").read_text(encoding="utf-8"))
MESSAGES = [entry for key, entry in PO.items() if key[1]]


def test_the_file_can_be_read() -> None:
    assert len(MESSAGES) > 150
    assert PO["", "Older stories"].translations == ["지난 기사 더 보기"]
    assert PO["date", "j F Y"].translations == ["Y년 n월 j일"]


def test_nothing_is_left_untranslated_or_guessed() -> None:
    for entry in MESSAGES:
        assert entry.translations, entry.key
        assert all(entry.translations), entry.key
        assert "fuzzy" not in entry.flags, entry.key


def test_every_translation_holds_what_is_filled_in() -> None:
    for entry in MESSAGES:
        said = entry.key[1]
        for translation in entry.translations:
            assert fillings(translation) == fillings(said), entry.key


def fillings(text: str) -> list[str]:
    """The places for values, and the tags."""
    return sorted(re.findall(r"%\(\w+\)\w|%[sd]|</?\w+", text))


def test_the_compiled_file_is_in_step_with_the_text() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in MESSAGES:
        context, said = entry.key
        if "msgid_plural" in entry.words:
            given = [compiled.ngettext(said, entry.words["msgid_plural"], 5)]
        else:
            given = [compiled.pgettext(context, said) if context else compiled.gettext(said)]
        assert given == entry.translations, entry.key
    known = {key for key in compiled._catalog if key}  # type: ignore[attr-defined]
    assert len(known) == len(MESSAGES), "the compiled file has messages that the text has not"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")
def test_everything_that_is_said_is_in_the_file(tmp_path: Path) -> None:
    leave_out = shutil.ignore_patterns("__pycache__", "*.md", "*.webp", "migrations")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=leave_out)
    (tmp_path / "locale/ko/LC_MESSAGES").mkdir(parents=True)
    command = [sys.executable, "-m", "django", "makemessages", "--locale=ko", "--no-location", "--no-wrap"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    said = read((tmp_path / "locale/ko/LC_MESSAGES/django.po").read_text(encoding="utf-8"))
    assert len(said) > 150
    missing = {key for key in said if key[1]} - set(PO)
    assert not missing, "run `make messages` and translate them"
    unused = set(PO) - set(said)
    assert not unused, "nothing says them any more"
