"""A hospital, its wards lit."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.land import distant_hills
from newsroom.sample.pictures.palettes import DAWN, DUSK, NIGHT, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import lens, path, rounded
from newsroom.sample.pictures.sky import open_sky
from newsroom.sample.pictures.trees import broadleaf


def hospital(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DUSK, NIGHT, DUSK, NIGHT, ROSE, DAWN))
    ground = 820
    open_sky(canvas, chance, light, ground, sun_at=(chance.uniform(170, 300), chance.uniform(170, 260)))
    distant_hills(canvas, chance, light, ground, 220)
    x = chance.uniform(790, 850)
    _infirmary(canvas.at(x, ground), chance, light)
    canvas.rect(
        0, ground, WIDTH, HEIGHT - ground, Fade(mix(light.near, light.mid, 0.3), mix(light.near, light.ink, 0.5))
    )
    for px in range(-40, WIDTH, 190):
        canvas.polygon([(px, 930), (px + 90, 930), (px + 84, 940), (px - 8, 940)], light.paper, 0.8)
    canvas.rect(0, ground, WIDTH, 26, mix(light.shade, light.near, 0.4))
    for dx, height in ((-640, 230), (-560, 170), (560, 210), (640, 250)):
        broadleaf(canvas.at(x + dx, ground + 16), chance, height, mix(light.grass[1], light.near, 0.8))
    _ambulance(canvas.at(x - 330, 916, 1.15), light)


def _infirmary(block: Canvas, chance: Random, light: Palette) -> None:
    """A tower block between two lower wings; windows lit, the cross above the entrance."""
    for left, width, height in ((-480, 330, 300), (150, 370, 250)):
        wing = [(left, 0), (left, -height), (left + width, -height), (left + width, 0)]
        block.polygon(wing, mix(light.shade, light.mid, 0.25))
        block.shade(wing, light.near, 0.5)
        block.rect(left - 8, -height - 10, width + 16, 16, light.paper)
        _wards(block, chance, light, left + 26, width - 46, -height + 30, int(height // 70))
    tower = path("-170,0 -170,-560 190,-560 190,0")
    block.polygon(tower, light.paper)
    block.shade(tower, light.mid, 0.6, towards="right")
    block.rect(-182, -574, 384, 20, light.shade)
    _wards(block, chance, light, -140, 300, -380, 4)
    block.polygon(rounded(-70, -536, 160, 132, 10), light.accent)
    block.rect(-8, -520, 36, 100, light.paper)
    block.rect(-40, -488, 100, 36, light.paper)
    if light.dark:
        block.glow(10, -470, 200, light.accent, 0.35)
    block.rect(-120, -92, 260, 92, light.glow)
    for x in (-120, -55, 10, 75, 138):
        block.line([(x, 0), (x, -92)], light.near, 5)
    block.polygon(path("-170,-104 190,-104 206,-86 -186,-86"), light.accent)
    block.line([(130, -574), (130, -650)], light.ink, 5)
    block.disc(130, -652, 7, light.accent)


def _wards(block: Canvas, chance: Random, light: Palette, left: float, width: float, top: float, rows: int) -> None:
    columns = int(width // 50)
    for row in range(rows):
        for column in range(columns):
            lit = chance.random() < (0.72 if light.dark else 0.5)
            x, y = left + column * width / columns, top + row * 66
            block.rect(x, y, 32, 38, light.glow if lit else mix(light.near, light.ink, 0.3))
            if lit and chance.random() < 0.5:
                block.rect(x, y, 32, 14, mix(light.glow, light.paper, 0.6))
            block.line([(x + 16, y), (x + 16, y + 38)], light.shade, 2)


def _ambulance(car: Canvas, light: Palette) -> None:
    """An ambulance, 230 long, facing left."""
    car.polygon(lens(0, 2, 270, 16), light.ink, 0.4)
    body = path("-120,-10 -118,-46 -84,-56 -62,-98 -40,-104 112,-104 116,-10")
    car.polygon(body, light.paper)
    car.polygon(path("-120,-34 116,-34 116,-22 -120,-22"), light.accent)
    car.shade(body, light.near, 0.45)
    car.polygon(path("-80,-58 -60,-92 -34,-92 -34,-58"), mix(light.near, light.ink, 0.3))
    car.rect(30, -92, 14, 46, light.near)
    car.rect(14, -76, 46, 14, light.near)
    car.polygon(rounded(-34, -116, 40, 13, 5), light.accent)
    car.glow(-14, -112, 70, light.accent, 0.7)
    for x in (-76, 74):
        car.disc(x, -8, 21, light.ink)
        car.disc(x, -8, 9, light.shade)
