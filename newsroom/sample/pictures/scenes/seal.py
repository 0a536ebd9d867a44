"""Dumpling, the grey seal of slip three."""

import math
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.coast import low_islands
from newsroom.sample.pictures.palettes import DAWN, FROST, GOLD, GREY, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, lens, path, rows, smooth
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.water import mirrored, open_sea

SEAL = smooth(
    path(
        "-356,-158 -280,-150 -190,-166 -60,-186 80,-188 180,-184 236,-214 262,-262 318,-290 "
        "380,-276 414,-230 408,-176 366,-136 318,-96 262,-42 150,-6 0,2 -130,-2 -240,-38 -318,-96"
    ),
    closed=True,
    steps=6,
)


def seal(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, GREY, FROST))
    horizon = chance.uniform(340, 400)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(200, 420))
    low_islands(canvas, chance, light, horizon)
    if chance.random() < 0.5:
        _buoy(canvas.at(chance.uniform(600, 760), horizon + 150, 0.9), chance, light)
        _slip(canvas, chance, light)
        draw_seal(canvas.at(chance.uniform(760, 850), chance.uniform(868, 890), chance.uniform(1.3, 1.45)), light)
    else:  # close by, and cut off by the edge
        _buoy(canvas.at(chance.uniform(230, 330), horizon + 110, 0.8), chance, light)
        _slip(canvas, chance, light)
        draw_seal(canvas.at(chance.uniform(430, 500), 925, 2.05), light)
    gulls(canvas, chance, light, (1100, horizon * 0.5), count=3)


def _buoy(buoy: Canvas, chance: Random, light: Palette) -> None:
    outline = path("-44,4 -20,-96 20,-96 44,4")
    mirrored(buoy, chance, outline, 4, light.accent)
    buoy.polygon(outline, light.accent)
    buoy.polygon(path("-35,-34 -28,-62 28,-62 35,-34"), light.paper)
    buoy.shade(outline, light.ink, 0.5, towards="right")
    buoy.line([(-12, -96), (0, -136), (12, -96)], light.ink, 4)
    buoy.disc(0, -140, 9, light.glow)
    buoy.polygon(lens(0, 5, 150, 10), light.paper, 0.8)


def _slip(canvas: Canvas, chance: Random, light: Palette) -> None:
    """A slipway of worn stone that runs into the water, wet at its edge."""
    stone = mix(light.shade, light.mid, 0.35)
    edge = smooth(path("-20,850 150,822 330,792 520,772 760,726 1000,700 1240,676 1520,632"))
    canvas.polygon(
        down_to([(x, y - 7 - 5 * math.sin(x / 60)) for x, y in edge]), mix(light.paper, light.water[0], 0.15)
    )
    canvas.polygon(down_to(edge), mix(stone, light.near, 0.6))
    wet = [(x, y + 38 + 9 * math.sin(x / 110)) for x, y in edge]
    canvas.polygon(down_to(wet), Fade(mix(stone, light.paper, 0.25), mix(stone, light.near, 0.55)))
    for number in range(5):
        y = 800 + number * 58
        canvas.line([(x, y + (1500 - x) * 0.1) for x in range(-10, 1511, 60)], light.near, 2.5, 0.3)
    for _ in range(30):
        crack = chance.uniform(60, WIDTH), chance.uniform(850, 990)
        canvas.polygon(lens(*crack, chance.uniform(20, 80), 5), light.near, 0.25)


def draw_seal(one: Canvas, light: Palette) -> None:
    """The seal, 860 long, curled up at both ends, its head to the right, lying on the line of the origin."""
    grey = mix(light.near, light.shade, 0.36)
    dark = mix(light.near, light.ink, 0.55)
    one.ellipse(10, 2, 330, 16, light.ink, 0.45)
    _hind_flippers(one, grey, dark)
    one.polygon(SEAL, grey)
    with one.inside(SEAL) as belly:
        belly.polygon(
            smooth(path("-330,-84 -160,-88 20,-92 190,-104 300,-150 420,-160 400,20 -300,30"), closed=True),
            mix(light.paper, grey, 0.3),
        )
    one.shade(SEAL, dark, 0.5)
    for x, y, r in rows(
        "-230,-132,12 -180,-142,8 -140,-152,14 -90,-140,8 -60,-164,12 -10,-150,9 30,-168,13 "
        "76,-150,8 110,-166,12 160,-160,9 -200,-116,7 -110,-122,7 0,-124,7 204,-172,8"
    ):
        one.ellipse(x, y, r, r * 0.62, dark, 0.45)
    _fore_flipper(one, grey, dark)
    _face(one, light, grey, dark)


def _hind_flippers(one: Canvas, grey: Colour, dark: Colour) -> None:
    skin = mix(grey, dark, 0.4)
    upper = path("-330,-150 -376,-196 -396,-262 -436,-282 -456,-240 -420,-176 -350,-110")
    lower = path("-326,-140 -392,-172 -452,-212 -494,-198 -482,-158 -416,-122 -330,-92")
    for flipper in (upper, lower):
        one.polygon(smooth(flipper, closed=True), skin)
    for x1, y1, x2, y2 in rows("-428,-268,-398,-208 -440,-236,-408,-188 -478,-190,-432,-162 -468,-164,-424,-146"):
        one.line([(x1, y1), (x2, y2)], dark, 3, 0.6)


def _fore_flipper(one: Canvas, grey: Colour, dark: Colour) -> None:
    outline = smooth(path("196,-128 226,-104 206,-64 150,-34 96,-18 70,-30 92,-60 136,-96"), closed=True)
    one.polygon(outline, mix(grey, dark, 0.3))
    one.shade(outline, dark, 0.5, towards="left")
    for x, y in ((78, -26), (88, -20), (104, -20)):
        one.line([(x, y), (x + 34, y - 22)], dark, 3, 0.8)


def _face(one: Canvas, light: Palette, grey: Colour, dark: Colour) -> None:
    """Eyes half shut: nobody in particular is looked at."""
    for x, y in ((316, -222), (376, -228)):
        one.ellipse(x, y, 14, 15, light.ink)
        one.ellipse(x + 5, y - 1, 4, 4, light.paper)
        one.polygon([*arc(x, y, 17, 18, 185, 355), (x + 14, y - 4), (x - 14, y - 3)], grey)
        one.line([(x - 15, y - 3), (x + 15, y - 4)], light.ink, 3)
    for x, y in ((334, -184), (372, -188)):
        one.ellipse(x, y, 28, 21, mix(light.paper, grey, 0.12))
    one.polygon(smooth(path("340,-210 354,-213 367,-211 362,-198 354,-194 346,-198"), closed=True), light.ink)
    one.line([(354, -196), (354, -182)], light.ink, 3)
    one.line(smooth(path("332,-176 342,-172 354,-182 366,-173 376,-178")), light.ink, 3)
    for x, y in ((322, -188), (330, -180), (378, -192), (386, -184)):
        one.disc(x, y, 2.4, dark)
    for side, x, y in ((-1, 322, -184), (1, 386, -188)):
        for lift in (-12, 2, 16):
            one.line(
                smooth([(x, y), (x + side * 34, y + lift * 0.4), (x + side * 66, y + lift * 1.5)]), light.paper, 2, 0.9
            )
