"""Small craft, each with its bow to the right and the middle of its waterline at the origin."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas
from newsroom.sample.pictures.palettes import Colour, Palette, mix
from newsroom.sample.pictures.shapes import lens, path, rounded, smooth
from newsroom.sample.pictures.water import mirrored

TRAWLER = [(-150, 6), (-164, -54), *smooth(path("-164,-54 -60,-40 60,-48 172,-96"), steps=5), (132, 6)]
SAILBOAT = path("-92,-16 104,-24 78,8 -74,8")
ROWBOAT = [*smooth(path("-70,-22 -20,-12 30,-13 76,-26"), steps=4), (52, 6), (-54, 6)]


def trawler(boat: Canvas, chance: Random, light: Palette, hull: Colour, *, nets: bool = False) -> None:
    """A fishing boat, 340 long, with her wheelhouse forward and gallows astern; `nets` hang from them."""
    mirrored(boat, chance, [*TRAWLER[:-1], (90, -150), (20, -150)], 4, mix(light.near, light.water[1], 0.4), depth=0.9)
    _gallows(boat, light)
    if nets:
        _nets(boat, chance, light)
    _wheelhouse(boat, light)
    boat.polygon(TRAWLER, hull)
    boat.polygon(path("-154,-8 144,-12 133,6 -150,6"), mix(light.ink, hull, 0.25))
    boat.polygon(
        [*smooth(path("-164,-54 -60,-40 60,-48 172,-96"), steps=5), (165, -82), (60, -36), (-60, -28), (-162, -42)],
        light.paper,
    )
    boat.shade(TRAWLER, light.ink, 0.5)
    foam = mix(light.paper, light.water[0], 0.2)
    boat.polygon(lens(-10, 7, 400, 9), foam, 0.9)
    boat.polygon(lens(150, 5, 90, 12), foam)


def _wheelhouse(boat: Canvas, light: Palette) -> None:
    house = path("4,-40 4,-128 84,-128 94,-50")
    boat.polygon(house, light.paper)
    boat.shade(house, light.mid, 0.5, towards="left")
    boat.polygon(path("-6,-128 2,-140 86,-140 98,-128"), light.accent)
    for x in (14, 38, 62):
        boat.polygon(rounded(x, -116, 18, 24, 3), light.glow if light.dark else mix(light.near, light.ink, 0.4))
    boat.rect(18, -80, 20, 36, mix(light.near, light.ink, 0.4))
    boat.line([(44, -140), (44, -250)], light.ink, 5)
    boat.line([(28, -205), (60, -205)], light.ink, 4)
    boat.line([(44, -246), (168, -98)], light.ink, 1.6, 0.8)
    boat.line([(44, -246), (-118, -178)], light.ink, 1.6, 0.8)
    boat.polygon([(44, -250), (16, -241), (44, -232)], light.accent)


def _gallows(boat: Canvas, light: Palette) -> None:
    boat.line(path("-132,-46 -118,-182 -82,-182 -72,-44"), light.ink, 7)
    boat.line([(-126, -110), (-76, -110)], light.ink, 4)
    boat.line([(-100, -178), (-30, -70), (-6, -70)], light.ink, 5)
    boat.ellipse(-50, -56, 22, 20, light.mid)
    boat.ellipse(-50, -56, 11, 10, light.ink)


def _nets(boat: Canvas, chance: Random, light: Palette) -> None:
    """Nets hung up to drip: a sack of mesh below the gallows, and a curtain from there to the mast."""
    curtain = smooth(path("-112,-180 -60,-166 -10,-190 40,-232 38,-190 0,-140 -52,-112 -104,-118"), closed=True)
    boat.polygon(curtain, light.mid, 0.55)
    with boat.inside(curtain) as mesh:
        for step in range(-150, 200, 11):
            mesh.line([(step - 100, -260), (step + 60, -60)], light.ink, 1.1, 0.6)
            mesh.line([(step + 100, -260), (step - 60, -60)], light.ink, 1.1, 0.6)
    for x, y in path("-100,-118 -76,-112 -50,-113 -26,-125 -3,-143 18,-165"):
        boat.disc(x, y, 6, light.accent if chance.random() < 0.5 else light.glow)


def sailboat(boat: Canvas, chance: Random, light: Palette, hull: Colour, *, sails: bool = False) -> None:
    """A yacht, 200 long, her mast bare as in harbour, or under sail."""
    mirrored(boat, chance, SAILBOAT, 4, mix(light.near, light.water[1], 0.4))
    boat.line([(4, -20), (4, -290)], light.ink, 4)
    boat.line([(4, -284), (100, -26)], light.ink, 1.3, 0.8)
    boat.line([(4, -284), (-88, -20)], light.ink, 1.3, 0.8)
    if sails:
        boat.polygon([*smooth([(0, -276), (-50, -150), (-96, -52)], steps=6), (0, -52)], light.paper)
        boat.polygon([*smooth([(12, -268), (58, -140), (94, -44)], steps=6), (14, -44)], light.shade)
    else:
        boat.polygon(rounded(-86, -58, 88, 15, 7), mix(hull, light.paper, 0.6))
    boat.polygon(rounded(-30, -40, 74, 22, 8), light.paper)
    for x in (-18, 4, 26):
        boat.rect(x, -33, 11, 7, light.near)
    boat.polygon(SAILBOAT, hull)
    boat.polygon(path("-92,-16 104,-24 101,-17 -90,-9"), light.paper)
    boat.shade(SAILBOAT, light.ink, 0.4)


def rowboat(boat: Canvas, chance: Random, light: Palette, hull: Colour) -> None:
    mirrored(boat, chance, ROWBOAT, 4, mix(light.near, light.water[1], 0.4))
    boat.ellipse(0, -17, 66, 8, mix(hull, light.ink, 0.6))
    boat.polygon(ROWBOAT, hull)
    boat.polygon(
        [*smooth(path("-70,-22 -20,-12 30,-13 76,-26"), steps=4), (74, -20), (30, -7), (-20, -6), (-68, -16)],
        light.paper,
    )
    boat.shade(ROWBOAT, light.ink, 0.4)
