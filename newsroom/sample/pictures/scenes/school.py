"""A small school with a clock."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.land import distant_hills
from newsroom.sample.pictures.palettes import DAWN, FROST, GOLD, GREY, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, hills, path, rounded, smooth
from newsroom.sample.pictures.sky import open_sky
from newsroom.sample.pictures.trees import broadleaf


def school(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, GREY, FROST))
    open_sky(canvas, chance, light, 780, sun_at=(chance.uniform(210, 380), chance.uniform(150, 250)))
    distant_hills(canvas, chance, light, 790, 250, fading_to=light.grass[0])
    canvas.polygon(down_to(hills(chance, 830, 60, waves=0.6)), Fade(*light.grass))
    leaf = mix(light.grass[1], light.near, 0.65)
    for x, height in ((110, 330), (240, 240), (1390, 350), (1290, 240)):
        broadleaf(canvas.at(x, 840), chance, height, leaf)
    middle = chance.uniform(760, 840)
    wall, roof = chance.choice(
        (
            (light.paper, light.accent),
            (mix(light.accent, light.shade, 0.15), light.near),
            (mix(light.glow, light.shade, 0.4), light.near),
        )
    )
    _schoolhouse(canvas.at(middle, 850, 1.2), light, wall, roof)
    _playground(canvas, light, middle)


def _schoolhouse(hall: Canvas, light: Palette, wall: Colour, roof: Colour) -> None:
    """One storey, a porch with a clock and a bell tower; 760 wide."""
    front = path("-380,0 -380,-150 380,-150 380,0")
    hall.polygon(front, wall)
    hall.shade(front, light.near, 0.45)
    slope = path("-412,-142 -350,-262 350,-262 412,-142")
    hall.polygon(slope, roof)
    hall.shade(slope, light.ink, 0.4, towards="above")
    for y in (-172, -202, -232):
        hall.line([(-405 + (-142 - y) * 0.5, y), (405 - (-142 - y) * 0.5, y)], light.ink, 2, 0.25)
    for x in (-350, -270, -190, 130, 210, 290):
        hall.polygon(rounded(x, -118, 60, 82, 4), light.paper if wall != light.paper else light.shade)
        hall.rect(x + 5, -113, 50, 72, mix(light.near, light.ink, 0.25))
        hall.line([(x + 30, -113), (x + 30, -41)], light.paper, 4)
        hall.line([(x + 5, -82), (x + 55, -82)], light.paper, 4)
    porch = path("-104,0 -104,-210 0,-300 104,-210 104,0")
    hall.polygon(porch, mix(wall, light.paper, 0.35))
    hall.shade(porch, light.near, 0.4, towards="right")
    hall.line([(-122, -194), (0, -300), (122, -194)], roof, 15)
    _clock(hall, light, 0, -218)
    hall.polygon(
        [*arc(0, -92, 40, 40, 180, 360), (40, 0), (-40, 0)], light.accent if roof != light.accent else light.near
    )
    hall.line([(0, -130), (0, 0)], light.ink, 3, 0.6)
    hall.disc(-8, -44, 3.5, light.glow)
    hall.rect(-60, -8, 120, 10, light.shade)
    _belfry(hall, light, roof)


def _clock(hall: Canvas, light: Palette, x: float, y: float) -> None:
    hall.disc(x, y, 38, light.ink)
    hall.disc(x, y, 33, light.paper)
    for hour in range(12):
        mark = hall.at(x, y, turn=hour * 30)
        mark.rect(-1.5, -30, 3, 7, light.ink)
    hall.line([(x, y), (x, y - 25)], light.ink, 4)
    hall.line([(x, y), (x - 15, y - 9)], light.ink, 5)
    hall.disc(x, y, 4, light.accent)


def _belfry(hall: Canvas, light: Palette, roof: Colour) -> None:
    hall.rect(-30, -378, 60, 84, light.paper)
    hall.polygon([*arc(0, -350, 18, 18, 180, 360), (18, -306), (-18, -306)], light.ink)
    hall.polygon(smooth(path("-12,-322 -8,-340 8,-340 12,-322"), steps=3), light.glow)
    hall.polygon([(-44, -374), (0, -440), (44, -374)], roof)
    hall.line([(0, -438), (0, -470)], light.ink, 4)
    hall.polygon([(0, -470), (34, -462), (0, -454)], light.accent if roof != light.accent else light.near)


def _playground(canvas: Canvas, light: Palette, x: float) -> None:
    """A path to the door, a fence, and a game of hopscotch."""
    canvas.polygon([(x - 60, 858), (x + 60, 858), (x + 240, 1010), (x - 330, 1010)], mix(light.shade, light.paper, 0.3))
    for wide, y in ((15, 874), (40, 890), (20, 910), (56, 932), (26, 960)):
        field = [(x - wide, y), (x + wide, y), (x + wide * 1.2, y + 20), (x - wide * 1.2, y + 20), (x - wide, y)]
        canvas.line(field, light.accent, 4, 0.8)
        if wide > 30:  # one for each foot
            canvas.line([(x, y), (x, y + 20)], light.accent, 4, 0.8)
    for left, right in ((-10, x - 260), (x + 200, WIDTH + 10)):
        canvas.line([(left, 922), (right, 922)], light.paper, 7)
        canvas.line([(left, 952), (right, 952)], light.paper, 7)
        for number in range(int((right - left) // 38) + 1):
            pale = canvas.at(left + number * 38, 980)
            pale.polygon(path("-8,0 -8,-74 0,-86 8,-74 8,0"), light.paper)
