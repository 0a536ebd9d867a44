"""Writing: every word is cleaned, none is cut off, and becomes a revision that readers see nothing of."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import drafting, workflow
from articles.drafting import LIMITS, clean_content, revise, start
from articles.errors import EditConflict, NotAllowed, UnusableContent
from articles.models import Article, Event, Revision
from tags.models import Tag
from tests.factories import COMMAND, general, grant, make_draft, make_published, make_source, make_tag, make_user
from tests.properties import moderately


def reasons_against(**content: Any) -> list[str]:
    with pytest.raises(UnusableContent) as refused:
        clean_content(content)
    return refused.value.reasons


class TestCleaning:
    @pytest.mark.parametrize(
        ("field", "raw", "clean"),
        [
            ("headline", " Ferries\r\n sail\0 \u202eagain ", "Ferries sail again"),
            ("byline", "Mara\u00a0Quill\t, Ida Moor", "Mara Quill , Ida Moor"),
            ("language", " pt-BR\n", "pt-BR"),
            ("original_url", " https://a.example/1 ", "https://a.example/1"),
            ("standfirst", " At last.\r\nThey\ufffe sail cafe\u0301. ", "At last.\nThey sail café."),
            (
                "body",
                "<h1>At last</h1><p onclick=x>They sail.</p><script>x</script>",
                "<h2>At last</h2><p>They sail.</p>",
            ),
        ],
    )
    def test_every_field_is_cleaned_in_its_own_way(self, field: str, raw: str, clean: str) -> None:
        assert clean_content({field: raw})[field] == clean

    @pytest.mark.parametrize("field", ["headline", "byline", "language", "original_url", "standfirst", "body"])
    def test_nothing_at_all_is_an_empty_text(self, field: str) -> None:
        assert clean_content({field: None})[field] == ""

    def test_what_is_not_given_is_left_out_and_keys_stay(self) -> None:
        assert clean_content({"headline": "Ferries", "section_id": 7, "lead_image_id": None}) == {
            "headline": "Ferries",
            "slug": "ferries",
            "section_id": 7,
            "lead_image_id": None,
        }

    def test_the_slug_follows_from_the_headline_alone(self) -> None:
        assert clean_content({"headline": "Ferries sail", "slug": "../admin"})["slug"] == "ferries-sail"

    @moderately
    @given(st.text(max_size=60), st.text(max_size=60))
    def test_cleaning_twice_changes_nothing(self, line: str, text: str) -> None:
        once = clean_content({"headline": line, "byline": line, "standfirst": text, "body": text})
        assert clean_content(once) == once


class TestLimits:
    @pytest.mark.parametrize(
        ("field", "label", "limit"),
        [
            ("headline", "headline", "200"),
            ("standfirst", "standfirst", "1000"),
            ("body", "text", "1000000"),
            ("byline", "byline", "200"),
        ],
    )
    def test_what_is_too_long_is_refused_and_never_cut(self, field: str, label: str, limit: str) -> None:
        fits = "x" * int(limit)
        assert clean_content({field: fits})[field] == fits
        assert reasons_against(**{field: fits + "x"}) == [
            f"The {label} has {int(limit) + 1} characters; at most {limit} are possible."
        ]

    def test_addresses_and_languages_have_limits_too(self) -> None:
        address = f"https://a.example/{'x' * 482}"
        assert clean_content({"original_url": address})["original_url"] == address
        assert reasons_against(original_url=address + "x") == [
            "The original address has 501 characters; at most 500 are possible."
        ]
        assert reasons_against(language="pt-BR-abcdefghijk")[0].startswith("The language has 17 characters")

    def test_every_text_of_a_story_has_one(self) -> None:
        assert LIMITS.keys() == {"headline", "slug", "standfirst", "body", "byline", "language", "original_url"}

    def test_every_reason_is_given(self) -> None:
        reasons = reasons_against(headline="x" * 201, byline="x" * 201, language="English!", original_url="here")
        assert len(reasons) == 4

    @pytest.mark.parametrize("language", ["e", "english", "en_GB", "12", "en-", "en GB", "한국어"])
    def test_a_language_is_a_language_tag(self, language: str) -> None:
        assert reasons_against(language=language) == [f"“{language}” is not a language tag such as “en” or “pt-BR”."]

    @pytest.mark.parametrize("language", ["en", "pt-BR", "zh-Hant-TW", "fil"])
    def test_such_as_these(self, language: str) -> None:
        assert clean_content({"language": language})["language"] == language

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "ftp://a.example/", "a.example", "/en/", "http://", "https://a b.example"]
    )
    def test_an_address_is_http_or_https(self, address: str) -> None:
        assert reasons_against(original_url=address) == [f"“{address}” is not an http or https address."]


@pytest.mark.django_db
class TestStart:
    def test_it_makes_a_draft_with_its_first_revision_and_its_event(self) -> None:
        reporter, source = make_user("Reporter"), make_source()
        make_tag("Ports"), make_tag("Ferries")
        article, revision = start(
            {
                "headline": " Ferries sail ",
                "body": "<p>At nine.</p>",
                "source_id": source.pk,
                "section_id": general().pk,
            },
            tag_names=["Ports", "#Ferries"],
            by=reporter,
        )
        assert (article.status, article.version, article.published_at) == ("draft", 0, None)
        assert article.content() == revision.content()
        assert article.headline == "Ferries sail"
        assert (revision.number, revision.stage, revision.author) == (1, "draft", reporter)
        event = Event.objects.get()
        assert (event.step, event.by, event.via, event.revision) == ("start", reporter, "", revision)
        assert (event.from_status, event.to_status) == ("draft", "draft")

    def test_readers_see_nothing_of_it(self) -> None:
        make_draft(tags=["Ferries"])
        assert not Article.objects.published().exists()
        assert not Tag.objects.exists()

    def test_a_command_is_named(self) -> None:
        _, revision = start({"headline": "Ferries"}, by=COMMAND)
        assert revision.author is None
        assert (Event.objects.get().by, Event.objects.get().via) == (None, "tests")

    @pytest.mark.parametrize("role", ["Operator", ""])
    def test_who_may_not_write_writes_nothing(self, role: str) -> None:
        with pytest.raises(NotAllowed):
            start({"headline": "Ferries"}, by=make_user(role))
        assert not Article.objects.exists()

    def test_unusable_words_write_nothing(self) -> None:
        with pytest.raises(UnusableContent):
            start({"headline": "x" * 201}, by=COMMAND)
        assert not Article.objects.exists()

    def test_hashtags_are_kept_in_order_cleaned_and_as_they_are_spelled(self) -> None:
        names = ["Ports", "#ferry  Strike", "Fer\0ries", "Ports", "…", "x" * 99]
        _, revision = start({"headline": "Ferries"}, tag_names=names, by=COMMAND)
        assert Revision.objects.get(pk=revision.pk).tag_names == [
            "Ports",
            "#ferry Strike",
            "Ferries",
            "Ports",
            "…",
            "x" * 99,
        ]


@pytest.mark.django_db
class TestRevise:
    def test_the_next_revision_has_the_newest_words_with_the_changes(self) -> None:
        article, first = make_draft(standfirst="At last.", byline="Mara Quill", tags=["Ports"])
        second = revise(article, {"headline": " Ferries  sail "}, by=COMMAND)
        third = revise(article, {"byline": ""}, tag_names=["Ferries", "Po\0rts"], by=COMMAND)
        assert (second.number, second.stage, second.tag_names) == (2, "draft", ["Ports"])
        assert second.content() == first.content() | {"headline": "Ferries sail", "slug": "ferries-sail"}
        assert third.content() == second.content() | {"byline": ""}
        assert Revision.objects.get(pk=third.pk).tag_names == ["Ferries", "Ports"]
        assert revise(article, {}, tag_names=[], by=COMMAND).tag_names == []

    def test_the_story_itself_stays_as_it_is(self) -> None:
        article = make_published(tags=["Ports"])
        before = Article.objects.values().get()
        revise(article, {"headline": "A slip"}, tag_names=["Slips"], by=COMMAND)
        assert Article.objects.values().get() == before

    def test_a_reporter_writes_on_their_own_story(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        assert revise(article, {"headline": "Mine"}, by=reporter).author == reporter

    @pytest.mark.parametrize("role", ["Reporter", "Operator", ""])
    def test_but_on_nobody_elses(self, role: str) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        imported, _ = make_draft(by=COMMAND)
        for story in (article, imported):
            with pytest.raises(NotAllowed):
                revise(story, {"headline": "Mine"}, by=make_user(role))
            assert story.revisions.count() == 1

    def test_and_goes_on_with_it_after_an_editor_wrote_on_it(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        revise(article, {"headline": "As the desk puts it"}, by=make_user("Editor"))
        assert revise(article, {"byline": "Ida Moor"}, by=reporter).headline == "As the desk puts it"

    @pytest.mark.parametrize("role", ["Editor", "Publisher"])
    def test_an_editor_writes_on_every_story(self, role: str) -> None:
        editor = make_user(role)
        article, _ = make_draft(by=make_user("Reporter"))
        assert revise(article, {}, by=editor).author == editor

    def test_who_lost_the_right_to_write_has_no_story_of_their_own(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        reporter.groups.clear()
        with pytest.raises(NotAllowed):
            revise(article, {}, by=grant(reporter, "articles.edit_any_article"))

    def test_unusable_words_write_nothing(self) -> None:
        article, _ = make_draft()
        with pytest.raises(UnusableContent):
            revise(article, {"headline": "x" * 201}, by=COMMAND)
        assert article.revisions.count() == 1

    def test_of_two_at_the_same_moment_the_second_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        article, first = make_draft()

        def meanwhile(raw: Any) -> dict[str, Any]:
            Revision.objects.create(article=article, number=2, **first.content())
            return clean_content(raw)

        monkeypatch.setattr(drafting, "clean_content", meanwhile)
        with pytest.raises(EditConflict, match="at the same moment"):
            revise(article, {"headline": "Mine"}, by=COMMAND)
        assert article.revisions.count() == 1, "the other one's too: it was within the transaction that went back"

    def test_a_story_that_was_taken_down_can_be_written_on(self) -> None:
        article = make_published()
        workflow.take(article, "withdraw", by=COMMAND, note="Wrong.")
        assert revise(article, {"headline": "Right"}, by=COMMAND).number == 2
