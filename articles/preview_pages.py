"""The addresses of a shared preview. What they answer is for one reader: never kept, never listed, never passed on."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles import picture_files
from articles.models import Revision
from articles.previews import as_page, note_opening, opened, pictures_of
from articles.robots import PRIVATE, tell
from newsroom.lib.cache import policy

PICTURES = "/media/pictures/"  # where the pages of readers look for pictures
SOURCE = re.compile(r'\ssrc(?:set)?="[^"]*"')


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
    if link is None:
        raise Http404
    return discreet(picture_response(link.revision, name))


def page_html(request: HttpRequest, revision: Revision, *, pictures: str) -> str:
    """The page of a story with these words. Its pictures, not public yet, are asked for below `pictures`."""
    shown = as_page(revision)
    context = {"article": shown.article, "shown": shown.shown, "hashtags": shown.hashtags, "revision": revision}
    context["robots"] = PRIVATE
    html = render_to_string("articles/preview.html", context, request)
    return SOURCE.sub(lambda source: source[0].replace(PICTURES, pictures), html)


def picture_response(revision: Revision, name: str) -> HttpResponse:
    """What the page of this revision shows under this name; nothing leads on from here."""
    found = picture_files.find(pictures_of(revision), name)
    if found is None:
        raise Http404
    return picture_files.whole(found)


def discreet[Response: HttpResponse](response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    return tell(response, PRIVATE)
