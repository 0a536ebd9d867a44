"""Tall spruces close together."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.palettes import DAWN, FROST, GOLD, GREY, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import down_to, hills, path, smooth
from newsroom.sample.pictures.sky import sky, sun
from newsroom.sample.pictures.trees import conifer


def forest(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, GOLD, GREY, ROSE, NOON, FROST))
    sky(canvas, light, HEIGHT)
    sun_x = chance.uniform(850, 1050)
    sun(canvas, light, (sun_x, 300), 80)
    for number in range(5):
        share = number / 4
        base = 640 + 330 * share**1.3
        tint = mix(
            mix(light.far, light.mid, min(1, 1.6 * share)), mix(light.near, light.ink, 0.45), max(0, 2 * share - 1)
        )
        gap, x = 70 + 150 * share, -60.0
        while x < WIDTH + 60:
            near_sun = abs(x - sun_x) < 60 + 130 * share
            height = (400 + 560 * share) * chance.uniform(0.75, 1.12) * (0.62 if near_sun and share > 0.4 else 1)
            if not (near_sun and share > 0.4):
                conifer(canvas.at(x, base + chance.uniform(-8, 20)), chance, height, tint)
            x += gap * chance.uniform(0.55, 1.0)
        haze = [(0, base - 260), (WIDTH, base - 260), (WIDTH, base + 30), (0, base + 30)]
        if number < 4:
            canvas.shade(haze, mix(light.sky[1], light.sun, 0.3), 0.8 - 0.5 * share)
        ground = mix(tint, light.grass[1], 0.4)
        canvas.polygon(down_to(hills(chance, base + 40, 60, waves=1)), Fade(ground, mix(ground, light.near, 0.4)))
    _floor(canvas, chance, light)


def _floor(canvas: Canvas, chance: Random, light: Palette) -> None:
    """The forest floor: a fallen trunk, stumps, ferns."""
    ground = mix(light.near, light.ink, 0.5)
    canvas.polygon(down_to(hills(chance, 985, 70, waves=1)), ground)
    trunk = canvas.at(chance.uniform(420, 560), 930, 1, turn=chance.uniform(-7, 4))
    outline = path("-330,-34 330,-24 330,24 -330,34")
    trunk.polygon(outline, mix(light.near, light.accent, 0.3))
    trunk.shade(outline, light.ink, 0.7)
    trunk.ellipse(330, 0, 11, 24, mix(light.paper, light.accent, 0.25))
    trunk.ellipse(330, 0, 6, 13, mix(light.near, light.accent, 0.3))
    for stub in (-180, -40, 120):
        trunk.polygon([(stub, -28), (stub + 10, -84), (stub + 20, -28)], mix(light.near, light.ink, 0.4))
    for _ in range(40):
        x, y = chance.uniform(0, WIDTH), chance.uniform(945, 995)
        for lean in (-26, -12, 3, 16, 30):
            canvas.line(
                smooth([(x, y), (x + lean * 0.6, y - 30), (x + lean * 1.5, y - 34)], steps=4),
                mix(light.grass[1], light.near, 0.5),
                3,
            )
