"""Flasks and a microscope on a laboratory bench."""

from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, arc
from newsroom.sample.pictures.palettes import BRICK, OCHRE, PLUM, SAGE, SLATE, TEAL, Colour, Room, mix
from newsroom.sample.pictures.shapes import lens, path, rounded, smooth


def laboratory(canvas: Canvas, chance: Random) -> None:
    room = chance.choice((TEAL, SAGE, SLATE, PLUM, OCHRE, BRICK))
    canvas.rect(0, 0, WIDTH, HEIGHT, Fade(mix(room.pale, room.paper, 0.4), room.pale))
    _window(canvas.at(chance.uniform(250, 340), 110), room)
    _shelf(canvas, chance, room)
    bench = 770
    canvas.shade([(0, 560), (WIDTH, 560), (WIDTH, bench), (0, bench)], room.tone, 0.4)
    canvas.rect(0, bench, WIDTH, 34, Fade(mix(room.paper, room.pale, 0.3), room.tone))
    canvas.rect(0, bench + 34, WIDTH, 200, Fade(room.deep, mix(room.deep, room.ink, 0.5)))
    for x in range(-30, WIDTH, 380):
        canvas.line(
            [(x + 20, bench + 64), (x + 360, bench + 64), (x + 360, 990), (x + 20, 990), (x + 20, bench + 64)],
            room.ink,
            4,
            0.4,
        )
        canvas.polygon(rounded(x + 150, bench + 90, 80, 14, 7), room.glow)
    _microscope(canvas.at(chance.uniform(990, 1060), bench, 1.32), room)
    _flask(canvas.at(560, bench, 1.15), chance, room, room.accent)
    _round_flask(canvas.at(chance.uniform(315, 345), bench, 1.1), chance, room, mix(room.tone, room.deep, 0.4))
    _rack(canvas.at(745, bench), chance, room)
    _flask(canvas.at(120, bench, 0.85), chance, room, room.glow)
    _dish(canvas.at(1350, bench), room)


def _window(pane: Canvas, room: Room) -> None:
    pane.rect(-190, -30, 400, 430, room.paper)
    pane.rect(-170, -10, 360, 390, Fade(mix(room.tone, room.paper, 0.35), mix(room.glow, room.paper, 0.5)))
    pane.disc(90, 110, 46, mix(room.glow, room.paper, 0.3))
    pane.polygon(
        [(-170, 380), *smooth(path("-170,320 -60,260 60,310 190,280")), (190, 380)], mix(room.tone, room.pale, 0.35)
    )
    pane.polygon([(-170, 380), *smooth([(-170, 352), (0, 330), (190, 350)]), (190, 380)], room.tone)
    pane.rect(4, -10, 12, 390, room.paper)
    pane.rect(-170, 180, 360, 12, room.paper)
    pane.rect(-206, 396, 432, 18, mix(room.paper, room.tone, 0.3))


def _shelf(canvas: Canvas, chance: Random, room: Room) -> None:
    y = 330
    x = 660.0
    while x < 1400:
        width, height = chance.uniform(44, 76), chance.uniform(80, 150)
        tint = chance.choice((room.tone, room.deep, room.accent, room.glow, mix(room.tone, room.paper, 0.5)))
        canvas.polygon(rounded(x, y - height, width, height + 8, 10), tint)
        canvas.rect(x + width * 0.24, y - height - 22, width * 0.52, 24, mix(room.ink, room.deep, 0.4))
        canvas.rect(x + 6, y - height * 0.66, width - 12, height * 0.36, room.paper)
        canvas.line([(x + 13, y - height * 0.54), (x + width - 13, y - height * 0.54)], room.ink, 3, 0.6)
        canvas.line([(x + 13, y - height * 0.44), (x + width - 22, y - height * 0.44)], room.ink, 3, 0.6)
        x += width + chance.uniform(14, 50)
    canvas.rect(620, y, 830, 18, mix(room.deep, room.ink, 0.2))
    canvas.shade([(630, y + 18), (1440, y + 18), (1440, y + 64), (630, y + 64)], room.deep, 0.4, towards="above")
    for x in (700, 1360):
        canvas.polygon([(x, y + 18), (x + 14, y + 18), (x + 14, y + 40), (x, y + 70)], room.ink)


