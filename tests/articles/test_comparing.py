"""Two texts of a story side by side."""

import time

import pytest

from articles.comparing import Block, blocks_of, compare_blocks, compare_lines
from newsroom.lib import differences


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


class TestCost:
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
        monkeypatch.setattr(differences, "STEPS", 1)
        assert told(compare_blocks(["a b c"], ["a x c"])[0]) == ("[a b c]", "<a x c>")
