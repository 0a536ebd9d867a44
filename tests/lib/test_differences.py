"""What changed between two texts, and what stands in either."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.differences import both, passages
from newsroom.lib.html import blocks, clean_html

TEXT = st.text(alphabet="ab \n가나", max_size=60)


@given(TEXT, TEXT)
def test_the_passages_give_back_both_texts(one: str, other: str) -> None:
    found = passages(one, other)
    assert "".join(passage.text for passage in found if passage.kind != "new") == one
    assert "".join(passage.text for passage in found if passage.kind != "gone") == other


def test_a_word_is_marked_and_not_its_line() -> None:
    found = [(passage.kind, passage.text) for passage in passages("The boat sails at nine.", "The boat left at nine.")]
    assert found == [("same", "The boat "), ("gone", "sails "), ("new", "left "), ("same", "at nine.")]


def test_scripts_without_spaces_are_marked_by_the_character() -> None:
    assert [passage.text for passage in passages("日本語の新聞", "日本語の雑誌")] == ["日本語の", "新聞", "雑誌"]


def test_a_long_passage_is_taken_as_a_whole() -> None:
    one, other = " ".join(map(str, range(3_000))), " ".join(map(str, range(1, 3_001)))
    assert [passage.kind for passage in passages(one, other)] == ["gone", "new"]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_both_keeps_everything_that_stands_in_either(one: list[str], other: list[str]) -> None:
    kept = both(one, other)
    assert in_order(one, kept)
    assert in_order(other, kept)


def in_order(some: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(piece in rest for piece in some)


@given(
    st.lists(st.sampled_from(["<p>a</p>", "b", "<hr>", "<ul><li><p>c</p></li></ul>", "<p>d<br>e &lt;p&gt;</p>", "\n"]))
)
def test_the_blocks_of_a_body_are_its_outermost_elements(pieces: list[str]) -> None:
    body = clean_html("".join(pieces))
    found = blocks(body)
    assert "".join(found) == body
    assert all(block.count("<p>") <= 1 or block.startswith("<ul>") for block in found)
