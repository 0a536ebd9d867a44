"""White turbines in the sea."""

from random import Random

from newsroom.sample.pictures.boats import trawler
from newsroom.sample.pictures.canvas import Canvas, Fade
from newsroom.sample.pictures.coast import low_islands
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import path, smooth
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.water import mirrored, open_sea, wave


def wind_farm(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, GREY, FROST))
    horizon = chance.uniform(650, 700)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(1080, 1280))
    low_islands(canvas, chance, light, horizon)
    for x, foot, size in chance.choice((_receding, _abreast))(chance, horizon):
        turbine(canvas.at(x, foot, size), chance, light)
    foam = mix(light.paper, light.water[0], 0.2)
    wave(canvas, chance, 935, 34, 330, (mix(*light.water, 0.7), light.water[1], foam))
    if chance.random() < 0.3:
        trawler(canvas.at(chance.uniform(620, 860), 905, 0.8), chance, light, light.accent)
    gulls(canvas, chance, light, (760, 330), count=4)


def _receding(chance: Random, horizon: float) -> list[tuple[float, float, float]]:
    """Where seven turbines stand that lead away to the horizon, the farthest first: x, foot and size."""
    foot, size, x = horizon + 190, 1.08, chance.uniform(370, 450)
    row = []
    for _ in range(7):
        row.append((x, foot, size))
        x += 350 * size
        foot = horizon + (foot - horizon) * 0.62
        size *= 0.66
    return row[::-1]


def _abreast(chance: Random, horizon: float) -> list[tuple[float, float, float]]:
    """Two rows side by side, the farther one small."""
    x = chance.uniform(60, 140)
    far = [(x + 168 * number, horizon + 16, 0.3) for number in range(9)]
    return far + [(x + 40 + 335 * number, horizon + 120, 0.8) for number in range(5)]


def turbine(mill: Canvas, chance: Random, light: Palette) -> None:
    """A wind turbine at sea, 840 high, its platform on the origin, its blades where they happen to stand."""
    white, shade = mix(light.paper, light.sky[1], 0.1), mix(light.shade, light.mid, 0.35)
    mirrored(mill, chance, path("-14,0 -8,-560 8,-560 14,0"), 4, white, depth=0.35)
    mill.polygon(path("-17,6 -17,-54 17,-54 17,6"), light.glow)
    mill.rect(-30, -62, 60, 9, light.near)
    tower = path("-14,-62 -8,-560 8,-560 14,-62")
    mill.polygon(tower, Fade(white, shade, across=True))
    mill.polygon(path("-12,-574 34,-572 38,-556 30,-548 -12,-548"), shade)
    start = chance.uniform(0, 120)
    for number in range(3):
        blade = mill.at(0, -560, turn=start + 120 * number)
        blade.polygon(smooth(path("-4,0 -15,-46 -11,-130 -3,-285 1,-285 5,-120 6,0"), steps=4), white)
        blade.polygon(smooth(path("-15,-46 -11,-130 -3,-285 -6,-130 -7,-50"), closed=True, steps=4), shade)
    mill.disc(0, -560, 13, white)
    mill.disc(0, -560, 7, light.accent)
