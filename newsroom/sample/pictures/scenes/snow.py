"""Snow falling on hills and dark trees."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Points
from newsroom.sample.pictures.palettes import FROST, GREY, NIGHT, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, hills
from newsroom.sample.pictures.sky import sky, sun
from newsroom.sample.pictures.trees import conifer


def snow(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((FROST, FROST, ROSE, GREY, NIGHT))
    white, blue = FROST.grass if not light.dark else (mix(NIGHT.paper, NIGHT.far, 0.25), NIGHT.far)
    sky(canvas, light, HEIGHT)
    sun(canvas, light, (chance.uniform(300, 520), chance.uniform(170, 280)), 75)
    for number, (base, height) in enumerate(((610, 260), (690, 200), (790, 150))):
        edge = hills(chance, base, height, waves=chance.uniform(0.7, 1.2))
        tint = mix(mix(light.far, white, 0.3), white, number / 2)
        canvas.polygon(down_to(edge), Fade(tint, mix(tint, blue, 0.9)))
        _wood(canvas, chance, edge, mix(light.mid, light.near, number / 2), white, (60, 95, 150)[number])
    edge = hills(chance, 930, 110, waves=0.6)
    canvas.polygon(down_to(edge), Fade(white, blue))
    for x, height in (
        (chance.uniform(1000, 1060), 620),
        (1225, 740),
        (chance.uniform(1390, 1440), 540),
        (90, 470),
        (215, 330),
    ):
        conifer(canvas.at(x, height_at(edge, x) + 30), chance, height, mix(light.near, light.ink, 0.35), snow=white)
    _flakes(canvas, chance, light)


def _wood(canvas: Canvas, chance: Random, edge: Points, tint: Colour, white: Colour, height: float) -> None:
    for _ in range(3):
        middle = chance.uniform(100, WIDTH - 500)
        for _ in range(chance.randint(3, 6)):
            x = middle + chance.gauss(0, height * 0.9)
            conifer(
                canvas.at(x, height_at(edge, x) + height * 0.25),
                chance,
                height * chance.uniform(0.7, 1.2),
                tint,
                snow=white,
            )


def _flakes(canvas: Canvas, chance: Random, light: Palette) -> None:
    white = mix(light.paper, (255, 255, 255), 0.6)
    for size, count in ((2.2, 260), (3.6, 150), (6, 60), (9.5, 16)):
        for _ in range(count):
            canvas.disc(
                chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT), size * chance.uniform(0.7, 1.2), white, 0.9
            )
