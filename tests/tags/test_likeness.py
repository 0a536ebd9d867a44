"""Which hashtags are worth a second look."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tags.likeness import Alike, Reason, pairs
from tests.properties import moderately


def reason(one: str, other: str) -> Reason | None:
    found = pairs({1: one, 2: other})
    assert found == pairs({1: other, 2: one}), "the order of the names says nothing"
    return found[0].reason if found else None


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Ferry Strike", "Ferry Strikes", "number"),
        ("Ferry", "Ferries", "number"),
        ("Bus", "Buses", "number"),
        ("Light House", "Light Houses", "number"),
        ("Crash", "Crashes", "number"),
        ("Éire Treaty", "Eire Treaty", "marks"),
        ("Food and Drink", "Food & Drink", "joining"),
        ("The Treaty", "Treaty", "joining"),
        ("Cooperation and Mutual Assistance", "CooperationMutualAssistance", "joining"),
        ("Storm Ottilie", "Ottilie storm", "order"),
        ("Hesk Lighthouse", "Hesk Lighthosue", "slip"),
        ("Hesk Lighthouse", "Hesk Lightouse", "slip"),
        ("Parliament", "Parliamant", "slip"),
        ("Ferry-Strike", "Ferries strikes", "number"),
        ("Budget 2026", "Budget 2027", None),
        ("Budget 2026", "Budget 20267", None),
        ("Rook", "Rock", None),
        ("Ports", "Sports", None),
        ("Treaty", "Strike", None),
        ("재생에너지", "재생에너지법", None),
        ("ＷＡＬＫＯＵＴ", "Walkouts", "number"),
        ("!", "?", None),
        ("C++", "C#", None),
    ],
)
def test_two_names(one: str, other: str, why: str | None) -> None:
    assert reason(one, other) == why


def test_each_pair_comes_once_the_surest_first() -> None:
    names = {4: "Lighthouse", 3: "Lighthosue", 2: "Lighthouses", 1: "Treaty"}
    assert pairs(names) == [Alike(2, 4, Reason.NUMBER), Alike(3, 4, Reason.SLIP)]


def test_a_family_of_names_is_no_slip() -> None:
    assert pairs({number: f"Ottilie {letter}" for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}) == []


@moderately
@given(st.dictionaries(st.integers(1, 50), st.text(min_size=1, max_size=20), max_size=12))
def test_whatever_the_names_are(names: dict[int, str]) -> None:
    found = pairs(names)
    assert len({alike[:2] for alike in found}) == len(found)
    assert all(alike.first < alike.second for alike in found)


def test_twenty_thousand_names_cost_seconds_not_minutes() -> None:
    chance = random.Random(7)  # noqa: S311  the same names each time
    parts = ["ka", "ri", "mo", "ten", "fer", "port", "sel", "an", "vo", "lith", "gar", "un", "bri", "sto", "nor", "har"]
    words = ["".join(chance.choices(parts, k=4)) for _ in range(5_000)]
    names = {id: " ".join(chance.choices(words, k=2)) for id in range(20_000)}
    started = time.process_time()
    pairs(names)
    assert time.process_time() - started < 15
