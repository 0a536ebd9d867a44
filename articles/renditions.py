"""Making the renditions of a picture: a task after each change of its file or focal point. See ADR 12.

`Image.renditions` names the set that readers' pages use; it is written when all files of the set are in the storage. So
a page never names a file that was not there, and shows the whole picture until then.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from PIL import Image as Pillow

from articles import shapes
from articles.models import Epoch, Image
from articles.storing import listed, remove_folder, store
from newsroom.lib.crop import box

# About alike to the eye. (AVIF at speed 6 costs three times the CPU of 8, for files that are a twentieth smaller.)
OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 8},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
ROOT = "renditions"

logger = logging.getLogger(__name__)


def order(picture: Image) -> None:
    """Have them made. Call it in the transaction of what makes them necessary."""
    make.enqueue(picture.pk)


@task()
def make(key: int) -> None:
    """Make what the picture lacks now; however often this runs, once."""
    picture = Image.objects.filter(pk=key).first()
    if picture is not None and picture.renditions != picture.cut and write(picture):
        show([picture])


def write(picture: Image) -> bool:
    """Make the set and note that it is there; not, where the picture has changed or gone meanwhile.

    Raises `OSError` where the picture's own file cannot be read. Whoever calls this calls `show` after it.
    """
    made = list(drawn(picture))
    as_read = Image.objects.filter(
        pk=picture.pk, sha256=picture.sha256, focal_x=picture.focal_x, focal_y=picture.focal_y
    ).exclude(renditions=picture.cut)
    if not as_read.exists():  # somebody else made it, or it is wanted no more
        return False
    for file, data in made:
        store(file.path, data)
    if not as_read.update(renditions=picture.cut):
        return False
    transaction.on_commit(lambda: forget(picture.sha256, keep=picture.cut))
    return True


def show(pictures: list[Image]) -> None:
    """Let pages that were put on a shelf learn of their renditions, where there can be such pages.

    Asked after `write` was committed: what becomes public later is drawn with the renditions in any case.
    """
    if Image.objects.public().filter(pk__in=[picture.pk for picture in pictures]).exists():
        Epoch.objects.bump()


def drawn(picture: Image) -> Iterator[tuple[shapes.File, bytes]]:
    """Every rendition, encoded."""
    with picture.file.open("rb") as file, Pillow.open(file, formats=["WEBP"]) as stored:
        stored.load()
        for shape, (ratio, _widths) in shapes.SHAPES.items():
            part = box(*stored.size, ratio, (picture.focal_x, picture.focal_y)) if ratio else None
            for size in shapes.sizes(shape, *stored.size):
                scaled = stored.resize(size, Pillow.Resampling.LANCZOS, box=part)
                for kind in shapes.TYPES:
                    yield shapes.File(picture.sha256, picture.cut, shape, size[0], kind), encoded(scaled, kind)


def encoded(drawing: Pillow.Image, kind: str) -> bytes:
    if kind == "jpeg":
        drawing = on_white(drawing)
    written = io.BytesIO()
    drawing.save(written, kind.upper(), **OPTIONS[kind])
    return written.getvalue()


def on_white(drawing: Pillow.Image) -> Pillow.Image:
    """For the kind that knows no transparency."""
    if drawing.mode == "RGB":
        return drawing
    paper = Pillow.new("RGB", drawing.size, "white")
    paper.paste(drawing, mask=drawing.getchannel("A"))
    return paper


def forget(sha256: str, *, keep: str = "") -> int:
    """Remove the renditions of this content, but for the set `keep`; the number of files."""
    folder = shapes.folder(sha256)
    files = listed(folder)[1]
    unwanted = [name for name in files if not (keep and name.startswith(f"{keep}-"))]
    for name in unwanted:
        default_storage.delete(f"{folder}/{name}")
    if len(unwanted) == len(files):
        remove_folder(folder)
    return len(unwanted)
