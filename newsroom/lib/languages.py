"""The languages of the interface, and a page in each of them."""

from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info

# Where a page that is kept has its links. What somebody typed is escaped in it, so nothing else can be spelled like it.
PLACE = mark_safe("<!-- this page in other languages -->")
LONGEST_KEPT = 300  # characters of an address: anybody may ask for a longer one, and for as many of them as they like


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """Code and name of each language of the interface, the name as its own speakers say it."""
    return tuple((code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES)


def links(request: HttpRequest) -> str:
    """This page in the other languages, which a page says at its head and at its foot."""
    here, language = request.get_full_path(), get_language()
    return _kept(here, language) if len(here) <= LONGEST_KEPT else _made(here, language)


def put_in(page: str, request: HttpRequest) -> str:
    """A kept page with the links of this request in their `PLACE`."""
    return page.replace(PLACE, links(request))


def _made(here: str, language: str | None) -> str:
    context = {"languages": languages(), "here": here, "LANGUAGE_CODE": language}
    return get_template("languages.html").render(context)


_kept = lru_cache(1_000)(_made)
