"""Solar panels in the sun."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade
from newsroom.sample.pictures.houses import house
from newsroom.sample.pictures.land import countryside
from newsroom.sample.pictures.palettes import DAWN, FROST, GOLD, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import down_to, hills, path
from newsroom.sample.pictures.sky import streaks
from newsroom.sample.pictures.trees import broadleaf


def solar(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((NOON, GOLD, DAWN, ROSE, FROST))
    at = chance.uniform(960, 1160), chance.uniform(190, 270)
    countryside(canvas, chance, light, sun_at=at, clouds=(streaks,))
    _rays(canvas, light, at)
    canvas.polygon(down_to(hills(chance, 660, 60, waves=0.8)), Fade(*light.grass))
    for x in range(30, WIDTH, 135):
        broadleaf(
            canvas.at(x + chance.uniform(-40, 40), 652),
            chance,
            chance.uniform(34, 62),
            mix(light.grass[1], light.near, 0.6),
        )
    chance.choice((_field, _roof))(canvas, chance, light)


def _field(canvas: Canvas, chance: Random, light: Palette) -> None:
    lean = chance.uniform(0.12, 0.3)
    for row, (y, size) in enumerate(((668, 0.3), (718, 0.48), (800, 0.78), (925, 1.22))):
        canvas.shade([(0, y), (WIDTH, y), (WIDTH, y + 150), (0, y + 150)], light.ink, 0.18)
        step = 620 * size
        x = -step * chance.uniform(0.2, 0.9)
        while x < WIDTH + step:
            _panel(canvas.at(x, y, size), light, lean, 3 if row < 2 else 4)
            x += step


def _roof(canvas: Canvas, chance: Random, light: Palette) -> None:
    """A long roof in the foreground with panels on its tiles, a chimney, and other roofs behind it."""
    x = -60.0
    while x < WIDTH:
        width = chance.uniform(110, 180)
        wall = mix(light.far, chance.choice((light.shade, light.accent, light.mid)), 0.4)
        house(
            canvas.at(x + width / 2, 760),
            chance,
            light,
            width,
            chance.uniform(60, 130),
            wall,
            mix(light.mid, light.near, 0.5),
        )
        x += width + chance.choice((0, 20, 60))
    tiles = path("60,560 1440,560 1700,1010 -200,1010")
    for px in (250, 1180):
        canvas.rect(px, 470, 90, 120, mix(light.accent, light.near, 0.45))
        canvas.rect(px - 8, 462, 106, 18, mix(light.near, light.ink, 0.3))
    canvas.polygon(tiles, Fade(mix(light.accent, light.near, 0.15), mix(light.accent, light.near, 0.5)))
    for number in range(16):
        y = 560 + 450 * (number / 16) ** 1.15
        canvas.line([(60 - (y - 560) * 0.58, y), (1440 + (y - 560) * 0.58, y)], light.ink, 3, 0.3)
    canvas.rect(40, 550, 1420, 18, mix(light.near, light.accent, 0.3))
    for px, y, size in ((190, 770, 0.9), (750, 770, 0.9), (60, 975, 1.08), (735, 975, 1.08)):
        _panel(canvas.at(px, y, size), light, 0.1, 4)


def _rays(canvas: Canvas, light: Palette, at: tuple[float, float]) -> None:
    canvas.disc(*at, 78, light.sun)
    for number in range(20):
        turned = canvas.at(*at, turn=number * 18)
        turned.polygon([(-3, -128), (0, -176 - 26 * (number % 2)), (3, -128)], light.sun)


def _panel(panel: Canvas, light: Palette, lean: float, rows: int) -> None:
    """A table of panels, 570 wide and 190 high, tilted towards us on two legs, its lower edge from the origin."""
    glass = mix(light.near, light.ink, 0.35)
    for leg in (110, 490):
        panel.line([(leg, 40), (leg, -20)], light.ink, 9)
    corners = [(0, 0), (190 * lean, -190), (570 + 190 * lean, -190), (570, 0)]
    panel.polygon([(x, y + 8) for x, y in corners], light.shade)
    panel.polygon(corners, Fade(mix(glass, light.sky[0], 0.55), glass))
    for left, wide in ((150, 100), (280, 26)):
        glare = [(left, 0), (left + 190 * lean + 60, -190), (left + wide + 190 * lean + 60, -190), (left + wide, 0)]
        panel.polygon(glare, light.sky[1], 0.28)
    for row in range(rows + 1):
        y = -190 * row / rows
        panel.line([(-y * lean, y), (570 - y * lean, y)], light.paper, 4, 0.75)
    for column in range(9):
        x = 570 * column / 8
        panel.line([(x, 0), (x + 190 * lean, -190)], light.paper, 5 if column % 8 == 0 else 3, 0.75)
