"""A football ground in the evening."""

import math
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, Point, arc
from newsroom.sample.pictures.palettes import DUSK, GOLD, NIGHT, ROSE, Colour, Palette, colour, mix
from newsroom.sample.pictures.shapes import lens, path, smooth
from newsroom.sample.pictures.sky import sky, stars, streaks, sun

TURF = colour("5f9a5c"), colour("3f7a55")


def stadium(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DUSK, NIGHT, DUSK, NIGHT, ROSE, GOLD))
    sky(canvas, light, 560)
    if light.dark:
        stars(canvas, chance, light, 360, count=90)
    else:
        sun(canvas, light, (chance.uniform(300, 1200), 260), 80)
    streaks(canvas, chance, light, 420)
    chance.choice((_behind_the_goal, _at_the_corner))(canvas, chance, light)


def _at_the_corner(canvas: Canvas, chance: Random, light: Palette) -> None:
    """The long stand across the picture, a corner flag before it."""
    for x in (250, 1180):
        _floodlight(canvas.at(x, 560, 1.0, flipped=x > 750), light)
    canvas.rect(0, 420, WIDTH, 230, mix(light.near, light.ink, 0.35))
    for row in range(9):
        for number in range(76):
            at = number * 20 + chance.uniform(-4, 4) + 10 * (row % 2), 462 + row * 21
            _crowd(canvas, chance, light, at, 7.5)
    canvas.polygon(path("-20,424 -20,330 1520,330 1520,424 1500,440 0,440"), mix(light.near, light.mid, 0.35))
    canvas.shade([(0, 330), (WIDTH, 330), (WIDTH, 440), (0, 440)], light.ink, 0.6)
    for x in range(40, WIDTH, 235):
        canvas.line([(x, 440), (x, 650)], light.ink, 7, 0.7)
    canvas.rect(0, 640, WIDTH, 34, light.accent)
    for x in range(-40, WIDTH, 150):
        canvas.rect(x, 647, 104, 20, light.paper, 0.85)
    _corner(canvas, chance, light)


def _corner(canvas: Canvas, chance: Random, light: Palette) -> None:
    grass = _grass(light)
    canvas.rect(0, 674, WIDTH, 326, Fade(*grass))
    for number in range(-8, 14, 2):
        stripe = [
            (500 + number * 110, 674),
            (500 + (number + 1) * 110, 674),
            (460 + (number + 1) * 260, 1000),
            (460 + number * 260, 1000),
        ]
        canvas.polygon(stripe, mix(grass[0], light.paper, 0.16), 0.5)
    canvas.glow(900, 820, 520, mix(light.glow, (255, 255, 255), 0.4), 0.3)
    white, corner = mix(light.paper, grass[0], 0.1), (390, 880)
    canvas.line([(1600, 720), corner, (900, 1100)], white, 9)
    canvas.line(smooth(path("590,853 650,880 640,920 574,959")), white, 8)
    canvas.line([corner, (390, 560)], light.paper, 11)
    canvas.polygon(
        smooth(path("394,562 450,572 520,556 560,574 540,618 470,640 394,652"), closed=True, steps=4), light.accent
    )
    canvas.shade(path("394,556 560,556 560,652 394,652"), light.ink, 0.2, towards="right")
    x = chance.uniform(820, 1020)
    canvas.polygon(lens(x + 6, 936, 170, 20), light.ink, 0.45)
    ball(canvas.at(x, 884, 1.15), light)


def _grass(light: Palette) -> tuple[Colour, Colour]:
    return mix(TURF[0], light.mid, 0.3 if light.dark else 0.12), mix(TURF[1], light.near, 0.35 if light.dark else 0.15)


def _behind_the_goal(canvas: Canvas, chance: Random, light: Palette) -> None:
    for side in (-1, 1):
        for x, size in ((610, 1.25), (350, 0.85)):
            _floodlight(canvas.at(750 + side * x, 560, size, flipped=side > 0), light)
    _far_stand(canvas, chance, light)
    for flipped in (False, True):
        _side_stand(canvas.at(WIDTH if flipped else 0, 0, flipped=flipped), chance, light)
    _pitch(canvas, chance, light)


def _floodlight(mast: Canvas, light: Palette) -> None:
    """A mast 440 high, its lamps turned a little to the left."""
    mast.line([(-14, 0), (0, -400)], light.ink, 9)
    mast.line([(18, 0), (0, -400)], light.ink, 9)
    for step in range(8):
        y = -50 * step
        mast.line([(-14 + step * 1.6, y), (16 - step * 1.6, y - 50)], light.ink, 3)
    head = mast.at(0, -430, turn=-8)
    head.polygon(path("-74,-44 74,-44 74,44 -74,44"), light.ink)
    for row in range(3):
        for column in range(5):
            head.disc(-56 + column * 28, -28 + row * 28, 11, mix(light.glow, (255, 255, 255), 0.55))
    mast.glow(0, -430, 300, mix(light.glow, (255, 255, 255), 0.4), 0.75)
    mast.shade(path("-60,-400 60,-400 -250,200 -620,200"), mix(light.glow, (255, 255, 255), 0.5), 0.22, towards="above")


