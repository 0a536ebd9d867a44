"""Shelves of books from floor to ceiling."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.palettes import BRICK, OCHRE, PLUM, SAGE, SLATE, TEAL, Colour, Room, mix
from newsroom.sample.pictures.shapes import path, rounded, smooth


def library(canvas: Canvas, chance: Random) -> None:
    """Shelves from floor to ceiling, a ladder leaning on them, a globe and an armchair before."""
    room = chance.choice((TEAL, BRICK, OCHRE, SAGE, PLUM, SLATE))
    wood = mix(room.deep, room.ink, 0.3) if room is not OCHRE else room.deep
    canvas.rect(0, 0, WIDTH, HEIGHT, mix(wood, room.ink, 0.55))
    for case in range(4):
        _bookcase(canvas, chance, room, wood, 20 + case * 372)
    floor = mix(room.deep, room.glow, 0.3)
    canvas.rect(0, 896, WIDTH, 104, Fade(mix(floor, room.ink, 0.3), floor))
    canvas.glow(1120, 380, 760, room.glow, 0.35)
    _ladder(canvas.at(chance.uniform(360, 560), 900), room)
    canvas.polygon(smooth(path("560,940 780,918 1160,916 1400,940 1180,978 760,978"), closed=True), room.accent)
    canvas.polygon(
        smooth(path("610,942 800,926 1140,924 1340,942 1150,968 790,968"), closed=True),
        mix(room.accent, room.glow, 0.4),
    )
    _armchair(canvas.at(chance.uniform(960, 1040), 950, 1.15), room)
    _floor_lamp(canvas.at(1290, 950, 1.1), room)


def _bookcase(canvas: Canvas, chance: Random, room: Room, wood: Colour, left: float) -> None:
    width = 350.0
    for y in range(150, 900, 150):
        canvas.shade(
            [(left, y - 150), (left + width, y - 150), (left + width, y - 90), (left, y - 90)],
            room.ink,
            0.6,
            towards="above",
        )
        _books(canvas, chance, room, left + 6, left + width - 6, y)
        canvas.rect(left - 4, y, width + 8, 14, wood)
        canvas.rect(left - 4, y, width + 8, 3, mix(wood, room.paper, 0.3))
    for x in (left - 22, left + width):
        canvas.rect(x, 0, 22, 900, wood)
        canvas.rect(x + 3, 0, 4, 900, mix(wood, room.paper, 0.25))


def _books(canvas: Canvas, chance: Random, room: Room, left: float, right: float, y: float) -> None:
    spines = [
        room.accent,
        room.tone,
        room.pale,
        room.paper,
        room.glow,
        mix(room.accent, room.ink, 0.45),
        mix(room.tone, room.deep, 0.5),
        mix(room.glow, room.deep, 0.4),
        mix(room.accent, room.glow, 0.5),
    ]
    x = left + chance.uniform(0, 20)
    while x < right - 26:
        if chance.random() < 0.035:  # a gap, with something in it
            if x < right - 80:
                _ornament(canvas.at(x + 36, y), chance, room)
            x += 76
            continue
        width, height, tint = chance.uniform(12, 26), chance.uniform(82, 122), chance.choice(spines)
        if chance.random() < 0.06 and x < right - 60:
            leaning = canvas.at(x + 4, y, turn=12)
            _spine(leaning, room, 0, -height, width, height - 4, tint)
            x += width + 30
            continue
        _spine(canvas, room, x, y - height, width, height, tint)
        x += width + 1.5


def _spine(canvas: Canvas, room: Room, x: float, y: float, width: float, height: float, tint: Colour) -> None:
    canvas.rect(x, y, width, height, Fade(mix(tint, room.paper, 0.12), mix(tint, room.ink, 0.28), across=True))
    band = room.glow if tint not in (room.glow, room.paper, room.pale) else room.accent
    canvas.rect(x, y + height * 0.14, width, 4, band, 0.8)
    canvas.rect(x, y + height * 0.8, width, 4, band, 0.8)
    if width > 18:
        canvas.rect(x + width * 0.25, y + height * 0.26, width * 0.5, height * 0.22, band, 0.7)


def _ornament(shelf: Canvas, chance: Random, room: Room) -> None:
    if chance.random() < 0.5:
        shelf.polygon(smooth(path("-14,0 -26,-34 -10,-62 -12,-80 12,-80 10,-62 26,-34 14,0"), steps=4), room.accent)
        shelf.ellipse(0, -80, 12, 4, room.ink)
    else:
        shelf.polygon(path("-20,0 20,0 14,-12 -14,-12"), room.ink)
        shelf.disc(0, -46, 32, mix(room.tone, room.paper, 0.3))
        shelf.polygon(smooth(path("-18,-58 0,-68 14,-52 2,-38 -12,-44"), closed=True), room.deep)
        shelf.line(arc(0, -46, 37, 37, 60, 240), room.glow, 4)


def _ladder(ladder: Canvas, room: Room) -> None:
    """A ladder on rails, 860 high, leaning to the right."""
    wood = mix(room.glow, room.deep, 0.35)
    for x in (0, 96):
        ladder.line([(x, 0), (x + 90, -900)], wood, 15)
        ladder.line([(x + 4, 0), (x + 94, -900)], mix(wood, room.ink, 0.4), 4)
    for step in range(1, 12):
        y = -76 * step
        ladder.line([(-y * 0.1, y), (96 - y * 0.1, y)], mix(wood, room.paper, 0.15), 12)
        ladder.line([(-y * 0.1, y + 5), (96 - y * 0.1, y + 5)], mix(wood, room.ink, 0.45), 3)


def _armchair(chair: Canvas, room: Room) -> None:
    """An armchair seen from the front, 300 wide, an open book on its arm."""
    cloth = room.tone if room in (TEAL, SAGE, SLATE) else room.pale
    dark = mix(cloth, room.ink, 0.45)
    for leg in (-120, 104):
        chair.rect(leg, -20, 16, 34, room.ink)
    back = smooth(path("-112,-60 -124,-240 -84,-300 0,-312 84,-300 124,-240 112,-60"), steps=5)
    chair.polygon(back, cloth)
    chair.shade(back, dark, 0.7, towards="right")
    for x, y in path("-46,-230 46,-230 0,-180 -46,-130 46,-130"):
        chair.disc(x, y, 5, dark)
    chair.polygon(rounded(-112, -116, 224, 60, 22), mix(cloth, room.paper, 0.25))
    chair.polygon(rounded(-112, -70, 224, 56, 12), dark)
    for side in (-160, 100):
        arm = rounded(side, -170, 60, 162, 26)
        chair.polygon(arm, cloth)
        chair.shade(arm, dark, 0.6)
    chair.polygon(path("-186,-178 -130,-170 -76,-180 -80,-196 -130,-184 -182,-194"), room.paper)
    chair.polygon(rounded(-40, -180, 84, 76, 14), room.accent)


def _floor_lamp(lamp: Canvas, room: Room) -> None:
    lamp.ellipse(0, 0, 54, 11, room.ink)
    lamp.line([(0, 0), (0, -380)], room.ink, 8)
    lamp.glow(0, -400, 400, room.glow, 0.75)
    lamp.polygon(path("-84,-370 -46,-490 46,-490 84,-370"), room.glow)
    lamp.shade(path("-84,-370 -46,-490 46,-490 84,-370"), room.accent, 0.4)
