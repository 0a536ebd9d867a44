"""At the door: what no address of ours can mean is refused, and everybody while the site is closed."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from newsroom import errors

HEALTH = "/health/"
LONGEST_ADDRESS = 4_000  # characters before the question mark; the longest we give out has about 1,200
LONGEST_QUERY = 7_000  # what fifty follows make of “My news” has 6,000 at most (static/js/follow.js)


def refuse_bad_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """400 for an address with a NUL (an error on PostgreSQL only) or of absurd length."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or "\0" in query:
            raise BadRequest(_("The address holds a character that no address can have."))
        if len(request.path_info) > LONGEST_ADDRESS or len(query) > LONGEST_QUERY:
            raise BadRequest(_("The address is too long."))
        return get_response(request)

    return answer


def close_for_maintenance(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """503 for everybody while `MAINTENANCE` is on; who watches the machine is answered."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.MAINTENANCE and not request.path_info.startswith(HEALTH):
            return errors.unavailable(maintenance=True)
        return get_response(request)

    return answer