def _liquid(glass: Canvas, chance: Random, room: Room, tint: Colour, box: tuple[float, float, float, float]) -> None:
    """What stands in a vessel, with bubbles: left, top, right, bottom."""
    left, top, right, bottom = box
    glass.rect(left, top, right - left, bottom - top, Fade(tint, mix(tint, room.ink, 0.3)))
    glass.ellipse((left + right) / 2, top, (right - left) / 2, 9, mix(tint, room.paper, 0.35))
    for _ in range(11):
        x, y = chance.uniform(left + 20, right - 20), chance.uniform(top + 16, bottom - 10)
        glass.disc(x, y, chance.uniform(3, 8), mix(tint, room.paper, 0.45))


def _flask(glass: Canvas, chance: Random, room: Room, tint: Colour) -> None:
    """A conical flask, 300 high."""
    glass.polygon(lens(20, 2, 300, 26), room.ink, 0.3)
    outline = [
        (-28, -300),
        (-28, -196),
        *smooth(path("-28,-196 -110,-34 -108,-8 -92,0"), steps=5),
        *smooth(path("92,0 108,-8 110,-34 28,-196"), steps=5),
        (28, -300),
    ]
    glass.polygon(outline, mix(room.paper, room.pale, 0.3), 0.75)
    with glass.inside(outline) as vessel:
        _liquid(vessel, chance, room, tint, (-120, -118, 120, 6))
    glass.polygon(path("-12,-190 -84,-36 -72,-30 -2,-190"), (255, 255, 255), 0.45)
    glass.line([*outline], mix(room.deep, room.ink, 0.3), 5)
    glass.line([(-28, -300), (-28, -200)], mix(room.deep, room.ink, 0.3), 5)
    glass.polygon(rounded(-40, -312, 80, 18, 9), mix(room.tone, room.paper, 0.4))
    for y in (-60, -90, -150):
        glass.line([(46, y), (70 if y > -140 else 40, y)], room.ink, 3, 0.5)


def _round_flask(glass: Canvas, chance: Random, room: Room, tint: Colour) -> None:
    """A round flask on a tripod over a burner, 420 high."""
    edge = mix(room.deep, room.ink, 0.3)
    glass.polygon(lens(10, 2, 330, 26), room.ink, 0.3)
    for x in (-120, 120):
        glass.line([(x * 0.8, -170), (x, 0)], room.ink, 8)
    glass.rect(-112, -178, 224, 10, room.ink)
    glass.polygon(path("-34,0 -16,-22 -13,-84 13,-84 16,-22 34,0"), mix(room.deep, room.ink, 0.5))
    glass.glow(0, -126, 90, room.glow, 0.8)
    glass.polygon(smooth(path("-16,-88 -18,-118 0,-166 18,-118 16,-88"), closed=True), room.accent)
    glass.polygon(smooth(path("-8,-90 -8,-110 0,-138 8,-110 8,-90"), closed=True), room.glow)
    outline = [(-22, -440), *arc(0, -270, 100, 96, -103, -437), (22, -440)]
    glass.polygon(outline, mix(room.paper, room.pale, 0.3), 0.75)
    with glass.inside(outline) as vessel:
        _liquid(vessel, chance, room, tint, (-110, -280, 110, -160))
    glass.line(outline, edge, 5)
    glass.polygon(arc(-56, -298, 13, 34), (255, 255, 255), 0.5)
    glass.polygon(rounded(-34, -452, 68, 18, 9), mix(room.tone, room.paper, 0.4))


