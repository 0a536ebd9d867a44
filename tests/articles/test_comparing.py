"""What changed between two texts, word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import comparing
from articles.comparing import Block, Effort, blocks_of, compare_blocks, compare_lines, edits

WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


def told(block: Block) -> tuple[str, str]:
    """What went in brackets, what came in braces."""
    marks = {"same": "{}", "out": "[{}]", "in": "<{}>"}
    before, after = (
        "".join(marks[piece.kind].format(piece.text) for piece in side) for side in (block.before, block.after)
    )
    return before, after


class TestLines:
    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            (
                "The ferry sails at nine.",
                "The ferry sails at ten.",
                ("The ferry sails at [nine].", "The ferry sails at <ten>."),
            ),
            ("The ferry sails.", "The old ferry sails.", ("The ferry sails.", "The <old >ferry sails.")),
            ("The old ferry sails.", "The ferry sails.", ("The [old ]ferry sails.", "The ferry sails.")),
            ("배가 아홉 시에 떠난다", "배가 열 시에 떠난다", ("배가 [아홉 ]시에 떠난다", "배가 <열 >시에 떠난다")),
            ("船九時出港", "船十時出港", ("船[九]時出港", "船<十>時出港")),
            ("", "All new", ("", "<All new>")),
            ("Gone", "", ("[Gone]", "")),
            ("Not alike at all", "Something else", ("[Not alike at all]", "<Something else>")),
            ("Same", "Same", ("Same", "Same")),
            ("", "", ("", "")),
        ],
    )
    def test_words_that_came_and_went_are_marked(self, before: str, after: str, shown: tuple[str, str]) -> None:
        assert told(compare_lines(before, after)) == shown

    def test_whether_anything_changed(self) -> None:
        assert compare_lines("a b", "a c").changed
        assert not compare_lines("a b", "a b").changed


class TestBlocks:
    def test_paragraphs_that_stayed_stand_beside_each_other(self) -> None:
        before = ["One.", "The ferry sails at nine.", "Three."]
        after = ["Zero.", "One.", "The ferry sails at ten.", "Three."]
        assert [told(block) for block in compare_blocks(before, after)] == [
            ("", "<Zero.>"),
            ("One.", "One."),
            ("The ferry sails at [nine].", "The ferry sails at <ten>."),
            ("Three.", "Three."),
        ]

    def test_what_was_taken_out_at_the_end_is_told(self) -> None:
        assert told(compare_blocks(["One.", "Two."], ["One."])[1]) == ("[Two.]", "")

    def test_a_body_is_its_lines_and_the_addresses_of_its_links(self) -> None:
        body = '<h2>Title</h2><p>See <a href="https://a.example/?x=1&amp;y=2">this</a>.</p><ul><li>One</li></ul>'
        assert blocks_of(body) == ["Title", "See this ‹https://a.example/?x=1&y=2›.", "One"]


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

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (["a b"] * 150_000, ["b a"] * 150_000),
            ([" ".join(map(str, range(200_000)))], [" ".join(map(str, range(200_000, 0, -1)))]),
            ([f"{n} is it" for n in range(50_000)], [f"{n} was it" for n in range(50_000)]),
            ([f"{n}" for n in range(100_000)], [f"{n}" for n in range(100_000, 0, -1)]),
        ],
        ids=["alike", "one line", "each line", "turned around"],
    )
    def test_a_megabyte_takes_seconds_at_most(self, old: list[str], new: list[str]) -> None:
        begun = time.process_time()
        assert compare_blocks(old, new)
        assert time.process_time() - begun < 10

    def test_the_effort_is_shared_by_all_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comparing, "STEPS", 1)
        assert told(compare_blocks(["a b c"], ["a x c"])[0]) == ("[a b c]", "<a x c>")


def longest_common(old: list[str], new: list[str]) -> int:
    """By the book: the textbook's table."""
    rows = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            rows[i + 1][j + 1] = rows[i][j] + 1 if one == other else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]
