"""The one place for cache headers: every public view names a policy, and says what its page was made of."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

POLICIES = {
    # Anybody may keep it, and asks each time whether it is still true (the ETag makes that cheap): a withdrawn
    # story is never served stale, whatever stands in front.
    "page": "public, max-age=0, must-revalidate",
    # A picture's address holds its content, so it never changes; an hour is how long a copy outlives a withdrawal.
    "picture": "public, max-age=3600",
    # One reader's own question: their browser may keep the answer and asks whether it is still true; nobody else does.
    "own": "private, max-age=0, must-revalidate",
    # For one person, or about this minute.
    "private": "private, no-store",
}


def policy[**P](
    name: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Mark a public view: it answers GET and HEAD only, and its good answers carry the named policy.

    A client that was refused (4xx) may ask again at once: errors are never kept. What may be kept has an ETag: that of
    the view, else one of its content, unless it is streamed. (Processors of today make its digest in less than half the
    time of the one that Django's middleware would make.)
    """
    value = POLICIES[name]

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @csrf_exempt  # nothing is taken here: what is not reading gets 405, not a word about a form
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = value if response.status_code < 400 else POLICIES["private"]
            is_kept = name != "private" and response.status_code == 200
            if is_kept and isinstance(response, HttpResponse) and "ETag" not in response.headers:
                response.headers["ETag"] = _etag(response.content)
            return response

        return answer

    return decorate


def made_of[Response: HttpResponseBase](response: Response, *keys: str) -> Response:
    """Name what a response was made of (`article-12`, `tag-3`), so that a change can purge exactly that."""
    response.headers["Surrogate-Key"] = " ".join(keys)
    return response


def _etag(content: bytes) -> str:
    """Of half a digest: enough to tell what a page said from all it has ever said."""
    return f'"{sha256(content).hexdigest()[:32]}"'