def _crowd(canvas: Canvas, chance: Random, light: Palette, at: Point, size: float) -> None:
    bright = light.accent, light.paper, light.glow, light.shade
    tint = chance.choice((*bright, light.mid, light.far, light.near, light.near))
    canvas.disc(at[0], at[1] - size * 1.1, size * 0.62, mix(light.paper, light.accent, 0.35))
    canvas.ellipse(*at, size, size * 0.9, tint)


def _far_stand(canvas: Canvas, chance: Random, light: Palette) -> None:
    canvas.rect(230, 470, 1040, 130, mix(light.near, light.ink, 0.35))
    for row in range(6):
        for number in range(62):
            _crowd(canvas, chance, light, (242 + number * 16.6 + chance.uniform(-3, 3), 500 + row * 16), 5.5)
    canvas.polygon(path("200,466 250,410 1250,410 1300,466"), mix(light.near, light.mid, 0.35))
    canvas.shade(path("200,466 250,410 1250,410 1300,466"), light.ink, 0.6)
    for x in range(290, 1260, 115):
        canvas.line([(x, 466), (x, 590)], light.ink, 4, 0.6)
    canvas.rect(200, 592, 1100, 26, light.accent)
    for x in range(210, 1300, 74):
        canvas.rect(x, 597, 52, 16, light.paper, 0.85)


def _side_stand(side: Canvas, chance: Random, light: Palette) -> None:
    """The stand along the left touchline, running away from us."""
    side.polygon(path("-10,410 250,500 250,612 -10,800"), mix(light.near, light.ink, 0.35))
    for row in range(9):
        for number in range(24):
            share = (number / 24) ** 0.8
            x = -6 + 250 * share
            top, bottom = 440 + 66 * share, 770 - 160 * share
            y = top + (bottom - top) * (row + 0.6) / 9
            _crowd(side, chance, light, (x + chance.uniform(-3, 3), y), 12.5 - 7 * share)
    roof = path("-10,300 290,446 262,474 -10,384")
    side.polygon(roof, mix(light.near, light.mid, 0.45))
    side.shade(roof, light.ink, 0.6)
    side.polygon(path("-10,770 252,604 252,622 -10,806"), light.accent)


def _pitch(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Mown stripes, the lines, and the goal in the foreground."""
    grass, top = _grass(light), 618
    canvas.polygon([(250, top), (1250, top), (1800, 1010), (-300, 1010)], Fade(*grass))
    for number in range(0, 12, 2):
        near, far = top + 392 * (number / 12) ** 1.7, top + 392 * ((number + 1) / 12) ** 1.7
        a, b = (near - top) / 392, (far - top) / 392
        stripe = [(250 - 550 * a, near), (1250 + 550 * a, near), (1250 + 550 * b, far), (250 - 550 * b, far)]
        canvas.polygon(stripe, mix(grass[0], light.paper, 0.16), 0.5)
    canvas.glow(750, 760, 560, mix(light.glow, (255, 255, 255), 0.4), 0.3)
    white = mix(light.paper, grass[0], 0.1)
    canvas.line([(262, top + 8), (1238, top + 8)], white, 4)
    canvas.line([(262, top + 8), (-260, 1000)], white, 6)
    canvas.line([(1238, top + 8), (1760, 1000)], white, 6)
    canvas.line([(138, 706), (1362, 706)], white, 5)
    canvas.line(arc(750, 706, 150, 34), white, 4)
    canvas.line([(560, top + 8), (540, 640), (960, 640), (940, top + 8)], white, 4)
    _far_goal(canvas.at(750, top + 10), light)
    canvas.line(path("200,1000 310,850 1190,850 1300,1000"), white, 8)
    canvas.line(arc(750, 850, 190, 44, 180, 360), white, 7)
    x = chance.choice((560, 660, 870, 960))
    canvas.polygon(lens(x + 6, 934, 150, 18), light.ink, 0.45)
    ball(canvas.at(x, 890, 0.95), light)


def _far_goal(goal: Canvas, light: Palette) -> None:
    for step in range(-6, 7):
        goal.line([(step * 10, -46), (step * 10, 0)], light.paper, 1.2, 0.45)
    for y in range(-44, 0, 9):
        goal.line([(-64, y), (64, y)], light.paper, 1.2, 0.45)
    goal.line(path("-66,0 -66,-48 66,-48 66,0"), (255, 255, 255), 5)


def ball(one: Canvas, light: Palette) -> None:
    """A football of 45 radius."""
    one.disc(0, 0, 45, light.paper)
    dark = light.ink
    with one.inside(arc(0, 0, 45, 45)) as face:
        face.polygon(arc(2, -2, 16, 16, -90, 270)[:-1:14], dark)
        for number in range(5):
            angle = math.radians(-90 + 72 * number)
            x, y = 2 + 40 * math.cos(angle), -2 + 40 * math.sin(angle)
            face.line([(2 + 14 * math.cos(angle), -2 + 14 * math.sin(angle)), (x, y)], dark, 3)
            face.disc(x + 3 * math.cos(angle), y + 3 * math.sin(angle), 12, dark)
    one.shade(arc(0, 0, 45, 45), dark, 0.5)
