"""A stage, its red curtain drawn aside."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.crowd import audience
from newsroom.sample.pictures.palettes import DUSK, NIGHT, PLUM, SLATE, TEAL, Room, mix
from newsroom.sample.pictures.shapes import lens, path, smooth

CURTAIN = (176, 38, 40)


def theatre(canvas: Canvas, chance: Random) -> None:
    """A red curtain drawn aside: a quay by night in painted scenery, candles on a table."""
    room = chance.choice((SLATE, PLUM, TEAL))
    canvas.rect(0, 0, WIDTH, HEIGHT, room.ink)
    _scenery(canvas, chance, room)
    boards = path("250,700 1250,700 1420,860 80,860")
    canvas.polygon(boards, Fade(mix(room.deep, room.glow, 0.3), mix(room.deep, room.glow, 0.55)))
    for number in range(15):
        x = 250 + number * 1000 / 14
        canvas.line([(x, 700), (750 + (x - 750) * 1.34, 860)], room.ink, 2.5, 0.4)
    _table(canvas.at(chance.uniform(700, 800), 800), room)
    canvas.shade(path("640,40 860,40 1130,840 370,840"), room.glow, 0.22, towards="above")
    for side in (False, True):
        _drape(canvas.at(WIDTH if side else 0, 0, flipped=side), room)
    _valance(canvas, room)
    canvas.rect(0, 858, WIDTH, 22, mix(room.glow, room.deep, 0.45))
    for x in range(130, WIDTH, 124):
        canvas.glow(x, 866, 90, room.glow, 0.75)
        canvas.polygon(arc(x, 880, 26, 22, 180, 360), room.glow)
    audience(canvas, chance, room)


def _scenery(canvas: Canvas, chance: Random, room: Room) -> None:
    backdrop = path("200,90 1300,90 1300,705 200,705")
    canvas.polygon(backdrop, Fade(NIGHT.sky[0], mix(NIGHT.sky[1], DUSK.sky[1], 0.4)))
    canvas.disc(chance.uniform(480, 640), 260, 60, DUSK.sun)
    for _ in range(50):
        canvas.disc(chance.uniform(210, 1290), chance.uniform(100, 480), chance.uniform(1.5, 3), NIGHT.paper, 0.8)
    x = 200.0
    while x < 1300:
        width, height = chance.uniform(70, 110), chance.uniform(120, 230)
        roof = [(x, 640), (x, 640 - height), (x + width / 2, 600 - height), (x + width, 640 - height), (x + width, 640)]
        canvas.polygon(roof, mix(NIGHT.near, NIGHT.mid, chance.random()))
        for row in range(3):
            canvas.rect(
                x + width * 0.3, 665 - height + row * 40, 14, 18, room.glow if chance.random() < 0.6 else NIGHT.ink
            )
        x += width
    canvas.rect(200, 620, 1100, 85, Fade(NIGHT.water[0], NIGHT.near))
    for _ in range(30):
        canvas.polygon(
            lens(chance.uniform(220, 1280), chance.uniform(632, 696), chance.uniform(30, 90), 4), room.glow, 0.4
        )


def _table(table: Canvas, room: Room) -> None:
    """A table with candles, two stools beside it."""
    wood = mix(room.deep, room.ink, 0.35)
    table.polygon(lens(0, 4, 420, 30), room.ink, 0.5)
    for x in (-190, 190):
        table.rect(x - 40, -74, 80, 14, wood)
        for leg in (-32, 24):
            table.rect(x + leg, -62, 9, 66, wood)
    table.polygon(path("-140,-118 140,-118 128,-20 -128,-20"), mix(room.paper, room.pale, 0.3))
    table.shade(path("-140,-118 140,-118 128,-20 -128,-20"), room.deep, 0.7)
    for x in (-118, 108):
        table.rect(x, -24, 11, 28, wood)
    table.rect(-150, -126, 300, 12, room.paper)
    for x, tall in ((-84, 54), (-30, 82), (26, 64), (84, 46)):
        table.glow(x, -140 - tall, 130, room.glow, 0.75)
        table.rect(x - 7, -126 - tall, 14, tall, room.paper)
        table.polygon(
            smooth([(x - 8, -134 - tall), (x, -164 - tall), (x + 8, -134 - tall), (x, -127 - tall)], closed=True),
            room.glow,
        )


def _drape(side: Canvas, room: Room) -> None:
    """The curtain at the left edge, gathered by a cord."""
    outline = [
        (-10, -10),
        (430, -10),
        *smooth(path("430,-10 400,300 250,560 196,620"), steps=6),
        *smooth([(206, 650), (280, 760), (290, 872)], steps=5),
        (-10, 872),
    ]
    side.polygon(outline, CURTAIN)
    for number in range(7):
        top, waist, hem = 30 + number * 62, 22 + number * 27, 16 + number * 42
        left = smooth(
            [(top, -10), (top * 0.95, 300), (waist + 14, 560), (waist, 636), (hem * 0.9, 760), (hem, 872)], steps=5
        )
        right = smooth(
            [
                (top + 26, -10),
                (top * 0.95 + 24, 300),
                (waist + 24, 560),
                (waist + 10, 636),
                (hem * 0.9 + 18, 760),
                (hem + 22, 872),
            ],
            steps=5,
        )
        side.polygon([*left, *reversed(right)], mix(CURTAIN, room.ink, 0.42), 0.8)
        side.line([(x - 9, y) for x, y in left[:14]], mix(CURTAIN, room.glow, 0.3), 4, 0.5)
    side.polygon(smooth(path("-10,606 110,652 214,616 220,648 110,690 -10,646"), closed=True), room.glow)
    side.polygon(path("196,640 226,640 236,740 186,740"), mix(room.glow, room.accent, 0.25))


def _valance(canvas: Canvas, room: Room) -> None:
    for number in range(5):
        x = -60 + number * 324
        swag = [
            (x, -10),
            *smooth([(x, 60), (x + 80, 150), (x + 162, 182), (x + 244, 150), (x + 324, 60)], steps=6),
            (x + 324, -10),
        ]
        canvas.polygon(swag, mix(CURTAIN, room.ink, 0.12))
        for drop in (40, 84, 130):
            canvas.line(
                smooth([(x + 10, 20 + drop * 0.3), (x + 162, 36 + drop), (x + 314, 20 + drop * 0.3)]),
                mix(CURTAIN, room.ink, 0.55),
                7,
                0.6,
            )
        canvas.line(
            smooth([(x, 60), (x + 80, 150), (x + 162, 182), (x + 244, 150), (x + 324, 60)], steps=6), room.glow, 10
        )
    canvas.shade([(0, 0), (WIDTH, 0), (WIDTH, 120), (0, 120)], room.ink, 0.6, towards="above")
