"""A hashtag, its aliases, and finding the hashtags that names stand for."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article
from tags.models import Tag
from tags.names import UnusableName
from tests.factories import COMMAND, make_draft, make_image, make_published, make_tag

pytestmark = pytest.mark.django_db


class TestByNames:
    def test_every_spelling_gives_the_hashtag_that_is_there(self) -> None:
        ferries, eire = make_tag("Ferry strike"), make_tag("Éire")
        found = Tag.objects.by_names(["Ferry strike", "#FERRY-STRIKE", "e\u0301ire"])
        assert found == {"Ferry strike": ferries.pk, "#FERRY-STRIKE": ferries.pk, "e\u0301ire": eire.pk}
        assert Tag.objects.count() == 2

    def test_an_alias_gives_its_hashtag(self) -> None:
        strike = make_tag("Strike")
        make_tag("Walkout", canonical=strike)
        assert Tag.objects.by_names(["walkout", "strike"]) == {"walkout": strike.pk, "strike": strike.pk}

    def test_a_new_name_makes_a_hashtag_called_as_it_is_spelled_first(self) -> None:
        found = Tag.objects.by_names(["Port  Ansel", "PORT ANSEL", "C#"])
        ansel, c_sharp = Tag.objects.order_by("-key")
        assert (ansel.name, ansel.hashtag, ansel.key) == ("Port Ansel", "PortAnsel", "portansel")
        assert (c_sharp.name, c_sharp.hashtag, c_sharp.key) == ("C#", "C#", "c#")
        assert found == {"Port  Ansel": ansel.pk, "PORT ANSEL": ansel.pk, "C#": c_sharp.pk}

    def test_no_names_are_no_hashtags(self) -> None:
        assert Tag.objects.by_names([]) == {}

    @pytest.mark.parametrize("name", ["…", "x" * 61])
    def test_an_unusable_name_is_refused_before_anything_is_written(self, name: str) -> None:
        with pytest.raises(UnusableName):
            Tag.objects.by_names(["Ferries", name])
        assert not Tag.objects.exists()

    @pytest.mark.parametrize("number", [1, 1_000])
    def test_it_takes_three_statements_at_most(self, number: int) -> None:
        make_tag("Known")
        names = ["Known", *(f"New {each}" for each in range(number))]
        with CaptureQueriesContext(connection) as statements:
            first = Tag.objects.by_names(names)
        assert len(statements) <= 3
        with CaptureQueriesContext(connection) as statements:
            assert Tag.objects.by_names(names) == first
        assert len(statements) == 1


class TestLive:
    def test_it_has_a_story_that_a_reader_can_see(self) -> None:
        make_published(tags=["Shown"])
        assert [tag.name for tag in Tag.objects.live()] == ["Shown"]

    def test_without_one_it_is_not(self) -> None:
        make_tag("Empty")
        make_draft(tags=["Drafted"])
        make_published(tags=["To come"], at=timezone.now() + timedelta(hours=1))
        expired, withdrawn = make_published(tags=["Expired"]), make_published(tags=["Withdrawn"])
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        assert not Tag.objects.live().exists()

    def test_neither_a_hidden_one_nor_an_alias_is(self) -> None:
        make_published(tags=["Hidden", "Walkout"])
        Tag.objects.filter(name="Hidden").update(hidden=True)
        Tag.objects.filter(name="Walkout").update(canonical=make_tag("Strike"))
        assert not Tag.objects.live().exists()

    def test_canonical_ones_are_those_that_are_no_alias(self) -> None:
        strike = make_tag("Strike")
        walkout = make_tag("Walkout", canonical=strike)
        assert list(Tag.objects.canonical()) == [strike]
        assert not Tag.objects.broken_aliases().exists()
        deep = make_tag("Stoppage", canonical=walkout)
        assert list(Tag.objects.broken_aliases()) == [deep]


class TestRow:
    def test_two_spellings_of_a_key_are_not_two_hashtags(self) -> None:
        make_tag("Ferry strike")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_tag("Ferry-Strike")

    def test_keys_are_in_the_order_of_code_points(self) -> None:
        for name in ["b", "á", "a", "B 2", "가", "_z", "C++", "2027"]:
            make_tag(name)
        keys = list(Tag.objects.values_list("key", flat=True))
        assert keys == sorted(keys)
        assert list(Tag.objects.filter(key__gte="c").values_list("key", flat=True)) == ["c++", "z", "á", "가"]

    def test_what_uses_it_keeps_it(self) -> None:
        make_published(tags=["Ferries"])
        picture = make_image()
        make_tag("Walkout", canonical=make_tag("Strike", picture=picture))
        for name in ["Ferries", "Strike"]:
            with pytest.raises(ProtectedError):
                Tag.objects.get(name=name).delete()
        with pytest.raises(ProtectedError):
            picture.delete()

    def test_its_address_is_its_hashtag(self) -> None:
        assert make_tag("C# & Éire").get_absolute_url() == "/en/hashtag/C%23%C3%89ire/"
