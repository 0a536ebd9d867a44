"""Heavy cloud and falling rain."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas
from newsroom.sample.pictures.palettes import Colour, Palette, mix
from newsroom.sample.pictures.shapes import around_discs


def cloud_bank(canvas: Canvas, chance: Random, light: Palette, bottom: float) -> None:
    """Heavy cloud from the top of the picture down, in four layers with bulging undersides, the nearest uppermost."""
    for number, depth in enumerate((1.0, 0.76, 0.5, 0.24)):
        tint = mix(mix(light.sky[0], light.far, 0.62 - 0.12 * number), light.ink, 0.16 * number)
        discs, x = [], -120.0
        while x < WIDTH + 160:
            radius = chance.uniform(70, 190)
            discs.append((x, bottom * depth - radius * 0.78 + chance.uniform(-40, 20), radius))
            x += radius * chance.uniform(0.7, 1.25)
        area = [(-10, -20), *around_discs(discs, -10, WIDTH + 10), (WIDTH + 10, -20)]
        canvas.polygon(area, tint)
        canvas.shade(area, mix(light.sky[1], tint, 0.25), 0.55 - 0.1 * number)


def slanting(
    canvas: Canvas, chance: Random, tint: Colour, box: tuple[float, float, float, float], *, count: int, opacity: float
) -> None:
    """Streaks of rain over a box: left, top, right, bottom."""
    for _ in range(count):
        x, y, length = chance.uniform(box[0], box[2]), chance.uniform(box[1], box[3]), chance.uniform(40, 120)
        canvas.line([(x, y), (x - length * 0.3, y + length)], tint, chance.choice((1.5, 2, 2.5)), opacity)
