"""A harbour town with its boats."""

from random import Random

from newsroom.sample.pictures.boats import rowboat, sailboat, trawler
from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.houses import church, house
from newsroom.sample.pictures.land import distant_hills
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NIGHT, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import lens
from newsroom.sample.pictures.sky import gulls, open_sky
from newsroom.sample.pictures.water import glints

QUAY = 640

LENGTH = 2560  # of the quay: the whole width of the picture at the smaller scale too


def harbour(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, NIGHT, GREY, FROST))
    chance.choice((_along_the_quay, _across_the_water))(canvas, chance, light)


def _along_the_quay(canvas: Canvas, chance: Random, light: Palette) -> None:
    _sky_and_town(canvas, canvas, chance, light, QUAY)
    glints(canvas, chance, light, QUAY + 60, HEIGHT, count=70)
    hulls = [light.near, light.paper, mix(light.near, light.mid, 0.6)]
    for x in chance.sample((140, 330, 560, 1390), 3):
        sailboat(canvas.at(x, 715, 0.95, flipped=chance.random() < 0.5), chance, light, chance.choice(hulls))
    trawler(canvas.at(chance.uniform(960, 1080), 790, 1.35, flipped=chance.random() < 0.4), chance, light, light.accent)
    rowboat(canvas.at(chance.uniform(330, 560), 880, 1.5), chance, light, chance.choice(hulls))
    gulls(canvas, chance, light, (chance.uniform(300, 700), 220), count=5)


def _across_the_water(canvas: Canvas, chance: Random, light: Palette) -> None:
    """The town small on the far side, a trawler coming in and yachts at anchor."""
    size = 0.6
    town = canvas.at(0, 480 - QUAY * size, size)
    _sky_and_town(canvas, town, chance, light, 480)
    glints(canvas, chance, light, 520, HEIGHT)
    for x, y, scale in ((230, 566, 0.75), (430, 600, 0.85), (1290, 580, 0.8)):
        sailboat(canvas.at(x + chance.uniform(-40, 40), y, scale), chance, light, light.near)
    trawler(canvas.at(chance.uniform(880, 960), 800, 2.1), chance, light, chance.choice((light.accent, light.near)))
    gulls(canvas, chance, light, (560, 300), count=6, size=22)


def _sky_and_town(canvas: Canvas, town: Canvas, chance: Random, light: Palette, quay: float) -> None:
    """The town with its quay at this height, and the water before it; `town` is the canvas in the town's scale."""
    open_sky(canvas, chance, light, quay, sun_at=(chance.uniform(1040, 1260), chance.uniform(130, 220)))
    distant_hills(canvas, chance, light, quay - 90, 250)
    _town(town, chance, light)
    canvas.rect(0, quay, WIDTH, HEIGHT - quay, Fade(*light.water))
    _reflected_town(canvas, chance, light, quay)
    _quay(town, chance, light)


def _walls(light: Palette) -> list[Colour]:
    return [
        *(light.paper, light.shade, mix(light.accent, light.paper, 0.25), mix(light.glow, light.shade, 0.45)),
        *(light.mid, mix(light.accent, light.near, 0.55), mix(light.far, light.paper, 0.4)),
    ]


def _town(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Two rows of gables, the ones behind paler, and a church among them."""
    x = -60.0
    while x < LENGTH + 60:
        width = chance.uniform(90, 130)
        pale = mix(light.far, light.mid, chance.uniform(0.2, 0.6))
        house(
            canvas.at(x + width / 2, QUAY - 60),
            chance,
            light,
            width,
            chance.uniform(130, 210),
            pale,
            mix(light.mid, light.near, 0.5),
        )
        x += width + chance.uniform(0, 70)
    tower = mix(light.shade, light.mid, 0.25)
    church(canvas.at(chance.uniform(380, 620), QUAY - 60), light, 470, wall=tower, roof=mix(light.near, light.mid, 0.3))
    x, last = -30.0, light.ink
    while x < LENGTH:
        width = chance.uniform(104, 158)
        last = chance.choice([wall for wall in _walls(light) if wall != last])
        roof = chance.choice((light.near, mix(light.near, light.accent, 0.4), mix(light.near, light.ink, 0.4)))
        house(canvas.at(x + width / 2, QUAY), chance, light, width, chance.uniform(150, 225), last, roof)
        x += width + chance.choice((0, 0, 6, 30))


def _reflected_town(canvas: Canvas, chance: Random, light: Palette, quay: float) -> None:
    canvas.shade([(0, quay), (WIDTH, quay), (WIDTH, quay + 220), (0, quay + 220)], light.near, 0.75, towards="above")
    for _ in range(46):
        tint = light.glow if light.dark else chance.choice(_walls(light))
        x, y = chance.uniform(0, WIDTH), quay + 50 + 170 * chance.random() ** 1.5
        canvas.polygon(lens(x, y, chance.uniform(50, 150), 6), tint, 0.45)


def _quay(canvas: Canvas, chance: Random, light: Palette) -> None:
    stone = mix(light.near, light.mid, 0.25)
    canvas.rect(0, QUAY - 4, LENGTH, 54, Fade(stone, mix(stone, light.ink, 0.5)))
    canvas.rect(0, QUAY - 6, LENGTH, 11, mix(stone, light.paper, 0.45))
    for _ in range(40):
        x, y = chance.uniform(0, LENGTH), QUAY + chance.choice((16, 28, 40))
        canvas.line([(x, y), (x + chance.uniform(20, 70), y)], light.ink, 2, 0.35)
    for x in range(70, LENGTH, 170):
        canvas.line([(x, QUAY - 4), (x, QUAY - 22)], light.ink, 10)
        canvas.line([(x - 8, QUAY - 22), (x + 8, QUAY - 22)], light.ink, 6)
    for x in range(155, LENGTH, 340):
        if light.dark:
            canvas.glow(x, QUAY - 112, 90, light.glow, 0.7)
        canvas.line([(x, QUAY - 4), (x, QUAY - 104)], light.ink, 4)
        canvas.disc(x, QUAY - 112, 10, light.glow if light.dark else light.paper)
