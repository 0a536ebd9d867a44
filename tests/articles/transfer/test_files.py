"""Files of lines, whatever they are called and however they are packed."""

import gzip
import io
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from articles.transfer import files
from articles.transfer.files import InputFile, UnusableFile


def read(path: Path | str) -> list[tuple[int, bytes | None]]:
    return [(line.number, line.raw and line.raw.strip()) for line in InputFile.named(str(path)).lines()]


def test_lines_are_numbered_as_an_editor_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbfone\r\n\n   \ntwo\nthree")
    assert read(path) == [(1, b"one"), (4, b"two"), (5, b"three")]


def test_gzip_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    packed, plain = tmp_path / "packed.jsonl", tmp_path / "plain.gz"
    packed.write_bytes(gzip.compress(b"one\n") + gzip.compress(b"two\n"))
    plain.write_bytes(b"one\ntwo\n")
    assert read(packed) == read(plain) == [(1, b"one"), (2, b"two")]


@pytest.mark.parametrize("sent", [b"one\ntwo\n", gzip.compress(b"one\ntwo\n"), b""], ids=["plain", "gzip", "nothing"])
def test_standard_input(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(sent))))
    assert read("-") == ([(1, b"one"), (2, b"two")] if sent else [])


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert read(path) == []


def test_a_line_that_is_too_long_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "long.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b"one\n")
        for _ in range(40):
            file.write(b"x" * 1024 * 1024)
        file.write(b"\ntwo\n")
    tracemalloc.start()
    try:
        assert read(path) == [(1, b"one"), (2, None), (3, b"two")]
        assert tracemalloc.get_traced_memory()[1] < 3 * files.LINE_LIMIT
    finally:
        tracemalloc.stop()


def test_the_longest_line_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LINE_LIMIT", 5)
    path = tmp_path / "a"
    path.write_bytes(b"1234\n12345\n12345")
    assert read(path) == [(1, b"1234"), (2, None), (3, b"12345")]


@pytest.mark.parametrize("torn", [slice(None, -12), slice(None, 30)], ids=["near the end", "near the beginning"])
def test_a_file_that_breaks_off_says_where(tmp_path: Path, torn: slice) -> None:
    whole = gzip.compress(b"\n".join(os.urandom(40).hex().encode() for _ in range(20)))
    path = tmp_path / "torn.gz"
    path.write_bytes(whole[torn])
    with pytest.raises(UnusableFile, match=r"torn.gz breaks off after line \d+"):
        read(path)


def test_gzip_of_something_else_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "no.gz"
    path.write_bytes(b"\x1f\x8b" + b"no gzip at all")
    with pytest.raises(UnusableFile, match="after line 0"):
        read(path)


def test_what_is_not_there_or_is_a_folder_is_unusable(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path, "x" * 5_000):
        with pytest.raises(UnusableFile):
            InputFile.named(str(path))


def test_the_sizes_of_the_lines_add_up_to_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"\n".join(os.urandom(40).hex().encode() for _ in range(9_000))))
    file = InputFile.named(str(path))
    assert sum(line.size for line in file.lines()) == file.size == path.stat().st_size
