"""“My news”: the newest stories of what a reader follows, and the list of it to take along.

There is no account: the browser keeps what is followed (static/js/follow.js) and the address names it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.river import cursor_of, river_response
from newsroom.lib.cache import policy
from newsroom.lib.origin import origin_of
from tags.following import Follow, following, latest


@policy("own")
def page(request: HttpRequest) -> HttpResponse:
    asked = following(request)
    found = latest(asked.follows, before=cursor_of(request))
    keys = [surrogate_key(follow) for follow in asked.follows]
    return river_response(request, "tags/my.html", found, *keys, query=asked.query, following=asked)


@policy("own")
def outlines(request: HttpRequest) -> HttpResponse:
    """What is followed as OPML, for a feed reader or another browser."""
    context = {"following": following(request), "origin": origin_of(request)}
    response = render(request, "tags/my.opml", context, content_type="text/x-opml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="newsroom.opml"'
    return response


def surrogate_key(follow: Follow) -> str:
    return f"{follow.kind.removesuffix('s')}-{follow.thing.pk}"
