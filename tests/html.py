"""A page as tests read it: a tree of elements, and what is wrong with its markup."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Protocol, Self

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# What a browser closes a paragraph or a heading for: markup that nests them means something else than it says.
BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
    ]
)
LINES = frozenset(["p", "h1", "h2", "h3", "h4"])

STEP = re.compile(r'(?P<tag>[\w-]*)(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:="[^"]*")?\])*)\Z')
CONDITION = re.compile(r'([.#])([\w-]+)|\[([\w-]+)(?:="([^"]*)")?\]')


class Response(Protocol):
    @property
    def content(self) -> bytes: ...


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    def __iter__(self) -> Iterator["Element"]:
        """Every element in it, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    @property
    def text(self) -> str:
        """Its words, white space folded as a browser does."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        return "".join(child if isinstance(child, str) else child._words() for child in self.children)

    @property
    def above(self) -> Iterator["Element"]:
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above

    def all(self, selector: str) -> list["Element"]:
        """Those that a selector means: `article.entry h2 a`, `img[alt=""]`; descendants only."""
        *ancestors, last = selector.split()
        return [element for element in self if element.matches(last) and element._hangs_under(ancestors)]

    def one(self, selector: str) -> "Element":
        (found,) = self.all(selector)
        return found

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.all(selector)]

    def matches(self, step: str) -> bool:
        parts = STEP.match(step)
        assert parts, f"not a selector: {step}"
        if parts["tag"] not in ("", self.tag):
            return False
        for sign, name, attribute, value in CONDITION.findall(parts["rest"]):
            if sign == "." and name not in self.attributes.get("class", "").split():
                return False
            if sign == "#" and self.attributes.get("id") != name:
                return False
            if attribute and (attribute not in self or (value and self[attribute] != value)):
                return False
        return True

    def _hangs_under(self, steps: list[str]) -> bool:
        wanted = list(steps)
        for element in self.above:
            if wanted and element.matches(wanted[-1]):
                wanted.pop()
        return not wanted


class Page(Element):
    """A whole document; `problems` says where its markup is not what a browser makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__("", {}, None)
        self.html = html
        self.problems: list[str] = []
        _Parser(self).parse()

    @classmethod
    def of(cls, response: Response) -> Self:
        return cls(response.content.decode())


class _Parser(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.open: Element = page

    def parse(self) -> None:
        self.feed(self.page.html)
        self.close()
        if self.open is not self.page:
            self.page.problems.append(f"{self.open} is never closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        if len(element.attributes) < len(attrs):
            self.page.problems.append(f"{element} has an attribute twice")
        around = {self.open.tag, *(above.tag for above in self.open.above)}
        if (tag in BLOCKS and around & LINES) or (tag == "a" and "a" in around):
            self.page.problems.append(f"{element} stands in a {self.open.tag}")
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.tag != tag or self.open.parent is None:
            self.page.problems.append(f"</{tag}> closes {self.open}")
            return
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)
