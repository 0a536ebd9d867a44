"""The addresses of a shared preview. What they answer is for one reader: never kept, never listed, never passed on."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles.models import Image, Revision
from articles.previews import as_page, note_opening, opened, picture_of
from newsroom.lib.cache import policy

PICTURES = "/media/pictures/"  # where the pages of readers look for pictures


@policy("private")
def shared(request: HttpRequest, token: str) -> HttpResponse:
    link = opened(token)
    if link is None:
        raise Http404
    note_opening(link)
    return discreet(HttpResponse(page_html(request, link.revision, pictures=reverse("preview", args=[token]))))


@policy("private")
def shared_picture(request: HttpRequest, token: str, name: str) -> HttpResponse:
    link = opened(token)
    return discreet(picture_response(picture_of(link.revision, name) if link else None))


def page_html(request: HttpRequest, revision: Revision, *, pictures: str) -> str:
    """The page of a story with these words. Its pictures, not public yet, are asked for below `pictures`."""
    shown = as_page(revision)
    context = {"article": shown.article, "shown": shown.shown, "hashtags": shown.hashtags, "revision": revision}
    html = render_to_string("articles/preview.html", context, request)
    return html.replace(f'"{PICTURES}', f'"{pictures}')


def picture_response(image: Image | None) -> HttpResponse:
    if image is None or not default_storage.exists(str(image.file)):
        raise Http404
    with image.file.open() as file:
        return HttpResponse(file.read(), content_type="image/webp")


def discreet(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
