"""A bakery: loaves on its shelves and its counter."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.palettes import BRICK, OCHRE, SAGE, TEAL, Colour, Room, mix
from newsroom.sample.pictures.shapes import path, rounded, smooth


def bakery(canvas: Canvas, chance: Random) -> None:
    room = chance.choice((SAGE, TEAL, OCHRE, BRICK))
    canvas.rect(0, 0, WIDTH, HEIGHT, Fade(mix(room.pale, room.tone, 0.35), mix(room.tone, room.pale, 0.3)))
    _tiles(canvas, room)
    wood = mix(room.deep, room.glow, 0.25)
    brown = mix(room.accent, room.ink, 0.25) if room is not BRICK else room.deep
    crust = mix(room.glow, brown, 0.42)
    bakes = [_round_loaf, _tin_loaf, _baguettes, _rolls, _long_loaf]
    for y in (300, 540):
        x = chance.uniform(60, 110)
        while x < WIDTH - 130:
            x += chance.choice(bakes)(canvas.at(x, y), chance, crust, room)
        _board(canvas, room, wood, y)
    _lamps(canvas, chance, room)
    _counter(canvas, chance, room, wood, crust)


def _tiles(canvas: Canvas, room: Room) -> None:
    for row in range(27):
        y = 30 * row
        canvas.line([(0, y), (WIDTH, y)], room.paper, 1.5, 0.35)
        for x in range(30 * (row % 2), WIDTH, 60):
            canvas.line([(x, y), (x, y + 30)], room.paper, 1.5, 0.35)


def _board(canvas: Canvas, room: Room, wood: Colour, y: float) -> None:
    canvas.rect(0, y, WIDTH, 22, wood)
    canvas.rect(0, y, WIDTH, 5, mix(wood, room.paper, 0.35))
    canvas.shade([(0, y + 22), (WIDTH, y + 22), (WIDTH, y + 70), (0, y + 70)], room.ink, 0.4, towards="above")
    for x in (190, 750, 1310):
        canvas.polygon([(x - 7, y + 22), (x + 7, y + 22), (x + 7, y + 62), (x - 7, y + 82)], mix(wood, room.ink, 0.5))


def _round_loaf(loaf: Canvas, chance: Random, crust: Colour, room: Room) -> float:
    """Each of these draws from the origin to the right and tells how far it went."""
    wide = chance.uniform(150, 175)
    outline = smooth(
        [(4, 0), (0, -40), (wide * 0.2, -96), (wide * 0.5, -112), (wide * 0.8, -96), (wide, -40), (wide - 4, 0)]
    )
    loaf.polygon(outline, crust)
    loaf.shade(outline, mix(crust, room.ink, 0.7), 0.65)
    for x in (0.3, 0.5, 0.7):
        cut = smooth(
            [(wide * x - 16, -50), (wide * x + 2, -88), (wide * x + 20, -94), (wide * x + 4, -58)], closed=True
        )
        loaf.polygon(cut, mix(crust, room.paper, 0.62))
    return wide + chance.uniform(10, 24)


def _tin_loaf(loaf: Canvas, chance: Random, crust: Colour, room: Room) -> float:
    wide = 132.0
    body = [(6, 0), (0, -78), (wide, -78), (wide - 6, 0)]
    loaf.polygon(body, mix(crust, room.paper, 0.28))
    top = smooth(path("-5,-74 -4,-104 28,-126 66,-130 104,-126 136,-104 137,-74"))
    loaf.polygon(top, mix(crust, room.ink, 0.22))
    loaf.shade(body, mix(crust, room.ink, 0.7), 0.6, towards="right")
    loaf.line(smooth([(14, -104), (66, -116), (118, -104)]), mix(crust, room.paper, 0.6), 7)
    return wide + chance.uniform(12, 26)


def _baguettes(loaf: Canvas, chance: Random, crust: Colour, room: Room) -> float:
    """A basket with long loaves standing in it."""
    for number in range(4):
        stick = loaf.at(28 + number * 32, -30, turn=(number - 1.5) * 7)
        long = chance.uniform(150, 178)
        body = smooth([(-15, 0), (-16, -long * 0.6), (0, -long), (16, -long * 0.6), (15, 0)], steps=5)
        stick.polygon(body, mix(crust, room.ink, 0.1 * (number % 2)))
        for cut in range(4):
            stick.line([(-8, -44 - cut * 30), (9, -58 - cut * 30)], mix(crust, room.paper, 0.62), 6)
        stick.shade(body, mix(crust, room.ink, 0.7), 0.5, towards="right")
    basket = path("0,-84 152,-84 138,0 14,0")
    loaf.polygon(basket, mix(room.deep, room.glow, 0.42))
    for y in (-66, -44, -22):
        loaf.line([(4 - y * 0.03, y), (148 + y * 0.03, y)], room.ink, 3, 0.4)
    for x in range(20, 146, 18):
        loaf.line([(x, -82), (x * 0.9 + 8, -2)], room.ink, 2.5, 0.4)
    loaf.polygon(rounded(-6, -94, 164, 16, 8), mix(room.deep, room.glow, 0.6))
    return 152 + chance.uniform(12, 24)


def _rolls(loaf: Canvas, chance: Random, crust: Colour, room: Room) -> float:
    for row, count in ((0, 4), (1, 3), (2, 2)):
        for number in range(count):
            x, y = 30 + row * 26 + number * 52, -24 - row * 34
            loaf.ellipse(x, y, 29, 24, mix(crust, room.paper, 0.15 * ((number + row) % 2)))
            loaf.shade(arc(x, y, 29, 24), mix(crust, room.ink, 0.7), 0.55)
            loaf.line([(x - 12, y - 9), (x + 12, y - 11)], mix(crust, room.paper, 0.6), 4)
    return 214 + chance.uniform(8, 22)


def _long_loaf(loaf: Canvas, chance: Random, crust: Colour, room: Room) -> float:
    wide = chance.uniform(220, 250)
    outline = smooth(
        [(4, -4), (10, -54), (60, -78), (wide / 2, -84), (wide - 60, -78), (wide - 10, -54), (wide - 4, -4)]
    )
    loaf.polygon(outline, mix(crust, room.ink, 0.14))
    loaf.shade(outline, mix(crust, room.ink, 0.8), 0.6)
    for x in range(34, int(wide) - 34, 36):
        loaf.polygon(
            smooth([(x, -30), (x + 14, -66), (x + 28, -72), (x + 16, -36)], closed=True), mix(crust, room.paper, 0.6)
        )
    return wide + chance.uniform(12, 26)


def _lamps(canvas: Canvas, chance: Random, room: Room) -> None:
    for x in (chance.uniform(280, 360), chance.uniform(1090, 1180)):
        canvas.line([(x, 0), (x, 70)], room.ink, 4)
        canvas.glow(x, 130, 330, room.glow, 0.6)
        canvas.polygon(
            smooth([(x - 84, 122), (x - 50, 84), (x - 20, 66), (x + 20, 66), (x + 50, 84), (x + 84, 122)], steps=4),
            room.accent,
        )
        canvas.ellipse(x, 124, 34, 12, room.paper)


def _counter(canvas: Canvas, chance: Random, room: Room, wood: Colour, crust: Colour) -> None:
    """The counter in front, with loaves, flour and a pair of scales on it."""
    x = chance.uniform(90, 150)
    for bake in (_round_loaf, _rolls, _long_loaf):
        x += bake(canvas.at(x, 806, 1.25), chance, crust, room) * 1.25
    paper = canvas.at(x + 110, 806)
    paper.polygon(path("-64,0 -56,-170 -30,-158 -6,-172 20,-158 52,-170 64,0"), mix(room.paper, room.glow, 0.2))
    paper.shade(path("-64,0 -56,-170 52,-170 64,0"), room.deep, 0.5, towards="right")
    paper.disc(0, -78, 28, room.accent)
    paper.polygon(smooth(path("-12,-70 0,-96 12,-70 0,-62"), closed=True), room.paper)
    canvas.rect(0, 806, WIDTH, 26, mix(wood, room.paper, 0.4))
    front = [(0, 832), (WIDTH, 832), (WIDTH, HEIGHT), (0, HEIGHT)]
    canvas.polygon(front, wood)
    canvas.shade(front, room.ink, 0.65)
    for px in range(0, WIDTH, 250):
        canvas.line(
            [(px + 20, 856), (px + 230, 856), (px + 230, 990), (px + 20, 990), (px + 20, 856)], room.ink, 4, 0.4
        )
