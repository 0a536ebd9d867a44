"""Lightning over a rough sea."""

import math
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Point, Points
from newsroom.sample.pictures.coast import low_islands, rock, tower
from newsroom.sample.pictures.palettes import NIGHT, SQUALL, STORM, Colour, Palette, mix
from newsroom.sample.pictures.shapes import jagged
from newsroom.sample.pictures.sky import sky
from newsroom.sample.pictures.water import breakers, sea, spray
from newsroom.sample.pictures.weather import cloud_bank, slanting


def storm(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((STORM, SQUALL, NIGHT))
    horizon = chance.uniform(600, 640)
    strike = chance.uniform(820, 1060), horizon + 4
    sky(canvas, light, horizon)
    canvas.glow(strike[0], horizon - 250, 700, light.glow, 0.65)
    low_islands(canvas, chance, light, horizon)
    _bolt(canvas, chance, light, (strike[0] + chance.uniform(-90, 60), 130), strike)
    cloud_bank(canvas, chance, light, horizon * 0.42)
    slanting(canvas, chance, light.paper, (0, horizon * 0.5, 760, horizon), count=130, opacity=0.16)
    sea(canvas, chance, light, horizon)
    foam = mix(light.paper, light.water[0], 0.08)
    if chance.random() < 0.5:
        _skerry(canvas, chance, light, chance.uniform(230, 420), horizon + 95, foam)
    for number, (y, height) in enumerate(((horizon + 40, 62), (horizon + 150, 150), (horizon + 345, 300))):
        water = mix(*light.water, 0.15 + 0.25 * number)
        tints = mix(mix(water, light.water[0], 0.5), light.paper, 0.14), mix(water, light.ink, 0.35), foam
        breakers(canvas, chance, y, height, tints)


def _skerry(canvas: Canvas, chance: Random, light: Palette, x: float, y: float, foam: Colour) -> None:
    """A lighthouse on its rock, far out, with the sea going over it."""
    canvas.glow(x, y - 222, 230, light.glow, 0.9)
    canvas.shade([(x, y - 222), (WIDTH, y - 330), (WIDTH, y - 170)], light.glow, 0.5, towards="left")
    tower(canvas.at(x, y - 30, 0.4), light)
    rock(canvas, chance, light, [(x - 150, y), (x - 80, y - 38), (x + 60, y - 42), (x + 160, y)], y + 40)
    for dx in (-110, 105):
        spray(canvas, chance, (x + dx, y), 85, foam)


def _bolt(canvas: Canvas, chance: Random, light: Palette, top: Point, foot: Point) -> None:
    """Lightning that forks twice on its way down."""
    path = jagged(chance, [top, ((top[0] + foot[0]) / 2 + 40, (top[1] + foot[1]) / 2), foot], 0.2, turns=3)
    canvas.glow(path[4][0], path[4][1], 330, light.glow, 0.5)
    for start, reach in ((7, -190), (10, 190)):
        x, y = path[start]
        _taper(canvas, jagged(chance, [(x, y), (x + reach, y + 130)], 0.2, turns=2), 10, light.paper)
    _taper(canvas, path, 22, light.paper)


def _taper(canvas: Canvas, path: Points, width: float, tint: Colour) -> None:
    """A line that ends in a point."""
    last, ((x1, y1), (x2, y2)) = len(path) - 1, (path[0], path[-1])
    across = math.hypot(x2 - x1, y2 - y1) / width * 2
    dx, dy = (y2 - y1) / across, (x1 - x2) / across
    right = [(x + dx * (1 - n / last), y + dy * (1 - n / last)) for n, (x, y) in enumerate(path)]
    left = [(x - dx * (1 - n / last), y - dy * (1 - n / last)) for n, (x, y) in enumerate(path)]
    canvas.polygon([*right, *reversed(left)], tint)
