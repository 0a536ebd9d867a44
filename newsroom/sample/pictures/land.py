"""Open country: soft hills under a sky."""

from collections.abc import Sequence
from random import Random

from newsroom.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Fade, Point
from newsroom.sample.pictures.palettes import Colour, Palette, mix
from newsroom.sample.pictures.shapes import down_to, hills
from newsroom.sample.pictures.sky import Clouds, open_sky


def countryside(
    canvas: Canvas, chance: Random, light: Palette, *, sun_at: Point, clouds: Sequence[Clouds] = ()
) -> None:
    """Sky and two ranges of soft hills, down to about the middle of the picture."""
    open_sky(canvas, chance, light, 620, sun_at=sun_at, clouds=clouds)
    distant_hills(canvas, chance, light, 625, 240, fading_to=light.grass[0])


def distant_hills(
    canvas: Canvas, chance: Random, light: Palette, foot: float, height: float, *, fading_to: Colour | None = None
) -> None:
    """Two ranges, one behind the other, that fade towards their foot into the haze or another colour, and the plain."""
    for tint, rise in ((light.far, height), (mix(light.far, light.mid, 0.55), height * 0.58)):
        land = down_to(hills(chance, foot, rise, waves=chance.uniform(0.8, 1.6)), foot)
        faded = mix(tint, fading_to or light.sky[1], 0.5)
        canvas.polygon(land, Fade(tint, faded))
        canvas.rect(0, foot - 1, WIDTH, HEIGHT - foot + 1, faded)
