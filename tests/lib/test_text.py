"""What every stored string went through: nothing left that a database, a feed or a page could stumble over."""

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.text import clean_line, clean_text, cut, is_printable
from tests.properties import moderately

# All there is, lone surrogates too, with what bites among the more likely ones.
ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=[]), st.sampled_from("\0\t\n\r\x0b\x1f\x7f\x85\u2028\u202e\u0301\ufffe")
    ),
    max_size=60,
)


class TestCleanText:
    @moderately
    @given(ANYTHING)
    def test_cleaning_twice_changes_nothing(self, value: str) -> None:
        assert clean_text(clean_text(value)) == clean_text(value)

    @moderately
    @given(ANYTHING)
    def test_xml_reads_back_what_was_cleaned(self, value: str) -> None:
        cleaned = clean_text(value)
        read = ElementTree.fromstring(f"<line>{escape(cleaned)}</line>".encode())  # noqa: S314  our own
        assert (read.text or "") == cleaned

    @moderately
    @given(ANYTHING)
    def test_it_is_composed_and_can_be_encoded(self, value: str) -> None:
        cleaned = clean_text(value)
        assert unicodedata.is_normalized("NFC", cleaned)
        assert cleaned.encode().decode() == cleaned

    @pytest.mark.parametrize(
        "forbidden",
        ["\0", "\x08", "\x0b", "\x1f", "\x7f", "\x9f", "\ud800", "\ufdd0", "\uffff", "\U0010fffe"],
    )
    def test_what_is_no_character_is_dropped(self, forbidden: str) -> None:
        assert clean_text(f"Fer{forbidden}ries") == "Ferries"

    def test_an_accent_and_its_letter_are_one(self) -> None:
        assert clean_text("cafe\u0301") == "café"
        assert clean_text("cafe\0\u0301") == "café"

    @pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029"])
    def test_every_line_break_is_the_same(self, line_break: str) -> None:
        assert clean_text(f"one{line_break}two") == "one\ntwo"

    @pytest.mark.parametrize(
        "text", ["tab\t", "한국어", "👩\u200d🚀", "no\u00a0break", "\ufeffmark", "soft\u00adhyphen"]
    )
    def test_what_belongs_to_text_stays(self, text: str) -> None:
        assert clean_text(text) == text


class TestCleanLine:
    def test_white_space_of_every_kind_is_one_space(self) -> None:
        assert clean_line("\u3000 Ferries\r\n\tsail\u2009\u00a0again ") == "Ferries sail again"

    def test_nothing_can_turn_the_rest_of_a_page_around(self) -> None:
        assert clean_line("\u202eFerries\u2066 sail\u2069\u202c") == "Ferries sail"

    @moderately
    @given(ANYTHING)
    def test_cleaning_twice_changes_nothing(self, value: str) -> None:
        cleaned = clean_line(value)
        assert clean_line(cleaned) == clean_text(cleaned) == cleaned
        assert len(cleaned.splitlines()) < 2


class TestCut:
    def test_what_fits_stays_whole(self) -> None:
        assert cut("Ferries sail", 12) == "Ferries sail"

    @pytest.mark.parametrize(
        ("limit", "shown"),
        [(11, "Ferries…"), (22, "Ferries, and trams…"), (5, "Ferr…")],
        ids=["between words", "no comma before it", "one long word"],
    )
    def test_what_does_not_is_cut_between_words(self, limit: int, shown: str) -> None:
        assert cut("Ferries, and trams, sail", limit) == shown

    @moderately
    @given(ANYTHING, st.integers(1, 70))
    def test_it_never_has_more_characters_than_asked_for(self, value: str, limit: int) -> None:
        assert len(cut(value, limit)) <= limit


@moderately
@given(ANYTHING)
def test_a_text_is_printable_when_each_of_its_lines_is(value: str) -> None:
    assert is_printable(value) == all(line.isprintable() for line in value.split("\n"))
