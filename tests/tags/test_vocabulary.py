"""Finding a hashtag by what stands in an address, and the index of those that readers can follow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tags import vocabulary
from tags.models import Tag
from tests.factories import make_draft, make_image, make_published, make_tag

pytestmark = pytest.mark.django_db


class TestFind:
    @pytest.mark.parametrize(
        "spelling", ["FerryStrike", "ferrystrike", "FERRYSTRIKE", "Ferry strike", "＃Ｆｅｒｒｙstrike"]
    )
    def test_every_spelling_means_the_same(self, spelling: str) -> None:
        tag = make_tag("Ferry strike")
        assert vocabulary.find(spelling) == tag

    def test_an_alias_means_its_hashtag(self) -> None:
        strike = make_tag("Strike")
        make_tag("Walkout", canonical=strike)
        assert vocabulary.find("walkout") == strike

    @pytest.mark.parametrize("spelling", ["", "…", "Ferry", "ferrystrikes"])
    def test_others_mean_none(self, spelling: str) -> None:
        make_tag("Ferry strike")
        assert vocabulary.find(spelling) is None

    def test_a_hidden_one_is_not_found_by_an_alias_either(self) -> None:
        make_tag("Walkout", canonical=make_tag("Strike", hidden=True))
        assert vocabulary.find("Strike") is None
        assert vocabulary.find("Walkout") is None

    def test_one_statement_brings_all_that_its_page_shows(self) -> None:
        make_tag("Walkout", canonical=make_tag("Strike", picture=make_image()))
        for spelling in ["walkout", "strike"]:
            with CaptureQueriesContext(connection) as statements:
                found = vocabulary.find(spelling)
                assert found
                assert found.picture
            assert len(statements) == 1


class TestIndex:
    def test_it_lists_by_key_what_a_reader_can_follow(self) -> None:
        make_published(tags=["ferries", "Ansel", "가로등", "2027", "Éire"])
        tags, following = vocabulary.index()
        assert [tag.name for tag in tags] == ["2027", "Ansel", "ferries", "Éire", "가로등"]
        assert following is None

    def test_neither_hidden_nor_empty_ones_nor_aliases_are_in_it(self) -> None:
        make_published(tags=["Shown", "Hidden"])
        Tag.objects.filter(name="Hidden").update(hidden=True)
        make_tag("Empty")
        make_draft(tags=["Drafted"])
        make_tag("Alias", canonical=Tag.objects.get(name="Shown"))
        assert [tag.name for tag in vocabulary.index()[0]] == ["Shown"]

    @pytest.mark.parametrize("limit", [1, 2, 4, 5, 6])
    def test_its_pages_hold_each_once(self, limit: int) -> None:
        make_published(tags=["a", "b", "c", "d", "e"])
        tags, following = vocabulary.index(limit=limit)
        seen = [tag.name for tag in tags]
        while following is not None:
            tags, following = vocabulary.index(following, limit)
            assert 0 < len(tags) <= limit
            seen += [tag.name for tag in tags]
        assert seen == ["a", "b", "c", "d", "e"]

    def test_it_can_be_opened_anywhere(self) -> None:
        make_published(tags=["Ansel", "Ferries", "Ports"])
        assert [tag.name for tag in vocabulary.index("f")[0]] == ["Ferries", "Ports"]
        assert vocabulary.index("q") == ([], None)
