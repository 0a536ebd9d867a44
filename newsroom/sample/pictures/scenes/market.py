"""Market stalls under striped awnings and lanterns."""

import math
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, Point, arc
from newsroom.sample.pictures.houses import church, house
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, GREY, NIGHT, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import lens, path
from newsroom.sample.pictures.sky import sky, stars, sun


def market(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DUSK, NIGHT, GOLD, ROSE, DAWN, NOON, GREY))
    ground = 800
    sky(canvas, light, ground)
    if light.dark:
        stars(canvas, chance, light, 380, count=90)
    sun(canvas, light, (chance.uniform(1000, 1300), chance.uniform(120, 210)), 60)
    _houses_behind(canvas, chance, light)
    _cobbles(canvas, chance, light, ground)
    chance.choice((_three_stalls, _one_large_stall))(canvas, chance, light)


def _cobbles(canvas: Canvas, chance: Random, light: Palette, ground: float) -> None:
    stone = mix(light.shade, light.near, 0.5)
    canvas.rect(0, ground - 20, WIDTH, 220, Fade(stone, mix(stone, light.ink, 0.55)))
    for _ in range(60):
        x, y = chance.uniform(0, WIDTH), chance.uniform(830, 990)
        canvas.polygon(lens(x, y, chance.uniform(30, 80), 7), light.ink, 0.2)


def _three_stalls(canvas: Canvas, chance: Random, light: Palette) -> None:
    second = chance.choice((light.near, mix(light.glow, light.accent, 0.25), mix(light.mid, light.near, 0.4)))
    for x, stripe in ((215, second), (1285, second), (750, light.accent)):
        size = 1.12 if x == 750 else 0.94
        _stall(canvas.at(x + chance.uniform(-15, 15), 905 if x == 750 else 862, size), chance, light, stripe)
    for start, end, sag in (((-40, 250), (1540, 200), 130), ((-40, 150), (900, 90), 110)):
        _lanterns(canvas, light, start, end, sag)


def _one_large_stall(canvas: Canvas, chance: Random, light: Palette) -> None:
    """One close by, a row of others beyond it."""
    for number, stripe in enumerate((light.near, mix(light.glow, light.accent, 0.25), light.near)):
        _stall(canvas.at(1390 - 270 * number, 838, 0.58), chance, light, stripe)
    _lanterns(canvas, light, (300, 130), (1540, 210), 130)
    _stall(canvas.at(chance.uniform(470, 500), 960, 1.72), chance, light, light.accent)


def _houses_behind(canvas: Canvas, chance: Random, light: Palette) -> None:
    pale = mix(light.far, light.shade, 0.3)
    church(
        canvas.at(chance.uniform(420, 980), 800),
        light,
        600,
        wall=mix(pale, light.mid, 0.2),
        roof=mix(light.far, light.mid, 0.7),
    )
    x = -40.0
    while x < WIDTH:
        width = chance.uniform(130, 190)
        wall = mix(light.far, chance.choice((light.shade, light.mid, light.accent)), 0.32)
        house(
            canvas.at(x + width / 2, 800),
            chance,
            light,
            width,
            chance.uniform(240, 330),
            wall,
            mix(light.mid, light.near, 0.35),
        )
        x += width + chance.choice((0, 0, 14))


def _stall(stall: Canvas, chance: Random, light: Palette, stripe: Colour) -> None:
    """A stall 460 wide and 400 high: an awning with scallops, crates of fruit on its table."""
    dark = mix(light.near, light.ink, 0.5)
    if light.dark:
        stall.glow(0, -220, 340, light.glow, 0.55)
    stall.rect(
        -204, -290, 408, 190, mix(light.near, light.glow, 0.22) if light.dark else mix(light.near, light.mid, 0.3)
    )
    stall.shade(path("-204,-290 204,-290 204,-100 -204,-100"), light.ink, 0.55, towards="above")
    _hanging(stall, chance, light)
    for x in (-214, 206):
        stall.rect(x, -300, 9, 300, dark)
    _crates(stall, chance, light)
    table = path("-228,-112 228,-112 216,0 -216,0")
    stall.polygon(table, mix(light.accent, light.near, 0.6))
    for x in range(-190, 216, 48):
        stall.line([(x, -100), (x * 0.96, 0)], light.ink, 2.5, 0.4)
    stall.shade(table, light.ink, 0.6)
    stall.rect(-234, -122, 468, 14, mix(light.shade, light.near, 0.25))
    _awning(stall, light, stripe)


