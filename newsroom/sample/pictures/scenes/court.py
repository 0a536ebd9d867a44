"""A pair of scales before a courthouse."""

import math
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.portico import portico
from newsroom.sample.pictures.shapes import lens, path, rounded, smooth
from newsroom.sample.pictures.sky import open_sky
from newsroom.sample.pictures.trees import poplar


def court(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, GREY, FROST))
    open_sky(canvas, chance, light, 850, sun_at=(chance.uniform(170, 300), chance.uniform(160, 260)))
    for x, height in ((60, 330), (150, 260), (1430, 300)):
        poplar(canvas.at(x, 850), height, mix(light.grass[1], light.near, 0.6))
    house = canvas.at(chance.uniform(540, 580), 850, 1.66)
    portico(house, light, columns=7, width=600)
    canvas.rect(0, 848, WIDTH, 152, Fade(mix(light.shade, light.mid, 0.5), light.near))
    tilt = chance.choice((-7, -4, 4, 7))
    canvas.polygon(lens(1030, 962, 420, 40), light.ink, 0.35)
    scales(canvas.at(1030, 955, 1.08), light, tilt)


def scales(stand: Canvas, light: Palette, tilt: float) -> None:
    """A pair of scales, 700 high, its beam tilted by so many degrees."""
    brass, dark = mix(light.glow, light.accent, 0.22), mix(light.ink, light.accent, 0.12)
    stand.polygon(smooth(path("-120,0 -112,-26 -40,-44 40,-44 112,-26 120,0"), steps=5), dark)
    stand.polygon(path("-15,-40 -9,-640 9,-640 15,-40"), dark)
    stand.ellipse(0, -330, 24, 30, dark)
    stand.ellipse(0, -110, 30, 20, dark)
    beam = stand.at(0, -610, turn=tilt)
    arm = smooth(path("-286,0 -160,-24 0,-34 160,-24 286,0 160,0 0,-6 -160,0"), closed=True)
    beam.polygon(arm, dark)
    stand.disc(0, -640, 26, brass)
    stand.disc(0, -622, 13, light.paper)
    for side in (-1, 1):
        _pan(stand, light, brass, side * 280, -610 + side * 280 * math.tan(math.radians(tilt)))


def _pan(stand: Canvas, light: Palette, brass: Colour, x: float, y: float) -> None:
    for dx in (-112, 0, 112):
        stand.line([(x, y), (x + dx, y + 262)], light.ink, 3)
    bowl = arc(x, y + 260, 130, 58, 0, 180)
    stand.polygon(bowl, brass)
    stand.shade(bowl, light.ink, 0.6, towards="right")
    stand.polygon(rounded(x - 136, y + 254, 272, 12, 6), mix(brass, light.paper, 0.3))
    stand.disc(x, y, 9, brass)
