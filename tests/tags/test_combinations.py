"""The address of several hashtags: which it means, and how it is spelled, whatever their names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from tags import combinations
from tags.combinations import Combination, apart, together
from tags.models import Tag
from tags.names import UnusableName, clean_name, hashtag_of, key_of
from tests.factories import make_draft, make_published, make_tag
from tests.properties import moderately

# Names of any script, in which a `+` is as frequent as can be.
NAMES = st.text(st.one_of(st.sampled_from("+＋C#\u200d"), st.characters(exclude_categories=["Cs"])), max_size=12)


def usable(name: str) -> Tag:
    try:
        clean_name(name)
    except UnusableName:
        assume(False)
    return Tag.named(name)


class TestItsSpelling:
    @pytest.mark.parametrize(
        ("spelling", "parts"),
        [
            ("Ferries", ["Ferries"]),
            ("Ferries+Ports", ["Ferries", "Ports"]),
            ("a+b+c+d", ["a", "b", "c", "d"]),
            ("C++", ["C++"]),
            ("C+++Rust", ["C++", "Rust"]),
            ("Rust+C++", ["Rust", "C++"]),
            ("C+++C#", ["C++", "C#"]),
            ("+1", ["+1"]),
            ("Ferries+", ["Ferries+"]),
            ("+", ["+"]),
            ("++", ["++"]),
            ("", [""]),
        ],
    )
    def test_is_parted_at_a_plus_that_something_else_follows(self, spelling: str, parts: list[str]) -> None:
        assert apart(spelling) == parts

    @pytest.mark.parametrize(
        ("hashtags", "spelling"),
        [
            (["Ferries", "Ports"], "Ferries+Ports"),
            (["C++", "Rust"], "C+++Rust"),
            (["Rust", "C++"], "Rust+C++"),
            (["5G+LTE", "Ports"], "5G＋LTE+Ports"),
            (["Ports", "+1"], "Ports+＋1"),
            (["++", "Ports"], "＋++Ports"),
            (["5G+LTE"], "5G+LTE"),
        ],
    )
    def test_closes_the_pluses_within_a_hashtag(self, hashtags: list[str], spelling: str) -> None:
        assert together(hashtags) == spelling
        assert list(map(key_of, apart(spelling))) == list(map(key_of, hashtags)) or len(hashtags) == 1

    @moderately
    @given(st.lists(NAMES, min_size=2, max_size=3))
    def test_means_the_same_hashtags_whatever_their_names(self, names: list[str]) -> None:
        combination = Combination.of(usable(name) for name in names)
        assume(len(combination.tags) > 1)
        assert [key_of(part) for part in apart(combination.spelling)] == [tag.key for tag in combination.tags]
        assert combination.spelling == Combination.of(reversed(combination.tags)).spelling

    @moderately
    @given(st.text(st.sampled_from("+aA")))
    def test_is_written_as_it_was_read(self, spelling: str) -> None:
        parts = apart(spelling)
        assert "+".join(parts) == spelling
        assert all(parts) or parts == [""]
        hashtags = [hashtag_of(part) for part in parts]
        assert list(map(key_of, apart(together(hashtags)))) == list(map(key_of, hashtags)) or len(parts) == 1
        assert together(list(map(hashtag_of, apart(together(hashtags))))) == together(hashtags)


@pytest.mark.django_db
class TestWhatItMeans:
    def meant(self, spelling: str) -> str | None:
        found = combinations.find(spelling)
        return found.spelling if found and found.is_live else None

    def test_hashtags_by_any_spelling_and_alias_in_the_order_of_their_keys(self) -> None:
        make_published(tags=["Ports", "Ferries", "C++"])
        make_tag("Boats", canonical=Tag.objects.get(name="Ferries"))
        for spelling in ("Ferries+Ports", "ports+FERRIES", "Ports+boats", "#Ports+Fer-ries"):
            assert self.meant(spelling) == "Ferries+Ports"
        assert self.meant("ports+boats+c++") == "C+++Ferries+Ports"

    def test_each_once(self) -> None:
        make_published(tags=["Ports", "Ferries"])
        make_tag("Boats", canonical=Tag.objects.get(name="Ferries"))
        assert self.meant("Ferries+ferries") == self.meant("boats+Ferries") == "Ferries"
        assert self.meant("Ferries+Ports+boats") == "Ferries+Ports"

    def test_no_more_than_three(self) -> None:
        make_published(tags=["a", "b", "c", "d"])
        assert self.meant("a+b+c") == "a+b+c"
        assert self.meant("a+b+c+d") is None
        assert self.meant("a+a+a+a") is None

    def test_nothing_where_one_is_unknown_hidden_or_without_a_story(self) -> None:
        make_published(tags=["Ferries", "Hidden"])
        Tag.objects.filter(name="Hidden").update(hidden=True)
        make_draft(tags=["Drafted"])
        make_tag("Drafted")
        for other in ("Unknown", "Hidden", "Drafted", " ", "."):
            assert self.meant(f"Ferries+{other}") is None, other

    def test_a_hashtag_of_that_very_spelling_comes_first(self) -> None:
        make_published(tags=["Five", "LTE", "Five+LTE", "Ports"])
        assert self.meant("five+lte") is None
        five_lte = Combination.of(Tag.objects.filter(name__in=["Five+LTE", "Ports"]))
        assert five_lte.spelling == "Five＋LTE+Ports"
        found = combinations.find("Five＋LTE+Ports")
        assert found
        assert found.tags == five_lte.tags

    @pytest.mark.parametrize("state", ["hidden", "without a story"])
    def test_unless_readers_may_not_know_of_it(self, state: str) -> None:
        make_published(tags=["Five", "LTE"])
        before = self.meant("Five+LTE")
        make_tag("Five+LTE", hidden=state == "hidden")
        if state == "hidden":
            make_published(tags=["Five+LTE"])
        assert self.meant("Five+LTE") == before == "Five+LTE"

    @pytest.mark.parametrize("spelling", ["Ferries", "C++", "a+b+c+d", "+1"])
    def test_a_single_hashtag_costs_nothing_here(self, spelling: str) -> None:
        with CaptureQueriesContext(connection) as queries:
            assert combinations.find(spelling) is None
        assert len(queries) == 0

    def test_it_takes_two_queries(self) -> None:
        make_published(tags=["a", "b", "c"])
        with CaptureQueriesContext(connection) as queries:
            assert self.meant("a+b+c")
        assert len(queries) == 2


@pytest.mark.django_db
def test_it_is_named_in_the_language_of_the_page() -> None:
    tags = [make_tag(name) for name in ("c", "a", "b")]
    assert Combination.of(tags).names == "#a, #b and #c"
    assert Combination.of(tags[:2]).names == "#a and #c"
    with translation.override("ko"):
        assert Combination.of(tags).names == "#a, #b, #c"
