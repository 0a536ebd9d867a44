"""The name of a hashtag, its address and its key: every script, and one hashtag for every spelling of a name."""

import unicodedata

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from tags.models import TooManyHashtags
from tags.names import KEY_LENGTH, NAME_LENGTH, UnusableName, clean_name, hashtag_of, key_of
from tests.properties import moderately

ANY_TEXT = st.text(max_size=40)
# What people write names with: no marks on their own, and no Turkish ı, whose capital is another letter.
WORDS = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs", "Po", "Sm"], exclude_characters="ıſ#"), max_size=30
)


def usable(text: str) -> str:
    try:
        return clean_name(text)
    except UnusableName:
        assume(False)
        raise


class TestNameAndHashtag:
    @pytest.mark.parametrize(
        ("name", "hashtag", "key"),
        [
            ("Cooperation and Mutual Assistance", "CooperationandMutualAssistance", "cooperationandmutualassistance"),
            ("C++", "C++", "c++"),
            ("C#", "C#", "c#"),
            ("C# and F#", "C#andF#", "c#andf#"),
            ("Éire", "Éire", "éire"),
            ("재생에너지", "재생에너지", "재생에너지"),
            ("İstanbul", "İstanbul", "i̇stanbul"),
            ("Diyarbakır", "Diyarbakır", "diyarbakır"),
            ("Straße", "Straße", "strasse"),
            ("ﬁnance", "ﬁnance", "finance"),
            ("٢٠٢٧", "٢٠٢٧", "٢٠٢٧"),
            ("Budget ２０２７", "Budget２０２７", "budget2027"),
            ("हिन्दी", "हिन्दी", "हिन्दी"),
            ("Côte d’Ivoire", "CôtedIvoire", "côtedivoire"),
            ("AT&T", "ATT", "att"),
            ("20 %", "20", "20"),
            ("€uro", "€uro", "€uro"),
            ("👩\u200d🚀", "👩\u200d🚀", "👩🚀"),
            ("❤\ufe0f", "❤\ufe0f", "❤"),
            ("🇰🇷", "🇰🇷", "🇰🇷"),
            ("👍🏽", "👍🏽", "👍🏽"),
            ("葛\U000e0100城", "葛\U000e0100城", "葛城"),
            ("नर\u200dक", "नर\u200dक", "नरक"),
        ],
    )
    def test_letters_marks_digits_and_symbols_of_every_script_stay(self, name: str, hashtag: str, key: str) -> None:
        assert (clean_name(name), hashtag_of(name), key_of(name)) == (name, hashtag, key)

    @pytest.mark.parametrize(
        ("typed", "name"),
        [("#Ferries", "Ferries"), ("# # Ferries ", "Ferries"), ("Ferry\n strike\t", "Ferry strike"), ("C#", "C#")],
    )
    def test_a_name_is_one_line_without_the_sign_in_front(self, typed: str, name: str) -> None:
        assert clean_name(typed) == name

    def test_what_shapes_a_word_neither_begins_a_hashtag_nor_ends_it(self) -> None:
        assert hashtag_of("\u200d\ufe0f Ferries\u200c\u200d") == "Ferries"

    @pytest.mark.parametrize("separator", [" ", "-", "_", ".", "/", "’", "`", "\u00a0", "\u00ad", "\u200b", "‗"])
    def test_what_separates_does_not_stay(self, separator: str) -> None:
        assert hashtag_of(f"Ferry{separator}Strike") == "FerryStrike"

    @moderately
    @given(ANY_TEXT)
    def test_a_usable_name_has_a_hashtag_of_the_same_key(self, text: str) -> None:
        name = usable(text)
        assert hashtag_of(name)
        assert key_of(hashtag_of(name)) == key_of(name) != ""

    @moderately
    @given(ANY_TEXT)
    def test_a_clean_name_is_clean(self, text: str) -> None:
        name = usable(text)
        assert clean_name(name) == name

    @pytest.mark.parametrize("name", ["x" * 61, "…", "\ufdfa" * 20])
    def test_why_a_name_cannot_be_used_is_said_in_the_language_of_who_asks(self, name: str) -> None:
        with translation.override("ko"), pytest.raises(UnusableName, match=r"[가-힣]"):
            clean_name(name)
        with translation.override("ko"):
            assert str(TooManyHashtags()) == "기사 하나에 해시태그는 최대 30개입니다."


