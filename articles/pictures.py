"""Taking a picture into the library: whatever is brought in is decoded, and stored as a WebP of our own making."""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any

from django.core.files.base import File
from django.db.models import CharField
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps, UnidentifiedImageError
from PIL.ExifTags import Base

from articles import renditions
from articles.embedded import Words, words_in
from articles.errors import NewsroomError
from articles.models import Image
from articles.storing import store
from newsroom.lib.text import clean_line

BYTES_LIMIT = 20 * 1024 * 1024
PIXELS_LIMIT = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
BOX = 2_000, 16_383  # the widest we serve; the highest that WebP can be
QUALITY = 82
LENGTHS = {field.name: field.max_length or 0 for field in Image._meta.local_fields if isinstance(field, CharField)}
TURNED = (5, 6, 7, 8)  # orientations of EXIF in which height and width change places
# What the decoders raise on a damaged file: they come from many hands.
BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, OverflowError, RuntimeError),
    *(struct.error, zlib.error),
)


class UnusablePicture(NewsroomError):
    """The file cannot become a picture of the library; the message says why."""


@dataclass(frozen=True)
class Encoded:
    """A picture as we store it: without metadata, but for the words that were read from it."""

    data: bytes
    width: int
    height: int
    words: Words

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def take_in(file: "IO[bytes] | File[bytes]", **described: Any) -> Image:
    """The picture of the library with what this file shows; one that is there already stays described as it is.

    `described` are columns of `Image`: `alt`, `caption`, `credit`, `of_the_house`. Raises `UnusablePicture`.
    """
    encoded = encode(file)
    columns = clean_description(**{**encoded.words._asdict(), **described})
    name = f"pictures/{encoded.sha256}.webp"
    if (known := Image.objects.filter(sha256=encoded.sha256).first()) and known.file.storage.exists(name):
        return known
    store(name, encoded.data)
    picture, new = Image.objects.get_or_create(
        sha256=encoded.sha256,
        defaults={"file": name, "width": encoded.width, "height": encoded.height, **columns},
    )
    if new:
        renditions.order(picture)
    return picture


def clean_description(**columns: Any) -> dict[str, Any]:
    """Columns of `Image`, the texts as lines. Raises `UnusablePicture` where one is too long."""
    for name, value in columns.items():
        if isinstance(value, str):
            columns[name] = clean_line(value)
            if len(columns[name]) > LENGTHS[name]:
                raise UnusablePicture(f"The {name} of the picture is longer than {LENGTHS[name]} characters.")
    return columns


def encode(file: "IO[bytes] | File[bytes]") -> Encoded:
    """Decode, turn upright, make no wider than 2000 pixels, bring to sRGB, encode. Raises `UnusablePicture`."""
    data = file.read(BYTES_LIMIT + 1)
    if len(data) > BYTES_LIMIT:
        raise UnusablePicture(_("The picture has more than %d MB.") % (BYTES_LIMIT // 1024**2))
    try:
        with _open(data) as picture:
            words = words_in(picture, longest=LENGTHS)
            drawn = _drawn(picture)
    except BROKEN:
        raise UnusablePicture(_("The picture is damaged.")) from None
    stored = io.BytesIO()
    drawn.save(stored, "WEBP", quality=QUALITY, method=4)
    return Encoded(stored.getvalue(), *drawn.size, words)


def _open(data: bytes) -> Pillow.Image:
    """The picture with nothing but its head read, if that promises something we can hold."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)  # our own limit is lower
        try:
            picture = Pillow.open(io.BytesIO(data), formats=FORMATS)
        except UnidentifiedImageError:
            raise UnusablePicture(_("The file is no picture we can read (%s).") % ", ".join(FORMATS)) from None
        except Pillow.DecompressionBombError:
            raise UnusablePicture(_too_large()) from None
    if picture.width * picture.height > PIXELS_LIMIT:
        raise UnusablePicture(_too_large())
    return picture


def _too_large() -> str:
    return _("The picture has more than %d million pixels.") % (PIXELS_LIMIT // 1_000_000)


def _drawn(picture: Pillow.Image) -> Pillow.Image:
    """The pixels as they will be stored."""
    turned = picture.getexif().get(Base.Orientation) in TURNED
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    drawn: Pillow.Image = picture
    if picture.mode in ("P", "PA", "1"):  # a palette cannot be scaled
        drawn = picture.convert(mode)
    elif picture.mode.startswith("I"):  # grey of 16 bits, which convert() would cut off instead of scaling
        drawn = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    drawn.thumbnail(BOX[::-1] if turned else BOX)
    drawn = ImageOps.exif_transpose(drawn)
    return _in_srgb(drawn).convert(mode)


def _in_srgb(picture: Pillow.Image) -> Pillow.Image:
    """The colours that the profile means, since the profile is not kept."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        brought = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, *BROKEN):
        return picture
    return brought or picture
