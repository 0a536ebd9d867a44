"""An aeroplane that climbs away from a control tower."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.land import distant_hills
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, NIGHT, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import path, rounded, smooth
from newsroom.sample.pictures.sky import open_sky, streaks


def airport(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DUSK, NIGHT, DAWN, GOLD, ROSE))
    ground = 800
    sun_at = chance.uniform(1120, 1300), chance.uniform(500, 580)
    open_sky(canvas, chance, light, ground, sun_at=sun_at, clouds=(streaks,))
    distant_hills(canvas, chance, light, ground + 6, 150)
    _terminal(canvas, light, ground)
    _control_tower(canvas.at(chance.uniform(250, 330), ground + 14), light)
    _runway(canvas, light, ground)
    _aeroplane(canvas.at(chance.uniform(900, 960), chance.uniform(300, 350), 1.18, turn=-14), light)


def _terminal(canvas: Canvas, light: Palette, ground: float) -> None:
    dark = mix(light.near, light.ink, 0.3)
    canvas.polygon([(330, ground), (330, ground - 70), (420, ground - 100), (880, ground - 78), (880, ground)], dark)
    canvas.polygon(
        [(340, ground - 62), (420, ground - 88), (872, ground - 68), (872, ground - 30), (340, ground - 30)],
        light.glow if light.dark else mix(light.mid, light.paper, 0.4),
    )
    for x in range(350, 872, 29):
        canvas.line([(x, ground - 94), (x, ground - 26)], dark, 4)
    for x, height in ((960, 60), (1020, 44)):
        canvas.rect(x, ground - height, 52, height, dark)


def _control_tower(tower: Canvas, light: Palette) -> None:
    """A control tower, 430 high."""
    shaft = path("-34,0 -22,-300 22,-300 34,0")
    tower.polygon(shaft, light.paper)
    tower.shade(shaft, light.near, 0.75, towards="right")
    tower.polygon(path("-40,-298 -72,-340 72,-340 40,-298"), light.shade)
    cab = path("-72,-340 -92,-398 92,-398 72,-340")
    tower.polygon(cab, light.glow if light.dark else mix(light.near, light.ink, 0.25))
    if light.dark:
        tower.glow(0, -370, 210, light.glow, 0.5)
    for x in (-72, -36, 0, 36, 72):
        tower.line([(x, -340), (x * 1.26, -398)], light.paper, 4)
    tower.polygon(path("-102,-398 -92,-414 92,-414 102,-398"), light.paper)
    tower.line([(0, -414), (0, -490)], light.ink, 5)
    tower.disc(0, -492, 8, light.accent)
    tower.line([(40, -414), (40, -452)], light.ink, 3)


def _runway(canvas: Canvas, light: Palette, ground: float) -> None:
    canvas.rect(
        0,
        ground,
        WIDTH,
        HEIGHT - ground,
        Fade(mix(light.grass[1], light.near, 0.2), mix(light.grass[1], light.ink, 0.5)),
    )
    canvas.polygon(
        [(-200, HEIGHT + 10), (620, ground + 18), (800, ground + 18), (1240, HEIGHT + 10)],
        mix(light.near, light.ink, 0.45),
    )
    for step in range(8):
        near, far = (step / 8) ** 1.8, ((step + 0.5) / 8) ** 1.8
        y1, y2 = ground + 18 + 185 * near, ground + 18 + 185 * far
        x1, x2 = 710 - 190 * near, 710 - 190 * far
        canvas.polygon(
            [(x1 - 4 - 14 * near, y1), (x1 + 4 + 14 * near, y1), (x2 + 4 + 14 * far, y2), (x2 - 4 - 14 * far, y2)],
            light.paper,
        )
    for step in range(13):
        share = (step / 12) ** 1.8
        for edge in (620 - 820 * share, 800 + 440 * share):
            canvas.glow(edge, ground + 16 + 190 * share, 18 + 44 * share, light.glow, 0.8)
            canvas.disc(edge, ground + 16 + 190 * share, 2.5 + 6 * share, light.glow)


def _aeroplane(plane: Canvas, light: Palette) -> None:
    """An airliner, 760 long, its nose to the right, seen from the side and a little from below."""
    white = mix(light.paper, light.sky[1], 0.08)
    plane.polygon(path("-20,-30 -120,-190 -84,-194 90,-34"), mix(light.shade, light.mid, 0.6))
    body = smooth(
        path("-370,-34 -250,-52 0,-58 230,-56 310,-44 368,-10 380,8 356,26 260,36 0,38 -180,26 -300,-2"),
        closed=True,
        steps=6,
    )
    plane.polygon(path("-372,-30 -410,-168 -352,-168 -236,-48"), light.accent)
    plane.polygon(path("-300,-14 -400,-62 -366,-66 -226,-22"), mix(light.shade, light.mid, 0.4))
    plane.polygon(body, white)
    plane.shade(body, light.near, 0.75)
    plane.polygon(path("-330,-16 378,2 372,16 -300,0"), light.accent)
    for number in range(22):
        plane.polygon(
            rounded(-236 + number * 23, -34 + number * 0.4, 11, 15, 4),
            light.glow if light.dark else mix(light.near, light.ink, 0.3),
        )
    plane.polygon(path("312,-38 338,-28 352,-14 318,-18"), light.ink)
    for x in (-262, 288):
        plane.polygon(rounded(x, -38, 15, 38, 4), light.shade)
    wing = path("60,20 -30,34 -250,176 -214,182 130,44 150,24")
    plane.polygon(wing, mix(light.shade, light.mid, 0.25))
    plane.shade(wing, light.near, 0.4)
    plane.polygon(path("-250,176 -214,182 -226,166 -244,158"), light.accent)
    plane.polygon(smooth(path("16,58 92,54 110,70 98,92 26,96 8,78"), closed=True), mix(light.near, light.mid, 0.2))
    plane.ellipse(104, 73, 8, 17, light.ink)
    plane.glow(-236, 178, 44, light.accent, 0.9)
