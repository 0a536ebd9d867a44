"""A fishing boat with her nets up."""

from random import Random

from newsroom.sample.pictures.boats import trawler
from newsroom.sample.pictures.canvas import Canvas
from newsroom.sample.pictures.coast import low_islands
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, mix
from newsroom.sample.pictures.sky import gull
from newsroom.sample.pictures.water import open_sea


def fishing(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, GOLD, ROSE, DUSK, GREY, FROST, NOON))
    horizon = chance.uniform(540, 620)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(220, 420))
    low_islands(canvas, chance, light, horizon)
    size = chance.uniform(1.75, 2.1)
    x, y = chance.uniform(800, 900), horizon + 150
    hull = chance.choice((light.accent, light.near, mix(light.near, light.mid, 0.5)))
    trawler(canvas.at(x, y, size), chance, light, hull, nets=True)
    for _ in range(14):
        at = x - 230 + chance.gauss(0, 190), y - 400 + chance.gauss(0, 85)
        gull(canvas, light, at, chance.uniform(12, 26), dip=chance.uniform(0, 0.6))
