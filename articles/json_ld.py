"""Pages in the words of schema.org, as a block of data in their head. Nothing in it can end the block or run."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from articles.models import Article, Image

type Thing = dict[str, Any]

# A browser ends the block at `</script`, reads on in another way after `<!--`, and old ones end a line at U+2028.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


class Crumb(NamedTuple):
    """A step on the way from the front page: what it is called, and its path."""

    name: str
    path: str


def block(things: Sequence[Thing]) -> SafeString:
    data = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(data.translate(ESCAPES))  # noqa: S308  no sign of HTML is left in it


def site(origin: str) -> Thing:
    return {"@type": "WebSite", "name": settings.SITE_NAME, "url": origin + reverse("front")}


def house(origin: str) -> Thing:
    logo = origin + static("icons/icon.svg")
    return {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": f"{origin}/", "logo": logo}


def collection(origin: str, path: str, *, name: str, description: str, language: str) -> Thing:
    about = {"name": name, "description": description, "url": origin + path, "inLanguage": language}
    return {"@type": "CollectionPage", **about, "isPartOf": site(origin)}


def trail(origin: str, crumbs: Sequence[Crumb]) -> Thing:
    items = [
        {"@type": "ListItem", "position": place, "name": crumb.name, "item": origin + crumb.path}
        for place, crumb in enumerate((Crumb(settings.SITE_NAME, reverse("front")), *crumbs), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def story(
    article: "Article", origin: str, path: str, *, description: str, picture: "Image | None", hashtags: Sequence[str]
) -> Thing:
    """A story with its source, section and corrections at hand; words and picture are those its licence gives."""
    assert article.section, "a published story has one"
    assert article.source, "a published story has one"
    source = {"@type": "Organization", "name": article.source.name, "url": article.source.website}
    told = {
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": description,
        "url": origin + path,
        "mainEntityOfPage": origin + path,
        "inLanguage": article.language,
        "datePublished": article.published_at.isoformat() if article.published_at else "",
        "dateModified": (article.updated_at or article.published_at).isoformat(),  # type: ignore[union-attr]
        "articleSection": article.section.name,
        "keywords": list(hashtags),
        "author": {"@type": "Person", "name": article.byline} if article.byline else _whole(source),
        "sourceOrganization": _whole(source),
        "publisher": house(origin),
        "isBasedOn": article.original_url,
        "image": images(picture, origin) if picture else [],
        "correction": [
            {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.at.isoformat()}
            for correction in article.corrections.all()
        ],
    }
    return _whole(told)


def images(picture: "Image", origin: str) -> list[Thing]:
    """In the shapes that search engines cut a picture to, so that they need not."""
    words = {"caption": picture.caption or picture.alt, "creditText": picture.credit}
    files = dict.fromkeys(picture.rendition(shape) for shape in ("wide", "river", "square"))
    return [
        _whole({"@type": "ImageObject", "url": origin + file.url, "width": file.width, "height": file.height, **words})
        for file in files
    ]


def _whole(thing: Thing) -> Thing:
    """Without what there is nothing to say of."""
    return {name: value for name, value in thing.items() if value}
