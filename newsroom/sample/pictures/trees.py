"""Trees, each standing on the origin."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas, arc
from newsroom.sample.pictures.palettes import Colour, mix
from newsroom.sample.pictures.shapes import path, smooth


def conifer(tree: Canvas, chance: Random, height: float, tint: Colour, *, snow: Colour | None = None) -> None:
    """A spruce in tiers with ragged hems, darker on one side; `snow` lies on its boughs."""
    tree.rect(-height * 0.022, -height * 0.24, height * 0.044, height * 0.24, mix(tint, (0, 0, 0), 0.4))
    tiers = max(4, min(9, round(height / 50)))
    for tier in range(tiers):
        top = -height + height * 0.8 * tier / tiers
        bottom = -height + height * 0.86 * (tier + 1.35) / (tiers + 0.35)
        half = height * (0.04 + 0.2 * (tier + 1) / tiers) * chance.uniform(0.92, 1.08)
        hem = [
            (half * t, bottom + height * 0.018 * chance.uniform(-1, 1) - height * 0.03 * (1 - abs(t)))
            for t in (1, 0.6, 0.25, -0.15, -0.5, -1)
        ]
        outline = [(0, top), (half * 0.42, (top + bottom) / 2), *hem, (-half * 0.42, (top + bottom) / 2)]
        tree.polygon(outline, tint)
        tree.polygon([(0, top), *hem[3:], (-half * 0.42, (top + bottom) / 2)], mix(tint, (0, 0, 0), 0.18))
        if snow:
            bough = [(half * 0.5, bottom - height * 0.06), (half * 0.12, (top + bottom) / 2 + height * 0.02)]
            tree.polygon([(0, top), (half * 0.42, (top + bottom) / 2), hem[0], *bough], snow, 0.92)


def broadleaf(tree: Canvas, chance: Random, height: float, tint: Colour) -> None:
    """A round crown on a trunk, lit from the right."""
    one = tree.at(0, 0, height)
    one.polygon(path("-0.03,0 -0.018,-0.5 0.018,-0.5 0.03,0"), mix(tint, (0, 0, 0), 0.5))
    ring = arc(0, -0.65, 0.32, 0.35)[:-1:8]
    crown = smooth([(x * chance.uniform(0.9, 1.12), y + chance.uniform(-0.06, 0.06)) for x, y in ring], closed=True)
    one.polygon(crown, tint)
    one.shade(crown, mix(tint, (0, 0, 0), 0.65), 0.55, towards="left")


def poplar(tree: Canvas, height: float, tint: Colour) -> None:
    one = tree.at(0, 0, height)
    crown = smooth(path("0,-1 0.09,-0.55 0.06,-0.1 -0.06,-0.1 -0.09,-0.55"), closed=True)
    one.rect(-0.015, -0.14, 0.03, 0.14, mix(tint, (0, 0, 0), 0.5))
    one.polygon(crown, tint)
    one.shade(crown, mix(tint, (0, 0, 0), 0.65), 0.5, towards="left")
