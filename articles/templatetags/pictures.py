"""A picture on a page: offered in the kinds and widths that there are, the whole one where there are none yet."""

import re
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles import shapes
from articles.models import Image
from newsroom.lib.html import PICTURE, pictures_in

register = template.Library()

ALT = re.compile(r'\salt="([^"]*)"')
IN_A_TEXT = "(min-width: 50rem) 41rem, 92vw"


@register.inclusion_tag("articles/picture.html")
def picture(image: Image, shape: str, **attributes: Any) -> dict[str, Any]:
    """`shape` is one of `articles.shapes`; attributes are `sizes`, `alt`, `lang`, `loading`, `fetchpriority`.

    `sizes` says how wide the page shows it, as in HTML: by that the browser chooses, before it knows the styles.
    """
    return parts_of(image, shape) | attributes


def parts_of(image: Image, shape: str) -> dict[str, Any]:
    """`sources` are the better kinds with a srcset each; `shown` is what an old browser loads."""
    made = {kind: image.renditions_of(shape, kind) for kind in shapes.TYPES}
    *better, (_, last) = made.items()
    return {
        "sources": [{"type": shapes.TYPES[kind], "srcset": _srcset(of_kind)} for kind, of_kind in better if of_kind],
        "srcset": _srcset(last),
        "shown": image.rendition(shape),
    }


def _srcset(renditions: list[shapes.Rendition]) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in renditions)


@register.filter
def with_renditions(body: str) -> SafeString:
    """A clean body, its pictures as such that come in a fitting size. One query, if it has any."""
    if names := pictures_in(body):
        found = {image.url: image for image in Image.objects.filter(file__in=[f"pictures/{name}" for name in names])}
        body = PICTURE.sub(lambda one: _in_a_text(one, found), body)
    return mark_safe(body)  # noqa: S308  it was through `clean_html`


def _in_a_text(written: re.Match[str], found: dict[str, Image]) -> str:
    image = next((image for url, image in found.items() if f'src="{url}"' in written[1]), None)
    if image is None:  # its file was replaced since: its address leads on
        return written[0]
    alt = ALT.search(written[1])
    said = {"alt": mark_safe(alt[1] if alt else ""), "sizes": IN_A_TEXT, "loading": "lazy"}  # noqa: S308  escaped there
    return render_to_string("articles/picture.html", parts_of(image, "whole") | said).strip()
