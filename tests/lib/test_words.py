"""The words the search keeps of a text: every spelling in one form, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.words import GAP, LONGEST, MOST, in_order, phrase_of, terms_of, times, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ferries sail at 9:30.", "the ferries sail at 9 30"),
        ("“Yes” — they said… don't!", "yes they said don t"),
        ("Café CAFÉ Cafe\u0301 cafe", "cafe cafe cafe cafe"),
        ("Straße ŒUVRE ﬁn İstanbul", "strasse œuvre fin istanbul"),
        ("ＦＥＲＲＹ ２０２６ x²", "ferry 2026 x2"),
        ("under_score a-b foo@bar.example", "under score a b foo bar example"),
        ("Мост и МОСТЫ", "мост и мосты"),
        ("Ελλάδα", "ελλαδα"),
        ("مُحَمَّد", "محمد"),
        ("हिन्दी में", "हिन्दी में"),
        ("재생에너지 법안을", "재생 생에 에너 너지 지 법안 안을 을"),
        ("国会で", "国会 会で で"),
        ("ｶﾞｽ・水", "ガス ス 水"),
        ("2026년", "2026 년"),
        ("C++ 🚢 !? ---", "c"),
        ("", ""),
    ],
)
def test_every_spelling_of_a_word_is_one(text: str, words: str) -> None:
    assert words_of(text) == words.split()


def test_a_part_of_a_word_is_found_where_words_have_no_ends() -> None:
    text = in_order(["국회가 재생에너지법안을 통과시켰다", "国会で法案可決"])
    for said in ("재생에너지", "에너지", "법안", "법안을", "통과", "法案", "可決", "国会", "国"):
        assert times(phrase_of(said), text), said
    for said in ("법을", "에너재", "会国", "水"):
        assert not times(phrase_of(said), text), said


def test_one_character_is_found_wherever_it_stands() -> None:
    assert phrase_of("水").open
    for text in ("水道", "下水道", "下水", "水"):
        assert times(phrase_of("水"), in_order([text])), text


def test_no_phrase_reaches_from_one_part_of_a_text_into_the_next() -> None:
    words = in_order(["Ferry", "deal", ""])
    assert words == f" ferry {GAP} deal {GAP} "
    assert terms_of(["Ferry", "deal", ""]) == "deal ferry"
    assert not times(phrase_of("ferry deal"), words)


def test_terms_are_each_there_once_and_in_the_order_of_code_points() -> None:
    terms = terms_of(["b a b 법안 é Z"]).split()
    assert terms == sorted(set(terms), key=str.encode)


def test_a_text_of_any_length_fits_the_index() -> None:
    long = ["x" * 5_000, " ".join(f"w{number}" for number in range(100_000))]
    assert len(in_order(long).split(" ")) - 2 <= MOST
    assert max(map(len, terms_of(long).split())) == LONGEST
    assert set(terms_of(long).split()) == set(in_order(long).split())


@given(st.text())
def test_words_hold_nothing_that_a_database_reads_otherwise(text: str) -> None:
    for word in words_of(text):
        assert word
        assert len(word) <= LONGEST
        for char in word:
            assert not char.isspace()
            assert char.isalnum() or not char.isascii(), char


@given(st.text())
def test_what_was_read_once_is_read_the_same_again(text: str) -> None:
    spaced = " ".join(word for word in words_of(text) if word.isascii())
    assert words_of(spaced) == spaced.split()


@given(
    st.text(
        st.characters() | st.sampled_from("aB \u2010\u2011\u2014\u2017\u2018\u2019\u201d\u2026'-_é\u0301"), max_size=40
    )
)
def test_a_word_of_another_alphabet_beside_it_changes_no_word(text: str) -> None:
    assert words_of(f"{text} é") == [*words_of(text), "e"]
