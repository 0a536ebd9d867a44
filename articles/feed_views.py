"""The feeds of the site, of a section, of a source. By hashtag: see `tags.views`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.feeds import LENGTH, Listing, feed_response
from articles.listings import latest
from articles.models import Article
from articles.views import section_at, section_elsewhere, source_at, source_elsewhere
from newsroom.lib.cache import policy


@policy("page")
def front_feed(request: HttpRequest, form: str) -> HttpResponse:
    return feed_response(
        request,
        form,
        Listing(
            title=settings.SITE_NAME,
            page=reverse("front"),
            rows=latest(limit=LENGTH).rows,
            stories=Article.objects.all(),
            keys=["front"],
            may_be_empty=True,
        ),
    )


@policy("page")
def section_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    section = section_at(request, slug)
    if section is None:
        return section_elsewhere(request, slug, "section-feed", form)
    return feed_response(
        request,
        form,
        Listing(
            title=f"{section.name} · {settings.SITE_NAME}",
            page=section.get_absolute_url(),
            rows=latest(section, limit=LENGTH).rows,
            stories=Article.objects.in_section(section),
            keys=[f"section-{section.pk}"],
            may_be_empty=True,
        ),
    )


@policy("page")
def source_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    source = source_at(request, slug)
    if source is None:
        return source_elsewhere(request, slug, "source-feed", form)
    return feed_response(
        request,
        form,
        Listing(
            title=f"{source.name} · {settings.SITE_NAME}",
            description=source.sentence,
            page=source.get_absolute_url(),
            rows=latest(source, limit=LENGTH).rows,
            stories=Article.objects.from_source(source),
            keys=[f"source-{source.pk}"],
        ),
    )
