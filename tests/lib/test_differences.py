"""What changed between two texts, and what stands in either."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.differences import Effort, Piece, both, edits, pieces
from newsroom.lib.html import blocks, clean_html

WORDS = st.lists(st.sampled_from("abcd"), max_size=12)
TEXT = st.text(alphabet="ab \n가나", max_size=60)


def passages(old: str, new: str) -> list[Piece]:
    return pieces(old, new, Effort())


@given(TEXT, TEXT)
def test_the_passages_give_back_both_texts(one: str, other: str) -> None:
    found = passages(one, other)
    assert "".join(passage.text for passage in found if passage.kind != "in") == one
    assert "".join(passage.text for passage in found if passage.kind != "out") == other


def test_a_word_is_marked_and_not_its_line() -> None:
    found = [(passage.kind, passage.text) for passage in passages("The boat sails at nine.", "The boat left at nine.")]
    assert found == [("same", "The boat "), ("out", "sails "), ("in", "left "), ("same", "at nine.")]


def test_scripts_without_spaces_are_marked_by_the_character() -> None:
    assert [passage.text for passage in passages("日本語の新聞", "日本語の雑誌")] == ["日本語の", "新聞", "雑誌"]


def test_a_long_text_that_lost_a_word_and_got_one_is_marked_by_the_word() -> None:
    old, new = " ".join(map(str, range(30_000))), " ".join(map(str, range(1, 30_001)))
    assert [passage.kind for passage in passages(old, new)] == ["out", "same", "out", "in"]


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


class TestEdits:
    @given(WORDS, WORDS)
    def test_they_lead_from_one_text_to_the_other(self, old: list[str], new: list[str]) -> None:
        runs = edits(old, new, Effort())
        assert [w for kind, start, end in runs if kind != "in" for w in old[start:end]] == old
        rebuilt = [w for kind, start, end in runs for w in (new if kind == "in" else old)[start:end] if kind != "out"]
        assert rebuilt == new
        assert all(start < end for _, start, end in runs)

    @given(WORDS, WORDS)
    def test_no_shorter_way_is_there(self, old: list[str], new: list[str]) -> None:
        kept = sum(end - start for kind, start, end in edits(old, new, Effort()) if kind == "same")
        assert kept == longest_common(old, new)

    def test_what_would_cost_too_much_is_shown_whole(self) -> None:
        assert edits(list("axb"), list("ayb"), Effort(left=-1)) == [
            ("same", 0, 1),
            ("out", 1, 2),
            ("in", 1, 2),
            ("same", 2, 3),
        ]


def longest_common(old: list[str], new: list[str]) -> int:
    """By the book: the textbook's table."""
    rows = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            rows[i + 1][j + 1] = rows[i][j] + 1 if one == other else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]
