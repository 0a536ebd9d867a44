"""What every template may say about the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.shelf import shelf_of


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_sentence": settings.SITE_SENTENCE,
        "app_sentence": settings.APP_SENTENCE,
        "app_store_url": settings.APP_STORE_URL,
        "google_play_url": settings.GOOGLE_PLAY_URL,
        "languages": settings.LANGUAGES,
        "sections": SimpleLazyObject(lambda: shelf_of(request).sections),
    }
