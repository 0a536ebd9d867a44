"""What every template may say about the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.shelf import Shelf, shelf_of
from newsroom.lib import languages


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
        "languages": SimpleLazyObject(lambda: languages.links(request)),
        "sections": SimpleLazyObject(lambda: shelf_of(request).sections),
        "house": SimpleLazyObject(lambda: house_of(shelf_of(request))),
    }
