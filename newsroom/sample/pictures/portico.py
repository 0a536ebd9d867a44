"""Steps, columns and a pediment: the front of an old public building."""

from newsroom.sample.pictures.canvas import Canvas, arc
from newsroom.sample.pictures.palettes import Palette, mix


def portico(house: Canvas, light: Palette, *, columns: int = 8, width: float = 540) -> None:
    """Steps, columns and a pediment, the middle of its foot at the origin; 345 high."""
    half = width / 2
    back = [(-half, 0), (-half, -236), (half, -236), (half, 0)]
    house.polygon(back, mix(light.shade, light.mid, 0.45))
    house.shade(back, light.near, 0.75, towards="above")
    door = [*arc(0, -120, 36, 36, 180, 360), (36, -20), (-36, -20)]
    house.polygon(door, light.glow if light.dark else mix(light.near, light.ink, 0.5))
    house.line([(0, -154), (0, -20)], light.ink, 3)
    for number in range(columns):
        _column(house, light, -half + 32 + (width - 64) * number / (columns - 1), -22, 206)
    house.rect(-half - 12, -262, width + 24, 36, light.paper)
    house.rect(-half - 12, -236, width + 24, 5, light.mid, 0.5)
    house.polygon([(-half - 26, -260), (0, -352), (half + 26, -260)], light.paper)
    gable = [(-half + 50, -268), (0, -335), (half - 50, -268)]
    house.polygon(gable, light.shade)
    house.shade(gable, light.mid, 0.6, towards="above")
    house.disc(0, -292, 19, light.paper)
    house.disc(0, -292, 12, light.accent)
    for step in range(4):
        wide = half + 16 + step * 16
        house.rect(-wide, -24 + step * 8, 2 * wide, 8, mix(light.paper, light.shade, step / 4))
        house.rect(-wide, -18 + step * 8, 2 * wide, 2, light.mid, 0.5)


def _column(house: Canvas, light: Palette, x: float, foot: float, height: float) -> None:
    shaft = [(x - 13, foot), (x - 10.5, foot - height), (x + 10.5, foot - height), (x + 13, foot)]
    house.polygon(shaft, light.paper)
    house.shade(shaft, light.near, 0.65, towards="right")
    for dx in (-5, 1, 6):
        house.line([(x + dx, foot - 6), (x + dx * 0.85, foot - height + 6)], light.mid, 1.3, 0.4)
    house.rect(x - 17, foot - 8, 34, 8, light.paper)
    house.rect(x - 17, foot - height - 8, 34, 9, light.paper)