def _rack(rack: Canvas, chance: Random, room: Room) -> None:
    """Test tubes in a stand, 180 wide."""
    wood = mix(room.glow, room.deep, 0.4)
    for number in range(4):
        x, tint = -66 + number * 44, (room.accent, room.glow, room.tone, room.deep)[number]
        tube = [(x - 14, -206), (x - 14, -26), *arc(x, -26, 14, 16, 180, 0), (x + 14, -206)]
        rack.polygon(tube, mix(room.paper, room.pale, 0.3), 0.8)
        level = chance.uniform(-150, -80)
        rack.polygon([(x - 12, level), (x - 12, -26), *arc(x, -26, 12, 14, 180, 0), (x + 12, level)], tint)
        rack.line([(x - 7, -196), (x - 7, -40)], (255, 255, 255), 3, 0.6)
        rack.polygon(rounded(x - 19, -214, 38, 12, 6), mix(room.tone, room.paper, 0.3))
    for y in (-140, -18):
        rack.rect(-104, y, 208, 20, wood)
        rack.rect(-104, y, 208, 5, mix(wood, room.paper, 0.3))
    for x in (-104, 88):
        rack.rect(x, -150, 16, 152, mix(wood, room.ink, 0.2))


def _microscope(scope: Canvas, room: Room) -> None:
    """A microscope, 470 high, its eyepiece to the left."""
    body, dark = mix(room.deep, room.ink, 0.35), room.ink
    scope.polygon(lens(20, 2, 420, 30), room.ink, 0.35)
    scope.polygon(smooth(path("-150,0 -148,-26 -110,-42 100,-42 150,-34 160,0"), steps=4), body)
    arm = smooth(
        path("60,-40 128,-90 150,-190 120,-290 50,-340 20,-338 10,-300 60,-276 92,-220 90,-150 60,-96 20,-60"),
        closed=True,
        steps=6,
    )
    scope.polygon(arm, room.paper)
    scope.shade(arm, room.deep, 0.6, towards="right")
    scope.rect(-110, -136, 196, 18, dark)
    scope.rect(-70, -144, 90, 8, mix(room.tone, room.paper, 0.5))
    scope.polygon(path("-50,-118 -10,-118 -20,-70 -40,-70"), body)
    scope.glow(-30, -150, 90, room.glow, 0.8)
    tube = scope.at(-24, -262, turn=-14)
    tube.polygon(rounded(-30, -110, 60, 120, 10), room.paper)
    tube.shade(rounded(-30, -110, 60, 120, 10), room.deep, 0.6, towards="right")
    tube.rect(-34, -60, 68, 14, room.accent)
    tube.polygon(rounded(-22, -190, 44, 84, 6), body)
    tube.polygon(rounded(-30, -212, 60, 28, 8), dark)
    scope.polygon(rounded(-70, -268, 100, 30, 10), body)
    scope.polygon(path("-44,-240 -14,-240 -20,-164 -38,-164"), mix(room.tone, room.paper, 0.3))
    scope.polygon(path("6,-240 26,-240 38,-196 22,-192"), mix(room.tone, room.ink, 0.2))
    scope.polygon(path("-70,-246 -86,-204 -70,-198 -52,-240"), mix(room.tone, room.ink, 0.2))
    scope.disc(112, -128, 26, dark)
    scope.disc(112, -128, 15, room.accent)


def _dish(dish: Canvas, room: Room) -> None:
    """A stack of glass dishes, something green growing in the top one."""
    for number in range(3):
        y = -8 - number * 26
        dish.polygon(rounded(-78, y - 18, 156, 22, 8), mix(room.paper, room.tone, 0.3))
        dish.polygon(rounded(-78, y - 18, 156, 8, 4), room.paper)
    for x, r in ((-40, 9), (-14, 13), (20, 8), (46, 11)):
        dish.ellipse(x, -80, r, r * 0.6, mix(room.deep, room.glow, 0.25))
