"""A racing cyclist on the road."""

import math
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, arc
from newsroom.sample.pictures.coast import headland
from newsroom.sample.pictures.figures import limb
from newsroom.sample.pictures.land import countryside
from newsroom.sample.pictures.palettes import DAWN, DUSK, GOLD, NOON, ROSE, Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, hills, lens, path, smooth
from newsroom.sample.pictures.sky import gulls
from newsroom.sample.pictures.trees import broadleaf
from newsroom.sample.pictures.water import open_sea


def cycling(canvas: Canvas, chance: Random) -> None:
    light = chance.choice((DAWN, NOON, GOLD, ROSE, DUSK))
    if chance.random() < 0.5:
        _coast_road(canvas, chance, light)
    else:
        _country_road(canvas, chance, light)
    x = chance.uniform(680, 780)
    canvas.polygon(lens(x, 874, 620, 24), light.ink, 0.4)
    cyclist(canvas.at(x, 870, 1.5), chance, light)


def _coast_road(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Along the sea: a parapet, capes behind."""
    open_sea(canvas, chance, light, 520, sun_x=chance.uniform(260, 460))
    for tint, left, height in ((light.far, 800, 260), (light.mid, 1080, 200)):
        headland(canvas, chance, light, tint, (left, 522), height)
    gulls(canvas, chance, light, (420, 210), count=5)
    canvas.rect(0, 716, WIDTH, 64, mix(light.shade, light.mid, 0.3))
    canvas.rect(0, 706, WIDTH, 16, light.paper)
    for x in range(20, WIDTH, 92):
        canvas.line([(x, 724), (x, 776)], light.near, 3, 0.4)
    _tarmac(canvas, light, 780)


def _country_road(canvas: Canvas, chance: Random, light: Palette) -> None:
    """Between fields, with a row of trees and milestones."""
    countryside(canvas, chance, light, sun_at=(chance.uniform(260, 500), chance.uniform(150, 250)))
    canvas.polygon(down_to(hills(chance, 690, 110, waves=0.9)), Fade(*light.grass))
    for x in range(60, WIDTH, 210):
        broadleaf(
            canvas.at(x + chance.uniform(-40, 40), 770),
            chance,
            chance.uniform(140, 230),
            mix(light.grass[1], light.near, 0.6),
        )
    canvas.rect(0, 762, WIDTH, 30, mix(light.grass[1], light.near, 0.3))
    for x in range(40, WIDTH, 300):
        canvas.rect(x, 722, 26, 62, light.paper)
        canvas.rect(x, 722, 26, 16, light.accent)
    _tarmac(canvas, light, 784)


def _tarmac(canvas: Canvas, light: Palette, y: float) -> None:
    road = mix(light.near, light.mid, 0.25)
    canvas.rect(0, y, WIDTH, HEIGHT - y, Fade(road, mix(road, light.ink, 0.45)))
    canvas.rect(0, y + 8, WIDTH, 6, light.paper, 0.8)
    for x in range(-60, WIDTH, 260):
        canvas.polygon([(x, 950), (x + 150, 950), (x + 140, 964), (x - 14, 964)], light.paper, 0.85)


def cyclist(rider: Canvas, chance: Random, light: Palette) -> None:
    """A racing cyclist, 400 long, riding to the right, the wheels standing on the line of the origin."""
    frame, skin = light.paper, mix((222, 168, 128), light.ink, chance.choice((0.05, 0.25, 0.5)))
    jersey, dark = light.accent, mix(light.ink, light.near, 0.25)
    hip, shoulder = (-44, -256), (78, -300)
    crank, angle = (-8, -88), chance.uniform(20, 70)
    pedals = [
        (crank[0] + 36 * math.cos(math.radians(angle + turn)), crank[1] + 36 * math.sin(math.radians(angle + turn)))
        for turn in (0, 180)
    ]
    _leg(rider, hip, pedals[1], mix(skin, light.ink, 0.35), mix(dark, light.ink, 0.4), light)
    for x in (-128, 132):
        _wheel(rider.at(x, -84), light)
    _frame(rider, light, frame, crank)
    _leg(rider, hip, pedals[0], skin, dark, light)
    torso = smooth(
        path("-70,-250 -50,-292 10,-322 66,-330 96,-312 90,-284 40,-270 0,-240 -30,-226 -58,-226"), closed=True
    )
    rider.polygon(torso, jersey)
    rider.shade(torso, light.ink, 0.45)
    rider.polygon(path("-26,-308 -6,-316 14,-262 -4,-250"), light.paper, 0.9)
    rider.polygon(smooth(path("-78,-246 -58,-276 -30,-268 -16,-232 -40,-216 -66,-224"), closed=True), dark)
    _arm(rider, shoulder, skin, jersey)
    _helmet(rider, light, skin)


def _wheel(wheel: Canvas, light: Palette) -> None:
    for number in range(9):
        angle = math.radians(number * 20)
        x, y = 78 * math.cos(angle), 78 * math.sin(angle)
        wheel.line([(-x, -y), (x, y)], light.paper, 1.2, 0.6)
    wheel.line(arc(0, 0, 80, 80), light.ink, 8)
    wheel.line(arc(0, 0, 73, 73), light.shade, 3)
    wheel.disc(0, 0, 8, light.ink)


def _frame(rider: Canvas, light: Palette, tint: Colour, crank: Point) -> None:
    seat, head, rear, front = (-42, -196), (104, -190), (-128, -84), (132, -84)
    for start, end, width in ((rear, crank, 6), (rear, seat, 5), (seat, crank, 9), (seat, head, 9), (head, crank, 11)):
        rider.line([start, end], tint, width)
    rider.line(smooth([(100, -206), (108, -176), (118, -130), front]), tint, 8)
    rider.line([seat, (-50, -224)], light.ink, 6)
    rider.polygon(smooth(path("-82,-230 -40,-234 -10,-226 -40,-222"), closed=True), light.ink)
    rider.line(smooth(path("98,-206 126,-212 144,-202 140,-178 122,-172")), light.ink, 7)
    rider.disc(*crank, 24, light.ink)
    rider.disc(*crank, 16, tint)
    rider.line([crank, (-128, -84)], light.ink, 2.5)


def _leg(rider: Canvas, hip: Point, pedal: Point, skin: Colour, shorts: Colour, light: Palette) -> None:
    """Thigh and calf of the length they have; the knee lies where these meet, forward of the hip."""
    thigh, calf = 108.0, 104.0
    ankle = pedal[0] - 10, pedal[1] - 12
    dx, dy = ankle[0] - hip[0], ankle[1] - hip[1]
    reach = min(math.hypot(dx, dy), thigh + calf - 1)
    bend = math.acos((thigh**2 + reach**2 - calf**2) / (2 * thigh * reach))
    turn = math.atan2(dy, dx) - bend
    knee = hip[0] + thigh * math.cos(turn), hip[1] + thigh * math.sin(turn)
    limb(rider, hip, knee, 29, 19, skin)
    limb(rider, hip, (hip[0] + (knee[0] - hip[0]) * 0.66, hip[1] + (knee[1] - hip[1]) * 0.66), 31, 24, shorts)
    limb(rider, knee, ankle, 19, 9, skin)
    shoe = path("-22,-10 -6,-22 10,-12 28,-2 26,5 -20,4")
    rider.at(*pedal).polygon(smooth(shoe, closed=True, steps=4), light.paper)


def _arm(rider: Canvas, shoulder: Point, skin: Colour, jersey: Colour) -> None:
    elbow, hand = (92, -240), (136, -208)
    limb(rider, elbow, hand, 16, 12, skin)
    limb(rider, shoulder, elbow, 26, 17, jersey)
    rider.disc(*hand, 10, skin)


def _helmet(rider: Canvas, light: Palette, skin: Colour) -> None:
    rider.polygon(smooth(path("86,-318 104,-336 122,-320 104,-302"), closed=True), skin)
    rider.polygon(smooth(path("104,-352 134,-352 146,-334 140,-312 118,-306 104,-322"), closed=True), skin)
    rider.polygon(smooth(path("82,-336 94,-366 124,-376 152,-358 154,-344 120,-346 98,-330"), closed=True), light.paper)
    for x in (104, 120, 136):
        rider.line([(x - 8, -344), (x, -368)], light.accent, 5)
    rider.polygon(path("126,-344 150,-342 146,-330 128,-334"), light.ink)
