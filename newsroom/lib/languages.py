"""The languages of the interface, and a page in each of them."""

from functools import cache

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
    context = {"languages": languages(), "here": request.get_full_path(), "LANGUAGE_CODE": get_language()}
    return get_template("languages.html").render(context)
