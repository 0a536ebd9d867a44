"""A whale's tail above the sea."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas
from newsroom.sample.pictures.coast import headland
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import path, smooth
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.water import open_sea, spray, wave


def whale(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, FROST, GREY))
    horizon = chance.uniform(480, 540)
    x, y = chance.uniform(880, 960), 800
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(260, 460))
    headland(canvas, chance, light, light.far, (1010, horizon), 190)
    foam = mix(light.paper, light.water[0], 0.12)
    _flukes(canvas.at(x, y, 1.05), chance, light, foam)
    for side in (-1, 1):
        spray(canvas, chance, (x + side * 110, y + 8), 95, foam)
    for number, top in enumerate((y + 24, y + 80, y + 145)):
        water = mix(*light.water, 0.55 + 0.2 * number)
        wave(
            canvas,
            chance,
            top,
            26 + 8 * number,
            230 + 60 * number,
            (mix(water, light.water[0], 0.3), mix(water, light.near, 0.4), foam),
        )
    gulls(canvas, chance, light, (x - 420, 260), count=4)


TRAILING_EDGE = smooth(path("0,-430 -30,-474 -92,-508 -190,-522 -290,-536 -390,-570 -500,-630"), steps=6)
LEADING_EDGE = smooth(
    path("-500,-630 -452,-530 -380,-452 -290,-398 -205,-346 -130,-268 -84,-170 -72,-70 -104,20 -160,100")
)
PATCH = path(
    "470,-584 420,-512 350,-462 270,-430 190,-388 130,-320 104,-262 150,-312 220,-366 300,-410 384,-464 440,-526"
)


def _flukes(tail: Canvas, chance: Random, light: Palette, foam: Colour) -> None:
    """A whale's tail, 1000 wide and 630 high, rising from the origin."""
    left = [*TRAILING_EDGE, *LEADING_EDGE]
    right = [(-x, y) for x, y in left]
    skin = mix(light.near, light.ink, 0.45)
    tail.polygon([*left, *reversed(right)], skin)
    tail.shade([*right, (0, 90)], mix(light.mid, light.paper, 0.2), 0.7, towards="above")
    for side in (-1, 1):
        patch = smooth([(side * x, y) for x, y in PATCH], closed=True)
        tail.polygon(patch, mix(light.paper, skin, 0.25), 0.85)
    for _ in range(24):  # barnacles
        at = chance.uniform(-260, 260), chance.uniform(-500, -450)
        tail.ellipse(*at, chance.uniform(2, 6), chance.uniform(2, 4), mix(light.paper, skin, 0.3), 0.5)
    tail.line(smooth([(0, -430), (-4, -370), (0, -280)]), light.ink, 5, 0.7)
    for x, y in path("-486,-590 -380,-446 -240,-366 230,-360 330,-420 470,-560"):
        for drop in range(chance.randint(2, 4)):
            tail.ellipse(x + chance.gauss(0, 6), y + 12 + drop * 44, 3.5, 9, foam, 0.9)
