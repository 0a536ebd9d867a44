"""A picture's file or one of its renditions, by the name in an address: one road for readers, previews and the desk.

Who may load the picture may load its renditions; which pictures those are says the queryset that is asked.
"""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import addresses, shapes
from articles.models import Image
from articles.models.image import ImageQuerySet

ORIGINAL = "image/webp"


@dataclass(frozen=True)
class Found:
    """`path` is in the storage. When it is not that of the name: for good where the file was `replaced`."""

    image: Image
    path: str
    type: str
    asked: bool = True
    replaced: bool = False


def find(images: ImageQuerySet, name: str) -> Found | None:
    """What to show for a name, if these images know it and there is a file. Two queries at most.

    The picture itself stands in for a rendition that is not there, as a page may ask for one that was just removed.
    """
    rendition = shapes.File.named(name)
    original = f"{rendition.sha256}.webp" if rendition else name
    image, replaced = images.filter(file=f"pictures/{original}").first(), False
    if image is None:
        image, replaced = addresses.meant(images, original), True
    if image is None:
        return None
    if rendition and not replaced and default_storage.exists(rendition.path):
        return Found(image, rendition.path, shapes.TYPES[rendition.kind])
    if not default_storage.exists(str(image.file)):
        return None
    return Found(image, str(image.file), ORIGINAL, asked=not rendition and not replaced, replaced=replaced)


def length_of(shown: shapes.Rendition) -> int | None:
    """The bytes of a file that a page can name; none where it is not in the storage."""
    name = shown.url.rpartition("/")[2]
    rendition = shapes.File.named(name)
    try:
        return int(default_storage.size(rendition.path if rendition else f"pictures/{name}"))
    except FileNotFoundError:
        return None


def streamed(found: Found) -> FileResponse:
    """The file, for the many. (The type is said: not every Python knows it by the name.)"""
    return FileResponse(default_storage.open(found.path), content_type=found.type)


def whole(found: Found) -> HttpResponse:
    """The same for one person, read at once."""
    with default_storage.open(found.path) as file:
        return HttpResponse(file.read(), content_type=found.type)


def lead_on(request: HttpRequest, found: Found) -> HttpResponse:
    """To the address of what stands in for the one that was asked for: for good, or until renditions are made."""
    if found.replaced:
        return addresses.moved(request, found.image.url)
    return redirect(found.image.url)
