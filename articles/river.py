"""A river: the cards of a page of stories with the address of the older page. Every listing renders this one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.cards import Row, cards
from articles.head import Head
from articles.robots import UNLISTED, tell
from articles.shelf import shelf_of
from newsroom.lib import languages
from newsroom.lib.cache import made_of
from newsroom.lib.keyset import Cursor, MalformedCursor, Page
from newsroom.lib.origin import origin_of

PLACE = mark_safe("<!-- the river -->")  # in the page around it


@dataclass(frozen=True)
class River:
    cards: SafeString  # one after another; empty when there is no story
    older_url: str | None
    newest_url: str | None  # on an older page, the way back to the newest
    older_words: str = ""  # what the way on is called, and what is said where nothing is, if not as ever
    empty: str = ""


def cursor_of(request: HttpRequest) -> Cursor | None:
    """Where the page starts, from `?before=`. Raises `BadRequest` (400) when no such address was ever given out."""
    before = request.GET.get("before")
    try:
        return Cursor.parse(before) if before is not None else None
    except MalformedCursor:
        raise BadRequest(_("The address of this page of older stories is not complete.")) from None


def river_of(request: HttpRequest, page: Page[Row], *, leads: bool, query: str, **words: str) -> River:
    is_first = "before" not in request.GET
    newest = f"{request.path}?{query}" if query else request.path
    before = urlencode({"before": str(page.older)})
    shown = cards(page.rows, shelf=shelf_of(request), now=timezone.now(), leads=leads and is_first)
    return River(
        cards=mark_safe("".join(shown)),  # noqa: S308  of our templates
        older_url=f"{newest}{'&' if query else '?'}{before}" if page.older else None,
        newest_url=None if is_first else newest,
        **words,
    )


def river_response(
    request: HttpRequest,
    template: str,
    page: Page[Row],
    *keys: str,
    head: Head | None = None,
    leads: bool = False,
    query: str = "",
    words: Mapping[str, str] = MappingProxyType({}),
    **context: object,
) -> HttpResponse:
    """A page with a river, naming what it was made of: `keys`, and each story on it.

    With a `head` it is to be found and passed on, unless it is empty or an older page. Where it `leads`, the newest
    story is set larger than the others. `query` is what the address asks for besides its `before`, and goes on asking
    for on the pages that follow. `words` are a river's own (`older_words`, `empty`), where it has some.
    """
    kept = head is not None and head.kept
    if "before" in request.GET or not page.rows:
        head = None
    river = river_of(request, page, leads=leads, query=query, **words)
    frame = _frame(request, template, {"river": river, "page_head": head, **context}, kept=kept)
    flow = render_to_string("articles/river.html", {"river": river})
    response = HttpResponse(languages.put_in(frame, request).replace(PLACE, flow, 1))
    tell(response, head.robots if head else UNLISTED)
    return made_of(response, *keys, *(f"article-{row.id}" for row in page.rows))


def _frame(request: HttpRequest, template: str, context: Mapping[str, Any], *, kept: bool) -> str:
    """The page with the places of what differs from one page of its listing to the next.

    The first page has a frame and all the older ones have another; where the listing is to be found, they are `kept`.
    """

    def made() -> str:
        return render_to_string(template, {**context, "flow": PLACE, "languages": languages.PLACE}, request)

    if not kept or not request.GET.keys() <= {"before"}:
        return made()
    head: Head | None = context["page_head"]
    key = (origin_of(request), request.path, get_language(), "before" in request.GET, head and head.robots)
    return shelf_of(request).frame(key, made)
