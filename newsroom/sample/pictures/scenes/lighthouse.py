"""A lighthouse on its rock."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Point
from newsroom.sample.pictures.coast import rock, tower
from newsroom.sample.pictures.houses import cottage
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.water import open_sea, spray, wave


def lighthouse(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, GREY, FROST))
    horizon = chance.uniform(600, 660)
    x = chance.uniform(930, 1010)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(250, 500))
    if light is DUSK:
        _beam(canvas, light, (x, 200))
    rock(
        canvas,
        chance,
        light,
        [(x - 500, 850), (x - 340, 760), (x - 130, 700), (x + 230, 690), (x + 400, 770), (x + 600, 860)],
        HEIGHT,
    )
    cottage(canvas.at(x + 165, 706, 1), light, 210, roof=light.accent)
    tower(canvas.at(x, 710, 1), light)
    _surf(canvas, chance, light, x)
    gulls(canvas, chance, light, (x - 260, 330), count=6, size=22)


def _beam(canvas: Canvas, light: Palette, lamp: Point) -> None:
    x, y = lamp
    canvas.shade([(x, y + 38), (-100, y - 190), (-100, y + 120)], light.glow, 0.75, towards="right")
    canvas.shade([(x, y + 38), (WIDTH + 100, y - 60), (WIDTH + 100, y + 90)], light.glow, 0.75, towards="left")
    canvas.glow(x, y + 38, 230, light.glow, 0.9)


def _surf(canvas: Canvas, chance: Random, light: Palette, x: float) -> None:
    """Waves against the rock, each row nearer and higher, with spray where they break."""
    foam = mix(light.paper, light.water[0], 0.1)
    for left, y, size in ((x - 440, 850, 150), (x - 300, 850, 90), (x + 400, 850, 170), (x + 540, 855, 90)):
        spray(canvas, chance, (left, y), size, foam)
    for number, y in enumerate((860, 905, 960)):
        water = mix(*light.water, 0.35 + 0.3 * number)
        tints = mix(water, light.water[0], 0.35), mix(water, light.near, 0.5), foam
        wave(canvas, chance, y, 44 + 10 * number, 250 + 70 * number, tints)
