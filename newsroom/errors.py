"""Pages for what went wrong: they look like the site and help."""

import sys
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

ATTEMPTS_AGAIN = timedelta(minutes=15)
SITE_AGAIN = timedelta(minutes=1)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # A sentence that a view gave; anything else might repeat what the client sent.
    reason = str(exception) if type(exception).__name__ == "BadRequest" else ""
    return _private(render(request, "400.html", {"reason": reason}, status=400))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _private(render(request, "403.html", status=403))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token, or with an old one (Django's CSRF_FAILURE_VIEW)."""
    return _private(render(request, "403.html", {"stale_form": True}, status=403))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _private(render(request, "404.html", status=404))


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """Somebody tried too many passwords or codes, or too fast."""
    return _later(ATTEMPTS_AGAIN, render(request, "429.html", status=429))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that does not answer. Asks nothing of it."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable()
    return _private(HttpResponse(render_to_string("500.html"), status=500))


def unavailable(*, maintenance: bool = False) -> HttpResponse:
    page = render_to_string("503.html", {"maintenance": maintenance})
    return _later(SITE_AGAIN, HttpResponse(page, status=503))


def _later(after: timedelta, response: HttpResponse) -> HttpResponse:
    """When to come again: search engines keep what they know of a page until then."""
    response.headers["Retry-After"] = str(int(after.total_seconds()))
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
