"""Where the land meets the sea: islands, headlands, rocks, a pier."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, Point, arc
from newsroom.sample.pictures.houses import window
from newsroom.sample.pictures.palettes import Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, hills, jagged, lens, path, rounded


def low_islands(canvas: Canvas, chance: Random, light: Palette, horizon: float) -> None:
    for tint, height in ((light.far, chance.uniform(90, 150)), (light.mid, chance.uniform(35, 70))):
        edge = [(x, y + 0.55 * height) for x, y in hills(chance, horizon, height, waves=chance.uniform(0.7, 1.6))]
        low = [(x, min(y, horizon)) for x, y in edge]
        canvas.polygon(down_to(low, horizon + 1), Fade(tint, mix(tint, light.sky[1], 0.3)))


def headland(canvas: Canvas, chance: Random, light: Palette, tint: Colour, at: Point, height: float) -> None:
    """Land that comes in from the right and falls to the sea at `at`."""
    x, y = at
    ends = [
        (x, y),
        (x + 60, y - height * 0.35),
        (x + 170, y - height * 0.6),
        (x + 420, y - height),
        (WIDTH + 250, y - height * 0.9),
    ]
    edge = jagged(chance, ends, 0.05, turns=4)
    land = down_to(edge, y + 2)
    canvas.polygon(land, tint)
    canvas.shade(land, mix(tint, light.sky[1], 0.75), 0.6)
    canvas.polygon(lens(x + 400, y + 3, 900, 9), mix(light.paper, light.water[0], 0.4), 0.7)


def pier(canvas: Canvas, light: Palette, at: Point) -> None:
    """The head of a stone pier in the foreground, with its light."""
    stone = canvas.at(*at)
    head = path("-330,0 -300,-150 500,-190 500,0")
    stone.polygon(head, light.near)
    stone.polygon(path("-310,-150 -290,-172 500,-214 500,-188"), mix(light.near, light.paper, 0.35))
    stone.shade(head, light.ink, 0.7)
    for x, y in path("-180,-95 -40,-60 90,-110 240,-70 -230,-40 60,-25"):
        stone.line([(x, y), (x + 90, y - 5)], light.ink, 3, 0.45)
    for x in (-235, 235):
        stone.polygon(rounded(x - 16, -205, 32, 38, 8), light.ink)
        stone.polygon(rounded(x - 22, -212, 44, 14, 7), light.ink)
    harbour_light(canvas.at(at[0] - 70, at[1] - 178), light)


def harbour_light(canvas: Canvas, light: Palette) -> None:
    """A small tower in the accent's colour, 300 high, standing on the origin."""
    tower = path("-34,0 -24,-210 24,-210 34,0")
    if light.dark:
        canvas.glow(0, -236, 190, light.glow, 0.8)
    canvas.polygon(tower, light.accent)
    canvas.polygon(path("-30.6,-70 -27.6,-134 27.6,-134 30.6,-70"), light.paper)
    canvas.shade(tower, light.ink, 0.5, towards="right")
    canvas.rect(-36, -218, 72, 10, light.ink)
    canvas.rect(-19, -254, 38, 38, light.glow)
    canvas.rect(-2, -254, 4, 38, light.ink)
    canvas.polygon([(-28, -252), (0, -284), (28, -252)], light.ink)
    canvas.line([(0, -284), (0, -304)], light.ink, 4)


def rock(canvas: Canvas, chance: Random, light: Palette, ends: list[Point], foot: float) -> None:
    """A rock with this outline (from left to right) that stands in the sea at `foot`, lit from above."""
    edge = jagged(chance, ends, 0.09, turns=4)
    canvas.polygon(down_to(edge, foot), light.near)
    left, right = edge[0][0], edge[-1][0]
    for _ in range(9):
        x = chance.uniform(left + 0.15 * (right - left), right - 0.25 * (right - left))
        top = min(y for px, y in edge if abs(px - x) < (right - left) * 0.1) + chance.uniform(8, 40)
        wide, high = chance.uniform(40, 120), chance.uniform(20, 70)
        facet = [
            (x, top),
            (x + wide, top + high * 0.3),
            (x + wide * 0.7, top + high),
            (x + wide * 0.15, top + high * 0.8),
        ]
        canvas.polygon(facet, mix(light.near, light.paper, 0.16), 0.6)
    canvas.shade(down_to(edge, foot), light.ink, 0.75)


def tower(canvas: Canvas, light: Palette) -> None:
    """The lighthouse, 560 high, standing on the origin."""
    outline = path("-78,0 -46,-420 46,-420 78,0")
    canvas.polygon(outline, light.paper)
    for top, bottom in ((-360, -270), (-180, -90)):
        wide, wider = 78 + 32 * top / 420, 78 + 32 * bottom / 420
        canvas.polygon([(-wider, bottom), (-wide, top), (wide, top), (wider, bottom)], light.accent)
    canvas.shade(outline, light.ink, 0.5, towards="right")
    for y in (-400, -232, -60):
        window(canvas, light, -9, y, 18, 30)
    canvas.polygon(path("-66,-418 -56,-436 56,-436 66,-418"), light.ink)
    for x in range(-60, 61, 15):
        canvas.line([(x, -436), (x, -462)], light.ink, 2.5)
    canvas.line([(-62, -462), (62, -462)], light.ink, 3)
    canvas.rect(-32, -500, 64, 66, light.glow if light.dark else mix(light.glow, light.paper, 0.5))
    for x in (-32, -11, 11, 32):
        canvas.line([(x, -434), (x, -500)], light.ink, 3.5)
    canvas.polygon([*arc(0, -500, 42, 46, 180, 360)], light.accent)
    canvas.line([(0, -546), (0, -580)], light.ink, 5)
