"""The languages of the interface, and a page in each of them."""

from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import get_language, get_language_info


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """Code and name of each language of the interface, the name as its own speakers say it."""
    return tuple((code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES)


def links(request: HttpRequest) -> str:
    """This page in the other languages, which a page says at its head and at its foot."""
    return _links(request.get_full_path(), get_language())


@lru_cache(1_000)
def _links(here: str, language: str | None) -> str:
    context = {"languages": languages(), "here": here, "LANGUAGE_CODE": language}
    return get_template("languages.html").render(context)
