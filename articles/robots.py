"""What search engines are told of a page, in its head and in a header: the same words in both."""

from collections.abc import Mapping

from django.http import HttpResponse

from articles.models import Source

type Robots = tuple[tuple[str, str], ...]  # the name a crawler listens to (“robots” is all of them), what it is told

LISTED: Robots = (("robots", "max-image-preview:large"),)
UNLISTED: Robots = (("robots", "noindex, follow"),)
# Of what is for one reader alone, not even a copy.
PRIVATE: Robots = (("robots", "noindex, nofollow, noarchive"),)
BY_SOURCE: Mapping[str, Robots] = {
    Source.Indexing.INDEX: LISTED,
    Source.Indexing.NO_NEWS: (*LISTED, ("googlebot-news", "noindex")),
    Source.Indexing.NONE: UNLISTED,
}


def of_story(source: Source) -> Robots:
    return BY_SOURCE[source.indexing]


def of_listing(source: Source) -> Robots:
    """Of the page of a source: news search lists stories only, so what keeps it away says nothing here."""
    return UNLISTED if source.indexing == Source.Indexing.NONE else LISTED


def tell[Response: HttpResponse](response: Response, robots: Robots) -> Response:
    """Say in a header what keeps a page from being listed; what does not is said in its head alone."""
    refusals = [(bot, told) for bot, told in robots if "noindex" in told]
    if refusals:
        response.headers["X-Robots-Tag"] = ", ".join(
            told if bot == "robots" else f"{bot}: {told}" for bot, told in refusals
        )
    return response
