"""What is overhead: sun or moon, clouds, stars, birds, rain and snow."""

from collections.abc import Callable, Sequence
from random import Random

from newsroom.sample.pictures.canvas import WIDTH, Canvas, Fade, Point
from newsroom.sample.pictures.palettes import NIGHT, Palette, mix
from newsroom.sample.pictures.shapes import cloud, lens, smooth

type Clouds = Callable[[Canvas, Random, Palette, float], None]


def open_sky(
    canvas: Canvas, chance: Random, light: Palette, horizon: float, *, sun_at: Point, clouds: Sequence[Clouds] = ()
) -> None:
    """The sky down to the horizon with its sun and, of `clouds` (streaks or heaps), one kind; stars when it is dark."""
    sky(canvas, light, horizon)
    if light.dark:
        stars(canvas, chance, light, horizon * 0.75)
    sun(canvas, light, sun_at, chance.uniform(55, 95))
    chance.choice(clouds or (streaks, heaps))(canvas, chance, light, horizon * 0.8)


def sky(canvas: Canvas, light: Palette, horizon: float) -> None:
    canvas.rect(0, 0, WIDTH, horizon + 2, Fade(*light.sky))


def sun(canvas: Canvas, light: Palette, at: Point, radius: float = 70) -> None:
    """The sun, or by night the moon, and its light around it."""
    canvas.glow(*at, radius * 6, light.sun, 0.5)
    canvas.disc(*at, radius, light.sun)
    if light is NIGHT:
        for x, y, r in ((-0.3, -0.25, 0.22), (0.3, 0.2, 0.28), (-0.15, 0.45, 0.14), (0.25, -0.45, 0.12)):
            canvas.disc(at[0] + x * radius, at[1] + y * radius, r * radius, mix(light.sun, light.sky[1], 0.25))


def stars(canvas: Canvas, chance: Random, light: Palette, horizon: float, *, count: int = 110) -> None:
    for _ in range(count):
        x, y = chance.uniform(0, WIDTH), horizon * chance.random() ** 1.3
        canvas.disc(x, y, chance.choice((1.2, 1.5, 1.5, 2.0, 2.8)), light.paper, chance.uniform(0.35, 0.95))


def streaks(canvas: Canvas, chance: Random, light: Palette, horizon: float, *, count: int = 5) -> None:
    """Long thin clouds, lower ones longer and thinner."""
    for number in range(count):
        share = (number + chance.random()) / count
        tint = mix(light.sky[1], light.sun, 0.5) if share > 0.5 else mix(light.sky[0], light.paper, 0.45)
        y, width = horizon * (0.12 + 0.72 * share), chance.uniform(260, 620)
        x = chance.uniform(0, WIDTH)
        for shift, size in ((0, 1), (chance.uniform(-0.4, 0.4), 0.7), (chance.uniform(-0.6, 0.6), 0.45)):
            canvas.polygon(
                lens(x + shift * width, y + 14 * (1 - size), width * size, 26 * (1.1 - 0.5 * share)), tint, 0.75
            )


def heaps(canvas: Canvas, chance: Random, light: Palette, horizon: float, *, count: int = 3) -> None:
    """Heap clouds with lit tops, smaller towards the horizon."""
    for number in range(count):
        share = (number + chance.uniform(0.2, 0.8)) / count
        y, width = horizon * (0.3 + 0.55 * share), chance.uniform(300, 460) * (1.15 - 0.6 * share)
        one = canvas.at(chance.uniform(60, WIDTH - 60), y)
        outline = cloud(chance, width, width * 0.3)
        one.polygon(outline, Fade(mix(light.paper, light.sun, 0.3), mix(light.sky[1], light.paper, 0.2)))


def gull(canvas: Canvas, light: Palette, at: Point, size: float, *, dip: float = 0.3) -> None:
    """A gull far away: two curved wings. `dip` is how far the wing tips hang."""
    wing: list[Point] = [(0, 0), (-0.25, -0.32), (-0.6, -0.34), (-1, dip - 0.3)]
    under: list[Point] = [(-1, dip - 0.3), (-0.58, -0.22), (-0.25, -0.18), (0, 0.12)]
    half = smooth(wing, steps=4) + smooth(under, steps=4)
    bird = canvas.at(*at, size)
    tint = light.paper if light.dark else light.ink
    bird.polygon(half, tint)
    bird.polygon([(-x, y) for x, y in half], tint)


def gulls(canvas: Canvas, chance: Random, light: Palette, around: Point, *, count: int = 4, size: float = 17) -> None:
    for _ in range(count):
        at = around[0] + chance.gauss(0, 120), around[1] + chance.gauss(0, 45)
        gull(canvas, light, at, size * chance.uniform(0.6, 1.2), dip=chance.uniform(0.1, 0.5))
