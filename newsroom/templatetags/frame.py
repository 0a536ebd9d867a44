"""What is around every page and is the same on all of them: rendered once a language and day, and kept on the shelf."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.shelf import shelf_of

register = template.Library()


@register.simple_tag(takes_context=True)
def kept(context: Context, name: str, of: object = None) -> SafeString:
    """A part of a page, by the name of its template: it may say what holds for the house, nothing of the request.

    `of` is the key of the one thing that it is about, on whose page it stands.
    """
    shelf = shelf_of(context["request"])
    return shelf.get((name, of, get_language(), timezone.localdate()), lambda: _rendered(context, name))


@register.simple_tag(takes_context=True)
def passing(context: Context, name: str) -> SafeString:
    """A part that is made of stories and the same on many pages, by the name of its template: kept for some minutes."""
    shelf = shelf_of(context["request"])
    return shelf.passing((name, get_language()), lambda: _rendered(context, name))


def _rendered(context: Context, name: str) -> SafeString:
    engine: Any = context.template.engine  # type: ignore[union-attr]
    html: SafeString = engine.get_template(name).render(context)
    return html
