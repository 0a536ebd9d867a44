"""Words as a part of an address: every script stays readable, and no address is broken."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Section
from newsroom.lib.slugs import LENGTH, slug_of, validate_slug
from tests.factories import make_published, make_user
from tests.properties import moderately

MARKED = st.text(st.characters(categories=["Lo", "Ll", "Mn", "Mc", "Zs", "Po"]), max_size=40)
INDIC = st.text(st.characters(min_codepoint=0x900, max_codepoint=0xDFF, categories=["Lo", "Mn", "Mc"]), max_size=120)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Ferries sail again", "ferries-sail-again"),
        ("“Yes,” they said — at last!", "yes-they-said-at-last"),
        ("여객선이 다시 뜬다", "여객선이-다시-뜬다"),
        ("Паромы снова ходят", "паромы-снова-ходят"),
        ("العبارات تبحر مجددا", "العبارات-تبحر-مجددا"),
        ("フェリー、再開", "フェリー再開"),
        ("हिन्दी में समाचार", "हिन्दी-में-समाचार"),
        ("ข่าวเรือข้ามฟาก", "ข่าวเรือข้ามฟาก"),
        ("தமிழ் செய்தி", "தமிழ்-செய்தி"),
        ("İstanbul’da", "istanbulda"),
        ("Éire & C++", "éire-c"),
        ("\u0301\u093f", "story"),
        ("🚢🚢", "story"),
        ("…", "story"),
        ("", "story"),
    ],
)
def test_it_is_in_the_script_of_the_words(words: str, slug: str) -> None:
    assert slug_of(words) == slug


def test_a_long_one_ends_with_a_word_character() -> None:
    assert slug_of("x" * (LENGTH - 1) + " yes") == "x" * (LENGTH - 1)


def test_a_long_one_ends_with_a_whole_letter() -> None:
    assert slug_of("वि" * 60, 9) == "वि" * 4


@moderately
@given(st.one_of(st.text(max_size=200), MARKED, INDIC))
def test_any_words_give_an_address_that_stays_as_it_is(words: str) -> None:
    slug = slug_of(words)
    assert 0 < len(slug) <= LENGTH
    assert slug_of(slug) == slug
    assert reverse("article", args=[1, slug]).isascii()
    validate_slug(slug)


@moderately
@given(INDIC)
def test_no_vowel_is_lost(word: str) -> None:
    """Of a word whose signs stand on letters."""
    clean = unicodedata.normalize("NFKC", word)
    if len(clean) < LENGTH and clean[:1].isalpha():
        assert slug_of(clean) == clean


@moderately
@given(st.text(st.characters(exclude_categories=["M", "Cs"]), max_size=80))
def test_addresses_of_words_without_signs_are_what_they_were(words: str) -> None:
    before = slugify(words, allow_unicode=True)[:LENGTH].strip("-_") or "story"
    if not any(unicodedata.category(char)[0] == "M" for char in unicodedata.normalize("NFKC", words)):
        assert slug_of(words) == unicodedata.normalize("NFKC", before)


@pytest.mark.parametrize("typed", ["a b", "a/b", "a.b", "…", "a\u0301", "é́"])
def test_what_is_typed_as_an_address_can_stand_in_one(typed: str) -> None:
    with pytest.raises(ValidationError):
        validate_slug(typed)


@pytest.mark.django_db
class TestWhereItIsUsed:
    def test_an_address_from_before_leads_to_the_story(self, client) -> None:  # type: ignore[no-untyped-def]
        story = make_published(headline="हिन्दी में समाचार")
        path = story.get_absolute_url()
        old = path.replace(reverse("article", args=[1, story.slug]).split("/")[-2], "हनद-म-समचर")
        response = client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, path)

    def test_a_story_keeps_the_address_it_has(self, client) -> None:  # type: ignore[no-untyped-def]
        story = make_published(headline="हिन्दी")
        type(story).objects.filter(pk=story.pk).update(slug="हनद")
        assert client.get(type(story).objects.get().get_absolute_url()).status_code == 200

    def test_a_section_may_have_one_with_signs(self, client) -> None:  # type: ignore[no-untyped-def]
        client.force_login(make_user("Publisher"))
        client.post("/admin/articles/section/add/", {"name": "हिन्दी", "slug": "हिन्दी", "position": 3})
        assert client.get(Section.objects.get(name="हिन्दी").get_absolute_url()).status_code == 200
