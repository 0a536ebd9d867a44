"""Addresses of the desk that take only what is posted, and the pages that their forms stand on."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST


def posted(view: Callable[..., HttpResponseBase], *, on: str) -> Callable[..., HttpResponseBase]:
    """Takes POST alone. `on` names the page of the form, about the first thing that the address names."""
    asked: Any = require_POST(view)
    asked.stands_on = on
    answer: Callable[..., HttpResponseBase] = asked
    return answer


def page_of(address: str) -> str:
    """Where one can go: whoever was signed out while writing is led back to the form, not to what took it."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return address
    page = getattr(found.func, "stands_on", "")
    return reverse(page, args=[*found.kwargs.values()][:1]) if page else address
