"""The head of a page, around the title and the description that its template gives."""

from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles import json_ld
from articles.head import Head
from articles.robots import UNLISTED, Robots
from articles.shelf import shelf_of
from articles.templatetags.reading import in_language
from newsroom.lib.origin import origin_of

register = template.Library()

TEMPLATE = "page_head.html"


class HeadNode(Node):
    child_nodelists = ("title", "description")

    def __init__(self, title: NodeList, description: NodeList) -> None:
        self.title, self.description = title, description

    def render(self, context: Context) -> SafeString:
        """Made once for a page that may be kept, else each time."""
        head: Head | None = context.get("page_head")
        if head is None:
            robots: Robots = context.get("robots") or UNLISTED
            return self._made(context, None, robots)
        origin = origin_of(context["request"])
        if not head.kept:
            return self._made(context, head, head.robots, origin)
        key = ("head", origin, head.path, head.robots)
        return shelf_of(context["request"]).get(key, lambda: self._made(context, head, head.robots, origin))

    def _made(self, context: Context, head: Head | None, robots: Robots, origin: str = "") -> SafeString:
        title, description = self.title.render(context).strip(), unescape(self.description.render(context)).strip()
        told: dict[str, Any] = {
            "title": mark_safe(title),  # noqa: S308  what a template rendered
            "description": description,
            "robots": robots,
            "head": head,
        }
        if head is not None:
            words = unescape(title.removeprefix("<title>").removesuffix("</title>"))
            name = words.removesuffix(f" · {settings.SITE_NAME}")
            things = head.things(origin, title=name, description=description, language=get_language() or "")
            told |= {"name": name, "origin": origin, "editions": editions(origin, head.path)}
            told["data"] = json_ld.block(things)
        engine: Any = context.template.engine  # type: ignore[union-attr]
        with context.push(**told):
            html: SafeString = engine.get_template(TEMPLATE).render(context)
        return html


def editions(origin: str, path: str) -> list[tuple[str, str]]:
    """The page in each language of the site; for all others the front page that asks, or the first language."""
    found = [(code, origin + in_language(path, code)) for code, _ in settings.LANGUAGES]
    rest = in_language(path, settings.LANGUAGE_CODE)
    is_front = rest == f"/{settings.LANGUAGE_CODE}/"
    return [*found, ("x-default", f"{origin}/" if is_front else origin + rest)]


@register.tag
def head(parser: Parser, token: Token) -> HeadNode:
    """`{% head %}` its `<title>` `{% described %}` its description `{% endhead %}`"""
    title = parser.parse(("described",))
    parser.delete_first_token()
    description = parser.parse(("endhead",))
    parser.delete_first_token()
    return HeadNode(title, description)
