"""Stacks of coins in rising order."""

import math
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.palettes import BRICK, PLUM, SAGE, SLATE, TEAL, Colour, Room, colour, mix
from newsroom.sample.pictures.shapes import path, smooth

GOLD, SILVER, COPPER = colour("e3b04c"), colour("c9ced0"), colour("c07a4e")


def coins(canvas: Canvas, chance: Random) -> None:
    """Stacks that rise from the left, and coins lying before them."""
    canvas.mirrored = False  # they rise as one reads
    room = chance.choice((TEAL, SLATE, SAGE, BRICK, PLUM))
    table = chance.uniform(760, 800)
    canvas.rect(0, 0, WIDTH, table, Fade(mix(room.pale, room.tone, 0.4), room.pale))
    canvas.disc(1010, 420, 360, mix(room.paper, room.pale, 0.35))
    canvas.shade(arc(1010, 420, 360, 360), room.tone, 0.35)
    canvas.rect(0, table, WIDTH, HEIGHT - table, Fade(mix(room.deep, room.tone, 0.35), mix(room.deep, room.ink, 0.25)))
    canvas.shade([(0, table), (WIDTH, table), (WIDTH, table + 120), (0, table + 120)], room.ink, 0.35, towards="above")
    count, step = (5, 250) if chance.random() < 0.5 else (6, 212)
    for number in range(count):
        x = 750 + (number - (count - 1) / 2) * step
        height = round(3 + 12.5 * (number / (count - 1)) ** chance.choice((0.9, 1.25))) + chance.choice((0, 0, 1))
        metal = (GOLD, GOLD, SILVER, COPPER)[chance.randint(0, 3)]
        _stack(canvas.at(x, table + 74, step / 232), chance, room, metal, height)
    for x, y, size, turn in ((240, 938, 0.8, 0), (420, 962, 0.9, 0), (1190, 950, 0.9, 0)):
        at = canvas.at(x + chance.uniform(-40, 40), y, size, turn=turn)
        _coin(at, room, chance.choice((GOLD, SILVER)), shadow=True)


def _stack(stack: Canvas, chance: Random, room: Room, metal: Colour, count: int) -> None:
    stack.ellipse(26, 8, 122, 34, room.ink, 0.35)
    for number in range(count):
        _coin(stack.at(chance.uniform(-5, 5), -number * 34), room, metal)


def _coin(coin: Canvas, room: Room, metal: Colour, *, shadow: bool = False) -> None:
    """A coin lying flat, 200 wide and 34 thick, seen a little from above, the middle of its foot at the origin."""
    if shadow:
        coin.ellipse(16, 8, 112, 33, room.ink, 0.35)
    dark, bright = mix(metal, room.ink, 0.42), mix(metal, (255, 250, 235), 0.55)
    rim = [*arc(0, 0, 100, 30, 0, 180), *arc(0, -34, 100, 30, 180, 360)]
    coin.polygon(rim, Fade(bright, dark, across=True))
    for number in range(2, 35):
        angle = math.radians(180 * number / 36)
        x, y = 100 * math.cos(angle), 30 * math.sin(angle)
        coin.line([(x, y - 30), (x, y - 2)], dark, 2.5, 0.5)
    coin.ellipse(0, -34, 100, 30, mix(metal, bright, 0.35))
    coin.line(arc(0, -34, 100, 30), bright, 3)
    coin.line(arc(0, -34, 84, 24), dark, 2.5, 0.6)
    wave = path("-56,-33 -36,-42 -14,-34 8,-42 30,-34 56,-40")
    coin.line(smooth(wave), dark, 5, 0.7)
    coin.line(smooth([(x * 0.8, y + 9) for x, y in wave]), dark, 4, 0.6)
