"""Body text: HTML from an allow-list, made safe on the server on every path that writes."""

import html
import re
from collections.abc import Iterable

import nh3
from markdown_it import MarkdownIt

from newsroom.lib.text import clean_text, is_printable

TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "q",
        "cite",
        "a",
        "strong",
        "em",
        "b",
        "i",
    ),
    *("s", "sub", "sup", "small", "code", "pre", "abbr", "time", "figure", "figcaption", "img"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "time": {"datetime"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "*": {"lang", "dir"},
}
# What the tags of other houses become in ours: a body has no first-level heading, the page has.
SCHEMES = {"http", "https", "mailto"}
DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"}

# A picture of our own library, by its public address; one from elsewhere would tell its house who reads what.
OWN_PICTURE = re.compile(r"/media/pictures/([0-9a-f]{64}\.webp)")
# In another size, as a page shows it from which somebody copies: it becomes the picture itself.
RENDITION = re.compile(r"(/media/pictures/[0-9a-f]{64})-[0-9a-z-]+\.(?:avif|webp|jpeg)")
SIZE = re.compile(r"[1-9][0-9]{0,4}")


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    if tag != "img" or attribute == "alt":
        return value
    if attribute == "src" and (found := RENDITION.fullmatch(value)):
        return f"{found[1]}.webp"
    return value if (OWN_PICTURE if attribute == "src" else SIZE).fullmatch(value) else None


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_own_pictures_only,
    clean_content_tags=DROPPED_WITH_CONTENT,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)
# Raw HTML inside Markdown is let through: the cleaner behind it decides.
_markdown = MarkdownIt("commonmark", {"html": True}).enable("table")

PRE_START = re.compile(r"(<pre\b[^>]*>)\n+")  # of which every parser swallows one
PASSES = 8
# As the cleaner writes them: attributes in quotation marks, and no other `<` anywhere.
ELEMENT = re.compile(r'<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<attributes>(?:\s+[\w-]+="[^"]*")*)\s*/?>')
BLOCK_EDGE = re.compile(
    r"</?(?:p|h[1-6]|li|tr|blockquote|figcaption|caption|pre|table|ul|ol|br|hr)(?:\s+[\w-]+=\"[^\"]*\")*\s*/?>"
)
VOID = {"br", "hr", "img"}
PICTURE = re.compile(r'<img((?:\s+[\w-]+="[^"]*")*)\s*/?>')
FIGURE = re.compile(r"<figure\b[^>]*>(?:(?!</?figure\b).)*</figure>", re.S)
ADDRESS = re.compile(rf'\ssrc="{OWN_PICTURE.pattern}"')
ALT = re.compile(r'\salt="([^"]*)"')
LINK = re.compile(r'(?P<name>\b(?:href|src))="(?P<path>[^"]*)"')
STROKE = "\u0338"  # the one accent that a character written as a reference can take: only `<` and `>` have one
WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
FIRST_HEADING = re.compile(r"<(/?)h1\b", re.I)


def clean_html(value: str) -> str:
    """HTML with the tags, attributes and address schemes of the allow-list only; `<h1>` becomes `<h2>`.

    Idempotent: cleaning what was cleaned changes nothing. One pass is not enough for that, since parsing may bring
    forth what another parser would read otherwise (`&#1;` is a control only then); three have always been.
    """
    for _ in range(PASSES):
        cleaned = _cleaner.clean(FIRST_HEADING.sub(r"<\1h2", clean_text(value))).strip()
        cleaned = PICTURE.sub(_with_address, PRE_START.sub(r"\1", cleaned)).strip()
        if cleaned == value:
            break
        value = cleaned
    return value


def _with_address(picture: re.Match[str]) -> str:
    return picture[0] if ADDRESS.search(picture[1]) else ""


def pictures_in(value: str) -> list[str]:
    """The file names of the pictures that stand in a clean body."""
    return [name for picture in _pictures(value) if (found := ADDRESS.search(picture[1])) for name in [found[1]]]


def has_picture_without_alt(value: str) -> bool:
    """Whether a picture of a clean body says nothing to who does not see it."""
    alts = (ALT.search(picture[1]) for picture in _pictures(value))
    return any(alt is None or not alt[1].strip() for alt in alts)


def _pictures(value: str) -> Iterable[re.Match[str]]:
    return PICTURE.finditer(value) if "<img" in value else ()


def with_origin(value: str, origin: str, page: str) -> str:
    """A clean body whose addresses are whole, to be read elsewhere: `origin` without a path, `page` where it stands."""

    def whole(address: re.Match[str]) -> str:
        path = address["path"]
        if path.startswith("/") and not path.startswith("//"):
            path = origin + path
        elif not WHOLE.match(path):
            path = page + path if path.startswith("#") else page.rpartition("/")[0] + "/" + path
        return f'{address["name"]}="{path}"'

    return ELEMENT.sub(lambda element: LINK.sub(whole, element[0]), value)


def without_pictures(value: str) -> str:
    """A clean body without its pictures, and without the captions that belong to them."""
    return PICTURE.sub("", FIGURE.sub(lambda figure: "" if PICTURE.search(figure[0]) else figure[0], value))


def blocks(value: str) -> list[str]:
    """A clean body as its outermost elements, in order; joined they are the body again."""
    found, start, depth = [], 0, 0
    for tag in ELEMENT.finditer(value):
        if depth == 0 and not tag["end"] and value[start : tag.start()].strip():
            found.append(value[start : tag.start()])
            start = tag.start()
        if tag["name"] not in VOID:
            depth += -1 if tag["end"] else 1
        if depth == 0:
            found.append(value[start : tag.end()])
            start = tag.end()
    return [*found, value[start:]] if value[start:] else found


def from_markdown(value: str) -> str:
    """CommonMark with tables, as clean HTML."""
    return clean_html(_markdown.render(clean_text(value)))


def plain_text(value: str) -> str:
    """The words of a clean body, blocks parted by a line break, cells by a space: for the river, search and feeds."""
    if "</t" in value:
        value = value.replace("</td>", " ").replace("</th>", " ")
    parted = BLOCK_EDGE.sub("\n", value)
    bare = ELEMENT.sub("", parted)
    text = html.unescape(bare)
    if bare != parted or STROKE in text:  # a letter and its accent that something stood between have become one
        text = clean_text(text)
    return "\n".join(filter(None, _one_spaced(text)))


def _one_spaced(text: str) -> Iterable[str]:
    """(What is printable has no white space but the space; most texts have no two of them together.)"""
    if "  " not in text and is_printable(text):
        return map(str.strip, text.split("\n"))
    return (" ".join(line.split()) for line in text.splitlines())
