"""Rain over hills and a lone house."""

import math
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Points
from newsroom.sample.pictures.houses import cottage
from newsroom.sample.pictures.palettes import GREY, SQUALL, STORM, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, hills
from newsroom.sample.pictures.sky import sky
from newsroom.sample.pictures.trees import conifer
from newsroom.sample.pictures.weather import cloud_bank, slanting


def rain(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((STORM, GREY, SQUALL))
    base = chance.uniform(700, 760)
    canvas.rect(0, 0, WIDTH, HEIGHT, light.sky[1])
    sky(canvas, light, base - 110)
    for tint, lift, height in ((light.far, 90, 190), (light.mid, 20, 150)):
        land = down_to(hills(chance, base - lift, height, waves=chance.uniform(0.7, 1.3)))
        canvas.polygon(land, Fade(mix(tint, light.sky[1], 0.15), tint))
    near = hills(chance, base + 110, 120, waves=0.8)
    canvas.polygon(down_to(near), Fade(light.grass[1], mix(light.grass[1], light.ink, 0.5)))
    _lone_house(canvas, chance, light, near)
    slanting(canvas, chance, light.paper, (0, 330, WIDTH + 60, base), count=420, opacity=0.4)
    slanting(canvas, chance, light.paper, (0, base - 60, WIDTH + 60, HEIGHT), count=200, opacity=0.5)
    cloud_bank(canvas, chance, light, 430)
    _puddles(canvas, chance, light)


def _lone_house(canvas: Canvas, chance: Random, light: Palette, ground: Points) -> None:
    x = chance.uniform(880, 1080)
    for dx, height in ((-270, 200), (-205, 250), (215, 230), (275, 170)):
        conifer(canvas.at(x + dx, height_at(ground, x + dx) + 14), chance, height, mix(light.near, light.ink, 0.3))
    canvas.glow(x, height_at(ground, x) - 40, 230, light.glow, 0.45)
    cottage(canvas.at(x, height_at(ground, x) + 22, 1), light, 260, roof=light.accent)


def _puddles(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Rings where the drops fall, in the foreground."""
    for _ in range(34):
        x, y = chance.uniform(0, WIDTH), chance.uniform(890, 990)
        wide = chance.uniform(10, 30)
        ring = [(x + wide * math.cos(a / 4), y + wide * 0.28 * math.sin(a / 4)) for a in range(26)]
        canvas.line(ring, light.paper, 1.6, 0.45)
