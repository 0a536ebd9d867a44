"""What another app hands over to the installed one: a page of ours is opened, a hashtag shown, the rest looked for."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from newsroom.lib.cache import policy
from newsroom.lib.origin import origin_of
from newsroom.lib.text import clean_line
from tags import vocabulary

ADDRESS = re.compile(r"https?://\S+")
HASHTAG = re.compile(r"#([^\s#]+)")
WORDS_KEPT = 200  # characters
HASHTAGS_TRIED = 5


@policy("private")
def share(request: HttpRequest) -> HttpResponse:
    """The share target of the manifest. Apps put an address into the text as often as where it belongs."""
    title, text, url = (request.GET.get(name, "") for name in ("title", "text", "url"))
    handed = f"{url} {text} {title}"
    for address in ADDRESS.findall(handed):
        if address.startswith(f"{origin_of(request)}/"):
            return redirect("/" + address.removeprefix(origin_of(request)).lstrip("/\\"))
    for spelling in HASHTAG.findall(handed)[:HASHTAGS_TRIED]:
        tag = vocabulary.find(spelling)
        if tag and vocabulary.has_stories(tag):
            return redirect(tag)
    words = (clean_line(ADDRESS.sub(" ", title)) or clean_line(ADDRESS.sub(" ", text)))[:WORDS_KEPT]
    query = f"?{urlencode({'q': words})}" if words else ""
    return redirect(reverse("search") + query)
