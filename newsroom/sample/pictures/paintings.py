"""What hangs in the gallery: each painting fills `width` and `height` from the origin."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas, Fade, arc
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, GREY, NIGHT, NOON, ROSE, Palette, Room, mix
from newsroom.sample.pictures.shapes import lens, path, smooth
from newsroom.sample.pictures.trees import conifer


def seascape(panel: Canvas, chance: Random, room: Room, width: float, height: float) -> None:
    """“The Salt Women”: three of them with their rakes at the edge of the sea, and a boat going by."""
    light = chance.choice((GOLD, ROSE, DAWN))
    panel.rect(0, 0, width, height * 0.5, Fade(*light.sky))
    panel.glow(width * 0.7, height * 0.3, 150, light.sun, 0.8)
    panel.disc(width * 0.7, height * 0.3, 28, light.sun)
    panel.rect(0, height * 0.5, width, height * 0.5, Fade(*light.water))
    for _ in range(40):
        share = chance.random()
        glint = lens(chance.random() * width, height * (0.52 + 0.3 * share), 20 + 60 * share, 3 + 4 * share)
        panel.polygon(glint, light.sky[1], 0.6)
    beach = smooth([(-10, height * 0.9), (width * 0.4, height * 0.78), (width + 10, height * 0.84)])
    panel.polygon([*beach, (width + 10, height + 10), (-10, height + 10)], mix(light.shade, light.grass[1], 0.5))
    for x, size in ((0.2, 1.15), (0.36, 1.0), (0.55, 0.85)):
        _salt_woman(panel.at(width * x, height * (0.9 - 0.04 * x), size), light)
    boat = panel.at(width * 0.86, height * 0.58)
    boat.polygon(path("-34,0 -26,12 22,12 36,-4"), light.ink)
    boat.polygon([(0, -70), (0, -4), (34, -8)], light.paper)


def _salt_woman(one: Canvas, light: Palette) -> None:
    one.polygon(smooth(path("-26,0 -16,-60 -8,-84 10,-84 16,-58 28,0"), steps=4), mix(light.accent, light.ink, 0.3))
    one.polygon(path("-12,-58 14,-58 18,-2 -8,-2"), light.paper, 0.9)
    one.disc(4, -96, 13, light.paper)
    one.disc(8, -94, 8, mix(light.accent, light.paper, 0.6))
    one.line([(4, -74), (34, -50), (72, -4)], light.ink, 5)
    one.line([(60, -2), (88, -6)], light.ink, 6)


def peaks(panel: Canvas, chance: Random, room: Room, width: float, height: float) -> None:
    light = chance.choice((DUSK, NOON, GREY, NIGHT))
    panel.rect(0, 0, width, height, Fade(*light.sky))
    panel.disc(width * 0.7, height * 0.25, width * 0.09, light.sun)
    for shift, peak, tint in ((0.3, 0.25, light.far), (0.72, 0.4, light.mid), (0.1, 0.55, light.near)):
        x = width * shift
        panel.polygon([(x, height * peak), (x + width * 0.6, height), (x - width * 0.6, height)], tint)
    panel.polygon([(0, height), (0, height * 0.86), (width, height * 0.8), (width, height)], light.grass[1])
    for share in (0.15, 0.24, 0.86):
        conifer(panel.at(width * share, height), chance, height * 0.4, light.ink)


def bowl(panel: Canvas, chance: Random, room: Room, width: float, height: float) -> None:
    """Fruit in a white bowl."""
    x, y, radius = width / 2, height * 0.62, width * 0.11
    panel.rect(0, 0, width, height, Fade(room.tone, room.pale))
    panel.rect(0, height * 0.7, width, height, mix(room.deep, room.tone, 0.4))
    for dx, dy in path("-1.3,-0.4 1.3,-0.4 0,-0.7 -0.6,-1.6 0.7,-1.6"):
        panel.disc(x + dx * radius, y + dy * radius, radius, chance.choice((room.accent, room.glow)))
    vessel = arc(x, y, width * 0.34, height * 0.26, 0, 180)
    panel.polygon(vessel, room.paper)
    panel.shade(vessel, room.deep, 0.7, towards="right")


def portrait(panel: Canvas, chance: Random, room: Room, width: float, height: float) -> None:
    """Nobody in particular, in a ruff."""
    sitter = panel.at(width / 2, height * 0.42, min(width, height))
    panel.rect(0, 0, width, height, Fade(mix(room.deep, room.ink, 0.3), room.ink))
    sitter.polygon(smooth(path("-0.5,0.9 -0.34,0.3 0,0.17 0.34,0.3 0.5,0.9")), room.accent)
    sitter.ellipse(0, 0.25, 0.25, 0.09, room.paper)
    sitter.ellipse(0, -0.07, 0.22, 0.27, mix(room.accent, room.ink, 0.6))
    sitter.ellipse(0, 0, 0.16, 0.21, mix(room.glow, room.paper, 0.6))
    for side in (-1, 1):
        sitter.disc(side * 0.065, -0.02, 0.018, room.ink)
    sitter.line([(-0.05, 0.11), (0.05, 0.11)], room.accent, 0.016)


def abstract(panel: Canvas, chance: Random, room: Room, width: float, height: float) -> None:
    panel.rect(0, 0, width, height, room.pale)
    for tint in (room.deep, room.glow, room.accent, room.tone):
        x, y = width * chance.random(), height * chance.random()
        panel.disc(x, y, min(width, height) * chance.uniform(0.18, 0.42), tint, 0.9)
    panel.line([(0, height * 0.8), (width, height * 0.3)], room.ink, 8)
