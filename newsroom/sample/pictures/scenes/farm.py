"""A farmhouse, its barn, a ploughed field and sheep."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade
from newsroom.sample.pictures.houses import cottage, window
from newsroom.sample.pictures.land import countryside
from newsroom.sample.pictures.palettes import DAWN, FROST, GOLD, GREY, NOON, ROSE, Palette, mix
from newsroom.sample.pictures.shapes import down_to, height_at, hills, lens, path, smooth
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.trees import broadleaf, poplar


def farm(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, GREY, FROST))
    countryside(canvas, chance, light, sun_at=(chance.uniform(220, 480), chance.uniform(140, 240)))
    hill = hills(chance, 690, 90, waves=0.8)
    canvas.polygon(down_to(hill), Fade(mix(light.grass[0], light.grass[1], 0.35), light.grass[1]))
    leaf = mix(light.grass[1], light.near, 0.6)
    for tree in (70, 150, 240, 330, 420):
        broadleaf(canvas.at(tree, height_at(hill, tree) + 16), chance, chance.uniform(70, 110), leaf)
    x = chance.uniform(980, 1050)
    _farmyard(canvas, chance, light, x, height_at(hill, x) + 46)
    _ploughland(canvas, light)
    _flock(canvas, chance, light)
    gulls(canvas, chance, light, (560, 250), count=4)


def _farmyard(canvas: Canvas, chance: Random, light: Palette, x: float, y: float) -> None:
    """A farmhouse, its barn and a silo, trees around them."""
    for dx, height in ((-330, 190), (260, 250), (370, 210), (440, 160)):
        broadleaf(canvas.at(x + dx, y + 4), chance, height, mix(light.grass[1], light.near, 0.75))
    poplar(canvas.at(x - 250, y + 4), 330, mix(light.grass[1], light.near, 0.85))
    poplar(canvas.at(x - 205, y + 8), 270, mix(light.grass[1], light.near, 0.85))
    _silo(canvas.at(x + 238, y + 8), light)
    _barn(canvas.at(x + 120, y + 14), light)
    cottage(canvas.at(x - 80, y + 26), light, 270, roof=mix(light.near, light.ink, 0.3))
    canvas.polygon(lens(x, y + 30, 640, 20), light.ink, 0.25)


def _barn(barn: Canvas, light: Palette) -> None:
    front = path("-90,0 -90,-110 -62,-168 0,-200 62,-168 90,-110 90,0")
    barn.polygon(path("0,-200 62,-168 190,-168 150,-200"), light.ink)
    barn.polygon(path("62,-168 90,-110 210,-110 190,-168"), mix(light.near, light.ink, 0.4))
    barn.polygon(path("90,-110 210,-110 210,0 90,0"), mix(light.accent, light.ink, 0.35))
    barn.polygon(front, light.accent)
    barn.shade(front, light.ink, 0.45, towards="right")
    barn.line([front[1], front[2], front[3], front[4], front[5]], light.paper, 7)
    barn.rect(-42, -86, 84, 86, mix(light.accent, light.ink, 0.25))
    barn.line(path("-42,0 -42,-86 42,-86 42,0"), light.paper, 6)
    barn.line([(-42, 0), (42, -86)], light.paper, 5)
    barn.line([(-42, -86), (42, 0)], light.paper, 5)
    window(barn, light, -16, -148, 32, 36)


def _silo(silo: Canvas, light: Palette) -> None:
    body = path("-34,0 -34,-220 34,-220 34,0")
    silo.polygon(body, light.shade)
    silo.shade(body, light.near, 0.7, towards="right")
    silo.polygon(smooth(path("-36,-218 -26,-246 0,-258 26,-246 36,-218")), light.mid)
    for y in range(-200, 0, 36):
        silo.line([(-34, y), (34, y)], light.near, 2, 0.5)


def _ploughland(canvas: Canvas, light: Palette) -> None:
    """Furrows that run up to the farm from the foreground, light and dark by turns."""
    top, bottom = 742.0, HEIGHT + 10.0
    tones = mix(*light.grass, 0.15), mix(*light.grass, 0.75)
    brow = smooth(path("-20,760 400,744 900,752 1520,736"))
    canvas.polygon(down_to(brow), tones[0])
    for number in range(-14, 34):
        left, right = 700 + (number - 10) * 46, 700 + (number - 9.5) * 46
        far_left, far_right = 620 + (left - 620) * 4.4, 620 + (right - 620) * 4.4
        canvas.polygon([(left, top + 6), (right, top + 6), (far_right, bottom), (far_left, bottom)], tones[1], 0.75)
    canvas.shade([(0, 740), (WIDTH, 740), (WIDTH, 1000), (0, 1000)], light.near, 0.35)


def _flock(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Sheep grazing on the left, nearer ones larger."""
    places = sorted((chance.uniform(770, 930), chance.uniform(60, 640)) for _ in range(11))
    for y, x in places:
        sheep(canvas.at(x, y, 0.45 + (y - 760) / 190, flipped=chance.random() < 0.5), light)


def sheep(one: Canvas, light: Palette) -> None:
    one.polygon(lens(0, 0, 110, 12), light.ink, 0.3)
    for x in (-26, -14, 16, 28):
        one.line([(x, -22), (x, 0)], light.ink, 5)
    wool = path("-44,-38 -38,-58 -18,-66 4,-70 28,-64 44,-48 42,-28 20,-18 -10,-16 -36,-22")
    one.polygon(smooth(wool, closed=True), light.paper)
    one.shade(smooth(wool, closed=True), light.near, 0.35)
    one.polygon(smooth(path("36,-58 52,-66 66,-54 68,-40 56,-36 42,-44"), closed=True), light.ink)
    one.polygon([(40, -58), (28, -64), (36, -52)], light.ink)
