"""A row of numbers as a small line: the paths of an SVG, drawn from zero to the largest of them."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 80, 24
MARGIN = 3  # for the stroke, and for the dot at the end


class Sparkline(NamedTuple):
    line: str
    area: str
    end: tuple[float, float]


def sparkline(numbers: Sequence[int]) -> Sparkline:
    """At least two numbers, the latest last. In a view box of `WIDTH` by `HEIGHT`."""
    most = max(*numbers, 1)
    step = (WIDTH - 2 * MARGIN) / (len(numbers) - 1)
    points = [
        (round(MARGIN + place * step, 1), round(HEIGHT - MARGIN - number / most * (HEIGHT - 2 * MARGIN), 1))
        for place, number in enumerate(numbers)
    ]
    line = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    floor = HEIGHT - MARGIN
    return Sparkline(line, f"{line}V{floor}H{MARGIN}Z", points[-1])
