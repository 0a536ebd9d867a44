"""The picture that a line names: a file beside the file of stories."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from articles import commons, pictures
from articles.models import Image
from articles.pictures import BYTES_LIMIT, UnusablePicture, clean_description
from articles.transfer import IMPORT

TEXTS = ("alt", "caption", "credit")


@dataclass(frozen=True)
class Picture:
    """`digest` is of the file as it lies there; `described` are the texts that the line gives, cleaned."""

    path: Path
    digest: str
    described: dict[str, str]


def find_picture(value: Any, folder: Path) -> Picture:
    """`value` is a path, or an object with “path” and texts. Raises `UnusablePicture`; nothing is decoded here."""
    told = {"path": value} if isinstance(value, str) else value
    if not isinstance(told, dict) or not all(isinstance(told.get(name) or "", str) for name in ("path", *TEXTS)):
        raise UnusablePicture("The image must be a path, or an object with “path” and texts.")
    path = _inside(folder, told.get("path") or "")
    described = clean_description(**{name: told[name] for name in TEXTS if told.get(name)})
    try:
        if path.stat().st_size > BYTES_LIMIT:
            raise UnusablePicture(f"The picture {path.name} has more than {BYTES_LIMIT // 1024**2} MB.")
        with path.open("rb") as file:
            return Picture(path, file_digest(file, "sha256").hexdigest(), described)
    except OSError:
        raise UnusablePicture(f"The picture {path.name} cannot be read.") from None


def take_in(picture: Picture, headline: str) -> Image:
    """The picture of the library, described as the line describes it; the headline is its last resort for an alt text.

    Raises `UnusablePicture`.
    """
    with picture.path.open("rb") as file:
        image = pictures.take_in(file, **{"alt": headline, **picture.described})
    wanted = {"alt": image.alt or headline, **picture.described}
    if any(getattr(image, name) != text for name, text in wanted.items()):
        for name, text in wanted.items():
            setattr(image, name, text)
        commons.save(image, by=IMPORT)
    return image


def _inside(folder: Path, text: str) -> Path:
    """The file of this name in the folder or below it."""
    if text.startswith(("http:", "https:", "//")):
        raise UnusablePicture("The image is an address: put the file beside the stories and give its path.")
    try:
        path = (folder / text).resolve()
        if not path.is_relative_to(folder):
            raise UnusablePicture(f"The path “{text[:100]}” leads out of the folder of the file.")
        if path.is_file():
            return path
    except (OSError, ValueError):  # no file can have such a name
        pass
    raise UnusablePicture(f"There is no picture “{text[:100]}” beside the file.")
