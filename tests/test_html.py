"""The eyes of the other tests: markup that a browser would read otherwise is seen, a selector finds what it says."""

import pytest

from tests.html import Page

PAGE = Page('<main><p class="a b" id="x">One <b>two</b>\n three<br></p><p class="a">four</p><img alt=""></main>')


@pytest.mark.parametrize(
    "html",
    [
        "<p>never closed",
        "<b><i>crossed</b></i>",
        "</p>",
        "<p><div>a block in a line</div></p>",
        "<h1><p>a paragraph in a heading</p></h1>",
        '<a href="/"><b><a href="/">a link in a link</a></b></a>',
        '<p id="a" id="b">twice</p>',
    ],
)
def test_markup_that_says_something_else_than_it_seems_is_seen(html: str) -> None:
    assert Page(html).problems


def test_sound_markup_has_no_problems() -> None:
    assert not PAGE.problems
    assert not Page("<ul><li>a<ul><li>b</li></ul></li></ul><svg><path d='M0'/></svg>").problems


def test_a_selector_finds_what_it_says() -> None:
    assert PAGE.texts("p.a") == ["One two three", "four"]
    assert PAGE.texts("main p.a.b") == PAGE.texts("#x") == PAGE.texts('[id="x"]') == ["One two three"]
    assert PAGE.all("p main") == PAGE.all("main.a") == PAGE.all("p p") == []
    assert PAGE.one("img")["alt"] == ""
