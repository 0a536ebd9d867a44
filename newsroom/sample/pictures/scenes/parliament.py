"""The parliament of Norvane."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.houses import lamp
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, GREY, NIGHT, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.portico import portico
from newsroom.sample.pictures.shapes import path, smooth
from newsroom.sample.pictures.sky import gulls, open_sky
from newsroom.sample.pictures.trees import broadleaf


def parliament(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, NIGHT, GREY))
    open_sky(canvas, chance, light, 870, sun_at=(chance.uniform(190, 330), chance.uniform(180, 330)))
    chance.choice((_whole_building, _before_the_steps))(canvas, chance, light)


def _before_the_steps(canvas: Canvas, chance: Random, light: Palette) -> None:
    """The portico close by, flags on both sides of it."""
    x = chance.uniform(690, 830)
    house = canvas.at(x, 870, 1.9)
    if light.dark:
        house.glow(0, -200, 420, light.glow, 0.35)
    _wings(house, light)
    portico(house, light)
    canvas.rect(0, 866, WIDTH, 134, Fade(mix(light.shade, light.mid, 0.4), light.near))
    for dx in (-560, 620):
        pole = canvas.at(x + dx, 930, 1.15)
        pole.line([(0, 0), (0, -740)], light.ink, 8)
        pole.disc(0, -744, 11, light.glow)
        _flag(pole.at(0, 590, 1.75), light)
    for dx, y, size in ((-330, 960, 1.25), (350, 960, 1.25)):
        lamp(canvas.at(x + dx, y, size), light)


def _whole_building(canvas: Canvas, chance: Random, light: Palette) -> None:
    ground = 800
    _city_behind(canvas, chance, light, ground)
    x = chance.uniform(780, 880)
    house = canvas.at(x, ground, chance.uniform(0.92, 1.0))
    if light.dark:
        house.glow(0, -240, 640, light.glow, 0.35)
    _wings(house, light)
    _dome(house, light)
    portico(house, light)
    _square(canvas, chance, light, ground, x)
    gulls(canvas, chance, light, (x - 420, 250), count=4)


def _city_behind(canvas: Canvas, chance: Random, light: Palette, ground: float) -> None:
    x = -20.0
    while x < WIDTH:
        width, height = chance.uniform(50, 110), chance.uniform(80, 210)
        canvas.rect(x, ground - height, width, height, Fade(light.far, mix(light.far, light.sky[1], 0.5)))
        x += width + chance.choice((0, 8, 30))


def _wings(house: Canvas, light: Palette) -> None:
    """Two storeys of tall windows on each side of the portico, a balustrade above."""
    stone = mix(light.paper, light.shade, 0.5)
    wall = path("-640,0 -640,-226 640,-226 640,0")
    house.polygon(wall, stone)
    house.shade(wall, light.mid, 0.5)
    house.rect(-656, -240, 1312, 16, light.paper)
    house.rect(-650, -112, 1300, 8, light.paper)
    for number in range(46):
        house.rect(-640 + number * 28.2, -262, 8, 22, light.paper)
    house.rect(-644, -268, 1288, 8, light.paper)
    for side in (-1, 1):
        for number in range(7):
            x = side * (318 + number * 47) - 13
            for y, height in ((-200, 66), (-88, 62)):
                pane = [*arc(x + 13, y, 13, 13, 180, 360), (x + 26, y + height), (x, y + height)]
                house.polygon(pane, light.glow if light.dark and (number + y) % 3 else mix(light.near, light.ink, 0.25))
        house.rect(side * 640 - 26, -250, 52, 250, light.paper)
        house.polygon(
            [(side * 640 - 34, -268), (side * 640, -318), (side * 640 + 34, -268)], mix(light.near, light.mid, 0.4)
        )
    house.rect(-660, -14, 1320, 14, light.shade)


def _dome(house: Canvas, light: Palette) -> None:
    copper = mix(light.mid, light.near, 0.25)
    drum = path("-128,-250 -128,-400 128,-400 128,-250")
    house.polygon(drum, mix(light.paper, light.shade, 0.4))
    house.shade(drum, light.near, 0.5, towards="right")
    for number in range(8):
        x = -112 + number * 32
        house.polygon(
            [*arc(x, -366, 8, 8, 180, 360), (x + 8, -300), (x - 8, -300)], light.glow if light.dark else light.near
        )
    house.rect(-142, -412, 284, 16, light.paper)
    shell = [*arc(0, -410, 124, 148, 180, 360)]
    house.polygon(shell, copper)
    house.shade(shell, light.ink, 0.55, towards="right")
    for x in (-100, -58, 0, 58, 100):
        house.line(smooth([(x * 0.12, -556), (x * 0.75, -500), (x, -412)]), mix(copper, light.paper, 0.4), 3)
    house.rect(-24, -604, 48, 52, light.paper)
    for x in (-14, 4):
        house.rect(x, -594, 10, 36, light.glow if light.dark else light.near)
    house.polygon([(-30, -602), (0, -640), (30, -602)], copper)
    house.line([(0, -636), (0, -748)], light.ink, 5)
    _flag(house, light)


def _flag(house: Canvas, light: Palette) -> None:
    """Norvane's: a light cross on a dark field, its upright nearer the pole."""
    upper, lower = (
        smooth(path("0,-746 46,-756 92,-740 140,-750"), steps=4),
        smooth(path("140,-674 92,-664 46,-680 0,-670"), steps=4),
    )
    cloth = [*upper, *lower]
    house.polygon(cloth, mix(light.near, light.mid, 0.35))
    with house.inside(cloth) as flag:
        flag.rect(38, -770, 18, 120, light.paper)
        flag.line(smooth(path("0,-708 46,-718 92,-702 140,-712"), steps=4), light.paper, 18)
    house.shade(cloth, light.ink, 0.3, towards="right")


def _square(canvas: Canvas, chance: Random, light: Palette, ground: float, x: float) -> None:
    """The square in front: paving that runs towards the steps, lawns, trees, lamps."""
    stone = mix(light.shade, light.mid, 0.35)
    canvas.rect(0, ground, WIDTH, HEIGHT - ground, Fade(stone, mix(stone, light.near, 0.7)))
    for side in (-1, 1):
        lawn = [
            (x + side * 350, ground + 6),
            (x + side * 900, ground + 6),
            (x + side * 1500, HEIGHT + 10),
            (x + side * 560, HEIGHT + 10),
        ]
        canvas.polygon(lawn, Fade(*light.grass))
    for number in range(-6, 7):
        canvas.line([(x + number * 50, ground + 30), (x + number * 170, HEIGHT)], light.near, 2, 0.3)
    for y in (838, 866, 906, 962):
        canvas.line([(x - 340 - (y - 800), y), (x + 340 + (y - 800), y)], light.near, 2, 0.3)
    leaf = mix(light.grass[1], light.near, 0.7)
    for dx, height in ((-690, 230), (-600, 170), (690, 210), (620, 160)):
        broadleaf(canvas.at(x + dx, ground + 34), chance, height, leaf)
    for side in (-1, 1):
        lamp(canvas.at(x + side * 400, ground + 26, 0.8), light)
        lamp(canvas.at(x + side * 520, ground + 120, 1.3), light)
