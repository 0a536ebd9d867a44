"""Links of a text that lead to pages of our own which no reader would find."""

import re
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from articles.models import Article, Section, Source
from newsroom.lib.html import ELEMENT

CHECKED = 200
HREF = re.compile(r'\shref="([^"]*)"')


def broken(body: str, host: str) -> list[str]:
    """The addresses, as they stand in a clean body, at most once each."""
    found = [address for element in ELEMENT.finditer(body) if element["name"] == "a" for address in _address(element)]
    ours = [address for address in dict.fromkeys(found) if _is_ours(address, host)]
    return [address for address in ours[:CHECKED] if not _leads_somewhere(unquote(urlsplit(address).path))]


def _address(element: "re.Match[str]") -> list[str]:
    return [address.replace("&amp;", "&") for address in HREF.findall(element["attributes"])]


def _is_ours(address: str, host: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https") and parts.netloc in ("", host) and parts.path.startswith("/")


def _leads_somewhere(path: str) -> bool:
    try:
        return _is_there(resolve(path))
    except Resolver404:
        return False


def _is_there(match: ResolverMatch) -> bool:
    asked = match.kwargs
    if match.url_name == "article":
        return Article.objects.published().filter(pk=asked["id"]).exists()
    if match.url_name == "section":
        return Section.objects.filter(slug=asked["slug"]).exists()
    if match.url_name == "source":
        return Source.objects.filter(slug=asked["slug"]).exists()
    if match.url_name == "hashtag":
        return bool(Article.tags.through.objects.under(asked["hashtag"]).shown().exists())
    return "admin" not in match.namespaces
