"""Suggestions: a text names hashtags, each with the sentence that caused it; what was refused is not offered again."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.models import Epoch
from tags.models import SuggestionAnswer, Tag
from tags.names import UnusableName, key_of
from tags.suggestions import Matcher, sentence_at, suggest
from tests.factories import make_draft, make_published, make_tag, make_user

TEXT = "The ferries sail. The Harbour Ferry Agreement was signed in Port Ansel. Ferries again!"


def tag(name: str, number: int = 1) -> Tag:
    made = Tag.named(name)
    made.pk = number
    return made


def found(text: str, *names: str) -> list[str]:
    return [one.tag.name for one in Matcher((name, tag(name, place)) for place, name in enumerate(names)).find(text)]


class TestMatching:
    def test_the_more_specific_come_first_then_the_earlier(self) -> None:
        names = ["Ferries", "Harbour Ferry Agreement", "Port Ansel", "Parliament"]
        assert found(TEXT, *names) == ["Harbour Ferry Agreement", "Port Ansel", "Ferries"]

    def test_how_often_is_counted(self) -> None:
        assert [one.count for one in Matcher([("Ferries", tag("Ferries"))]).find(TEXT)] == [2]

    def test_case_width_accents_composed_and_punctuation_between_do_not_matter(self) -> None:
        assert found("PORT-ANSEL", "Port Ansel")
        assert found("\uff30ort ansel", "Port Ansel")
        assert found("Cafe\u0301s", "Cafés")
        assert found("as #PortAnsel", "Port Ansel")
        assert found("Ansel–Hesk", "Ansel-Hesk")
        assert found("in C++ and C", "C++")

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("carpets", "Carpet"),
            ("scarpet", "Carpet"),
            ("the rapist", "Therapist"),
            ("C", "C++"),
            ("포트안셀서", "안셀"),
        ],
    )
    def test_a_part_of_a_word_is_no_word(self, text: str, name: str) -> None:
        assert not found(text, name)

    def test_the_longest_name_at_a_place_is_meant(self) -> None:
        assert found("Harbour Ferry Agreement", "Harbour", "Ferry", "Harbour Ferry Agreement", "Agreement") == [
            "Harbour Ferry Agreement"
        ]
        assert found("Harbour Ferry", "Harbour", "Harbour Ferry Agreement") == ["Harbour"]

    def test_scripts_without_spaces_are_read_by_the_character(self) -> None:
        assert found("日本語の新聞を読む", "新聞", "日本") == ["日本", "新聞"]
        assert found("在Port Ansel的新闻", "Port Ansel") == ["Port Ansel"]

    def test_a_korean_word_is_found_before_its_particle(self) -> None:
        assert found("재생에너지가 늘었다", "재생에너지") == ["재생에너지"]
        assert found("우리는 재생에너지를", "재생 에너지") == ["재생 에너지"]  # spaces are a matter of taste
        assert found("우리는 재생 에너지를", "재생 에너지") == ["재생 에너지"]
        assert not found("물가는", "물")

    @given(st.text(min_size=1, max_size=20), st.text(alphabet="xyz ,.", max_size=20))
    def test_every_name_is_found_where_it_stands(self, name: str, around: str) -> None:
        try:
            wanted = tag(name)
        except UnusableName:
            assume(False)
            return
        text = f"{around} {wanted.name} {around}"
        matched = Matcher([(wanted.name, wanted)]).find(text)
        assert matched, (wanted.name, key_of(wanted.name))
        assert matched[0].position <= text.index(wanted.name) + len(wanted.name)

    @given(st.text(max_size=200))
    def test_no_text_breaks_it(self, text: str) -> None:
        Matcher([("Ferries", tag("Ferries"))]).find(text)

    def test_twenty_thousand_names_and_ten_kilobytes_are_a_few_thousand_steps(self) -> None:
        syllables = ["ra", "ne", "mo", "ti", "lu", "ka", "se", "do"]
        words = [f"{a}{b}{c}" for a in syllables for b in syllables for c in syllables]
        names = [f"{one} {words[(place * 7) % len(words)]} {place}" for place in range(40) for one in words][:20_000]
        matcher = Matcher((name, tag("x", place)) for place, name in enumerate(names))
        text = " ".join(words[(place * 31) % len(words)] for place in range(1_500))
        assert len(text) > 10_000
        matcher.find(text)
        assert matcher.steps < 3 * 1_500

    def test_nor_does_a_text_that_repeats_itself_cost_more(self) -> None:
        matcher = Matcher([(" ".join(["na"] * length), tag("x", length)) for length in range(1, 20)])
        matcher.find("na " * 5_000)
        assert matcher.steps < 3 * 5_000


class TestSentences:
    def test_it_is_that_in_which_the_name_stands(self) -> None:
        assert sentence_at(TEXT, TEXT.index("Port")) == "The Harbour Ferry Agreement was signed in Port Ansel."
        assert sentence_at(TEXT, 4) == "The ferries sail."
        assert sentence_at(TEXT, TEXT.rindex("Ferries")) == "Ferries again!"
        assert sentence_at("新聞を読む。本を読む。", 7) == "本を読む。"
        assert sentence_at("Headline\nText", 9) == "Text"

    def test_a_long_one_is_cut(self) -> None:
        assert len(sentence_at("word " * 500, 0)) <= 200


@pytest.mark.django_db
class TestVocabulary:
    def test_an_alias_suggests_its_hashtag_and_a_hidden_one_nothing(self) -> None:
        agreement = make_tag("Harbour Ferry Agreement")
        make_tag("Ferry Deal", canonical=agreement)
        make_tag("Secret", hidden=True)
        assert [one.name for one in suggest("The Ferry Deal is no Secret.")] == ["Harbour Ferry Agreement"]

    def test_it_is_read_once_until_the_epoch_moves(self) -> None:
        make_tag("Ferries")
        assert suggest("Ferries")
        make_tag("Harbour")
        assert not suggest("Harbour")
        Epoch.objects.bump()
        assert suggest("Harbour")


@pytest.mark.django_db
class TestAtTheDesk:
    def test_the_form_hears_what_its_text_speaks_of(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, _ = make_draft(by=reporter)
        make_tag("Port Ansel")
        answer = client.post(
            reverse("admin:tags_tag_suggest"),
            {
                "article": article.pk,
                "headline": "News",
                "body": "<p>They left.</p><p>They reached <b>Port</b> Ansel.</p>",
            },
        )
        assert [(one["name"], one["sentence"]) for one in answer.json()["suggestions"]] == [
            ("Port Ansel", "They reached Port Ansel.")
        ]

    def test_what_the_story_has_already_is_not_offered_not_even_under_another_name(self, client: Client) -> None:
        client.force_login(make_user("Editor"))
        article, _ = make_draft()
        make_tag("Storm Ottilie"), make_tag("폭풍 오틸리", canonical=Tag.objects.get())
        asked = {"article": article.pk, "headline": "Storm Ottilie, Ferries", "tag_names": "Boats"}
        make_tag("Ferries")
        answers = {
            names: client.post(reverse("admin:tags_tag_suggest"), asked | {"tag_names": names}).json()["suggestions"]
            for names in ("Boats", "폭풍 오틸리", "Storm Ottilie, ferries")
        }
        assert [[one["name"] for one in found] for found in answers.values()] == [
            ["Storm Ottilie", "Ferries"],
            ["Ferries"],
            [],
        ]

    def test_what_was_refused_is_not_offered_again_for_this_story_and_is_for_others(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        (article, _), (other, _) = make_draft(by=reporter), make_draft(by=reporter)
        ansel, ferries = make_tag("Port Ansel"), make_tag("Ferries")
        client.post(reverse("admin:tags_tag_answer"), {"article": article.pk, "tag": ansel.pk, "accepted": ""})
        client.post(reverse("admin:tags_tag_answer"), {"article": article.pk, "tag": ferries.pk, "accepted": "1"})
        offered = {}
        for story in (article, other):
            said = client.post(
                reverse("admin:tags_tag_suggest"), {"article": story.pk, "headline": "Port Ansel, Ferries"}
            )
            offered[story.pk] = {one["name"] for one in said.json()["suggestions"]}
        assert offered == {article.pk: {"Ferries"}, other.pk: {"Ferries", "Port Ansel"}}
        assert list(SuggestionAnswer.objects.values_list("tag__name", "accepted", "person").order_by("tag__name")) == [
            ("Ferries", True, reporter.pk),
            ("Port Ansel", False, reporter.pk),
        ]

    def test_the_last_answer_counts(self) -> None:
        article, _ = make_draft()
        ferries, editor = make_tag("Ferries"), make_user("Editor")
        for accepted in (False, True):
            SuggestionAnswer.objects.remember(article, ferries, accepted=accepted, by=editor)
        assert SuggestionAnswer.objects.get().accepted

    @pytest.mark.parametrize("name", ["suggest", "answer"])
    def test_a_story_that_one_may_not_see_is_not_found(self, client: Client, name: str) -> None:
        client.force_login(make_user("Reporter"))
        article, _ = make_draft(by=make_user("Reporter"))
        for number in (article.pk, 0, "x", "9" * 30):
            sent = {"article": number, "tag": make_tag().pk, "accepted": "1"}
            assert client.post(reverse(f"admin:tags_tag_{name}"), sent).status_code == 404

    @pytest.mark.parametrize("name", ["find", "suggest", "answer"])
    def test_who_may_not_see_hashtags_is_refused(self, client: Client, name: str) -> None:
        client.force_login(make_user("Operator"))
        address = reverse(f"admin:tags_tag_{name}")
        assert (client.get(address) if name == "find" else client.post(address)).status_code == 403


@pytest.mark.django_db
class TestTypeAhead:
    def find(self, client: Client, typed: str) -> list[tuple[str, str, int]]:
        tags = client.get(reverse("admin:tags_tag_find"), {"q": typed}).json()["tags"]
        return [(tag["name"], tag["alias"], tag["stories"]) for tag in tags]

    def test_names_and_aliases_that_begin_like_it_are_found_with_their_counts(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        agreement = make_tag("Harbour Ferry Agreement")
        make_tag("Ferry Deal", canonical=agreement)
        make_published(tags=["Ferries", "Ferry Deal"])
        assert self.find(client, " #FERR") == [("Ferries", "", 1), ("Harbour Ferry Agreement", "Ferry Deal", 1)]
        assert self.find(client, "harbour f") == [("Harbour Ferry Agreement", "", 1)]
        assert self.find(client, "x") == []
        assert self.find(client, "") == []
        assert self.find(client, "…") == []

    def test_ten_are_enough(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        for number in range(12):
            make_tag(f"Ferry {number}")
        assert len(self.find(client, "ferry")) == 10
