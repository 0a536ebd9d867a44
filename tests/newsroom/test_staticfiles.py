"""Static files are compressed once, and only under names that carry their content."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from whitenoise.compress import Compressor

from newsroom.settings import STORAGES
from newsroom.staticfiles import IMPORT, HashedFiles, joined

PROJECT = Path(__file__).parents[2]


def hashed(folder: Path) -> Path:
    """Where the one file lies that these tests look at."""
    assert isinstance(staticfiles_storage, HashedFiles)
    return folder / staticfiles_storage.stored_name("css/river.css")


def collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Nothing but our own files, for the sake of time."""
    settings = {
        "STATIC_ROOT": tmp_path,
        "STORAGES": STORAGES,
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
    }
    with override_settings(**settings):
        collect()
        yield tmp_path


def test_only_hashed_names_are_there(folder: Path) -> None:
    assert hashed(folder).exists()
    assert not (folder / "css/river.css").exists()
    assert Path(f"{hashed(folder)}.br").exists()
    assert Path(f"{hashed(folder)}.gz").exists()


def test_a_style_sheet_holds_what_it_imports_and_asks_for_nothing_more(folder: Path) -> None:
    sheet = hashed(folder).read_text(encoding="utf-8")
    for part in ("river", "frame", "base"):
        rules = (PROJECT / f"static/css/{part}.css").read_text(encoding="utf-8").splitlines()[-3:]
        assert sheet.count("\n".join(rules)) == 1, part
    assert not IMPORT.search(sheet)
    font = re.findall(r'url\("\.\./([^"]+)"\)', sheet)
    assert len(font) == 1
    assert (folder / font[0]).exists()


def test_only_what_lies_beside_it_is_put_in_its_place() -> None:
    elsewhere = '@import "../desk/signin.css";'
    assert IMPORT.sub(joined("css/river.css"), elsewhere) == elsewhere
    with pytest.raises(ValueError, match="not beside it"):
        IMPORT.sub(joined("css/river.css"), '@import "nowhere.css";')


def test_a_second_time_nothing_is_compressed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes) -> bytes:
        raise AssertionError

    monkeypatch.setattr(Compressor, "compress_brotli", staticmethod(refuse))
    collect()


def test_what_is_missing_is_made(folder: Path) -> None:
    Path(f"{hashed(folder)}.br").unlink()
    Path(f"{hashed(folder)}.gz").unlink()
    collect()
    assert Path(f"{hashed(folder)}.br").exists()
