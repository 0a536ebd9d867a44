"""`/robots.txt`: what crawlers leave alone, and where the sitemaps are."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsroom.lib.cache import policy
from newsroom.lib.origin import absolute

# What is for people who are signed in, or for programs.
HOUSE = ("/admin/", "/api/")
# In each language: what is without end, so that a crawler would never be through, and what is for whoever has the link.
# (`noindex` stands there, too, for those that come all the same.)
READERS = ("search/", "preview/")


@policy("page")
def robots(request: HttpRequest) -> HttpResponse:
    refused = [*HOUSE, *(f"/{code}/{path}" for code, _ in settings.LANGUAGES for path in READERS)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in refused), ""]
    lines += [f"Sitemap: {absolute(request, reverse(name))}" for name in ("sitemap", "news-sitemap")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
