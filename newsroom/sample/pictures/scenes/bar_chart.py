"""A printed bar chart on a desk."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.palettes import BRICK, OCHRE, PLUM, SAGE, SLATE, TEAL, Room, mix
from newsroom.sample.pictures.shapes import path, rounded


def bar_chart(canvas: Canvas, chance: Random) -> None:
    """A printed chart lying on a desk, a pencil across its corner."""
    canvas.mirrored = False
    room = chance.choice((TEAL, SLATE, BRICK, PLUM, SAGE, OCHRE))
    canvas.rect(0, 0, WIDTH, HEIGHT, Fade(room.deep, mix(room.deep, room.ink, 0.45)))
    turn = chance.choice((-4, -2.5, 2.5, 4))
    for shift, tint in ((16, mix(room.paper, room.pale, 0.7)), (0, room.paper)):
        sheet = canvas.at(750 + shift * 2, 505 + shift, turn=turn + shift / 4)
        sheet.rect(-590, -398, 1220, 840, room.ink, 0.35)
        sheet.rect(-610, -420, 1220, 840, tint)
    sheet = canvas.at(750, 505, turn=turn)
    sheet.shade(path("-610,-420 610,-420 610,420 -610,420"), room.pale, 0.6)
    sheet.rect(-540, -358, 300, 26, room.ink)
    sheet.rect(-540, -316, 470, 12, room.tone)
    for step in range(6):
        y = 320 - step * 106
        sheet.line([(-540, y), (540, y)], room.tone, 2.5 if step else 6, 0.55 if step else 1)
    (_stacked if chance.random() < 0.4 else _bars)(sheet, chance, room)
    _pencil(canvas.at(chance.uniform(1180, 1240), 800, 1.1, turn=-62), room)


def _heights(chance: Random, count: int) -> list[float]:
    """Bars that differ: one clearly the highest, towards the right."""
    heights = [chance.uniform(0.25, 0.78) for _ in range(count)]
    heights[chance.randint(count - 4, count - 2)] = chance.uniform(0.9, 1)
    return heights


def _bars(sheet: Canvas, chance: Random, room: Room) -> None:
    heights = _heights(chance, 8)
    for number, height in enumerate(heights):
        x, top = -506 + number * 130, 320 - 530 * height
        tint = (
            room.accent
            if height == max(heights)
            else (room.tone, room.deep, mix(room.tone, room.pale, 0.4))[number % 3]
        )
        bar = [(x, 318), (x, top), (x + 92, top), (x + 92, 318)]
        sheet.polygon(bar, tint)
        sheet.shade(bar, room.ink, 0.35)
        sheet.rect(x + 18, 336, 56, 10, room.tone)
        sheet.rect(x + 26, top - 24, 40, 10, room.ink, 0.75)


def _stacked(sheet: Canvas, chance: Random, room: Room) -> None:
    """Bars of three parts each."""
    for number, height in enumerate(_heights(chance, 6)):
        x, y = -488 + number * 172, 318.0
        for share, tint in zip((0.45, 0.33, 0.22), (room.deep, room.tone, room.accent), strict=True):
            part = 530 * height * share * chance.uniform(0.85, 1.15)
            bar = [(x, y), (x, y - part), (x + 116, y - part), (x + 116, y)]
            sheet.polygon(bar, tint)
            sheet.shade(bar, room.ink, 0.3)
            y -= part
        sheet.rect(x + 26, 336, 64, 10, room.tone)


def _pencil(pencil: Canvas, room: Room) -> None:
    """A pencil 560 long, its point to the right."""
    pencil.polygon(path("-270,22 200,22 300,12 200,34 -270,44"), room.ink, 0.3)
    pencil.rect(-280, -22, 450, 15, mix(room.glow, room.paper, 0.25))
    pencil.rect(-280, -8, 450, 16, room.glow)
    pencil.rect(-280, 7, 450, 15, mix(room.glow, room.ink, 0.35))
    pencil.polygon(path("170,-22 270,-2 270,3 170,22"), mix(room.glow, room.paper, 0.65))
    pencil.polygon([(240, -8), (276, 0), (240, 9)], room.ink)
    pencil.rect(-310, -22, 34, 44, mix(room.pale, room.ink, 0.3))
    pencil.polygon(rounded(-350, -22, 46, 44, 14), room.accent)
