"""Where the site is: the one place that makes an absolute address.

`SITE_URL` says it. Where it is empty, the request does: its host is one of `ALLOWED_HOSTS`, or Django refused it before
any view was asked. A page that names its own address is then another one under each name; a check says so.
"""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import RFC3986_SUBDELIMS


def origin_of(request: HttpRequest) -> str:
    """Scheme and host without a path, such as `https://news.example`."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path of ours (`/en/…`)."""
    return origin_of(request) + path


def here(request: HttpRequest) -> str:
    """The path that was asked, spelled as `reverse()` spells it."""
    return quote(request.path, safe=f"{RFC3986_SUBDELIMS}/~:@")
