"""A swimmer in a marked lane, from above."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.figures import limb
from newsroom.sample.pictures.palettes import FROST, NOON, Colour, Palette, colour, mix
from newsroom.sample.pictures.shapes import path, smooth

WATERS = [
    (colour(light), colour(deep)) for light, deep in (("8fd0d6", "2f8ea3"), ("9bd2cf", "2b8793"), ("a3cfe4", "3577a6"))
]


def swimming(canvas: Canvas, chance: Random) -> None:
    """A pool from above: lanes, and one swimmer well ahead."""
    water = chance.choice(WATERS)
    deep, light = colour("123b4d"), chance.choice((NOON, FROST))
    canvas.rect(0, 0, WIDTH, HEIGHT, Fade(*water))
    _ripples(canvas, chance, water)
    lane = 250
    tops = [45 + lane * number for number in range(5)]
    for y in tops:
        canvas.rect(0, y + lane / 2 - 11, WIDTH, 22, deep, 0.3)
        canvas.rect(110, y + lane / 2 - 60, 24, 120, deep, 0.3)
    for number, y in enumerate(tops):
        _lane_rope(canvas, light, y, number)
    x = chance.uniform(800, 900)
    _wash(canvas, chance, x, 420)
    swimmer(canvas.at(x, 420, 1.5), chance, light)
    _pool_edge(canvas, light)


def _ripples(canvas: Canvas, chance: Random, water: tuple[Colour, Colour]) -> None:
    """The net of light on the bottom of a pool."""
    for _ in range(150):
        x, y = chance.uniform(-50, WIDTH), chance.uniform(0, HEIGHT)
        points = [(x, y)]
        for _ in range(4):
            points.append((points[-1][0] + chance.uniform(18, 44), points[-1][1] + chance.uniform(-20, 20)))
        canvas.line(smooth(points, steps=5), mix(water[0], (255, 255, 255), 0.55), chance.uniform(1.5, 4), 0.4)


def _lane_rope(canvas: Canvas, light: Palette, y: float, number: int) -> None:
    canvas.rect(0, y + 9, WIDTH, 9, (10, 40, 60), 0.18)
    for step in range(70):
        x = step * 22
        tint = light.accent if (step // 3 + number) % 2 else light.paper
        canvas.polygon([*arc(x + 10, y, 10, 9)], tint)
        canvas.polygon([*arc(x + 10, y + 2, 10, 7, 0, 180)], mix(tint, light.ink, 0.3))


def _wash(canvas: Canvas, chance: Random, x: float, y: float) -> None:
    white = (250, 253, 252)
    for _ in range(150):
        back = chance.random()
        at = x - 190 - 430 * back, y + chance.gauss(0, 14 + 36 * back)
        canvas.ellipse(
            *at, chance.uniform(3, 15) * (1.2 - back), chance.uniform(2, 9) * (1.2 - back), white, 0.85 - 0.5 * back
        )
    for side in (-1, 1):
        for number in range(3):
            start = x + 150 - number * 150
            line = smooth(
                [
                    (start, y + side * 26),
                    (start - 120, y + side * (62 + 8 * number)),
                    (start - 280, y + side * (92 + 10 * number)),
                ]
            )
            canvas.line(line, white, 5 - number, 0.6)


def swimmer(one: Canvas, chance: Random, light: Palette) -> None:
    """A crawl swimmer from above, 420 long, swimming to the right."""
    skin = mix((224, 170, 130), (110, 70, 50), chance.choice((0.0, 0.25, 0.7)))
    dark, suit = mix(skin, light.ink, 0.3), mix(light.ink, light.near, 0.3)
    one.polygon(smooth(path("-180,-4 0,-22 150,-6 150,34 0,44 -180,24"), closed=True), (10, 50, 70), 0.28)
    for y, knee, ankle in ((-18, (-130, -22), (-196, -26)), (14, (-130, 16), (-190, 10))):
        limb(one, (-60, y), knee, 28, 20, skin)
        limb(one, knee, ankle, 20, 10, skin)
        one.at(*ankle).polygon(smooth(path("6,-7 -30,-4 -32,6 6,7"), closed=True), dark)
    limb(one, (70, 26), (30, 62), 24, 18, dark)
    limb(one, (30, 62), (-28, 66), 18, 11, dark)
    torso = smooth(path("-74,-24 -40,-28 10,-26 60,-38 88,-32 96,0 88,32 60,38 10,26 -40,26 -74,20"), closed=True)
    one.polygon(torso, skin)
    one.polygon(smooth(path("-78,-24 -40,-29 10,-27 46,-16 62,-2 46,14 10,25 -40,27 -78,22"), closed=True), suit)
    one.line([(40, -8), (82, -28)], suit, 9)
    one.line([(40, 6), (82, 28)], suit, 9)
    one.shade(torso, light.ink, 0.35)
    limb(one, (80, -28), (140, -52), 26, 18, skin)
    limb(one, (140, -52), (206, -34), 18, 11, skin)
    one.polygon(smooth(path("200,-42 226,-36 236,-28 224,-22 200,-26"), closed=True), skin)
    one.disc(108, 4, 27, skin)
    one.polygon([*arc(110, 4, 29, 28, -160, 160)], light.accent)
    one.polygon(smooth(path("96,-18 116,-12 134,0 116,-4 98,-8"), closed=True), light.paper, 0.8)
    for _ in range(22):
        one.disc(226 + chance.gauss(0, 20), -30 + chance.gauss(0, 16), chance.uniform(2, 6), (250, 253, 252), 0.9)


def _pool_edge(canvas: Canvas, light: Palette) -> None:
    """The wall on the left with the starting blocks."""
    canvas.rect(0, 0, 84, HEIGHT, Fade(light.paper, light.shade, across=True))
    canvas.rect(78, 0, 12, HEIGHT, light.accent)
    for y in range(0, HEIGHT, 50):
        canvas.line([(0, y), (78, y)], light.mid, 2, 0.4)
    for number in range(4):
        y = 45 + 250 * number + 125
        canvas.rect(10, y - 52, 78, 104, light.near)
        canvas.rect(14, y - 48, 66, 96, mix(light.paper, light.shade, 0.3))
        canvas.rect(24, y - 30, 46, 12, light.accent)
        canvas.rect(24, y + 18, 46, 12, light.accent)
