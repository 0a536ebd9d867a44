"""Static files are compressed once, and only under names that carry their content."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from whitenoise.compress import Compressor

from newsroom.settings import STORAGES
from newsroom.staticfiles import HashedFiles


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
