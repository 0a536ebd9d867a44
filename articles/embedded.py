"""The words that a camera or an agency wrote into a picture: its caption and its credit line. Nothing else is kept.

They stand in three places: EXIF, IPTC (the wire services' own) and XMP (what editing programs write today).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import IptcImagePlugin
from PIL.ExifTags import Base

from newsroom.lib import xmp
from newsroom.lib.text import clean_line

BYLINE, CREDIT, COPYRIGHT, CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)  # of IPTC
DUBLIN_CORE, PHOTOSHOP = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/photoshop/1.0/"


class Words(NamedTuple):
    caption: str
    credit: str


def words_in(picture: Pillow.Image, *, longest: Mapping[str, int]) -> Words:
    """As lines; what would not fit into its column (`longest`, by name) is left out, never cut."""
    exif, iptc, packet = _exif(picture), _iptc(picture), _packet(picture)
    byline = iptc(BYLINE) or packet(f"{DUBLIN_CORE} creator")
    agency = iptc(CREDIT) or packet(f"{PHOTOSHOP} Credit")
    both = f"{byline}/{agency}" if byline and agency and agency not in byline else ""
    rights = (iptc(COPYRIGHT), packet(f"{DUBLIN_CORE} rights"), exif(Base.Copyright))
    captions = (iptc(CAPTION), packet(f"{DUBLIN_CORE} description"), exif(Base.ImageDescription))
    return Words(
        # All capitals is what cameras write by themselves: OLYMPUS DIGITAL CAMERA.
        _first((caption for caption in captions if not caption.isupper()), longest["caption"]),
        _first((both, byline, agency, exif(Base.Artist), *rights), longest["credit"]),
    )


def _first(lines: Iterable[str], longest: int) -> str:
    return next((line for line in lines if line and len(line) <= longest), "")


def _exif(picture: Pillow.Image) -> Callable[[int], str]:
    exif = picture.getexif()
    # (Pillow reads Latin-1; who writes today writes UTF-8.)
    return lambda tag: _decoded(str(exif.get(tag, "")).encode("latin-1", "ignore"))


def _iptc(picture: Pillow.Image) -> Callable[[tuple[int, int]], str]:
    found: Mapping[tuple[int, int], bytes | list[bytes]] = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]

    def read(dataset: tuple[int, int]) -> str:
        value = found.get(dataset, b"")
        return _joined(map(_decoded, value if isinstance(value, list) else [value]))

    return read


def _packet(picture: Pillow.Image) -> Callable[[str], str]:
    found = xmp.texts_in(picture.info.get("xmp", b""))
    return lambda name: _joined(clean_line(text) for text in found.get(name, [])[: None if "creator" in name else 1])


def _joined(lines: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, lines)))


def _decoded(data: bytes) -> str:
    try:
        return clean_line(data.decode())
    except UnicodeDecodeError:
        return clean_line(data.decode("latin-1"))
