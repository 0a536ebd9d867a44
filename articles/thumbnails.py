"""Small copies of pictures for the desk's grids, made when one is first asked for. Never shown to readers."""

import io

from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from articles.models import Image
from articles.storing import store

BOX = (480, 480)
QUALITY = 75


def thumbnail_of(picture: Image) -> str | None:
    """The name of its small copy in the storage; none where the picture's file is missing."""
    name = _name(picture.sha256)
    if default_storage.exists(name):
        return name
    if not default_storage.exists(str(picture.file)):
        return None
    written = io.BytesIO()
    try:
        with picture.file.open("rb") as file, Pillow.open(file, formats=["WEBP"]) as drawing:
            drawing.thumbnail(BOX)
            drawing.save(written, "WEBP", quality=QUALITY)
    except UnidentifiedImageError:  # nothing of our making: let the browser try
        return str(picture.file)
    store(name, written.getvalue())
    return name


def forget_thumbnail(sha256: str) -> None:
    default_storage.delete(_name(sha256))


def _name(sha256: str) -> str:
    return f"thumbnails/{sha256}.webp"
