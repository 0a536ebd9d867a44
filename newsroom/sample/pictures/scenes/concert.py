"""An orchestra and a choir on a lit stage."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Points, arc
from newsroom.sample.pictures.crowd import audience
from newsroom.sample.pictures.palettes import BRICK, OCHRE, PLUM, SLATE, TEAL, Colour, Room, mix
from newsroom.sample.pictures.shapes import path, smooth


def concert(canvas: Canvas, chance: Random) -> None:
    """An orchestra on a lit stage: the conductor before it, a choir behind."""
    room = chance.choice((OCHRE, TEAL, PLUM, BRICK, SLATE))
    canvas.rect(0, 0, WIDTH, HEIGHT, Fade(room.ink, mix(room.ink, room.deep, 0.5)))
    shell = path("150,620 230,120 1270,120 1350,620")
    canvas.polygon(shell, Fade(mix(room.deep, room.tone, 0.25), mix(room.tone, room.glow, 0.45)))
    for number in range(1, 12):
        share = number / 12
        canvas.line([(230 + 1040 * share, 120), (150 + 1200 * share, 620)], room.ink, 3, 0.3)
    _organ(canvas, room)
    for x, foot in ((330, 280), (750, 750), (1170, 1220)):
        canvas.shade(
            [(x - 26, -10), (x + 26, -10), (foot + 230, 860), (foot - 230, 860)], room.glow, 0.4, towards="above"
        )
    canvas.polygon(
        path("150,600 1350,600 1540,860 -40,860"), Fade(mix(room.glow, room.tone, 0.3), mix(room.deep, room.glow, 0.25))
    )
    _choir(canvas, chance, room)
    _players(canvas, chance, room)
    canvas.rect(0, 858, WIDTH, 142, Fade(room.ink, mix(room.ink, (0, 0, 0), 0.5)))
    canvas.rect(0, 852, WIDTH, 10, mix(room.glow, room.deep, 0.3))
    _conductor(canvas.at(750, 905, 1.15), room)
    audience(canvas, chance, room)


def _organ(canvas: Canvas, room: Room) -> None:
    """The pipes of the organ in the middle of the back wall."""
    pipe = mix(room.paper, room.glow, 0.45)
    for number in range(-10, 11):
        height = 290 - abs(number) * 11 + (36 if number % 5 == 0 else 0)
        x = 750 + number * 25
        canvas.rect(x - 10, 440 - height, 20, height, Fade(pipe, mix(pipe, room.deep, 0.55), across=True))
        canvas.polygon([(x - 5, 420), (x, 404), (x + 5, 420)], room.ink)
    canvas.rect(470, 430, 560, 26, mix(room.deep, room.ink, 0.3))


def _choir(canvas: Canvas, chance: Random, room: Room) -> None:
    for row, y in enumerate((470, 522, 574)):
        for number in range(17 + row):
            x = 750 + (number - (16 + row) / 2) * 49
            _singer(canvas.at(x, y, 0.5 + 0.03 * row), chance, room)


def _singer(one: Canvas, chance: Random, room: Room) -> None:
    skin = mix((226, 178, 140), (120, 76, 54), chance.choice((0.0, 0.1, 0.3, 0.7)))
    hair = mix(room.ink, chance.choice((room.paper, room.accent, room.glow, room.ink)), 0.3)
    one.polygon(smooth(path("-46,130 -44,52 -16,36 16,36 44,52 46,130"), steps=4), mix(room.ink, room.deep, 0.25))
    one.ellipse(0, -2, 28, 32, hair)
    one.ellipse(0, 6, 22, 27, skin)
    one.ellipse(0, 18, 6, 7, room.ink)
    one.polygon(path("-34,60 0,70 34,60 34,96 0,104 -34,96"), room.paper)


def _players(canvas: Canvas, chance: Random, room: Room) -> None:
    """Strings in two arcs, basses on the right, each a dark figure with a bright instrument."""
    wood = (178, 98, 50)
    for radius, size, count in ((520, 0.82, 9), (400, 0.98, 6)):
        for x, y in _bow(radius, count):
            if abs(x - 750) > 90:
                _violinist(canvas.at(x, y, size, flipped=x > 750), room, wood)
    for x, y in ((1185, 690), (1290, 742)):
        _bassist(canvas.at(x, y, 1.02), room, mix(wood, room.ink, 0.2))
    _timpani(canvas.at(210, 720), room, wood)


def _bow(radius: float, count: int) -> Points:
    ring = arc(750, 810, radius, 150, 198, 342)
    return [ring[round(number * (len(ring) - 1) / (count - 1))] for number in range(count)]


def _violinist(one: Canvas, room: Room, wood: Colour) -> None:
    """A seated player, facing right, bow in hand; 130 high."""
    one.line(path("-22,60 -22,20 20,20 20,60"), room.ink, 5)
    one.polygon(
        smooth(path("-34,26 -30,-34 -8,-50 14,-46 26,-10 46,8 48,58 32,58 28,26"), closed=True, steps=4), room.ink
    )
    one.ellipse(4, -70, 16, 19, mix((226, 178, 140), room.ink, 0.15))
    one.polygon([*arc(2, -74, 18, 18, 150, 350)], room.ink)
    fiddle = one.at(24, -50, turn=18)
    fiddle.ellipse(0, 0, 13, 9, wood)
    fiddle.ellipse(16, 0, 11, 8, wood)
    fiddle.line([(24, 0), (54, 0)], room.ink, 4)
    one.line([(0, -36), (26, -18), (52, -30)], room.ink, 8)
    one.line([(10, -86), (62, -20)], room.paper, 2.5)


def _bassist(one: Canvas, room: Room, wood: Colour) -> None:
    """A player standing behind a double bass, 210 high."""
    one.polygon(smooth(path("10,60 14,-60 34,-82 64,-78 78,-50 80,60"), closed=True, steps=4), room.ink)
    one.ellipse(42, -104, 17, 20, mix((226, 178, 140), room.ink, 0.15))
    one.polygon([*arc(44, -110, 19, 18, 170, 380)], room.ink)
    body = smooth(
        path("0,62 -38,40 -40,8 -26,-14 -32,-46 -12,-70 0,-74 12,-70 32,-46 26,-14 40,8 38,40"), closed=True, steps=4
    )
    one.polygon(body, wood)
    one.shade(body, room.ink, 0.5, towards="left")
    one.rect(-4, -170, 8, 150, room.ink)
    one.disc(0, -174, 9, wood)
    one.line([(46, -60), (20, -120), (2, -134)], room.ink, 9)
    one.line([(-46, 0), (54, -14)], room.paper, 3)


def _timpani(drum: Canvas, room: Room, wood: Colour) -> None:
    for x in (-60, 60):
        drum.polygon([(x - 52, -30), *reversed(arc(x, -30, 52, 72, 0, 180))], mix(wood, room.glow, 0.4))
        drum.ellipse(x, -30, 52, 13, room.paper)
        drum.line([(x - 30, 20), (x - 36, 62)], room.ink, 5)
        drum.line([(x + 30, 20), (x + 36, 62)], room.ink, 5)
    drum.polygon(smooth(path("-32,-24 -28,-96 0,-110 28,-96 32,-24"), steps=4), room.ink)
    drum.ellipse(0, -130, 16, 19, mix((226, 178, 140), room.ink, 0.15))
    drum.polygon([*arc(0, -136, 18, 16, 180, 360)], room.ink)
    for side in (-1, 1):
        drum.line([(side * 22, -84), (side * 60, -100), (side * 66, -48)], room.ink, 8)
        drum.disc(side * 66, -46, 7, room.paper)


def _conductor(one: Canvas, room: Room) -> None:
    """From behind, arms raised, a baton in the right hand; on a box."""
    one.polygon(path("-84,0 84,0 94,40 -94,40"), mix(room.deep, room.ink, 0.5))
    one.polygon(smooth(path("-52,4 -46,-110 -50,-186 -20,-206 20,-206 50,-186 46,-110 52,4"), steps=4), room.ink)
    one.polygon([(-16, 4), (0, -70), (16, 4)], mix(room.ink, room.deep, 0.6))
    one.ellipse(0, -236, 25, 30, room.ink)
    one.rect(-14, -216, 28, 16, room.paper)
    one.line([(-40, -186), (-96, -214), (-128, -292)], room.ink, 24)
    one.line([(40, -186), (100, -220), (124, -286)], room.ink, 24)
    for x, y in ((-129, -298), (125, -294)):
        one.disc(x, y, 12, mix((226, 178, 140), room.ink, 0.1))
    one.line([(126, -298), (170, -390)], room.paper, 4)
