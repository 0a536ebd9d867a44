"""Markdown of a site generator stays readable without the generator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.transfer.markdown import body_of


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# Title\n\nOne *two*.", "<h2>Title</h2>\n<p>One <em>two</em>.</p>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", None),
        ("{{< note >}}\nMind the gap.\n{{< /note >}}", "<p>Mind the gap.</p>"),
        ('We {{< highlight >}}sail{{< /highlight >}} {{% icon "boat" %}}again.', "<p>We sail again.</p>"),
        ('Read [the plan]({{< ref "plan.md" >}}).', '<p>Read <a rel="noopener noreferrer">the plan</a>.</p>'),
        (
            '[the plan]({{< ref "plan.md" >}} "The plan")',
            '<p><a title="The plan" rel="noopener noreferrer">the plan</a></p>',
        ),
        ('<a href="{{< ref "plan.md" >}}">the plan</a>', '<p><a rel="noopener noreferrer">the plan</a></p>'),
        ('{{< img src="boat.jpg" alt="A boat" >}}', ""),
        ("Two braces {{ and a < b stay.", "<p>Two braces {{ and a &lt; b stay.</p>"),
        ("Go <script>alert(1)</script>[home](javascript:alert(1))", "<p>Go [home](javascript:alert(1))</p>"),
    ],
)
def test_markdown_becomes_clean_html(markdown: str, html: str | None) -> None:
    made = body_of(markdown)
    assert made == html if html is not None else "<table>" in made


@given(st.text() | st.text(alphabet='{}<>%[]() "ref\n#*`|-'))
def test_any_text_becomes_something(markdown: str) -> None:
    assert "<script" not in body_of(markdown)


def test_many_braces_that_never_close_cost_no_more_than_their_length() -> None:
    assert body_of("{{<" * 100_000)
