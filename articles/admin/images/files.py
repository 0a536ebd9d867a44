"""The files of the library for those at the desk: readers have an address of their own, while a page shows them."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse

from articles.models import Image
from articles.thumbnails import thumbnail_of

# The address holds the content's hash (`?v=`), so what one browser keeps is never out of date.
KEPT = "private, max-age=86400"


def thumbnail(screen: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(thumbnail_of(_find(screen, request, pk)))


def file(screen: Any, request: HttpRequest, pk: int) -> HttpResponse:
    name = str(_find(screen, request, pk).file)
    return _answer(name if default_storage.exists(name) else None)


def _find(screen: Any, request: HttpRequest, pk: int) -> Image:
    found: Image | None = screen.get_object(request, str(pk)) if screen.has_view_permission(request) else None
    if found is None:
        raise Http404
    return found


def _answer(name: str | None) -> HttpResponse:
    if name is None:
        raise Http404
    with default_storage.open(name) as stored:
        return HttpResponse(stored.read(), content_type="image/webp", headers={"Cache-Control": KEPT})
