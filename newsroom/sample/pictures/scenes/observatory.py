"""An observatory on a ridge under the stars."""

from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, arc
from newsroom.sample.pictures.palettes import DUSK, NIGHT, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, jagged, path, smooth
from newsroom.sample.pictures.sky import sky, stars
from newsroom.sample.pictures.trees import conifer


def observatory(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((NIGHT, NIGHT, DUSK))
    sky(canvas, light, 900)
    _milky_way(canvas, chance, light)
    stars(canvas, chance, light, 760, count=330)
    _comet(
        canvas.at(
            chance.uniform(360, 520), chance.uniform(210, 320), chance.uniform(0.9, 1.2), turn=chance.uniform(-38, -24)
        ),
        light,
    )
    for tint, base, height in ((light.far, 860, 230), (light.mid, 900, 190)):
        ends = [
            (-20, base - height * 0.5),
            (300, base - height * chance.uniform(0.5, 1)),
            (700, base - height * 0.3),
            (1130, base - height * chance.uniform(0.5, 1)),
            (1520, base - height * 0.4),
        ]
        canvas.polygon(down_to(jagged(chance, ends, 0.07)), tint)
    x = chance.uniform(960, 1060)
    ridge = jagged(
        chance, [(-20, 950), (380, 890), (x - 240, 770), (x + 280, 764), (1330, 850), (1520, 880)], 0.025, turns=5
    )
    canvas.glow(x, 640, 420, light.glow, 0.3)
    _dome(canvas.at(x, 792, 1.25), light)
    canvas.polygon(down_to(ridge), light.ink)
    for _ in range(16):
        tx = chance.choice((chance.uniform(20, x - 330), chance.uniform(x + 330, WIDTH)))
        conifer(canvas.at(tx, height_at(ridge, tx) + 16), chance, chance.uniform(50, 120), light.ink)


def _milky_way(canvas: Canvas, chance: Random, light: Palette) -> None:
    for _ in range(26):
        share = chance.random()
        x, y = 60 + 1380 * share + chance.gauss(0, 50), 740 - 760 * share + chance.gauss(0, 50)
        canvas.glow(x, y, chance.uniform(110, 230), mix(light.paper, light.accent, 0.12), 0.13)
    for _ in range(500):
        share = chance.random()
        x, y = 60 + 1380 * share + chance.gauss(0, 85), 740 - 760 * share + chance.gauss(0, 85)
        canvas.disc(x, y, chance.choice((0.9, 1.2, 1.6)), light.paper, chance.uniform(0.3, 0.9))


def _comet(one: Canvas, light: Palette) -> None:
    """Its head at the origin, its tail behind it to the right."""
    one.shade(path("0,-9 480,-70 500,10 0,9"), light.paper, 0.75, towards="left")
    one.shade(path("0,-7 430,30 400,80 0,7"), light.glow, 0.5, towards="left")
    one.glow(0, 0, 80, light.paper, 0.9)
    one.disc(0, 0, 10, (255, 255, 255))


def _dome(dome: Canvas, light: Palette) -> None:
    """The dome of the telescope, 260 wide and 270 high, its slit open."""
    drum = path("-118,0 -118,-110 118,-110 118,0")
    shell = arc(0, -118, 132, 140, 180, 360)
    dome.polygon(drum, light.paper)
    dome.shade(drum, light.mid, 0.8, towards="left")
    dome.polygon(shell, light.paper)
    slit = path("-46,-250 -20,-262 30,-262 16,-118 -52,-118")
    dome.polygon(slit, light.ink)
    dome.polygon(path("-14,-150 -38,-286 -2,-292 10,-150"), light.accent)
    dome.polygon(path("-38,-286 -2,-292 -3,-276 -35,-270"), light.paper)
    dome.shade(shell, light.mid, 0.75, towards="left")
    for x in (-92, 62, 100):
        dome.line(smooth([(x * 0.5, -248 + abs(x) * 0.25), (x * 0.9, -190), (x, -118)]), light.mid, 2, 0.6)
    dome.rect(-138, -122, 276, 14, light.shade)
    for x in (-84, -36, 60):
        dome.rect(x, -78, 20, 32, light.glow)
    dome.rect(10, -66, 26, 66, light.ink)
    hut = path("118,0 118,-66 230,-66 230,0")
    dome.polygon(hut, light.shade)
    dome.shade(hut, light.mid, 0.8, towards="left")
    dome.rect(110, -72, 128, 8, light.paper)
    dome.rect(150, -48, 22, 20, light.glow)
    dome.rect(188, -48, 22, 20, light.glow)
