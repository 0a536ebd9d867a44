"""Small buildings and their windows."""

from random import Random

from newsroom.sample.pictures.canvas import Canvas, arc
from newsroom.sample.pictures.palettes import Colour, Palette, mix
from newsroom.sample.pictures.shapes import path, smooth


def window(
    canvas: Canvas, light: Palette, x: float, y: float, width: float, height: float, *, lit: bool = False
) -> None:
    canvas.rect(x, y, width, height, light.glow if lit else mix(light.near, light.ink, 0.35))
    if width > 12:
        canvas.rect(x + width / 2 - 1, y, 2, height, light.paper, 0.65)


def windows(
    canvas: Canvas, chance: Random, light: Palette, *, across: tuple[float, float, int], down: tuple[float, float, int],
    size: tuple[float, float], lit: float = 0.55,
) -> None:  # fmt: skip
    """A grid: `across` and `down` are from, to (of the first edges) and how many; by night a share of them is `lit`."""
    for row in range(down[2]):
        y = down[0] + (down[1] - down[0]) * row / max(1, down[2] - 1)
        for column in range(across[2]):
            x = across[0] + (across[1] - across[0]) * column / max(1, across[2] - 1)
            window(canvas, light, x, y, *size, lit=light.dark and chance.random() < lit)


def house(
    canvas: Canvas, chance: Random, light: Palette, width: float, height: float, wall: Colour, roof: Colour
) -> None:
    """A house seen from its gable, standing on the origin: two or three windows across, one in the gable."""
    half, eaves = width / 2, -height
    ridge = eaves - width * chance.uniform(0.42, 0.62)
    outline = [(-half, 0), (-half, eaves), (0, ridge), (half, eaves), (half, 0)]
    canvas.polygon(outline, wall)
    canvas.shade(outline, light.near, 0.35, towards="right")
    thick = width * 0.09
    for side in (-1, 1):
        verge = [(0, ridge - thick), (side * (half + thick), eaves + thick * 0.4), (side * half, eaves + thick)]
        canvas.polygon([*verge, (0, ridge + thick * 0.7)], roof)
    columns, rows = (3, 2) if width > 90 else (2, 2)
    if height > 1.5 * width:
        rows += 1
    pane = width * 0.5 / columns
    across = -half + width * 0.16, half - width * 0.16 - pane, columns
    down = eaves + height * 0.1, -height * 0.42, rows
    windows(canvas, chance, light, across=across, down=down, size=(pane, pane * 1.3))
    window(canvas, light, -pane * 0.4, eaves - width * 0.22, pane * 0.8, pane, lit=light.dark and chance.random() < 0.4)
    canvas.rect(-pane * 0.45, -height * 0.26, pane * 0.9, height * 0.26, mix(light.near, light.ink, 0.6))


def cottage(canvas: Canvas, light: Palette, width: float, *, roof: Colour) -> None:
    """A low white house seen from its long side, standing on the origin."""
    half, wall, top = width / 2, width * 0.3, width * 0.58
    front = [(-half, 0), (-half, -wall), (half, -wall), (half, 0)]
    canvas.polygon(front, light.paper)
    canvas.shade(front, light.mid, 0.4, towards="right")
    for x in (-half * 0.82, half * 0.7):
        canvas.rect(x, -top * 1.18, width * 0.09, top * 0.4, light.shade)
        canvas.rect(x - width * 0.01, -top * 1.2, width * 0.11, width * 0.03, light.near)
    canvas.polygon(
        [(-half * 1.08, -wall * 0.95), (-half * 0.92, -top), (half * 0.92, -top), (half * 1.08, -wall * 0.95)], roof
    )
    for x in (-0.34, -0.14, 0.2, 0.36):
        window(canvas, light, x * width - width * 0.035, -wall * 0.72, width * 0.08, wall * 0.42, lit=light.dark)
    canvas.rect(width * 0.02, -wall * 0.72, width * 0.08, wall * 0.72, light.accent)


def church(canvas: Canvas, light: Palette, height: float, *, wall: Colour, roof: Colour) -> None:
    """A tower with a pointed roof, and the nave behind it, standing on the origin."""
    one = canvas.at(0, 0, height)
    one.polygon(path("0,0 0,-0.34 0.06,-0.45 0.5,-0.45 0.56,-0.34 0.54,0"), wall)
    one.polygon(path("0,-0.3 0.05,-0.47 0.51,-0.47 0.58,-0.3"), roof)
    tower = path("-0.11,0 -0.11,-0.6 0.11,-0.6 0.11,0")
    one.polygon(tower, wall)
    one.shade(tower, light.near, 0.4, towards="right")
    one.polygon([(-0.127, -0.59), (0, -1), (0.127, -0.59)], roof)
    one.line([(0, -1), (0, -1.07)], light.ink, 0.008)
    one.polygon([*arc(0, -0.5, 0.044, 0.044, 180, 360), (0.044, -0.42), (-0.044, -0.42)], light.ink)


def lamp(post: Canvas, light: Palette) -> None:
    """A street lamp with two globes, 150 high."""
    post.line([(0, 0), (0, -132)], light.ink, 6)
    post.polygon(path("-12,0 -6,-20 6,-20 12,0"), light.ink)
    post.line(smooth(path("-30,-136 -26,-116 0,-108 26,-116 30,-136")), light.ink, 4)
    for x in (-30, 30):
        if light.dark:
            post.glow(x, -146, 70, light.glow, 0.8)
        post.disc(x, -146, 12, light.glow if light.dark else light.paper)
