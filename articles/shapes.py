"""The shapes in which readers get a picture, and how the file of each is called. No model is known here.

A set of renditions follows from the picture's content hash, its size, its focal point and `RECIPE` alone, so that
nobody has to remember which files there are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, Self

from newsroom.lib.crop import largest

RECIPE = 1  # goes up with any change of what is made below: every set is then made anew


class Shape(NamedTuple):
    ratio: tuple[int, int] | None  # None: the whole picture
    widths: tuple[int, ...]  # in pixels; what is smaller is never made larger


SHAPES = {
    "river": Shape((3, 2), (360, 720, 1080)),  # a card
    "wide": Shape((16, 9), (720, 1200, 1760)),  # the front page's lead; what is shown where a link is shared
    "square": Shape((1, 1), (120, 240, 480)),  # where it is small
    "whole": Shape(None, (720, 1080, 1600)),  # the page of a story
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}  # as offered: the smallest first
NAME = re.compile(
    rf"(?P<sha256>[0-9a-f]{{64}})-(?P<cut>[0-9]{{1,3}}-[0-9]{{1,3}}-[0-9]{{1,3}})"
    rf"-(?P<shape>{'|'.join(SHAPES)})-(?P<width>[1-9][0-9]{{0,3}})\.(?P<kind>{'|'.join(TYPES)})",
    re.ASCII,
)


class File(NamedTuple):
    """One rendition: `str()` of it is its name in an address, `path` its name in the storage."""

    sha256: str
    cut: str
    shape: str
    width: int
    kind: str

    def __str__(self) -> str:
        return f"{self.sha256}-{self.cut}-{self.shape}-{self.width}.{self.kind}"

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The one with this name in an address, if that is one at all."""
        found = NAME.fullmatch(name)
        return cls(**{**found.groupdict(), "width": int(found["width"])}) if found else None  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        return f"{folder(self.sha256)}/{self.cut}-{self.shape}-{self.width}.{self.kind}"


class Rendition(NamedTuple):
    """A file that a page can name."""

    url: str
    width: int
    height: int
    type: str


def folder(sha256: str) -> str:
    return f"renditions/{sha256}"


def cut_of(focal_x: int, focal_y: int) -> str:
    """What tells the sets of one picture apart."""
    return f"{RECIPE}-{focal_x}-{focal_y}"


def sizes(shape: str, width: int, height: int) -> list[tuple[int, int]]:
    """The sizes of a shape for a picture so large, the smallest first; none where it is too small for the shape."""
    ratio, widths = SHAPES[shape]
    part_width, part_height = largest(width, height, ratio) if ratio else (width, height)
    if not part_width:
        return []
    made = sorted({min(wanted, part_width) for wanted in widths})
    return [(one, max(1, round(part_height * one / part_width))) for one in made]


def files(sha256: str, cut: str, width: int, height: int) -> Iterator[File]:
    """All renditions of a picture."""
    for shape in SHAPES:
        for one, _ in sizes(shape, width, height):
            for kind in TYPES:
                yield File(sha256, cut, shape, one, kind)
