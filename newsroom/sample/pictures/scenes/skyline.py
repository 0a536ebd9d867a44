"""City buildings of different heights."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade
from newsroom.sample.pictures.houses import church, house, lamp, windows
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, GREY, NIGHT, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.sky import gulls, open_sky
from newsroom.sample.pictures.trees import broadleaf


def skyline(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK, NIGHT, GREY))
    open_sky(canvas, chance, light, 930, sun_at=(chance.uniform(250, 520), chance.uniform(190, 330)))
    tones = mix(light.far, light.sky[1], 0.25), mix(light.far, light.mid, 0.7)
    for base, height, tint in ((900, (250, 520), tones[0]), (930, (200, 420), tones[1])):
        _row_of_blocks(canvas, chance, light, base, height, tint)
        canvas.shade([(0, 520), (WIDTH, 520), (WIDTH, 940), (0, 940)], mix(light.sky[1], light.sun, 0.2), 0.5)
    church(
        canvas.at(chance.uniform(280, 460), 930),
        light,
        560,
        wall=mix(light.mid, light.shade, 0.35),
        roof=mix(light.mid, light.near, 0.7),
    )
    _near_row(canvas, chance, light)
    gulls(canvas, chance, light, (760, 220), count=5)


def _row_of_blocks(
    canvas: Canvas, chance: Random, light: Palette, base: float, height: tuple[float, float], tint: Colour
) -> None:
    x = -30.0
    while x < WIDTH:
        width, tall = chance.uniform(70, 140), chance.uniform(*height)
        canvas.rect(x, base - tall, width, tall, tint)
        if chance.random() < 0.4:
            canvas.rect(x + width * 0.3, base - tall - 26, width * 0.3, 28, tint)
        if chance.random() < 0.3:
            canvas.line([(x + width / 2, base - tall), (x + width / 2, base - tall - 70)], tint, 4)
        pane = light.glow if light.dark else mix(tint, light.paper, 0.35)
        for row in range(int(tall // 34) - 1):
            for column in range(int(width // 22) - 1):
                if chance.random() < 0.45:
                    canvas.rect(x + 13 + column * 22, base - tall + 18 + row * 34, 10, 15, pane, 0.8)
        x += width + chance.choice((0, 0, 12, 26))


def _near_row(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Blocks of flats and gabled houses along the street, in the house's colours."""
    light_ones = light.paper, light.shade, mix(light.glow, light.shade, 0.4), mix(light.accent, light.paper, 0.35)
    walls = (*light_ones, light.accent, light.near, light.mid)
    x, last = -40.0, light.ink
    while x < WIDTH + 20:
        last = chance.choice([wall for wall in walls if wall != last])
        if chance.random() < 0.4:
            width = chance.uniform(130, 170)
            house(
                canvas.at(x + width / 2, 940),
                chance,
                light,
                width,
                chance.uniform(190, 270),
                last,
                mix(light.near, light.ink, 0.4),
            )
        else:
            width = chance.uniform(150, 220)
            _flats(canvas.at(x + width / 2, 940), chance, light, width, chance.uniform(270, 430), last)
        x += width + chance.choice((0, 0, 8))
    canvas.rect(0, 936, WIDTH, 64, Fade(mix(light.near, light.ink, 0.4), light.ink))
    canvas.rect(0, 936, WIDTH, 8, mix(light.shade, light.near, 0.4))
    for x in range(90, WIDTH, 290):
        lamp(canvas.at(x, 946, 0.75), light)
        broadleaf(canvas.at(x + 140, 944), chance, chance.uniform(80, 110), mix(light.grass[1], light.near, 0.6))


def _flats(block: Canvas, chance: Random, light: Palette, width: float, height: float, wall: Colour) -> None:
    half = width / 2
    outline = [(-half, 0), (-half, -height), (half, -height), (half, 0)]
    block.polygon(outline, wall)
    block.shade(outline, light.near, 0.45, towards="right")
    block.rect(-half - 5, -height - 9, width + 10, 13, mix(wall, light.ink, 0.45))
    block.rect(-half * 0.5, -height - 38, width * 0.22, 30, mix(wall, light.ink, 0.3))
    columns, rows = max(3, int(width // 46)), max(4, int(height // 58))
    windows(
        block, chance, light,
        across=(-half + 18, half - 44, columns), down=(-height + 24, -86, rows), size=(26, 34), lit=0.6,
    )  # fmt: skip
    block.rect(-half + 14, -44, width - 28, 44, light.glow if light.dark else mix(light.near, light.ink, 0.35))
    stripe = (width - 20) / 8
    for number in range(8):
        block.rect(
            -half + 10 + number * stripe,
            -58,
            stripe,
            20,
            light.paper if number % 2 else light.accent if wall != light.accent else light.near,
        )
