"""Storm petrels over the sea."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas, Point
from newsroom.sample.pictures.coast import low_islands
from newsroom.sample.pictures.palettes import DAWN, FROST, GOLD, GREY, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import path, rows, smooth
from newsroom.sample.pictures.water import open_sea, wave


def birds(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, GREY, FROST))
    horizon = chance.uniform(690, 740)
    open_sea(canvas, chance, light, horizon, sun_x=chance.uniform(240, 420))
    low_islands(canvas, chance, light, horizon)
    foam = mix(light.paper, light.water[0], 0.2)
    wave(canvas, chance, 900, 34, 300, (mix(*light.water, 0.6), light.water[1], foam))
    flock = rows("880,520,1.0,-10 360,560,0.5,4 1270,690,0.42,-6 420,260,0.34,-14 1240,330,0.3,8 640,770,0.28,0")
    for x, y, size, turn in flock:
        at = x + chance.uniform(-40, 40), y + chance.uniform(-25, 25)
        petrel(canvas.at(*at, size, turn=turn + chance.uniform(-5, 5)), light, chance.uniform(-0.5, 0.15))


def petrel(bird: Canvas, light: Palette, lift: float) -> None:
    """A seabird in flight, 700 from wing to wing, its head to the right; `lift` raises its wings."""
    dark, grey = mix(light.near, light.ink, 0.7), mix(light.near, light.ink, 0.25)
    bird.polygon(_wing(FAR_WING, lift), grey)
    bird.polygon(path("-120,-6 -230,22 -206,38 -224,62 -110,30"), dark)
    body = path("-150,18 -90,-18 10,-44 100,-48 150,-42 178,-24 172,-10 120,12 30,30 -70,30")
    bird.polygon(smooth(body, closed=True), dark)
    bird.polygon(smooth(path("-148,20 -112,-8 -76,-14 -84,24 -120,32"), closed=True), light.paper)
    bird.polygon(smooth(path("168,-28 206,-16 198,-4 168,-12"), closed=True), light.ink)
    bird.disc(148, -28, 5, light.paper)
    bird.disc(149, -28, 3, light.ink)
    bird.polygon([*_wing(LEADING_EDGE, lift), *_wing(TRAILING_EDGE, lift), (60, 0)], dark)
    bird.polygon(_wing(COVERTS, lift), grey)


# x, y, and how much a point rises with the wing
FAR_WING = rows("40,-20,0 90,-150,90 190,-250,150 330,-290,190 250,-200,130 170,-90,60 90,6,0")
LEADING_EDGE = rows("70,-40,0 50,-140,80 -20,-230,140 -150,-300,170 -340,-322,190")
TRAILING_EDGE = rows("-340,-322,190 -250,-258,150 -170,-180,100 -110,-90,45 -70,-10,0 0,14,0")
COVERTS = rows("30,-60,0 0,-140,80 -80,-216,130 -190,-276,160 -130,-186,105 -70,-84,40 -16,-24,0 30,-60,0")


def _wing(outline: list[tuple[float, ...]], lift: float) -> list[Point]:
    return smooth([(x, y - rise * lift) for x, y, rise in outline], steps=6)
