"""All renditions of the library: what is missing is made, what nobody needs any more is removed."""

from collections.abc import Iterator, Sequence
from itertools import batched

from django.core.files.storage import default_storage

from articles import renditions, shapes
from articles.models import Image
from articles.pictures import BROKEN
from articles.storing import listed, remove_folder

AT_ONCE = 10  # pictures whose pages learn of them together
FOLDERS_AT_ONCE = 500


def make_all(keys: Sequence[int]) -> Iterator[tuple[Image, str]]:
    """Each of these pictures as it is done with, and why it could not be; empty when it could."""
    for some in batched(keys, AT_ONCE):
        made = []
        try:
            for image in Image.objects.filter(pk__in=some).order_by("-pk"):
                reason = _make(image)
                if not reason:
                    made.append(image)
                yield image, reason
        finally:  # also when it is stopped half way
            renditions.show(made)


def _make(image: Image) -> str:
    try:
        renditions.write(image)
    except FileNotFoundError:
        return "its file is not in the storage"
    except BROKEN as error:
        return f"its file cannot be read ({error})"
    return ""


def remove_unneeded() -> int:
    """The number of files."""
    number = 0
    for sha256, names in unneeded():
        for name in names:
            default_storage.delete(f"{shapes.folder(sha256)}/{name}")
        if not listed(shapes.folder(sha256))[1]:
            remove_folder(shapes.folder(sha256))
        number += len(names)
    return number


def unneeded() -> Iterator[tuple[str, list[str]]]:
    """Each folder with files that no picture has or is about to have, and their names."""
    for folders in batched(listed(renditions.ROOT)[0], FOLDERS_AT_ONCE):
        known = {image.sha256: image for image in Image.objects.filter(sha256__in=folders)}
        for sha256 in folders:
            kept = _sets_of(known.get(sha256))
            if names := [name for name in listed(shapes.folder(sha256))[1] if not name.startswith(kept)]:
                yield sha256, names


def _sets_of(image: Image | None) -> tuple[str, ...]:
    """How the files begin that a picture has, or that are being made for it."""
    return tuple(f"{cut}-" for cut in {image.renditions, image.cut} if cut) if image else ()


def lost() -> Iterator[tuple[Image, int]]:
    """The pictures that have fewer files than their set says, and how many are missing."""
    for image in Image.objects.exclude(renditions="").order_by("pk").iterator():
        there = set(listed(shapes.folder(image.sha256))[1])
        wanted = shapes.files(image.sha256, image.renditions, image.width, image.height)
        if missing := sum(file.path.rpartition("/")[2] not in there for file in wanted):
            yield image, missing


def order_lost() -> None:
    """Pages show those pictures whole until the worker has made their renditions again."""
    for image, _ in list(lost()):
        if Image.objects.filter(pk=image.pk, renditions=image.renditions).update(renditions=""):
            renditions.order(image)
            renditions.show([image])