class TestKey:
    @moderately
    @given(ANY_TEXT)
    def test_the_key_of_a_key_is_itself(self, text: str) -> None:
        assert key_of(key_of(text)) == key_of(text)

    @pytest.mark.parametrize(("text", "key"), [("가\u200cᆨ", "각"), ("e\u200d\u0301", "é"), ("ᄀ\ufe0fᅡ", "가")])
    def test_nor_does_what_a_joiner_kept_apart(self, text: str, key: str) -> None:
        assert key_of(text) == key_of(key) == key

    @moderately
    @given(WORDS)
    def test_capitals_make_no_difference(self, text: str) -> None:
        assert key_of(text) == key_of(text.upper()) == key_of(text.lower()) == key_of(text.casefold())

    @moderately
    @given(WORDS, st.sampled_from(["NFC", "NFD"]))
    def test_neither_does_how_accents_are_composed(self, text: str, form: str) -> None:
        assert key_of(unicodedata.normalize(form, text)) == key_of(text)  # type: ignore[arg-type]

    @moderately
    @given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20))
    def test_nor_their_width(self, text: str) -> None:
        wide = "".join(chr(ord(char) + 0xFEE0) for char in text)
        assume("`" not in text)  # which is no letter of a name, while its wide form is a mark in one
        assume("^" not in text)
        assert key_of(wide) == key_of(text)

    @moderately
    @given(WORDS, st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f\u180b\u034f"), st.integers(0, 30))
    def test_nor_what_cannot_be_seen(self, text: str, unseen: str, place: int) -> None:
        assert key_of(text[:place] + unseen + text[place:]) == key_of(text)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("STRASSE", "straße"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("ﬃ", "FFI"),
            ("㍿", "株式会社"),
            ("C#", "Ｃ＃"),
            ("ǆ", "Ǆ"),
            ("½", "1⁄2"),
            ("ｶﾞ", "ガ"),
            ("K", "\u212a"),
        ],
    )
    def test_two_spellings_of_one_word(self, one: str, other: str) -> None:
        assert key_of(one) == key_of(other)

    @pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C", "C#"), ("Eire", "Éire"), ("🇰🇷", "🇰🇵"), ("3", "٣")])
    def test_other_words_are_other_hashtags(self, one: str, other: str) -> None:
        assert key_of(one) != key_of(other)


class TestRefused:
    def test_a_name_has_at_most_sixty_characters_and_none_is_cut(self) -> None:
        assert clean_name("x" * NAME_LENGTH) == "x" * NAME_LENGTH
        assert clean_name(f"  #{'x' * NAME_LENGTH} ") == "x" * NAME_LENGTH
        with pytest.raises(UnusableName, match="has 61 characters; a hashtag has at most 60"):
            clean_name("x" * (NAME_LENGTH + 1))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "#",
            "###",
            "…",
            "!?.,;:-_–—",
            "“”",
            "\u200b",
            "\ufe0f",
            "\u200d",
            "\u3164",
            "\u2800",
            "‗",
            "\0",
            "`",
        ],
    )
    def test_blanks_and_punctuation_alone_make_none(self, text: str) -> None:
        with pytest.raises(UnusableName, match="no letter, digit or symbol"):
            clean_name(text)

    def test_a_ligature_is_counted_by_what_it_stands_for(self) -> None:
        assert len(key_of("ﷺ" * 17)) == KEY_LENGTH
        assert clean_name("ﷺ" * 17)
        with pytest.raises(UnusableName, match="too long once its ligatures are written out"):
            clean_name("ﷺ" * 18)
