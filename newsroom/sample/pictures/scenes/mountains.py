"""Snow-topped mountains, one behind the other."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Points
from newsroom.sample.pictures.palettes import DAWN, DUSK, FROST, GOLD, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, hills, jagged, path
from newsroom.sample.pictures.sky import sky, stars, sun
from newsroom.sample.pictures.trees import conifer
from newsroom.sample.pictures.water import glints


def mountains(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, FROST))
    sky(canvas, light, 780)
    if light.dark:
        stars(canvas, chance, light, 300, count=60)
    sun(canvas, light, (chance.uniform(230, 430), chance.uniform(150, 260)), chance.uniform(55, 85))
    _ranges(canvas, chance, light)
    if chance.random() < 0.5:
        _lake(canvas, chance, light)
    else:
        _alp(canvas, chance, light)


def _ranges(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Three ranges, one behind the other, with haze between; the summit of the nearest is the subject."""
    rows = (
        (light.far, 620, ((120, 620, 300), (560, 700, 380), (1120, 640, 350), (1460, 560, 300))),
        (mix(light.far, light.mid, 0.6), 700, ((330, 700, 400), (1360, 640, 380), (40, 500, 260))),
        (light.mid, 770, ((960, 1120, 640), (500, 560, 270), (1480, 520, 250))),
    )
    for number, (rock, base, peaks) in enumerate(rows):
        for x, width, height in peaks:
            at = canvas.at(x + chance.uniform(-30, 30), base)
            _peak(at, chance, width, height * chance.uniform(0.93, 1.05), rock, light)
        haze = [(0, base - 190), (WIDTH, base - 190), (WIDTH, base + 4), (0, base + 4)]
        canvas.shade(haze, mix(light.sky[1], rock, 0.25 * number / 2), 0.7)
    canvas.rect(0, 768, WIDTH, 232, mix(light.mid, light.near, 0.6))


def _peak(at: Canvas, chance: Random, width: float, height: float, rock: Colour, light: Palette) -> None:
    """A mountain on the origin: the left flank lit, the right one in the shade, snow on both down to a ragged line."""
    top = 0.0, -height
    left = jagged(chance, [top, (-width * 0.16, -height * 0.64), (-width * 0.5, 0)], 0.06, turns=4)
    right = jagged(chance, [top, (width * 0.2, -height * 0.6), (width * 0.5, 0)], 0.06, turns=4)
    spine = jagged(
        chance, [top, (width * 0.03, -height * 0.7), (-width * 0.04, -height * 0.4), (width * 0.09, 0)], 0.1, turns=3
    )
    at.polygon([*left, *reversed(spine)], mix(rock, light.sky[1], 0.22))
    at.polygon([*spine, *reversed(right)], rock)
    white = mix(light.paper, light.sun, 0.3)
    for flank, tint in ((left, white), (right, mix(rock, light.paper, 0.55))):
        edge = [point for point in flank if point[1] < -height * 0.56]
        inner = [point for point in spine if point[1] < -height * 0.5]
        teeth = _ragged(chance, edge[-1], inner[-1], height)
        at.polygon([*edge, *teeth, *reversed(inner)], tint, 0.95)


def _ragged(chance: Random, start: tuple[float, float], end: tuple[float, float], height: float) -> Points:
    """A line of teeth from one point to the other: where the snow ends."""
    teeth = []
    for step in range(1, 8):
        x, y = start[0] + (end[0] - start[0]) * step / 8, start[1] + (end[1] - start[1]) * step / 8
        teeth.append((x, y + height * (chance.uniform(0.05, 0.13) if step % 2 else chance.uniform(-0.08, -0.02))))
    return teeth


def _lake(canvas: Canvas, chance: Random, light: Palette) -> None:
    shore = hills(chance, 790, 46, waves=1.4)
    canvas.polygon(down_to(shore), light.near)
    for _ in range(46):
        x = chance.uniform(-20, WIDTH + 20)
        conifer(
            canvas.at(x, height_at(shore, x) + 16),
            chance,
            chance.uniform(50, 115),
            mix(light.near, light.ink, chance.uniform(0, 0.3)),
        )
    canvas.rect(0, 806, WIDTH, 194, Fade(mix(light.water[0], light.sky[1], 0.3), light.water[1]))
    canvas.shade([(0, 806), (WIDTH, 806), (WIDTH, 880), (0, 880)], light.near, 0.8, towards="above")
    canvas.polygon([(600, 806), (1240, 806), (950, 985)], mix(light.paper, light.water[1], 0.5), 0.35)
    glints(canvas, chance, light, 800, HEIGHT, count=80)


def _alp(canvas: Canvas, chance: Random, light: Palette) -> None:
    """A meadow with spruces on both sides, and a hut."""
    meadow = hills(chance, 860, 110, waves=0.7)
    canvas.polygon(down_to(meadow), Fade(*light.grass))
    for _ in range(30):
        x = chance.choice((chance.gauss(150, 130), chance.gauss(1420, 110), chance.uniform(0, WIDTH)))
        y = height_at(meadow, x) if 0 < x < WIDTH else 830
        conifer(
            canvas.at(x, y + 18), chance, chance.uniform(70, 150), mix(light.near, light.ink, chance.uniform(0, 0.3))
        )
    for x, height in ((70, 430), (180, 330), (1440, 400), (1340, 270)):
        conifer(canvas.at(x, 1000), chance, height, mix(light.near, light.ink, 0.45))
    hut = canvas.at(chance.uniform(560, 680), 900)
    hut.polygon(path("-60,20 -60,-36 60,-36 60,20"), mix(light.near, light.accent, 0.25))
    hut.polygon(path("-78,-30 -50,-84 50,-84 78,-30"), light.accent)
    hut.rect(-12, -22, 24, 42, light.ink)
    hut.rect(24, -20, 22, 20, light.glow)
