"""Pages for what went wrong: they look like the site and help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = 15 * 60


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
    response = _private(render(request, "429.html", status=429))
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what is broken."""
    return _private(HttpResponse(render_to_string("500.html"), status=500))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
