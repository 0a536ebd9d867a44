"""A container ship at the quay, cranes over it."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.coast import low_islands
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, GREY, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import lens, path, rounded, smooth
from newsroom.sample.pictures.sky import open_sky
from newsroom.sample.pictures.water import glints, mirrored

SHEER = [*path("-590,-120 -560,-128 430,-128"), *smooth([(430, -128), (520, -140), (610, -172)], steps=4)]
HULL = [(-560, 8), *SHEER, (548, 8)]


def cargo_ship(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, GREY, FROST))
    horizon = 600
    open_sky(canvas, chance, light, horizon, sun_at=(chance.uniform(180, 420), chance.uniform(150, 300)))
    low_islands(canvas, chance, light, horizon)
    for x, size in ((chance.uniform(420, 560), 1.0), (chance.uniform(880, 1010), 1.0), (1330, 1.0)):
        _crane(canvas.at(x, horizon + 90, size), chance, light)
    canvas.rect(0, horizon, WIDTH, HEIGHT - horizon, Fade(*light.water))
    _dock(canvas, chance, light, horizon + 30)
    glints(canvas, chance, light, horizon + 110, HEIGHT)
    ship = canvas.at(chance.uniform(690, 760), 800, chance.uniform(1.0, 1.1))
    mirrored(ship, chance, HULL, 4, light.near, depth=1.1)
    _ship(ship, chance, light)


def _dock(canvas: Canvas, chance: Random, light: Palette, y: float) -> None:
    stone = mix(light.near, light.mid, 0.3)
    canvas.rect(0, y, WIDTH, 80, Fade(stone, light.near))
    canvas.rect(0, y - 8, WIDTH, 12, mix(stone, light.paper, 0.45))
    for x in range(20, WIDTH, 46):
        canvas.line([(x, y + 8), (x, y + 80)], light.ink, 3, 0.3)


def _crane(crane: Canvas, chance: Random, light: Palette) -> None:
    """A gantry crane, 560 high, its boom reaching out over the water to the right."""
    tint = mix(light.near, light.mid, 0.35)
    for x in (-110, 30):
        crane.line([(x, 0), (x + 14, -330)], tint, 15)
    crane.line([(-110, -120), (32, -120)], tint, 10)
    crane.line([(-108, -10), (38, -120)], tint, 5)
    crane.line([(38, -320), (60, -560), (-90, -330)], tint, 9)
    crane.polygon(path("-230,-342 330,-342 330,-322 -230,-322"), tint)
    crane.line([(60, -556), (320, -340)], tint, 4)
    crane.line([(60, -556), (190, -340)], tint, 4)
    crane.line([(60, -556), (-220, -340)], tint, 4)
    for x in range(-220, 320, 36):
        crane.line([(x, -322), (x + 18, -342)], light.ink, 2, 0.5)
    trolley = chance.uniform(110, 260)
    crane.rect(trolley - 18, -326, 36, 18, light.accent)
    drop = chance.uniform(-240, -200)
    for side in (-16, 16):
        crane.line([(trolley + side, -310), (trolley + side, drop)], light.ink, 1.5)
    crane.rect(trolley - 48, drop, 96, 38, chance.choice((light.accent, light.glow, light.paper)))
    crane.rect(-150, -322, 46, 36, light.paper)
    crane.rect(-144, -314, 34, 14, light.near)


def _ship(ship: Canvas, chance: Random, light: Palette) -> None:
    _containers(ship, chance, light)
    _bridge(ship, chance, light)
    ship.polygon(HULL, mix(light.ink, light.near, 0.35))
    ship.polygon(path("-564,-12 553,-12 548,8 -560,8"), light.accent)
    ship.polygon([*SHEER, *path("604,-156 520,-126 430,-114 -588,-110")], light.paper)
    ship.shade(HULL, light.ink, 0.5)
    for x in (-520, 540):
        ship.line([(x, -126), (x + (-120 if x < 0 else 110), -190)], light.ink, 1.6, 0.6)
    ship.polygon(lens(-10, 10, 1260, 12), mix(light.paper, light.water[0], 0.35), 0.8)


def _containers(ship: Canvas, chance: Random, light: Palette) -> None:
    """Stacks of boxes, each with its ribs, higher in the middle of the ship."""
    plain = light.accent, light.accent, light.mid, light.near, light.paper, light.shade, light.glow
    boxes = (*plain, mix(light.accent, light.paper, 0.35))
    for column in range(9):
        x = -330 + column * 82
        for row in range(chance.randint(3, 5) if 1 < column < 7 else chance.randint(2, 4)):
            y, tint = -128 - 44 * (row + 1), chance.choice(boxes)
            ship.rect(x, y, 80, 42, tint)
            for rib in range(1, 8):
                ship.line([(x + rib * 10, y + 5), (x + rib * 10, y + 37)], mix(tint, light.ink, 0.4), 1.6, 0.6)
            ship.rect(x, y + 36, 80, 6, mix(tint, light.ink, 0.5), 0.6)


def _bridge(ship: Canvas, chance: Random, light: Palette) -> None:
    house = path("-540,-126 -540,-372 -372,-372 -372,-126")
    ship.polygon(house, light.paper)
    ship.shade(house, light.mid, 0.55, towards="left")
    ship.polygon(path("-566,-372 -560,-420 -352,-420 -346,-372"), light.paper)
    ship.polygon(path("-556,-410 -358,-410 -354,-386 -558,-386"), light.ink)
    ship.rect(-570, -426, 228, 8, light.shade)
    for y in range(-350, -150, 38):
        for x in range(-524, -380, 27):
            lit = light.dark and chance.random() < 0.6
            ship.polygon(rounded(x, y, 14, 16, 2), light.glow if lit else mix(light.near, light.ink, 0.3))
        ship.line([(-540, y + 26), (-372, y + 26)], light.shade, 3)
    ship.polygon(path("-524,-426 -516,-500 -462,-500 -454,-426"), light.accent)
    ship.rect(-519, -486, 60, 16, light.paper)
    ship.line([(-400, -426), (-400, -530)], light.ink, 5)
    ship.line([(-420, -490), (-380, -490)], light.ink, 4)
