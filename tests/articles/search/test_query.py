"""What somebody types into the search, and how it is understood."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.index import for_postgresql, for_sqlite, said_by
from articles.search.query import LONGEST, MOST_WORDS, Piece, Unsearchable, parse


def spelled(text: str) -> tuple[list[str], list[str]]:
    """The groups as `a|b`, words of a phrase joined by `+`, a last word that is open ended by `*`; and what is not."""

    def one(piece: Piece) -> str:
        return "+".join(piece.phrase.words) + "*" * piece.phrase.open

    query = parse(text)
    return ["|".join(map(one, group)) for group in query.groups], [*map(one, query.without)]


@pytest.mark.parametrize(
    ("text", "groups", "without"),
    [
        ("ferry", ["ferry"], []),
        ("Ferry STRIKE", ["ferry", "strike"], []),
        ('"ferry strike" treaty', ["ferry+strike", "treaty"], []),
        ("“ferry strike” «treaty»", ["ferry+strike", "treaty"], []),
        ('"ferry strike', ["ferry+strike"], []),
        ("ferry -strike", ["ferry"], ["strike"]),
        ('ferry -"the strike" −treaty', ["ferry"], ["the+strike", "treaty"]),
        ("ferry or boat treaty", ["ferry|boat", "treaty"], []),
        ('ferry OR "small boat" or ship', ["ferry|small+boat|ship"], []),
        ("well-known", ["well+known"], []),
        ("#Treaty", ["treaty"], []),
        ("or", ["or"], []),
        ("or ferry", ["or", "ferry"], []),
        ("ferry or", ["ferry", "or"], []),
        ("ferry or -boat", ["ferry", "or"], ["boat"]),
        ('ferry "or" boat', ["ferry", "or", "boat"], []),
        ("재생에너지", ["재생+생에+에너+너지"], []),
        ("2026년", ["2026+년*"], []),
        ("水 or 雨", ["水*|雨*"], []),
        ("!!! ferry ???", ["ferry"], []),
        ("ferry - strike", ["ferry", "strike"], []),
    ],
)
def test_it_is_understood(text: str, groups: list[str], without: list[str]) -> None:
    assert spelled(text) == (groups, without)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a word to look for."),
        ("  \t ", "Type a word to look for."),
        ("!? … 🚢", "There is no word in this to look for."),
        ('""', "There is no word in this to look for."),
        ("-ferry", "Say also a word that the stories should have, not only what they should not."),
        ("x" * (LONGEST + 1), "That is too long to search for: at most 200 characters."),
        ("a " * (MOST_WORDS + 1), "Those are too many words to search for: at most 20."),
        ("法" * 100, "Those are too many words to search for: at most 20."),
    ],
)
def test_what_cannot_be_searched_is_told(text: str, said: str) -> None:
    with pytest.raises(Unsearchable, match="^" + said.replace("?", r"\?")):
        parse(text)


@pytest.mark.parametrize(
    ("text", "postgresql", "sqlite"),
    [
        ("ferry", "((('ferry')))", '((("ferry")))'),
        ("a or b -c", "((('a') | ('b'))) & !('c')", '((("a") OR ("b"))) NOT ("c")'),
        ('"a b" -"c d"', "((('a' & 'b')))", '((("a" AND "b")))'),
        ("水", "((('水':*)))", '((("水" *)))'),
    ],
)
def test_each_database_is_asked_in_its_own_language(text: str, postgresql: str, sqlite: str) -> None:
    query = parse(text)
    assert (for_postgresql(query), for_sqlite(query)) == (postgresql, sqlite)


def test_of_single_stories_sqlite_is_asked_in_the_same_words() -> None:
    sql, looked_for = said_by(parse("a or 水 b -c"), "t")
    assert sql == ("((((instr(t, %s) > 0) OR (instr(t, %s) > 0)) AND ((instr(t, %s) > 0))) AND NOT (instr(t, %s) > 0))")
    assert looked_for == (" a ", " 水", " b ", " c ")


@given(st.text(max_size=250))
def test_anything_is_understood_or_refused_in_a_sentence(text: str) -> None:
    with suppress(Unsearchable):
        assert parse(text).wanted
