"""The page of results. No total is counted: of what is not public, not even a number shall tell."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import robots
from articles.cards import Row, found_cards
from articles.listings import PAGE_LENGTH
from articles.river import River, cursor_of
from articles.search.finding import Found, find
from articles.search.marks import Marker
from articles.search.query import Query, Unsearchable, parse
from articles.search.ranking import WEIGHED, best_first
from articles.shelf import shelf_of
from newsroom.lib.cache import made_of, policy
from newsroom.lib.keyset import Cursor
from newsroom.search.form import BEST, SearchForm
from tags import near


@dataclass(frozen=True)
class Answer:
    """The rows of a page; and what leads on from it, as the address says it."""

    rows: list[Row]
    onward: dict[str, str]
    short: bool = False


@policy("own")
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    before, after = cursor_of(request), _after(request)
    asked = any(request.GET.get(name) for name in form.fields)
    context: dict[str, Any] = {"form": form, "asked": asked, "typed": request.GET.get("q", "")}
    rows: list[Row] = []
    if asked and form.is_valid():
        try:
            query = parse(form.cleaned_data["q"])
        except Unsearchable as told:
            form.add_error("q", str(told))
        else:
            answer = _answer(query, form, before, after)
            rows = answer.rows
            context["river"] = _river(request, query, answer)
    if asked and before is None and not after:
        context["hashtags"] = near.offered(request.GET.get("q", ""), request.GET.get("hashtag", ""))
    response = robots.tell(render(request, "search/search.html", context), robots.UNLISTED)
    return made_of(response, "search", *(f"article-{row.id}" for row in rows))


def _after(request: HttpRequest) -> int:
    """How many of the best were shown already."""
    text = request.GET.get("after", "")
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) < WEIGHED):
        raise BadRequest(_("The address of this page of older stories is not complete."))
    return int(text)


def _answer(query: Query, form: SearchForm, before: Cursor | None, after: int) -> Answer:
    if form.cleaned_data["order"] != BEST:
        found = find(query, form.within, before=before, limit=PAGE_LENGTH)
        return Answer(found.rows, {"before": str(found.older)} if found.older else {}, found.short)
    found = find(query, form.within, before=before, limit=WEIGHED)
    ranked = best_first(found.rows, query)
    after += PAGE_LENGTH
    shown = ranked[after - PAGE_LENGTH : after]
    return Answer(shown, _next_best(found, before, after), found.short and after >= len(ranked))


def _next_best(found: Found, before: Cursor | None, after: int) -> dict[str, str]:
    """The next of those that were weighed, counted from the same newest one; or those older than all of them."""
    if after < len(found.rows):
        newest = found.rows[0].cursor
        return {"before": str(before or _just_before(newest)), "after": str(after)}
    return {"before": str(found.older)} if found.older else {}


def _just_before(cursor: Cursor) -> Cursor:
    """The place just before a story."""
    return Cursor(cursor.when, cursor.id + 1)


def _river(request: HttpRequest, query: Query, answer: Answer) -> River:
    cards = found_cards(answer.rows, Marker(query), shelf=shelf_of(request), now=timezone.now())
    is_older = "before" in request.GET
    return River(
        cards=mark_safe("".join(cards)),  # noqa: S308  of our templates
        older_url=_address(request, answer.onward) if answer.onward else None,
        newest_url=_address(request, {}) if is_older else None,
        older_words=_("Look further back") if answer.short else _("Older results"),
        empty=_("Nothing was found among the newest of these.") if answer.short else _("Nothing was found."),
    )


def _address(request: HttpRequest, place: dict[str, str]) -> str:
    given = QueryDict(mutable=True)
    for name in SearchForm.base_fields:
        if value := request.GET.get(name):
            given[name] = value
    given.update(place)
    return f"{request.path}?{given.urlencode()}"
