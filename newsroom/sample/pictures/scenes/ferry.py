"""The island ferry: the ship itself and the sea it crosses."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas, Point
from newsroom.sample.pictures.coast import headland, low_islands, pier
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NIGHT, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import lens, path, rounded, smooth
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.water import mirrored, open_sea


def ferry(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, NIGHT, GREY, FROST))
    chance.choice((_close_by, _past_the_islands, _out_of_harbour))(canvas, chance, light)


def _close_by(canvas: Canvas, chance: Random, light: Palette) -> None:
    horizon = chance.uniform(500, 570)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(1080, 1340))
    low_islands(canvas, chance, light, horizon)
    _under_way(canvas, chance, light, (650, horizon + 190), 1.72)


def _past_the_islands(canvas: Canvas, chance: Random, light: Palette) -> None:
    horizon = chance.uniform(560, 620)
    sun_x = chance.uniform(560, 800)
    open_sea(canvas, chance, light, horizon, sun_x=sun_x)
    for tint, left, height in ((light.far, 620, 330), (light.mid, 930, 260), (light.near, 1210, 170)):
        headland(canvas, chance, light, tint, (left, horizon + (5 if tint is light.near else 0)), height)
    _under_way(canvas, chance, light, (520, horizon + 105), 1.05)


def _out_of_harbour(canvas: Canvas, chance: Random, light: Palette) -> None:
    horizon = chance.uniform(430, 480)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(300, 420))
    low_islands(canvas, chance, light, horizon)
    _under_way(canvas, chance, light, (560, horizon + 130), 1.25)
    pier(canvas, light, (1230, 1000))


def _under_way(canvas: Canvas, chance: Random, light: Palette, at: Point, size: float) -> None:
    ship = canvas.at(*at, size)
    mirrored(ship, chance, HULL_AND_HOUSE, 2, mix(light.near, light.water[1], 0.4), depth=0.8)
    draw_ferry(ship, chance, light)
    wake(ship, light)
    gulls(canvas, chance, light, (at[0] - 330 * size, at[1] - 230 * size), count=4, size=12 + 8 * size)


HULL_AND_HOUSE = path("-300,0 -300,-60 -265,-64 -240,-142 -170,-200 -120,-142 150,-180 190,-70 312,-84 262,0")

HULL = [
    *((-302, -66), *smooth([(-300, -40), (-292, -12), (-272, 4)], steps=4), (258, 4)),
    *smooth(path("258,4 280,-30 322,-90 250,-76 120,-68 -100,-66 -302,-66"), steps=5),
]


def draw_ferry(ship: Canvas, chance: Random, light: Palette) -> None:
    """The ferry, 620 long, bow to the right, the middle of its waterline at the origin."""
    _decks(ship, light)
    _funnel(ship, light, chance.uniform(-205, -165))
    _mast(ship, light)
    ship.polygon(HULL, light.paper)
    ship.polygon(path("-300,-34 286,-40 279,-30 -299,-24"), light.accent)
    ship.polygon(path("-291,-10 264,-10 258,6 -276,6"), light.near)
    ship.shade(HULL, light.near, 0.35)
    _portholes(ship, light)
    _boats_and_rails(ship, light)


def _decks(ship: Canvas, light: Palette) -> None:
    lower = path("-276,-60 -276,-106 196,-106 214,-60")
    upper = path("-246,-104 -246,-144 150,-144 166,-104")
    bridge = path("58,-144 62,-182 140,-182 156,-144")
    for outline in (bridge, upper, lower):
        ship.polygon(outline, light.paper)
        ship.shade(outline, light.mid, 0.4, towards="left")
    for x, y, width in ((-288, -108, 500), (-258, -146, 424), (50, -186, 104)):
        ship.rect(x, y, width, 5, light.shade)
        ship.rect(x, y + 5, width, 3, light.mid, 0.6)
    for number in range(17):
        _window(ship, light, -262 + number * 26.5, -92, number % 5 != 3)
    for number in range(11):
        _window(ship, light, -232 + number * 26.5, -132, number % 4 != 1)
    ship.polygon(path("72,-174 138,-174 146,-160 70,-160"), light.ink)


def _window(ship: Canvas, light: Palette, x: float, y: float, lit: bool) -> None:
    ship.polygon(rounded(x, y, 17, 15, 3), light.glow if light.dark and lit else mix(light.near, light.ink, 0.4))


def _funnel(ship: Canvas, light: Palette, x: float) -> None:
    outline = [(x - 34, -144), (x - 26, -214), (x + 16, -208), (x + 30, -144)]
    ship.polygon(outline, light.accent)
    ship.polygon([(x - 29, -190), (x + 20, -186), (x + 23, -172), (x - 31, -175)], light.paper)
    ship.polygon([(x - 26, -214), (x + 16, -208), (x + 17, -199), (x - 27, -204)], light.ink)
    ship.shade(outline, light.ink, 0.4, towards="left")


def _mast(ship: Canvas, light: Palette) -> None:
    ship.line([(96, -182), (96, -252)], light.ink, 4)
    ship.line([(80, -222), (112, -222)], light.ink, 3)
    ship.line([(96, -250), (300, -92)], light.ink, 1.4, 0.7)
    ship.line([(96, -250), (-160, -206)], light.ink, 1.4, 0.7)
    ship.polygon([(96, -250), (64, -244), (96, -236)], light.accent)


def _portholes(ship: Canvas, light: Palette) -> None:
    for number in range(14):
        ship.disc(-250 + number * 34, -52, 4.2, mix(light.near, light.ink, 0.4))


def _boats_and_rails(ship: Canvas, light: Palette) -> None:
    for x in (-96, -34, 28):
        ship.polygon(
            smooth([(x - 25, -162), (x + 25, -162), (x + 18, -149), (x - 18, -149)], closed=True, steps=4), light.accent
        )
        ship.line([(x - 20, -147), (x - 20, -172), (x - 12, -172)], light.ink, 2)
        ship.line([(x + 20, -147), (x + 20, -172), (x + 12, -172)], light.ink, 2)
    for start, end, y in ((-292, -250, -122), (166, 210, -122), (-262, -190, -160)):
        ship.line([(start, y), (end, y)], light.ink, 1.5, 0.8)
        for x in range(start, end + 1, 11):
            ship.line([(x, y), (x, y + 16)], light.ink, 1.2, 0.6)


def wake(ship: Canvas, light: Palette) -> None:
    """The bow wave, and the white line along the hull that runs out astern."""
    foam = mix(light.paper, light.water[0], 0.15)
    ship.polygon(
        smooth(path("-560,6 -330,0 -100,5 200,2 262,-16 292,0 330,8 200,14 -150,12 -400,16"), closed=True), foam
    )
    for x, y, width in ((-480, 24, 260), (-260, 30, 200), (60, 24, 300), (-700, 12, 150)):
        ship.polygon(lens(x, y, width, 5), foam, 0.8)
