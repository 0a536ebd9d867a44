"""A line chart."""

import math
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Point
from newsroom.sample.pictures.palettes import BRICK, OCHRE, PLUM, SAGE, SLATE, TEAL, Room, mix
from newsroom.sample.pictures.shapes import smooth


def line_chart(canvas: Canvas, chance: Random) -> None:
    """A curve that rises and then falls, over the years of a grid; earlier ones pale behind it, as hills are."""
    canvas.mirrored = False
    room = chance.choice((TEAL, SLATE, SAGE, PLUM, BRICK, OCHRE))
    canvas.rect(0, 0, WIDTH, HEIGHT, Fade(room.paper, room.pale))
    floor = 860
    for number in range(13):
        x = 90 + number * 110
        canvas.line([(x, 110), (x, floor)], room.tone, 2, 0.4)
    for number in range(7):
        y = floor - number * 122
        canvas.line([(90, y), (1410, y)], room.tone, 2, 0.45)
    for peak, height, tint in (
        (0.32, 0.45, mix(room.pale, room.tone, 0.45)),
        (0.74, 0.52, mix(room.pale, room.tone, 0.75)),
    ):
        area = _curve(chance, peak, height, floor)
        canvas.polygon([*area, (1410, floor), (90, floor)], Fade(tint, mix(tint, room.paper, 0.55)))
    main = _curve(chance, chance.uniform(0.52, 0.62), 0.92, floor)
    area = [*main, (1410, floor), (90, floor)]
    canvas.polygon(area, Fade(mix(room.deep, room.tone, 0.25), mix(room.tone, room.pale, 0.5)), 0.78)
    canvas.shade(area, room.ink, 0.4, towards="above")
    canvas.line(main, room.accent, 15)
    _marks(canvas, room, main)
    canvas.line([(80, floor), (1420, floor)], room.ink, 7)
    for number in range(13):
        canvas.line([(90 + number * 110, floor), (90 + number * 110, floor + 16)], room.ink, 5)
        canvas.rect(72 + number * 110, floor + 34, 36, 11, room.tone)


def _curve(chance: Random, peak: float, height: float, floor: float) -> list[Point]:
    """From the left to the right edge of the grid, highest at `peak`; each step a little off the smooth line."""
    points = []
    for number in range(13):
        t = number / 12
        rise = (
            math.sin(math.pi / 2 * t / peak) ** 1.7
            if t < peak
            else math.cos(math.pi / 2 * (t - peak) / (1.18 - peak)) ** 1.3
        )
        points.append((90 + 1320 * t, floor - 740 * height * (0.12 + 0.86 * rise) - chance.uniform(-14, 14)))
    return smooth(points, steps=6)


def _marks(canvas: Canvas, room: Room, curve: list[Point]) -> None:
    """Dots along the curve, a ring at its highest point and a large dot at its end."""
    for x, y in curve[::6]:
        canvas.disc(x, y, 15, room.accent)
        canvas.disc(x, y, 8, room.paper)
    x, y = min(curve, key=lambda point: point[1])
    for step in range(int(y) + 40, 850, 26):
        canvas.line([(x, step), (x, step + 13)], room.paper, 5, 0.9)
    canvas.disc(x, y, 30, room.accent)
    canvas.disc(x, y, 19, room.glow)
    canvas.disc(*curve[-1], 26, room.ink)
    canvas.disc(*curve[-1], 14, room.paper)
