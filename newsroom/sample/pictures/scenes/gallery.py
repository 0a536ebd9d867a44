"""Paintings on the wall of a gallery."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade
from newsroom.sample.pictures.paintings import abstract, bowl, peaks, portrait, seascape
from newsroom.sample.pictures.palettes import BRICK, OCHRE, PLUM, SAGE, SLATE, TEAL, Room, mix
from newsroom.sample.pictures.shapes import lens, rounded, rows


def gallery(canvas: Canvas, chance: Random) -> None:
    """A wall of paintings, a large seascape among them, a bench before it."""
    room = chance.choice((SAGE, BRICK, TEAL, PLUM, SLATE, OCHRE))
    wall = mix(room.deep, room.tone, 0.3)
    canvas.rect(0, 0, WIDTH, 770, Fade(mix(wall, room.ink, 0.25), wall))
    canvas.rect(0, 690, WIDTH, 12, mix(room.paper, wall, 0.3))
    canvas.rect(0, 702, WIDTH, 74, mix(wall, room.ink, 0.25))
    floor = mix(room.deep, room.glow, 0.45)
    canvas.rect(0, 772, WIDTH, 228, Fade(mix(floor, room.ink, 0.35), floor))
    canvas.rect(0, 764, WIDTH, 12, room.ink)
    _boards(canvas, room)
    for x, width in ((720, 560), (235, 260), (1240, 300)):
        canvas.shade(
            [(x - width * 0.3, -10), (x + width * 0.3, -10), (x + width * 0.72, 690), (x - width * 0.72, 690)],
            room.glow,
            0.35,
            towards="above",
        )
    _hang(canvas, chance, room)
    _bench(canvas.at(chance.uniform(690, 760), 905), room)


def _boards(canvas: Canvas, room: Room) -> None:
    for number in range(-9, 26):
        x = 750 + (number - 8) * 95
        canvas.line([(x, 776), (750 + (x - 750) * 1.9, 1000)], room.ink, 2, 0.3)


def _hang(canvas: Canvas, chance: Random, room: Room) -> None:
    small = [peaks, bowl, portrait, abstract, peaks]
    chance.shuffle(small)
    for paint, box in zip((seascape, *small), PLACES, strict=True):
        left, top, width, height = box
        place = canvas.at(left, top)
        _frame(place, room, width, height)
        with place.inside([(0, 0), (width, 0), (width, height), (0, height)]) as panel:
            paint(panel, chance, room, width, height)
    for x, y in ((1030, 500), (342, 590), (1366, 590)):
        canvas.rect(x, y, 26, 18, room.paper)


# left, top, width and height of what hangs there, the large one first
PLACES = rows("430,140,580,400 105,130,250,190 135,380,190,240 1110,120,210,270 1100,450,250,180 1370,190,190,250")


def _frame(place: Canvas, room: Room, width: float, height: float) -> None:
    """A gilded frame around a picture of this size at the origin, its shadow on the wall; over a large one a lamp."""
    gilt = mix(room.glow, room.deep, 0.25)
    right, bottom = width + 24, height + 24
    place.rect(-12, -6, width + 44, height + 44, room.ink, 0.35)
    place.rect(-24, -24, width + 48, height + 48, gilt)
    lower = [(-24, bottom), (-12, bottom - 12), (right - 12, bottom - 12), (right, bottom)]
    place.polygon(lower, mix(gilt, room.ink, 0.4))
    side = [(right, -24), (right - 12, -12), (right - 12, bottom - 12), (right, bottom)]
    place.polygon(side, mix(gilt, room.ink, 0.25))
    place.rect(-12, -12, width + 24, height + 24, mix(gilt, room.paper, 0.3))
    place.rect(-5, -5, width + 10, height + 10, room.ink)
    if width > 300:
        place.rect(width / 2 - 90, -62, 180, 14, gilt)
        place.line([(width / 2, -24), (width / 2, -56)], gilt, 5)


def _bench(bench: Canvas, room: Room) -> None:
    bench.polygon(lens(0, 6, 620, 34), room.ink, 0.45)
    for x in (-220, 190):
        bench.rect(x, -60, 28, 64, room.ink)
    bench.polygon(rounded(-270, -98, 540, 46, 14), room.accent)
    bench.shade(rounded(-270, -98, 540, 46, 14), room.ink, 0.5)
    for x in (-135, 0, 135):
        bench.line([(x, -96), (x, -54)], room.ink, 3, 0.4)
