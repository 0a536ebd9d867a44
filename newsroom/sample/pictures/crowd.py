"""An audience from behind."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas
from newsroom.sample.pictures.palettes import Colour, Room, mix
from newsroom.sample.pictures.shapes import path, smooth


def audience(canvas: Canvas, chance: Random, room: Room) -> None:
    """The first rows of the audience from behind, dark against the stage."""
    for y, size, tint in ((940, 46, mix(room.ink, room.deep, 0.3)), (1000, 60, room.ink)):
        x = chance.uniform(-40, 10)
        while x < WIDTH + 50:
            _person(canvas.at(x, y, size / 50), chance, tint)
            x += size * 2.25 + chance.uniform(-6, 14)


def _person(head: Canvas, chance: Random, tint: Colour) -> None:
    head.polygon(smooth(path("-62,100 -58,44 -24,26 24,26 58,44 62,100"), steps=4), tint)
    head.ellipse(0, -6, 27, 34, tint)
    match chance.randint(0, 3):
        case 0:
            head.disc(0, -42, 14, tint)
        case 1:
            head.ellipse(0, 0, 33, 38, tint)
        case _:
            head.rect(-11, 10, 22, 30, tint)
