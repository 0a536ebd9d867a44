"""What becomes of a picture that is taken into the library."""

import io
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.ExifTags import Base

from articles import pictures
from articles.models import Image
from articles.pictures import UnusablePicture

pytestmark = pytest.mark.django_db

RED, BLUE = (200, 30, 30), (30, 30, 200)


def file(drawing: Pillow.Image, kind: str = "PNG", **options: Any) -> io.BytesIO:
    written = io.BytesIO()
    drawing.save(written, kind, **options)
    return io.BytesIO(written.getvalue())


def halves(width: int = 80, height: int = 40, mode: str = "RGB") -> Pillow.Image:
    """Red on the left, blue on the right."""
    drawing = Pillow.new("RGB", (width, height), RED)
    drawing.paste(BLUE, (width // 2, 0, width, height))
    return drawing.convert(mode)


def stored(picture: Image) -> Pillow.Image:
    with picture.file.open("rb") as opened:
        return Pillow.open(io.BytesIO(opened.read()))


def looks_like(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(seen - meant) < 25 for seen, meant in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("kind", pictures.FORMATS)
def test_every_format_becomes_a_webp_of_the_library(kind: str) -> None:
    picture = pictures.take_in(file(halves(), kind), alt="Two halves", caption=" A\nflag ", credit="Ida Moor")
    shown = stored(picture)
    assert shown.format == "WEBP"
    assert (picture.width, picture.height) == shown.size == (80, 40)
    assert looks_like(shown.getpixel((5, 5)), RED)
    assert looks_like(shown.getpixel((75, 35)), BLUE)
    assert (picture.alt, picture.caption, picture.credit) == ("Two halves", "A flag", "Ida Moor")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_pixels_can_be_stored(mode: str) -> None:
    drawing = Pillow.new("I;16", (20, 20), 40_000) if mode == "I;16" else halves(20, 20, mode)
    assert pictures.encode(file(drawing)).width == 20


def test_colours_for_print_become_colours_for_screens() -> None:
    encoded = pictures.encode(file(Pillow.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG"))
    assert looks_like(Pillow.open(io.BytesIO(encoded.data)).getpixel((5, 5)), (255, 0, 0))


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    frames = [halves(), Pillow.new("RGB", (80, 40), BLUE)]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        moving = file(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        encoded = Pillow.open(io.BytesIO(pictures.encode(moving).data))
        assert getattr(encoded, "n_frames", 1) == 1
        assert looks_like(encoded.convert("RGB").getpixel((5, 5)), RED), kind


def test_a_palette_with_a_transparent_colour_stays_transparent() -> None:
    drawing = halves(20, 20).quantize(4)
    drawing.putpixel((0, 0), drawing.getpixel((5, 5)))  # type: ignore[arg-type]
    clear = drawing.getpixel((19, 19))
    encoded = Pillow.open(io.BytesIO(pictures.encode(file(drawing, transparency=clear)).data))
    assert encoded.getpixel((15, 15))[3] == 0  # type: ignore[index]
    assert encoded.getpixel((5, 5))[3] == 255  # type: ignore[index]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(orientation: int) -> None:
    """Red is where the camera says that the top left is."""
    upright = Pillow.new("RGB", (60, 40), BLUE)
    upright.paste(RED, (0, 0, 20, 20))
    turns = {
        2: Pillow.Transpose.FLIP_LEFT_RIGHT,
        3: Pillow.Transpose.ROTATE_180,
        4: Pillow.Transpose.FLIP_TOP_BOTTOM,
        5: Pillow.Transpose.TRANSPOSE,
        6: Pillow.Transpose.ROTATE_90,
        7: Pillow.Transpose.TRANSVERSE,
        8: Pillow.Transpose.ROTATE_270,
    }
    as_taken = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Pillow.Exif()
    exif[Base.Orientation] = orientation
    encoded = Pillow.open(io.BytesIO(pictures.encode(file(as_taken, "JPEG", exif=exif, quality=95)).data))
    assert encoded.size == (60, 40)
    assert looks_like(encoded.getpixel((8, 8)), RED)
    assert looks_like(encoded.getpixel((52, 32)), BLUE)


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = file(Pillow.new("1", (10_000, 5_001)))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda picture: pytest.fail("it is decoded"))
    with pytest.raises(UnusablePicture):
        pictures.encode(bomb)


def test_sixteen_bits_of_grey_keep_their_shade() -> None:
    encoded = pictures.encode(file(Pillow.new("I;16", (20, 20), 40_000)))
    assert looks_like(Pillow.open(io.BytesIO(encoded.data)).getpixel((5, 5)), (156, 156, 156))


def test_transparency_is_kept() -> None:
    drawing = Pillow.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert stored(pictures.take_in(file(drawing))).getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_picture_is_made_no_wider_than_two_thousand_pixels() -> None:
    assert pictures.encode(file(Pillow.new("RGB", (3_000, 1_500)))).width == 2_000
    assert pictures.encode(file(Pillow.new("RGB", (1_999, 10)))).width == 1_999
    tall = pictures.encode(file(Pillow.new("RGB", (100, 20_000))))
    assert tall.height == 16_383, "no WebP is higher"


def test_a_picture_stands_upright_without_what_the_camera_wrote() -> None:
    exif = Pillow.Exif()
    exif[Base.Orientation] = 6  # the top is on the right: turn it clockwise
    exif[Base.Make] = "Brannay Optical"
    exif[Base.GPSInfo] = {1: "N", 2: (60.0, 9.0, 0.0)}
    picture = pictures.take_in(file(halves(3_000, 2_000), "JPEG", exif=exif, comment=b"secret place"))
    shown = stored(picture)
    assert shown.size == (2_000, 3_000)
    assert looks_like(shown.getpixel((1_000, 10)), RED)
    assert not shown.getexif()
    assert not {"exif", "xmp", "icc_profile"} & shown.info.keys()
    assert b"Brannay" not in Path(picture.file.path).read_bytes()


def test_the_credit_is_read_from_the_file_when_nobody_gives_one() -> None:
    exif = Pillow.Exif()
    exif[Base.Artist] = "Ida  Moor"
    signed = file(halves(), "JPEG", exif=exif)
    assert pictures.take_in(signed).credit == "Ida Moor"
    Image.objects.all().delete()
    signed.seek(0)
    assert pictures.take_in(signed, credit="The Skerry Post").credit == "The Skerry Post"


def test_colours_are_those_that_the_profile_means() -> None:
    """In a profile whose red and blue have changed places, what is written as red is meant as blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    for icc_profile, meant in ((profile, RED), (swapped, BLUE), (b"no profile at all", RED)):
        encoded = pictures.encode(file(Pillow.new("RGB", (10, 10), RED), icc_profile=icc_profile))
        assert looks_like(Pillow.open(io.BytesIO(encoded.data)).getpixel((5, 5)), meant)


def test_the_same_picture_is_stored_once() -> None:
    first = pictures.take_in(file(halves()), alt="Two halves")
    again = pictures.take_in(file(halves()), alt="Something else")
    assert again == first
    assert again.alt == "Two halves"
    assert first.sha256 == sha256(Path(first.file.path).read_bytes()).hexdigest()
    assert first.file.name == f"pictures/{first.sha256}.webp"


def test_half_a_file_that_a_killed_process_left_is_replaced(settings: Any) -> None:
    digest = pictures.encode(file(halves())).sha256
    left = Path(settings.MEDIA_ROOT) / "pictures" / f"{digest}.webp"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"RIFF")
    picture = pictures.take_in(file(halves()))
    assert picture.file.name == f"pictures/{digest}.webp"
    assert stored(picture).size == (80, 40)


def test_a_file_that_was_lost_is_brought_back() -> None:
    picture = pictures.take_in(file(halves()))
    Path(picture.file.path).unlink()
    assert stored(pictures.take_in(file(halves()))).size == (80, 40)
    assert Image.objects.count() == 1


BAD: dict[str, tuple[Callable[[], io.BytesIO], str]] = {
    "too many bytes": (lambda: io.BytesIO(b"\0" * (20 * 1024 * 1024 + 1)), "more than 20 MB"),
    "too many pixels": (lambda: file(Pillow.new("1", (10_000, 5_001))), "more than 50 million pixels"),
    "a bomb": (lambda: file(Pillow.new("1", (20_000, 20_000))), "more than 50 million pixels"),
    "torn": (lambda: io.BytesIO(file(halves(400, 400), "JPEG").read()[:1_500]), "damaged"),
    "nothing": (io.BytesIO, "no picture we can read"),
    "drawing": (lambda: io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "no picture we can read"),
    "TIFF": (lambda: file(halves(), "TIFF"), "no picture we can read"),
    "PDF": (lambda: file(halves(), "PDF"), "no picture we can read"),
}


@pytest.mark.parametrize(("bad", "sentence"), BAD.values(), ids=BAD)
def test_what_cannot_be_a_picture_is_refused_with_a_sentence(bad: Callable[[], io.BytesIO], sentence: str) -> None:
    with pytest.raises(UnusablePicture, match=sentence):
        pictures.take_in(bad())
    assert not Image.objects.exists()


def test_a_description_that_does_not_fit_is_refused_not_cut() -> None:
    with pytest.raises(UnusablePicture, match="alt of the picture is longer than 300"):
        pictures.take_in(file(halves()), alt="a" * 301)


SEEDS = [file(halves(), kind).read() for kind in pictures.FORMATS]


@settings(max_examples=60, deadline=None)
@given(seed=st.sampled_from(SEEDS), place=st.floats(0, 1), noise=st.binary(max_size=20), keep=st.floats(0, 1))
def test_no_damaged_file_does_more_than_to_be_refused(seed: bytes, place: float, noise: bytes, keep: float) -> None:
    at = int(place * len(seed))
    data = (seed[:at] + noise + seed[at + len(noise) :])[: int(keep * len(seed)) + 1]
    with suppress(UnusablePicture):
        assert pictures.encode(io.BytesIO(data)).width <= 2_000
