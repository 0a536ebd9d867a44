"""A bridge of steel arches on tall piers, a tram on it."""

import math
from random import Random

from newsroom.sample.pictures.boats import sailboat
from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.houses import house
from newsroom.sample.pictures.land import distant_hills
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import lens, rounded
from newsroom.sample.pictures.sky import open_sky
from newsroom.sample.pictures.water import glints, sun_path

SPAN = 360


def bridge(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, GREY, FROST))
    water = 690
    sun_x = chance.uniform(320, 1100)
    open_sky(canvas, chance, light, water, sun_at=(sun_x, chance.uniform(180, 270)))
    distant_hills(canvas, chance, light, water, 230)
    _far_bank(canvas, chance, light, water)
    canvas.rect(0, water, WIDTH, HEIGHT - water, Fade(*light.water))
    sun_path(canvas, chance, light, water, sun_x)
    glints(canvas, chance, light, water, HEIGHT, count=110)
    _spans(canvas, light, chance.uniform(-200, -60), 470)
    _tram(canvas.at(chance.uniform(760, 1000), 462), light)
    sailboat(canvas.at(chance.uniform(560, 700), 905, 1.0), chance, light, light.near, sails=True)


def _far_bank(canvas: Canvas, chance: Random, light: Palette, water: float) -> None:
    x = -20.0
    while x < WIDTH:
        width = chance.uniform(46, 74)
        tint = mix(light.mid, light.shade, chance.uniform(0.1, 0.6))
        house(
            canvas.at(x + width / 2, water),
            chance,
            light,
            width,
            chance.uniform(50, 95),
            tint,
            mix(light.mid, light.near, 0.5),
        )
        x += width + chance.choice((0, 0, 10, 40))


def _spans(canvas: Canvas, light: Palette, start: float, deck: float) -> None:
    """Steel arches above tall stone piers, the road across their feet."""
    stone, steel = mix(light.near, light.mid, 0.3), mix(light.accent, light.near, 0.12)
    for number in range(6):
        x = start + SPAN * number
        pier = [(x - 52, 850), (x - 30, deck + 20), (x + 30, deck + 20), (x + 52, 850)]
        canvas.polygon([(x - 52, 850), (x + 52, 850), (x + 40, 990), (x - 40, 990)], light.near, 0.3)
        canvas.polygon(pier, stone)
        canvas.shade(pier, light.ink, 0.6, towards="right")
        for y in range(round(deck) + 60, 840, 44):
            half = 30 + 22 * (y - deck) / (850 - deck)
            canvas.line([(x - half, y), (x + half, y)], light.ink, 2.5, 0.35)
        canvas.polygon([(x - 64, 852), (x - 56, 822), (x + 56, 822), (x + 64, 852)], mix(stone, light.paper, 0.2))
        canvas.polygon(lens(x, 853, 200, 12), light.paper, 0.7)
    for number in range(6):
        _arch(canvas, start + SPAN * number, deck, steel, light)
    canvas.rect(0, deck, WIDTH, 26, steel)
    canvas.rect(0, deck + 18, WIDTH, 10, mix(steel, light.ink, 0.5))
    canvas.rect(0, deck - 5, WIDTH, 7, mix(steel, light.paper, 0.45))
    for x in range(0, WIDTH, 24):
        canvas.line([(x, deck - 4), (x, deck - 24)], light.ink, 2, 0.8)
    canvas.line([(0, deck - 24), (WIDTH, deck - 24)], light.ink, 2.5)


def _arch(canvas: Canvas, x: float, deck: float, steel: Colour, light: Palette) -> None:
    middle, half = x + SPAN / 2, SPAN / 2 - 8
    outer, inner = arc(middle, deck + 8, half, 150, 180, 360), arc(middle, deck + 8, half - 16, 122, 180, 360)
    for step in range(1, 12):
        hanger = middle - half + 2 * half * step / 12
        top = deck + 8 - 128 * math.sqrt(max(0, 1 - ((hanger - middle) / half) ** 2))
        canvas.line([(hanger, deck), (hanger, top)], mix(steel, light.ink, 0.35), 3.5)
    canvas.polygon([*outer, *reversed(inner)], steel)
    canvas.line(outer, mix(steel, light.paper, 0.4), 4)


def _tram(tram: Canvas, light: Palette) -> None:
    """Two cars, 300 long, on the origin."""
    for x in (-150, 4):
        body = rounded(x, -70, 146, 62, 12)
        tram.polygon(body, light.paper)
        tram.polygon([(x, -30), (x + 146, -30), (x + 146, -18), (x, -18)], light.accent)
        for number in range(5):
            tram.rect(x + 11 + number * 26, -60, 20, 24, light.glow if light.dark else mix(light.near, light.ink, 0.3))
        tram.shade(body, light.near, 0.4)
        for wheel in (26, 48, 98, 120):
            tram.disc(x + wheel, -6, 7, light.ink)
    tram.line([(-80, -70), (-64, -92), (-84, -108)], light.ink, 3)
