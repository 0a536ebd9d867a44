"""The light of a picture: few colours that belong together, one accent among them."""

from dataclasses import dataclass

type Colour = tuple[int, int, int]
type Pair = tuple[Colour, Colour]


def colour(code: str) -> Colour:
    """Six hexadecimal digits as a colour."""
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


def colours(codes: str) -> tuple[Colour, ...]:
    return tuple(colour(code) for code in codes.split())


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` 0 is the one colour, 1 the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Palette:
    """Out of doors. Pairs go from above to below, or from the light side to the dark one."""

    sky: Pair
    water: Pair
    grass: Pair
    far: Colour
    mid: Colour
    near: Colour
    ink: Colour
    paper: Colour
    shade: Colour
    sun: Colour
    glow: Colour
    accent: Colour
    dark: bool = False


def _palette(*, sky: str, water: str, grass: str, depth: str, white: str, light: str, dark: bool = False) -> Palette:
    """`depth` is far, mid, near and ink; `white` paper and its shade; `light` sun, glow and accent."""
    far, mid, near, ink = colours(depth)
    paper, shade = colours(white)
    sun, glow, accent = colours(light)
    pairs = _pair(sky), _pair(water), _pair(grass)
    return Palette(*pairs, far, mid, near, ink, paper, shade, sun, glow, accent, dark)


def _pair(codes: str) -> Pair:
    one, other = colours(codes)
    return one, other


DAWN = _palette(
    sky="86abb5 fadfbf",
    water="bccbc3 3f6d7b",
    grass="b3b083 5c7562",
    depth="b7bdb6 7b989a 3d626d 1c343f",
    white="fcf5e7 d9cbb8",
    light="f4875a ffd182 d2402c",
)
NOON = _palette(
    sky="9fcad3 f6efdb",
    water="84bcc0 1f5e6d",
    grass="b1bd79 597f5b",
    depth="a9c7c7 6ea2a5 2e6771 16313b",
    white="fffaf0 ccd2c8",
    light="fff1c4 ffd889 cf3522",
)
GOLD = _palette(
    sky="eeb26c fdeccb",
    water="e9c595 5d5768",
    grass="d6aa5c 8c6d3f",
    depth="e2b588 bb815b 75483d 3a2329",
    white="fff6e4 e6c9a1",
    light="fff8e2 ffe3a0 b02a20",
)
ROSE = _palette(
    sky="c58a8c fbe3cf",
    water="e6bfae 57597a",
    grass="bcaa87 6d6d6a",
    depth="d3aca4 927f91 4e4d69 282a41",
    white="fff5ea e2c7bb",
    light="fff2d8 ffdf9e c3303a",
)
GREY = _palette(
    sky="788b93 dfdbcf",
    water="9eadae 3b5059",
    grass="a0a78a 5d6d5d",
    depth="abb4b3 798b8f 475960 243139",
    white="f5f1e7 bcbfb8",
    light="f3eddf ffd58a c93f2c",
)
FROST = _palette(
    sky="97b8d1 f8e8de",
    water="bccfda 476a88",
    grass="f8f6f1 c5d6e2",
    depth="c3d2de 8ba7be 4b6a87 21354b",
    white="fdfbf6 c4d3de",
    light="fffaf0 ffd487 d04434",
)
DUSK = _palette(
    sky="403f6e f7ab7f",
    water="d9958b 34325c",
    grass="7a7384 3c405f",
    depth="91769a 5a5182 322f58 1a1832",
    white="faeada b7a2b1",
    light="ffdca6 ffd98c ea563d",
    dark=True,
)
NIGHT = _palette(
    sky="0d1c34 44677f",
    water="41677f 0e2038",
    grass="33525c 182f40",
    depth="3d5b75 27435d 172c43 08131f",
    white="e2e5df 8aa0ae",
    light="f7efd8 ffd27a e8603a",
    dark=True,
)
STORM = _palette(
    sky="17222c 7d9191",
    water="66807f 13212a",
    grass="5d6d62 2c3b3d",
    depth="5b6d72 3b4d56 23333c 0b141a",
    white="e9eee7 90a3a4",
    light="e9eee7 ffe9a6 e05a33",
    dark=True,
)
SQUALL = _palette(
    sky="262338 c99a86",
    water="8d7480 1d1b30",
    grass="6a6470 332f45",
    depth="7c6a7c 544a66 332f4a 141222",
    white="f2e7dc a7949c",
    light="ffe1b0 ffe3a1 e8593a",
    dark=True,
)


@dataclass(frozen=True)
class Room:
    """Indoors and on paper: from the lightest to the darkest, and an accent."""

    paper: Colour
    pale: Colour
    tone: Colour
    deep: Colour
    ink: Colour
    accent: Colour
    glow: Colour


def _room(codes: str) -> Room:
    return Room(*colours(codes))


SAGE = _room("fbf5e8 d9dcc6 9db09a 4c6b62 1f3436 d2452f f3c56b")
TEAL = _room("fbf5e8 c8dcd8 7fb0b0 2c6670 14303b d9462f f5c86e")
OCHRE = _room("fdf5e4 f3dcab d9a552 8b5a34 33231f b5301f f7d27f")
BRICK = _room("fdf4e7 f0cdb4 d08a6c 8a4036 33191d 1f6d70 f8cf84")
SLATE = _room("f7f3ea cfd5d8 8b9daa 465d72 1a2737 d8472f f6cb77")
PLUM = _room("fbf2ea e3cdd0 ab8a9c 5c4566 241d33 dd5138 f7cd80")
