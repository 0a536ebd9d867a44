"""The files of the library for those at the desk: readers have an address of their own, while a page shows them."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse

from articles import picture_files
from articles.models import Image
from articles.thumbnails import thumbnail_of

# The address holds the content's hash, so what one browser keeps is never out of date.
KEPT = "private, max-age=86400"


def thumbnail(screen: Any, request: HttpRequest, pk: int) -> HttpResponse:
    picture = _seen(screen, request).filter(pk=pk).first()
    name = thumbnail_of(picture) if picture else None
    if name is None:
        raise Http404
    with default_storage.open(name) as stored:
        return HttpResponse(stored.read(), content_type=picture_files.ORIGINAL, headers={"Cache-Control": KEPT})


def file(screen: Any, request: HttpRequest, name: str) -> HttpResponse:
    """By the name that it has in texts: a script has nothing else."""
    found = picture_files.find(_seen(screen, request), name)
    if found is None:
        raise Http404
    response = picture_files.whole(found)
    if found.asked:
        response.headers["Cache-Control"] = KEPT
    return response


def _seen(screen: Any, request: HttpRequest) -> Any:
    return screen.get_queryset(request) if screen.has_view_permission(request) else Image.objects.none()