def _awning(stall: Canvas, light: Palette, stripe: Colour) -> None:
    count, top, bottom = 9, 186, 246
    for number in range(count):
        tint = stripe if number % 2 == 0 else light.paper
        t1, t2 = -top + 2 * top * number / count, -top + 2 * top * (number + 1) / count
        b1, b2 = -bottom + 2 * bottom * number / count, -bottom + 2 * bottom * (number + 1) / count
        stall.polygon([(t1, -404), (t2, -404), (b2, -292), (b1, -292)], tint)
        stall.polygon(
            [(b1, -293), *reversed(arc((b1 + b2) / 2, -293, (b2 - b1) / 2, 34, 0, 180))], mix(tint, light.ink, 0.14)
        )
    whole = [(-top, -404), (top, -404), (bottom, -292), (-bottom, -292)]
    stall.shade(whole, light.ink, 0.32)
    stall.rect(-top - 4, -410, 2 * top + 8, 9, mix(stripe, light.ink, 0.4))


def _hanging(stall: Canvas, chance: Random, light: Palette) -> None:
    """Sausages, garlic and a lamp under the awning."""
    for x in (-150, -98, 96, 150):
        length = chance.uniform(40, 74)
        stall.line([(x, -280), (x, -262)], light.ink, 2)
        for number in range(int(length // 16)):
            stall.ellipse(x, -254 + number * 19, 8, 10, mix(light.accent, light.glow, 0.25 + 0.4 * (x > 0)))
    stall.line([(0, -290), (0, -240)], light.ink, 3)
    stall.glow(0, -222, 120, light.glow, 0.85)
    stall.polygon(path("-22,-222 -12,-246 12,-246 22,-222"), light.ink)
    stall.disc(0, -219, 11, light.glow)


def _crates(stall: Canvas, chance: Random, light: Palette) -> None:
    fruit = [
        light.accent,
        light.glow,
        mix(light.grass[0], light.near, 0.3),
        mix(light.accent, light.glow, 0.55),
        mix(light.accent, light.near, 0.5),
    ]
    chance.shuffle(fruit)
    for number in range(5):
        x = -212 + number * 86
        for row, count in ((0, 5), (1, 4), (2, 3)):
            for place in range(count):
                at = x + 14 + row * 7 + place * 14.5, -156 - row * 12
                stall.disc(*at, 9.5, mix(fruit[number], light.ink, 0.1 * ((place + row) % 2)))
                stall.disc(at[0] + 2.5, at[1] - 3, 2.5, mix(fruit[number], light.paper, 0.6))
        stall.rect(x, -150, 80, 34, mix(light.shade, light.accent, 0.28))
        stall.line([(x, -133), (x + 80, -133)], mix(light.near, light.accent, 0.3), 3)
        stall.rect(x, -150, 5, 34, mix(light.near, light.accent, 0.3))
        stall.rect(x + 75, -150, 5, 34, mix(light.near, light.accent, 0.3))


def _lanterns(canvas: Canvas, light: Palette, start: Point, end: Point, sag: float) -> None:
    """Paper lanterns on a cord across the square."""

    def at(t: float) -> Point:
        return start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + sag * math.sin(math.pi * t)

    canvas.line([at(step / 40) for step in range(41)], light.ink, 2.5)
    count = round((end[0] - start[0]) / 118)
    for number in range(1, count):
        x, y = at(number / count)
        paper = light.accent if number % 3 == 0 else light.glow
        canvas.glow(x, y + 32, 110 if light.dark else 70, light.glow, 0.7)
        canvas.line([(x, y), (x, y + 14)], light.ink, 2.5)
        canvas.ellipse(x, y + 34, 21, 22, paper)
        canvas.ellipse(x, y + 34, 9, 21, mix(paper, light.paper, 0.45))
        canvas.rect(x - 9, y + 10, 18, 5, light.ink)
        canvas.rect(x - 9, y + 53, 18, 5, light.ink)
