"""Files of lines: plain or gzipped, on disk or on standard input, of any size, in constant memory."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Self, cast

from articles.errors import NewsroomError

STANDARD_INPUT = "-"
GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_LIMIT = 10 * 1024 * 1024
CHUNK = 64 * 1024


class UnusableFile(NewsroomError):
    """A file that is not there, cannot be read, or breaks off."""


@dataclass(frozen=True)
class InputFile:
    """A file by its whole path; `-` is standard input. Make it with `named()`."""

    path: str

    @classmethod
    def named(cls, path: str) -> Self:
        """Raises `UnusableFile` when there is nothing to read under this name."""
        if path != STANDARD_INPUT and (not os.access(path, os.R_OK) or Path(path).is_dir()):
            raise UnusableFile(f"There is no file {path} that can be read.")
        return cls(path if path == STANDARD_INPUT else str(Path(path).absolute()))

    @cached_property
    def name(self) -> str:
        return "standard input" if self.path == STANDARD_INPUT else Path(self.path).name

    @cached_property
    def folder(self) -> Path:
        """Where its pictures are looked for."""
        return (Path.cwd() if self.path == STANDARD_INPUT else Path(self.path).parent).resolve()

    @cached_property
    def size(self) -> int | None:
        """In bytes, where that can be known beforehand."""
        return Path(self.path).stat().st_size if Path(self.path).is_file() else None

    def lines(self) -> Iterator["Line"]:
        """Every line that holds something. Raises `UnusableFile` where the file breaks off."""
        number = position = 0
        try:
            with ExitStack() as stack:
                packed = self._open(stack)
                plain = _unpacked(packed)
                while (raw := _next_line(plain)) != b"":
                    number += 1
                    before, position = position, packed.tell() if self.size else 0
                    if number == 1 and raw:
                        raw = raw.removeprefix(BYTE_ORDER_MARK)
                    if raw is None or raw.strip():
                        yield Line(self, number, raw, position - before)
        except (OSError, EOFError, zlib.error) as error:
            raise UnusableFile(f"{self.name} breaks off after line {number}: {error}") from None

    def _open(self, stack: ExitStack) -> io.BufferedReader:
        if self.path == STANDARD_INPUT:
            return cast(io.BufferedReader, sys.stdin.buffer)
        return stack.enter_context(Path(self.path).open("rb"))


@dataclass(frozen=True)
class Line:
    """A line and its place. `raw` is none where it is longer than `LINE_LIMIT`.

    `size` is what it took of a file whose size is known: packed, and in leaps, for the sake of a progress bar.
    """

    file: InputFile
    number: int
    raw: bytes | None
    size: int

    @property
    def place(self) -> str:
        return f"{self.file.name}:{self.number}"


def _unpacked(stream: io.BufferedReader) -> BinaryIO:
    """By the first bytes, whatever the file is called."""
    if stream.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC):
        return cast(BinaryIO, gzip.open(stream))
    return stream


def _next_line(stream: BinaryIO) -> bytes | None:
    """Empty at the end; none for a line that is too long, which is read over without being held."""
    line = stream.readline(LINE_LIMIT + 1)
    if len(line) <= LINE_LIMIT:
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(CHUNK)
    return None
