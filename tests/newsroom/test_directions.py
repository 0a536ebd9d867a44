"""Every page can be read from right to left: no style and no script of readers' pages says left or right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment import EXAMPLE

ROOT = EXAMPLE.parent
STYLES = sorted((ROOT / "static/css").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([\w-]+)\s*:\s*([^;{}]+)[;}]")
# Those whose four values go round by the clock, whatever the direction of the writing.
AROUND = re.compile(r"(margin|padding|inset|border-width|border-style|border-color|scroll-margin|scroll-padding)\Z")
PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-\w+)?"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\Z"
)


def physical(css: str) -> Iterator[str]:
    """The declarations that mean another place when the writing runs from right to left, or down."""
    for name, value in RULE.findall(COMMENT.sub("", css)):
        sides = value.split()
        askew = AROUND.match(name) and len(sides) == 4 and sides[1] != sides[3]
        if askew or PHYSICAL.match(name) or re.search(r"\b(?:left|right)\b", value):
            yield f"{name}: {value}"


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_no_style_of_readers_pages_names_a_side(file: Path) -> None:
    assert list(physical(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px; }",
        "a { float: left; }",
        "a { padding: 1px 2px 3px 4px; }",
        "a { top: 0 }",
        "a{width:1px}",
    ],
)
def test_one_that_does_would_be_seen(css: str) -> None:
    assert list(physical(css))


def test_a_condition_on_the_window_names_no_side() -> None:
    assert not list(physical("@media (min-width: 48rem) { a { inset: 0 1px auto; padding: 1px 2px; } }"))


def test_no_script_of_readers_pages_names_a_side() -> None:
    for file in (ROOT / "static/js").glob("*.js"):
        assert not re.search(r"\.(?:left|right|scrollLeft|offsetLeft|clientX)\b", file.read_text("utf-8")), file.name
