"""What every template may say about the house."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from articles.shelf import Shelf, shelf_of


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """Code and name of each language of the interface, the name as its own speakers say it."""
    return tuple((code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES)


def rendered_languages(request: HttpRequest) -> str:
    """This page in the other languages, which a page says at its head and at its foot."""
    links = {"languages": languages(), "here": request.get_full_path(), "LANGUAGE_CODE": get_language()}
    return get_template("languages.html").render(links)


def house_of(shelf: Shelf) -> str:
    """What a page was made of besides its stories: names, licences, the day. A kept page of another house is old."""
    return f"{shelf.epoch}-{shelf.day:%Y%m%d}"


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_sentence": settings.SITE_SENTENCE,
        "app_sentence": settings.APP_SENTENCE,
        "app_store_url": settings.APP_STORE_URL,
        "google_play_url": settings.GOOGLE_PLAY_URL,
        "languages": SimpleLazyObject(lambda: rendered_languages(request)),
        "sections": SimpleLazyObject(lambda: shelf_of(request).sections),
        "house": SimpleLazyObject(lambda: house_of(shelf_of(request))),
    }
