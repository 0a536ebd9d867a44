"""The emblems of the outlets: shapes only, for no font may be counted on, and a third of the names are not Latin."""

import math
from collections.abc import Callable

from PIL import Image

from newsroom.sample.pictures.canvas import Canvas, Point, arc
from newsroom.sample.pictures.palettes import Colour, colour
from newsroom.sample.pictures.shapes import path, rounded, smooth

PAPER, INK, RED, GOLD = colour("fbf5e8"), colour("1b2730"), colour("c8321f"), colour("e9b44c")


def draw_source_logo(name: str, size: int) -> Image.Image:
    """The square emblem of an outlet of the sample. Raises `ValueError` for another's."""
    if name not in EMBLEMS:
        raise ValueError(f"“{name}” has no emblem; these have: {', '.join(EMBLEMS)}.")
    ground, emblem = EMBLEMS[name]
    canvas = Canvas(0, 500, 500)
    canvas.rect(0, 0, 500, 500, colour(ground))
    emblem(canvas.at(250, 250, 5))
    return canvas.finished().resize((size, size), Image.Resampling.LANCZOS)


def _letter(one: Canvas) -> None:
    """A bold N between two rules."""
    for x in (-27, 13):
        one.rect(x, -28, 14, 56, PAPER)
        one.rect(x - 5, -28, 24, 5, PAPER)
        one.rect(x - 5, 23, 24, 5, PAPER)
    one.polygon(path("-32,-28 -14,-28 27,28 13,28"), PAPER)
    for y in (-40, 37):
        one.rect(-38, y, 76, 3, PAPER)


def _anchor(one: Canvas) -> None:
    one.polygon([*arc(0, -27, 10, 10), *reversed(arc(0, -27, 4.5, 4.5))], PAPER)
    one.rect(-3.5, -18, 7, 52, PAPER)
    one.rect(-17, -11, 34, 7, PAPER)
    one.polygon([*arc(0, 4, 34, 32, 15, 165), *arc(0, 2, 27, 23, 165, 15)], PAPER)
    for side in (-1, 1):
        one.polygon([(side * 39, 6), (side * 38, 25), (side * 21, 16)], PAPER)
    one.disc(0, -27, 4.5, RED)


def _paper_boat(one: Canvas) -> None:
    one.polygon(path("-36,4 36,4 22,24 -22,24"), PAPER)
    one.polygon([(-24, 4), (0, -32), (24, 4)], PAPER)
    one.polygon([(0, -32), (0, 4), (24, 4)], colour("cfd8dc"))
    one.polygon(path("-36,4 -24,4 -8,24 -22,24"), colour("cfd8dc"))
    for y in (30, 38):
        one.line(_ripple(y), GOLD, 3)


def _ripple(y: float) -> list[Point]:
    return [(x, y + 2.2 * math.sin(x / 5)) for x in range(-38, 39, 2)]


def _columns(one: Canvas) -> None:
    """Columns of a ledger, cut off by a tide."""
    tide = [(x, -4 + 11 * math.sin(x / 13)) for x in range(-38, 39, 2)]
    for number in range(5):
        x = -36 + number * 15
        cut = [point for point in tide if x <= point[0] <= x + 11]
        one.polygon([*cut, (x + 11, 36), (x, 36)], PAPER)
    one.line([(x, y - 14) for x, y in tide], GOLD, 6)


def _eyes(one: Canvas) -> None:
    """A second look: two rings that overlap, a pupil where they do."""
    for x in (-13, 13):
        one.polygon([*arc(x, 0, 25, 25), *reversed(arc(x, 0, 19, 19))], INK)
    one.polygon([*arc(-13, 0, 22, 22, -53, 53), *arc(13, 0, 22, 22, 127, 233)], PAPER)
    one.disc(0, 0, 7.5, RED)


def _scoreboard(one: Canvas) -> None:
    """Two flaps: two to one."""
    segments = {"2": "adegb", "1": "bc"}
    for x, digit, tint in ((-20, "2", PAPER), (20, "1", GOLD)):
        one.polygon(rounded(x - 17, -29, 34, 58, 5), colour("33424d"))
        for segment in segments[digit]:
            one.polygon(SEGMENTS[segment](x), tint)
        one.rect(x - 17, -1, 34, 1.6, INK)
    for y in (-9, 9):
        one.disc(0, y, 2.4, PAPER)


def _bar(left: float, top: float, width: float, height: float) -> Callable[[float], list[Point]]:
    return lambda x: [
        (x + left, top),
        (x + left + width, top),
        (x + left + width, top + height),
        (x + left, top + height),
    ]


SEGMENTS = {
    "a": _bar(-10, -22, 20, 6),
    "g": _bar(-10, -3, 20, 6),
    "d": _bar(-10, 16, 20, 6),
    "b": _bar(5, -22, 6, 24),
    "c": _bar(5, -2, 6, 24),
    "e": _bar(-11, -2, 6, 24),
}


def _strait(one: Canvas) -> None:
    """Two shores and the sun between them."""
    one.disc(0, -4, 17, RED)
    shore = smooth(path("-50,-30 -34,-26 -24,-10 -17,8 -20,20"))
    for side in (1, -1):
        one.polygon([(side * x, y) for x, y in [*shore, (-20, 50), (-50, 50)]], colour("1f4e5f"))
    one.rect(-50, 16, 100, 34, colour("2f7f8c"))
    for y in (24, 32, 40):
        one.line([(x, y + 1.8 * math.sin(x / 4)) for x in range(-50, 51, 2)], PAPER, 2.2)


def _pinwheel(one: Canvas) -> None:
    for number, tint in enumerate((RED, GOLD, PAPER, colour("7fb0a8"))):
        vane = one.at(0, -4, turn=number * 90)
        vane.polygon([(0, 0), (0, -34), (24, -34)], tint)
        vane.polygon([(0, 0), (24, -34), (17, -10)], _darker(tint))
    one.line([(0, 0), (0, 44)], PAPER, 3)
    one.disc(0, -4, 4.5, INK)


def _darker(tint: Colour) -> Colour:
    red, green, blue = (round(level * 0.78) for level in tint)
    return red, green, blue


EMBLEMS: dict[str, tuple[str, Callable[[Canvas], None]]] = {
    "Norvane Herald": ("8f1d1d", _letter),
    "The Vardholm Mercury": ("1d5c63", _anchor),
    "The Sallow Packet": ("274c77", _paper_boat),
    "Ledger & Tide": ("2f4a3c", _columns),
    "Second Look": ("e3a548", _eyes),
    "Norvane Scoreboard": ("1b2730", _scoreboard),
    "해협일보": ("f1e3cb", _strait),
    "바르드홀름저널": ("4b3557", _pinwheel),
}
