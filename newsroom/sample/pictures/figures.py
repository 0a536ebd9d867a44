"""Parts of people."""

import math

from newsroom.sample.pictures.canvas import Canvas, Point
from newsroom.sample.pictures.palettes import Colour


def limb(rider: Canvas, start: Point, end: Point, wide: float, narrow: float, tint: Colour) -> None:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1
    nx, ny = (end[1] - start[1]) / length, -(end[0] - start[0]) / length
    sides = [(start, wide / 2), (end, narrow / 2), (end, -narrow / 2), (start, -wide / 2)]
    rider.polygon([(point[0] + nx * half, point[1] + ny * half) for point, half in sides], tint)
    rider.disc(*start, wide / 2, tint)
    rider.disc(*end, narrow / 2, tint)
