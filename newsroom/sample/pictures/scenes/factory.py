"""A steelworks with chimneys and a saw-toothed roof."""

import math
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.land import distant_hills
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, GREY, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import lens, path, smooth
from newsroom.sample.pictures.sky import open_sky, streaks
from newsroom.sample.pictures.water import glints


def factory(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, GOLD, ROSE, DUSK, GREY))
    sun_at = chance.uniform(220, 420), chance.uniform(250, 380)
    open_sky(canvas, chance, light, 800, sun_at=sun_at, clouds=(streaks,))
    distant_hills(canvas, chance, light, 800, 180)
    stacks = sorted(chance.sample((760, 880, 1010, 1140, 1270), 3))
    for x, tall in zip(stacks, (560, 640, 500), strict=True):
        height = tall + chance.uniform(-30, 30)
        _smoke(canvas, chance, light, x, 800 - height)
        _chimney(canvas.at(x, 800), light, height)
    _furnace(canvas.at(560, 800), light)
    _halls(canvas, chance, light)
    _foreground(canvas, chance, light)


def _chimney(stack: Canvas, light: Palette, height: float) -> None:
    outline = [(-36, 0), (-23, -height), (23, -height), (36, 0)]
    stack.polygon(outline, mix(light.shade, light.mid, 0.35))
    for top in (height, height * 0.86):
        wide = 23 + 13 * (1 - top / height)
        stack.polygon([(-wide - 1.3, -top + 40), (-wide, -top), (wide, -top), (wide + 1.3, -top + 40)], light.accent)
    stack.shade(outline, light.ink, 0.7, towards="right")
    stack.rect(-28, -height - 6, 56, 12, light.near)


def _smoke(canvas: Canvas, chance: Random, light: Palette, x: float, y: float) -> None:
    """Steam that drifts away to the left and widens."""
    tint = mix(light.paper, light.sky[1], 0.35)
    for puff in range(15):
        share = puff / 14
        at = x - 330 * share**1.5 + chance.gauss(0, 8), y - 20 - 150 * share**0.7 + chance.gauss(0, 10)
        canvas.disc(*at, 20 + 52 * share, mix(tint, mix(*light.sky, 0.5), 0.75 * share))


def _furnace(plant: Canvas, light: Palette) -> None:
    """The blast furnace with its lift, pipes and stoves."""
    dark = mix(light.near, light.mid, 0.25)
    plant.line([(-250, 0), (-20, -400)], dark, 18)
    plant.line([(-226, 0), (0, -394)], light.ink, 4)
    plant.polygon(path("-70,0 -84,-150 -52,-300 -36,-420 36,-420 52,-300 84,-150 70,0"), dark)
    plant.shade(path("-70,0 -84,-150 -36,-420 36,-420 84,-150 70,0"), light.ink, 0.7, towards="right")
    plant.line(smooth(path("0,-410 10,-470 60,-480 110,-420 130,-300 140,-160")), dark, 20)
    for x in (120, 176):
        plant.polygon([(x - 24, 0), (x - 24, -220), (x, -252), (x + 24, -220), (x + 24, 0)], mix(dark, light.mid, 0.3))
        plant.shade([(x - 24, 0), (x - 24, -230), (x + 24, -230), (x + 24, 0)], light.ink, 0.6, towards="right")
    for y in (-120, -200, -290, -360):
        plant.rect(-96 + abs(y) * 0.1, y, 192 - abs(y) * 0.2, 7, light.ink)
    for x, y in ((-30, -90), (10, -90), (-20, -168), (16, -168)):
        plant.rect(x, y, 18, 22, light.glow)


def _halls(canvas: Canvas, chance: Random, light: Palette) -> None:
    """The long hall with its saw-toothed roof, and a lower one before it."""
    hall, top = canvas.at(690, 800), -190
    wall = mix(light.near, light.accent, 0.22)
    for number in range(7):
        x = number * 120
        hall.polygon([(x, top), (x, top - 92), (x + 120, top)], wall)
        hall.polygon(
            [(x + 7, top - 6), (x + 7, top - 70), (x + 26, top - 56), (x + 26, top - 6)],
            light.glow if light.dark else mix(light.paper, light.sky[1], 0.4),
        )
        hall.line([(x, top - 92), (x + 120, top)], light.ink, 7)
    front = [(0, 0), (0, top), (850, top), (850, 0)]
    hall.polygon(front, wall)
    hall.shade(front, light.ink, 0.55)
    for number in range(14):
        x, lit = 30 + number * 58, light.dark or chance.random() < 0.35
        hall.rect(x, -152, 36, 62, light.glow if lit else mix(light.near, light.ink, 0.45))
        hall.line([(x + 18, -152), (x + 18, -90)], wall, 3)
        hall.line([(x, -121), (x + 36, -121)], wall, 3)
    hall.polygon(path("330,0 330,-72 470,-72 470,0"), light.ink)
    hall.glow(400, -10, 130, light.glow, 0.9)
    hall.polygon(path("350,0 350,-52 450,-52 450,0"), light.glow)
    hall.polygon(path("-330,0 -330,-96 -60,-112 10,-96 10,0"), mix(light.near, light.ink, 0.25))
    for x in range(-306, -20, 44):
        hall.rect(x, -66, 26, 24, light.glow if light.dark else mix(light.mid, light.paper, 0.3))


def _foreground(canvas: Canvas, chance: Random, light: Palette) -> None:
    """A canal in front of the works, and what mirrors in it."""
    canvas.rect(0, 796, WIDTH, 30, mix(light.near, light.ink, 0.6))
    canvas.rect(0, 822, WIDTH, HEIGHT - 822, Fade(*light.water))
    canvas.shade([(0, 822), (WIDTH, 822), (WIDTH, 980), (0, 980)], light.near, 0.8, towards="above")
    for _ in range(26):
        x, y = chance.uniform(480, WIDTH), chance.uniform(834, 930)
        canvas.polygon(lens(x, y, chance.uniform(40, 120), 6), light.glow, 0.4 if light.dark else 0.25)
    glints(canvas, chance, light, 822, HEIGHT, count=60)
    for x in range(40, WIDTH, 120):
        y = 796 + 3 * math.sin(x)
        canvas.line([(x, y), (x, y - 44)], light.ink, 4)
    canvas.line([(0, 770), (WIDTH, 770)], light.ink, 3)
    canvas.line([(0, 754), (WIDTH, 754)], light.ink, 3)
