"""The site as an app: what a browser needs to install it, and to keep what was read for reading without a network.

What the worker does stands in static/js/worker.js, why in docs/adr/0017-reading-offline.md.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Article
from articles.shelf import shelf_of
from articles.templatetags.reading import direction
from newsroom.context import house_of
from newsroom.lib.cache import policy

PAPER, RED = "#fffdf9", "#b4141f"
STORIES_ASKED = 250  # at once; static/js/worker.js knows it too
PAUSE_SECONDS = 30  # between two questions of one browser, what of the stories it keeps has changed
NOT_KEPT = {"js/worker.js", "css/preview.css"}
KEPT_FILES = ("css/*.css", "js/*.js", "fonts/*.woff2", "icons/icon.svg")


@policy("page")
def manifest(request: HttpRequest) -> HttpResponse:
    """What an installed app is called and looks like, in the language of the browser."""
    language, sentence = translation.get_language(), str(settings.SITE_SENTENCE)
    told = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": sentence,
        "lang": language,
        "dir": direction(language),
        "start_url": reverse("front"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news"],
        "icons": [
            _picture("icons/icon.svg", "any", "image/svg+xml"),
            _picture("icons/icon-192.png", "192x192"),
            _picture("icons/icon-512.png", "512x512"),
            _picture("icons/maskable-192.png", "192x192", purpose="maskable"),
            _picture("icons/maskable-512.png", "512x512", purpose="maskable"),
        ],
        "screenshots": [
            _picture("icons/phone.webp", "390x844", "image/webp", form_factor="narrow", label=sentence),
            _picture("icons/desktop.webp", "1280x800", "image/webp", form_factor="wide", label=sentence),
        ],
        "share_target": {
            "action": reverse("share"),
            "method": "GET",
            "params": {name: name for name in ("title", "text", "url")},
        },
        "shortcuts": [
            {"name": _("My news"), "url": reverse("my")},
            {"name": _("All hashtags"), "url": reverse("hashtags")},
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@policy("page")
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what it must know of the house, and the file with what it does.

    A browser takes a new worker when one byte differs: here the names of the static files, which carry their content.
    """
    house = json.dumps(_house())
    script = f"self.HOUSE = {house};\nimportScripts({json.dumps(static('js/worker.js'))});\n"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@policy("page")
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown when there is no network and the page that was asked for is not kept."""
    return render(request, "offline.html")


@policy("private")
def kept(request: HttpRequest) -> HttpResponse:
    """Of the stories a browser keeps (`?stories=12.3~15.1`: id and version) those that are public no more, or changed.

    Two queries. It tells nothing of a story but that its page is worth asking for anew.
    """
    asked = _stories(request.GET.get("stories", ""))
    public = Article.objects.published().filter(pk__in=[id for id, _version in asked])
    now = set(public.values_list("pk", "version")) if asked else set()
    stale = [f"{id}.{version}" for id, version in asked if (id, version) not in now]
    return JsonResponse({"house": house_of(shelf_of(request)), "stale": stale})


def _stories(text: str) -> list[tuple[int, int]]:
    pairs = [part.split(".") for part in text.split("~") if part]
    numbers = [number for pair in pairs for number in pair]
    sound = all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers)
    if not sound or len(pairs) > STORIES_ASKED or any(len(pair) != 2 for pair in pairs):
        raise BadRequest(_("This is no list of stories."))
    return [(int(id), int(version)) for id, version in pairs]


def _picture(name: str, sizes: str, kind: str = "image/png", **more: str) -> dict[str, str]:
    return {"src": static(name), "sizes": sizes, "type": kind, **more}


def _house() -> dict[str, Any]:
    pages = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            pages[code] = reverse("offline")
    shell = [*pages.values(), *(static(name) for name in _kept_files())]
    return {
        "version": sha256(json.dumps(shell).encode()).hexdigest()[:12],
        "offline": pages,
        "shell": shell,
        "statics": settings.STATIC_URL,
        "media": settings.MEDIA_URL,
        "kept": reverse("kept"),
        "pause": PAUSE_SECONDS * 1000,
    }


@cache
def _kept_files() -> tuple[str, ...]:
    """The static files that readers' pages are made of; the desk has a folder of its own."""
    (folder,) = (Path(each) for each in settings.STATICFILES_DIRS)
    found = [file.relative_to(folder).as_posix() for pattern in KEPT_FILES for file in sorted(folder.glob(pattern))]
    return tuple(name for name in found if name not in NOT_KEPT)
