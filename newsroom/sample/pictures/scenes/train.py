"""A train on a viaduct."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.houses import cottage
from newsroom.sample.pictures.land import countryside
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, NIGHT, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, hills, path, rounded, smooth
from newsroom.sample.pictures.trees import broadleaf, conifer


def train(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DUSK, NIGHT, GOLD, ROSE, DAWN))
    countryside(canvas, chance, light, sun_at=(chance.uniform(300, 520), chance.uniform(150, 280)))
    back = hills(chance, 700, 110, waves=1.1)
    canvas.polygon(down_to(back), Fade(mix(light.grass[0], light.far, 0.3), light.grass[1]))
    for _ in range(16):
        x = chance.uniform(0, WIDTH)
        broadleaf(
            canvas.at(x, height_at(back, x) + 12), chance, chance.uniform(46, 90), mix(light.grass[1], light.near, 0.6)
        )
    x = chance.uniform(180, 320)
    cottage(canvas.at(x, height_at(back, x) + 30), light, 130, roof=mix(light.near, light.ink, 0.3))
    _viaduct(canvas, light, 690)
    cars = canvas.at(chance.uniform(1250, 1380), 672, 1.08)
    _carriages(cars, chance, light)
    _locomotive(cars, light)
    near = hills(chance, 985, 150, waves=0.8)
    canvas.polygon(down_to(near), Fade(mix(light.grass[1], light.near, 0.3), light.near))
    for x, height in path("60,300 150,220 1330,250 1430,340 1240,150"):
        conifer(canvas.at(x, height_at(near, x) + 30), chance, height, mix(light.near, light.ink, 0.5))


def _viaduct(canvas: Canvas, light: Palette, deck: float) -> None:
    stone = mix(light.shade, light.near, 0.3)
    wall = [(0, deck), (WIDTH, deck), (WIDTH, HEIGHT), (0, HEIGHT)]
    with canvas.inside(_openings(deck)) as masonry:
        masonry.polygon(wall, stone)
        masonry.shade(wall, light.ink, 0.6)
        for y in range(round(deck) + 22, HEIGHT, 30):
            masonry.line([(0, y), (WIDTH, y)], light.ink, 1.8, 0.22)
    for x in range(-60, WIDTH + 200, 212):
        canvas.line(arc(x, deck + 132, 82, 90, 180, 360), mix(stone, light.paper, 0.35), 7)
    canvas.rect(0, deck - 18, WIDTH, 24, mix(stone, light.paper, 0.3))
    canvas.rect(0, deck + 6, WIDTH, 6, light.ink, 0.4)


def _openings(deck: float) -> list[tuple[float, float]]:
    """The outline of a wall that stands on piers, with round arches between them."""
    outline: list[tuple[float, float]] = [(-10, deck), (WIDTH + 10, deck), (WIDTH + 10, HEIGHT)]
    for x in reversed(range(-60, WIDTH + 200, 212)):
        outline += [(x + 82, HEIGHT), *reversed(arc(x, deck + 132, 82, 90, 180, 360)), (x - 82, HEIGHT)]
    return [*outline, (-10, HEIGHT)]


def _carriages(cars: Canvas, chance: Random, light: Palette) -> None:
    """Four sleeping cars behind the engine, each 330 long."""
    blue = mix(light.near, light.ink, 0.35)
    for number in range(1, 6):
        x = -250 - 338.0 * number
        body = rounded(x, -104, 330, 92, 14)
        cars.polygon(body, blue)
        cars.polygon(rounded(x + 4, -112, 322, 26, 13), mix(light.mid, light.paper, 0.25))
        cars.rect(x, -34, 330, 7, light.accent)
        cars.rect(x, -88, 330, 4, light.glow, 0.8)
        for pane in range(9):
            lit = chance.random() < (0.8 if light.dark else 0.35)
            cars.polygon(
                rounded(x + 20 + pane * 33.5, -78, 23, 30, 4),
                light.glow if lit else mix(light.sky[0], light.paper, 0.25),
            )
        for wheel in (40, 76, 254, 290):
            cars.disc(x + wheel, -9, 14, light.ink)
        cars.rect(x + 26, -16, 64, 6, light.ink)
        cars.rect(x + 240, -16, 64, 6, light.ink)
        cars.rect(x - 8, -30, 8, 12, light.ink)


def _locomotive(engine: Canvas, light: Palette) -> None:
    """An electric engine, its nose to the right at the origin."""
    body = [(-250, -12), (-250, -112), (-62, -112), *smooth(path("-62,-112 -28,-104 -8,-62 4,-24"), steps=5), (4, -12)]
    engine.polygon(body, light.accent)
    engine.polygon(path("-250,-40 0,-40 4,-24 -250,-24"), light.paper)
    engine.shade(body, light.ink, 0.45)
    engine.polygon(
        path("-66,-98 -34,-96 -16,-62 -66,-62"), light.glow if light.dark else mix(light.near, light.ink, 0.4)
    )
    for x in (-226, -190, -154):
        engine.polygon(rounded(x, -94, 24, 22, 4), mix(light.accent, light.ink, 0.5))
    engine.line([(-200, -112), (-160, -150), (-196, -176)], light.ink, 4)
    engine.line([(-228, -176), (-164, -176)], light.ink, 5)
    for wheel in (-218, -178, -82, -42):
        engine.disc(wheel, -9, 15, light.ink)
    engine.disc(-8, -48, 8, light.glow)
    if light.dark:
        engine.shade([(-4, -50), (330, -96), (330, 4)], light.glow, 0.6, towards="left")
