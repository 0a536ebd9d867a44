"""Outlines: smooth lines, hills and mountains, clouds, and the like."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Point, Points, arc


def rows(written: str) -> list[tuple[float, ...]]:
    """Numbers as they stand in a drawing: “1,2,3 4,5,6 …”."""
    return [tuple(map(float, row.split(","))) for row in written.split()]


def path(written: str) -> list[Point]:
    """Points as they stand in a drawing: “x,y x,y …”."""
    return [(x, y) for x, y in rows(written)]


def smooth(points: Points, *, closed: bool = False, steps: int = 8) -> list[Point]:
    """A curve through all the points (Catmull and Rom's)."""
    first, *behind = (points[-1], points[0], points[1]) if closed else (points[0], points[-1])
    ring = [first, *points, *behind]
    curve = [ring[1]]
    for span in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        curve += [_between(*span, step / steps) for step in range(1, steps + 1)]
    return curve


def _between(before: Point, one: Point, two: Point, after: Point, t: float) -> Point:
    """The point of the curve a share t of the way from one point to two."""
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
    places = before, one, two, after
    x = sum(weight * place[0] for weight, place in zip(weights, places, strict=True))
    y = sum(weight * place[1] for weight, place in zip(weights, places, strict=True))
    return x / 2, y / 2


def hills(chance: Random, base: float, height: float, *, waves: float = 2) -> list[Point]:
    """The upper edge of rolling land, over the whole width, `height` at most above `base`."""
    octaves = [(chance.uniform(0.6, 1.4) * waves * 2**n, chance.uniform(0, math.tau), 0.25 / 2**n) for n in range(4)]
    edge: list[Point] = []
    for x in range(-10, WIDTH + 11, 10):
        rise = sum(share * math.sin(math.tau * pace * x / WIDTH + phase) for pace, phase, share in octaves)
        edge.append((x, base - height * (0.5 + rise)))
    return edge


def jagged(chance: Random, ends: Points, roughness: float, *, turns: int = 5) -> list[Point]:
    """A broken line through the given points, as of rock: every span is halved `turns` times and its middle moved."""
    line = list(ends)
    for _ in range(turns):
        finer = [line[0]]
        for (x, y), (x2, y2) in pairwise(line):
            give = roughness * math.hypot(x2 - x, y2 - y)
            middle = (x + x2) / 2 + chance.uniform(-give, give) / 2, (y + y2) / 2 + chance.uniform(-give, give)
            finer += [middle, (x2, y2)]
        line = finer
    return line


def down_to(edge: Points, y: float = HEIGHT + 10) -> list[Point]:
    """The area below an edge."""
    return [*edge, (edge[-1][0], y), (edge[0][0], y)]


def height_at(edge: Points, x: float) -> float:
    """The y of an edge (from left to right) at x."""
    for (x1, y1), (x2, y2) in pairwise(edge):
        if x1 <= x <= x2 and x2 > x1:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return edge[-1][1]


def cloud(chance: Random, width: float, height: float) -> list[Point]:
    """A heap cloud on a flat base, around the middle of its base."""
    heaps = [(-0.36, 0.16, 0.12), (0.37, 0.13, 0.1), (chance.uniform(-0.16, -0.04), 0.5, 0.19)]
    heaps += [(chance.uniform(0.1, 0.2), chance.uniform(0.25, 0.45), 0.16), (-0.24, 0.22, 0.13), (0.28, 0.16, 0.12)]
    discs = [(x * width, y * height, r * width) for x, y, r in heaps]
    left, right = min(x - r for x, _, r in discs), max(x + r for x, _, r in discs)
    return [(left, 0), *((x, -max(y, 0)) for x, y in around_discs(discs, left, right)), (right, 0)]


def around_discs(discs: Sequence[tuple[float, float, float]], left: float, right: float) -> list[Point]:
    """The far edge (the largest y) of discs (x, y, radius) that overlap; 0 where there is none."""
    edge = []
    for step in range(181):
        x = left + (right - left) * step / 180
        ends = (y + math.sqrt(radius**2 - (x - mid) ** 2) for mid, y, radius in discs if abs(x - mid) < radius)
        edge.append((x, max(ends, default=0)))
    return edge


def lens(x: float, y: float, width: float, height: float) -> list[Point]:
    """A thin spindle with pointed ends, lying down: a streak of cloud, a glint on water."""
    upper = [(t, height / 2 * (1 - t * t) ** 1.4) for t in (-1, -0.8, -0.6, -0.4, -0.15, 0.15, 0.4, 0.6, 0.8, 1)]
    outline = [(t, -h) for t, h in upper] + [(t, h) for t, h in reversed(upper)]
    return [(x + t * width / 2, y + h) for t, h in outline]


def rounded(x: float, y: float, width: float, height: float, radius: float) -> list[Point]:
    """A rectangle with round corners."""
    left, top, right, bottom = x + radius, y + radius, x + width - radius, y + height - radius
    return [
        *arc(left, top, radius, radius, 180, 270),
        *arc(right, top, radius, radius, 270, 360),
        *arc(right, bottom, radius, radius, 0, 90),
        *arc(left, bottom, radius, radius, 90, 180),
    ]
