"""What the pictures are drawn on: shapes in units of the finished picture, drawn at twice the size and made smaller."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageOps

from newsroom.sample.pictures.palettes import Colour

WIDTH, HEIGHT = 1500, 1000
SCALE = 2
GRAIN = 5  # levels of 255, either way

type Point = tuple[float, float]
type Points = Sequence[Point]
type Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Fade:
    """A paint that goes from one colour to the other, downwards or from left to right, over the box of the shape."""

    start: Colour
    end: Colour
    across: bool = False


type Paint = Colour | Fade


@dataclass(frozen=True)
class Place:
    """Where a thing stands that is drawn around its own origin: moved, made larger, turned (degrees, clockwise)."""

    x: float = 0
    y: float = 0
    size: float = 1
    turn: float = 0
    flipped: bool = False

    def of(self, point: Point) -> Point:
        x, y = point[0] * self.size * (-1 if self.flipped else 1), point[1] * self.size
        if self.turn:
            sine, cosine = math.sin(math.radians(self.turn)), math.cos(math.radians(self.turn))
            x, y = x * cosine - y * sine, x * sine + y * cosine
        return self.x + x, self.y + y


class Canvas:
    """A sheet of 1500 to 1000. `at()` is the same sheet, seen by a thing that is drawn around its own origin."""

    def __init__(self, seed: int, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.grain = Image.frombytes("L", (width, height), Random(seed).randbytes(width * height))
        self.mirrored = False
        self._places: tuple[Place, ...] = ()
        self._corner = 0, 0  # of the image on the sheet, in pixels

    def at(self, x: float, y: float, size: float = 1, *, turn: float = 0, flipped: bool = False) -> "Canvas":
        return self._seen(_places=(Place(x, y, size, turn, flipped), *self._places))

    def polygon(self, points: Points, paint: Paint, opacity: float = 1) -> None:
        outline = self._pixels(points)
        if isinstance(paint, Fade):
            self._fade(outline, paint, opacity)
        else:
            ImageDraw.Draw(self.image, "RGBA").polygon(outline, fill=(*paint, round(255 * opacity)))

    def rect(self, x: float, y: float, width: float, height: float, paint: Paint, opacity: float = 1) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], paint, opacity)

    def ellipse(self, x: float, y: float, rx: float, ry: float, paint: Paint, opacity: float = 1) -> None:
        self.polygon(arc(x, y, rx, ry), paint, opacity)

    def disc(self, x: float, y: float, radius: float, paint: Paint, opacity: float = 1) -> None:
        self.ellipse(x, y, radius, radius, paint, opacity)

    def line(self, points: Points, colour: Colour, width: float, opacity: float = 1) -> None:
        """`width` in units of this place."""
        thick = max(1, round(width * self._scale()))
        pen = ImageDraw.Draw(self.image, "RGBA")
        pen.line(self._pixels(points), fill=(*colour, round(255 * opacity)), width=thick, joint="curve")

    def shade(self, points: Points, colour: Colour, opacity: float, *, towards: str = "below") -> None:
        """A shadow that grows, grain by grain, from nothing at one edge of the shape to `opacity` at the other."""
        outline = self._pixels(points)
        if box := self._box(outline):
            slope = _slope(towards).resize(_size(box))
            self._paste(colour, box, ImageChops.multiply(_mask(outline, box), self._grainy(slope, box)), opacity)

    def glow(self, x: float, y: float, radius: float, colour: Colour, opacity: float) -> None:
        """Light around a point, fading outwards."""
        ((middle, height),) = self._pixels([(x, y)])
        reach = radius * self._scale()
        whole = (round(middle - reach), round(height - reach), round(middle + reach), round(height + reach))
        if box := _clipped(whole, self.image.size):
            size = max(2, whole[2] - whole[0])
            light = Image.radial_gradient("L").point(_waning).resize((size, size))
            inner = light.crop((box[0] - whole[0], box[1] - whole[1], box[2] - whole[0], box[3] - whole[1]))
            self._paste(colour, box, self._grainy(inner, box), opacity)

    @contextmanager
    def inside(self, points: Points) -> Iterator["Canvas"]:
        """The part of the sheet inside this shape: what is drawn on it shows there only."""
        outline = self._pixels(points)
        box = self._box(outline) or (0, 0, 1, 1)
        corner = self._corner[0] + box[0], self._corner[1] + box[1]
        part = self._seen(image=self.image.crop(box), _corner=corner)
        yield part
        self.image.paste(part.image, box, _mask(outline, box))

    def finished(self) -> Image.Image:
        """The picture in its own size, with the tooth of the paper."""
        picture = self.image.reduce(SCALE)
        tooth = self.grain.point([128 + round((level - 128) * GRAIN / 128) for level in range(256)])
        picture = ImageChops.add(picture, Image.merge("RGB", [tooth] * 3), offset=-128)
        return ImageOps.mirror(picture) if self.mirrored else picture

    def _seen(self, **changes: object) -> "Canvas":
        other = object.__new__(Canvas)
        other.__dict__.update(self.__dict__, **changes)
        return other

    def _scale(self) -> float:
        return SCALE * math.prod(place.size for place in self._places)

    def _pixels(self, points: Points) -> list[Point]:
        for place in self._places:
            points = [place.of(point) for point in points]
        left, top = self._corner
        return [(x * SCALE - left, y * SCALE - top) for x, y in points]

    def _box(self, outline: Points) -> Box | None:
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        box = (math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)) + 1, math.ceil(max(ys)) + 1)
        return _clipped(box, self.image.size)

    def _fade(self, outline: Points, paint: Fade, opacity: float) -> None:
        if box := self._box(outline):
            slope = _slope("right" if paint.across else "below")
            ramp = slope.resize((_size(box)[0], 1) if paint.across else (1, _size(box)[1]))
            painted = ImageOps.colorize(ramp, paint.start, paint.end).resize(_size(box))
            mask = _mask(outline, box)
            self.image.paste(painted, box, mask if opacity == 1 else mask.point(lambda level: level * opacity))

    def _grainy(self, mask: Image.Image, box: Box) -> Image.Image:
        x, y = self._corner
        left, top, right, bottom = ((edge + shift) / SCALE for edge, shift in zip(box, (x, y, x, y), strict=True))
        grain = self.grain.resize(mask.size, Image.Resampling.NEAREST, box=(left, top, right, bottom))
        fine = ImageChops.add(mask, grain, offset=-128)
        return Image.blend(mask, ImageChops.multiply(fine, mask.point(_raised)), 0.35)

    def _paste(self, colour: Colour, box: Box, mask: Image.Image, opacity: float) -> None:
        self.image.paste(colour, box, mask.point(lambda level: level * opacity))


def arc(x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360) -> list[Point]:
    """Points along an ellipse, in degrees clockwise from the right."""
    count = max(8, round(abs(end - start) / 5))
    angles = [math.radians(start + (end - start) * step / count) for step in range(count + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def _waning(level: float) -> float:
    """From Pillow's radial gradient, 0 in the middle and 181 at the edge, to light that is gone at the edge."""
    return 255 * max(0, 1 - level / 181) ** 2


def _raised(level: float) -> float:
    return min(255, level * 6)


@lru_cache(maxsize=4)
def _slope(towards: str) -> Image.Image:
    """Black at one side, white at the other."""
    down = Image.linear_gradient("L")
    turns = {"below": 0, "right": 90, "above": 180, "left": 270}
    return down.rotate(turns[towards])


def _size(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


def _clipped(box: Box, size: tuple[int, int]) -> Box | None:
    left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(size[0], box[2]), min(size[1], box[3])
    return (left, top, right, bottom) if right > left and bottom > top else None


def _mask(outline: Points, box: Box) -> Image.Image:
    mask = Image.new("L", _size(box))
    ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in outline], fill=255)
    return mask
