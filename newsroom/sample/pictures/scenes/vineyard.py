"""Rows of vines on a slope."""

import math
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, Points
from newsroom.sample.pictures.houses import cottage
from newsroom.sample.pictures.land import countryside
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, path, rows, smooth
from newsroom.sample.pictures.trees import poplar


def vineyard(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK))
    countryside(canvas, chance, light, sun_at=(chance.uniform(590, 760), chance.uniform(170, 300)))
    slope = smooth(path("-20,720 300,660 760,570 1120,520 1520,560"))
    canvas.polygon(down_to(slope), Fade(mix(light.grass[0], light.sky[1], 0.2), light.grass[1]))
    _rows(canvas, chance, light, slope)
    x = chance.uniform(1050, 1150)
    _estate(canvas, light, x, height_at(slope, x) + 10)
    _bunch(canvas, chance, light)


def _rows(canvas: Canvas, chance: Random, light: Palette, slope: Points) -> None:
    """Rows of vines that run down the slope towards us and spread as they come."""
    leaf = mix(light.grass[1], light.near, 0.45)
    for number in range(-11, 16):
        top = 940 + number * 56.0
        foot = 620 + number * 235.0
        points = []
        for step in range(31):
            t = (step / 30) ** 1.9
            x = top + (foot - top) * t
            points.append((x, height_at(slope, min(max(top, 0), WIDTH)) + 12 + (1070 - 560) * t))
        _vines(canvas, chance, points, leaf, light)


def _vines(canvas: Canvas, chance: Random, points: Points, leaf: Colour, light: Palette) -> None:
    shadow = [(x + 8 + 40 * n / 30, y + 4) for n, (x, y) in enumerate(points)]
    left = [
        (x - 3 - 34 * (n / 30) ** 1.6, y - (7 + 74 * (n / 30) ** 1.5) * chance.uniform(0.85, 1.12))
        for n, (x, y) in enumerate(points)
    ]
    right = [
        (x + 4 + 34 * (n / 30) ** 1.6, y - (6 + 66 * (n / 30) ** 1.5) * chance.uniform(0.85, 1.12))
        for n, (x, y) in enumerate(points)
    ]
    canvas.polygon([*points, *reversed(shadow)], light.ink, 0.3)
    canvas.polygon([*smooth(left, steps=3), *reversed(points)], mix(leaf, light.grass[0], 0.45))
    canvas.polygon([*smooth(right, steps=3), *reversed(points)], leaf)
    canvas.polygon([*smooth(left, steps=3), *reversed(smooth(right, steps=3))], mix(leaf, light.grass[0], 0.25))


def _estate(canvas: Canvas, light: Palette, x: float, y: float) -> None:
    dark = mix(light.near, light.ink, 0.3)
    for dx, height in path("-170,170 -140,210 150,240 185,190 215,150"):
        poplar(canvas.at(x + dx, y), height, dark)
    cottage(canvas.at(x, y), light, 230, roof=light.accent)
    tower = [(x - 104, y), (x - 104, y - 150), (x - 46, y - 150), (x - 46, y)]
    canvas.polygon(tower, light.paper)
    canvas.shade(tower, light.mid, 0.6, towards="right")
    canvas.polygon([(x - 114, y - 148), (x - 75, y - 186), (x - 36, y - 148)], light.accent)
    canvas.rect(x - 84, y - 126, 18, 26, light.glow if light.dark else dark)


def _bunch(canvas: Canvas, chance: Random, light: Palette) -> None:
    """A branch of leaves with two bunches of grapes, hanging into the upper left corner."""
    wood, leaf = mix(light.near, light.ink, 0.5), mix(light.grass[1], light.near, 0.5)
    canvas.line(smooth(path("-20,60 120,74 270,50 420,10 470,-20")), wood, 14)
    for x, y, size, turn in rows("60,60,1.0,20 210,40,1.2,-12 350,20,1.0,-40 130,10,0.9,50 450,-10,0.9,-30"):
        _leaf(canvas.at(x, y, size, turn=turn), mix(leaf, light.grass[0], chance.uniform(0, 0.4)), light)
    for x, y, size in ((150, 110, 1.15), (330, 70, 0.9)):
        _grapes(canvas.at(x, y, size), chance, light)


def _leaf(leaf: Canvas, tint: Colour, light: Palette) -> None:
    lobes = path("0,0 -50,-10 -86,20 -64,48 -84,92 -40,92 0,140 40,92 84,92 64,48 86,20 50,-10")
    outline = smooth(lobes, closed=True, steps=4)
    leaf.polygon(outline, tint)
    leaf.shade(outline, light.ink, 0.35, towards="left")
    for x, y in path("0,120 -62,76 62,76 -66,22 66,22"):
        leaf.line([(0, 10), (x, y)], mix(tint, light.paper, 0.35), 2.5)


def _grapes(bunch: Canvas, chance: Random, light: Palette) -> None:
    skin = mix(light.accent, light.ink, 0.45)
    bunch.line([(0, -70), (4, 0)], mix(light.near, light.ink, 0.5), 6)
    for row, count in enumerate((4, 5, 5, 4, 3, 2, 1)):
        for number in range(count):
            x, y = (number - (count - 1) / 2) * 30 + chance.uniform(-3, 3), row * 27
            bunch.disc(x, y, 18, mix(skin, light.ink, 0.25 * math.sin(x * 0.05 + 1)))
            bunch.disc(x + 5, y - 6, 5, mix(skin, light.paper, 0.55))
