"""The sea and other water: its colour, its glints, its waves, and what mirrors in it."""

import math
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, Points
from newsroom.sample.pictures.palettes import Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, lens, path, smooth
from newsroom.sample.pictures.sky import open_sky


def open_sea(canvas: Canvas, chance: Random, light: Palette, horizon: float, *, sun_x: float) -> None:
    """Sky and sea, and nothing else."""
    sun_at = sun_x, horizon * chance.uniform(0.34, 0.62)
    open_sky(canvas, chance, light, horizon, sun_at=sun_at)
    sea(canvas, chance, light, horizon, sun_x=sun_x)


def sea(canvas: Canvas, chance: Random, light: Palette, horizon: float, *, sun_x: float | None = None) -> None:
    """Water from the horizon down, glinting, with a path of light below the sun."""
    canvas.rect(0, horizon, WIDTH, HEIGHT - horizon, Fade(*light.water))
    glints(canvas, chance, light, horizon, HEIGHT)
    if sun_x is not None:
        sun_path(canvas, chance, light, horizon, sun_x)


def glints(canvas: Canvas, chance: Random, light: Palette, top: float, bottom: float, *, count: int = 90) -> None:
    """Short streaks, larger as they come nearer, now lighter and now darker than the water."""
    for _ in range(count):
        share = chance.random() ** 0.8
        y = top + 6 + (bottom - top) * share
        water = mix(*light.water, share)
        tint = mix(water, light.sky[1], 0.32) if chance.random() < 0.55 else mix(water, light.near, 0.4)
        width = (25 + 190 * share) * chance.uniform(0.5, 1.3)
        canvas.polygon(lens(chance.uniform(-40, WIDTH + 40), y, width, 2 + 7 * share), tint, 0.7)


def sun_path(canvas: Canvas, chance: Random, light: Palette, horizon: float, x: float) -> None:
    for number in range(34):
        share = (number / 34) ** 1.25
        y = horizon + 5 + (HEIGHT - horizon) * share
        width = (95 + 150 * share) * chance.uniform(0.35, 1.0)
        wander = (18 + 60 * share) * chance.uniform(-1, 1)
        canvas.polygon(lens(x + wander, y, width, 4 + 8 * share), light.sun, 0.85 - 0.45 * share)


def swell(chance: Random, y: float, height: float, length: float) -> list[Point]:
    """The upper edge of a row of waves over the whole width: long backs, steep fronts, no two crests alike."""
    points, x = [], -length * chance.uniform(1, 2)
    while x < WIDTH + 2 * length:
        step, crest = length * chance.uniform(0.75, 1.25), height * chance.choice((0.45, 0.7, 1, 1.15))
        points += [
            (x, y),
            (x + step * 0.3, y - crest * 0.3),
            (x + step * 0.56, y - crest),
            (x + step * 0.64, y - crest * 0.8),
        ]
        points.append((x + step * 0.74, y - crest * 0.28))
        x += step
    return smooth(points, steps=5)


def wave(
    canvas: Canvas, chance: Random, y: float, height: float, length: float, tints: tuple[Colour, Colour, Colour]
) -> None:
    """A row of waves and the water below it; `tints` are the crest, the depth and the foam, thickest on the crests."""
    edge = swell(chance, y, height, length)
    crest, depth, foam = tints
    canvas.polygon(down_to(edge), Fade(crest, depth))
    under = [(x, py + 0.2 * height * max(0, (y - py) / height - 0.3) ** 1.2) for x, py in edge]
    canvas.polygon([*edge, *reversed(under)], foam)
    for _ in range(12):
        x = chance.uniform(0, WIDTH)
        canvas.polygon(
            lens(x, y + height * chance.uniform(0.2, 1), length * chance.uniform(0.2, 0.5), height * 0.07), foam, 0.3
        )


def breakers(canvas: Canvas, chance: Random, y: float, height: float, tints: tuple[Colour, Colour, Colour]) -> None:
    """A row of breaking waves with their feet at y, and the water below it; `tints` as of `wave()`."""
    crest, depth, _ = tints
    canvas.rect(0, y - height * 0.12, WIDTH, HEIGHT - y + height, Fade(mix(crest, depth, 0.55), depth))
    x, places = -height * chance.uniform(0.4, 1.4), []
    while x < WIDTH + height * 1.5:
        places.append((x, chance.choice((0.7, 0.85, 1.05))))
        x += height * chance.uniform(1.35, 2.1)
    for x, size in sorted(places, key=lambda place: place[1]):
        _breaker(canvas.at(x, y + chance.uniform(-0.05, 0.08) * height, height * size), chance, tints)


def _breaker(one: Canvas, chance: Random, tints: tuple[Colour, Colour, Colour]) -> None:
    """One wave of height 1 that breaks to the right."""
    crest, depth, foam = tints
    back = smooth(path("-1.7,0.06 -1.1,-0.1 -0.6,-0.42 -0.2,-0.84 0.14,-1"), steps=6)
    lip = smooth(path("0.14,-1 0.36,-0.98 0.5,-0.84 0.5,-0.7"), steps=5)
    hollow = smooth(path("0.5,-0.7 0.38,-0.82 0.26,-0.7 0.3,-0.42 0.6,-0.14 1.25,0.06"), steps=6)
    body = [*back, *lip, *hollow]
    one.polygon(body, Fade(crest, mix(crest, depth, 0.55)))
    one.polygon([*hollow[6:], (0.2, 0.06), (0.05, -0.4), (0.16, -0.72)], depth, 0.55)
    fringe: list[Point] = []
    for step in range(7):
        x = 0.4 - 0.14 * step
        top = height_at(back, min(x, 0.13)) if x < 0.14 else -0.98
        fringe += [(x + 0.05, top + 0.07), (x, top + chance.uniform(0.16, 0.3) * (1 - step / 9))]
    one.polygon([*back[11:], *lip[:-4], *smooth(fringe, steps=4), back[11]], foam)
    for _ in range(9):
        one.disc(0.42 + chance.gauss(0, 0.2), -0.98 + chance.gauss(0, 0.13), chance.uniform(0.008, 0.024), foam)
    for _ in range(5):
        x = chance.uniform(-1, 0.9)
        one.polygon(lens(x, chance.uniform(-0.05, 0.1), chance.uniform(0.3, 0.8), 0.035), foam, 0.45)


def spray(canvas: Canvas, chance: Random, at: Point, size: float, foam: Colour) -> None:
    """Water thrown up from a rock: a mound of foam, and drops that fly from it."""
    for _ in range(90):
        angle, reach = math.radians(chance.gauss(-90, 38)), chance.random() ** 1.1
        x, y = at[0] + math.cos(angle) * reach * size * 0.9, at[1] + math.sin(angle) * reach * size * 0.8
        canvas.disc(x, y, 1.5 + size * 0.13 * (1 - reach) ** 1.5 * chance.uniform(0.5, 1), foam, 0.95)


def mirrored(
    canvas: Canvas, chance: Random, outline: Points, waterline: float, tint: Colour, *, depth: float = 1
) -> None:
    """The reflection of an outline, broken into strips by the water."""
    flipped = [(x, waterline + (waterline - y) * depth) for x, y in outline]
    canvas.polygon(flipped, tint, 0.35)
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    bottom = max(y for _, y in flipped)
    for number in range(7):
        y = waterline + (bottom - waterline) * (0.25 + number / 7)
        width = (right - left) * chance.uniform(0.25, 0.8) * (1.05 - number / 9)
        canvas.polygon(lens((left + right) / 2 + chance.uniform(-0.2, 0.2) * (right - left), y, width, 5), tint, 0.5)
