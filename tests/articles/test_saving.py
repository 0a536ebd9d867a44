"""Saving a draft: in place while it is one's own and unfinished, and never over what one has not seen."""

from typing import Any

import pytest

from articles import drafting, workflow
from articles.errors import EditConflict, NotAllowed, UnusableContent
from articles.models import Article, Revision
from tests.factories import COMMAND, general, make_draft, make_published, make_tag, make_user

pytestmark = pytest.mark.django_db


def newest(article: Article) -> Revision:
    return article.revisions.latest("number")


def save(article: Article, by: Any, *, base: str = "", tags: list[str] | None = None, **content: Any) -> Revision:
    return drafting.save(article, content, tags or [], by=by, base=base or newest(article).token)


class TestInPlace:
    def test_ones_own_draft_is_written_in_place_and_its_counter_goes_up(self) -> None:
        reporter = make_user("Reporter")
        make_tag("Ferries")
        article, first = make_draft(by=reporter)
        saved = save(article, reporter, headline="Ferries sail", tags=["Ferries"])
        assert (saved.pk, saved.saves, saved.headline) == (first.pk, 1, "Ferries sail")
        assert saved.tag_names == ["Ferries"]
        assert saved.saved_at is not None
        assert save(article, reporter, headline="Ferries sail again").saves == 2
        assert article.revisions.count() == 1

    def test_a_returned_revision_of_ones_own_too(self) -> None:
        reporter = make_user("Reporter")
        article, first = make_draft(by=reporter)
        Revision.objects.filter(pk=first.pk).update(stage="returned")
        saved = save(article, reporter, headline="Mended")
        assert (saved.pk, saved.stage) == (first.pk, "returned")

    @pytest.mark.parametrize("stage", ["submitted", "approved", "published", "superseded"])
    def test_words_never_change_once_they_left_the_draft_stage(self, stage: str) -> None:
        reporter = make_user("Reporter")
        article, first = make_draft(by=reporter, headline="As it was")
        Revision.objects.filter(pk=first.pk).update(stage=stage)
        saved = save(article, reporter, headline="Another")
        assert (saved.number, saved.stage, saved.author) == (2, "draft", reporter)
        first.refresh_from_db()
        assert (first.headline, first.saves) == ("As it was", 0)

    def test_somebody_elses_draft_is_followed_by_ones_own(self) -> None:
        article, first = make_draft(by=make_user("Reporter"))
        editor = make_user("Editor")
        saved = save(article, editor, headline="Edited")
        assert (saved.number, saved.author) == (2, editor)
        first.refresh_from_db()
        assert first.headline != "Edited"


class TestConflict:
    def test_words_that_one_has_not_seen_are_never_written_over(self) -> None:
        reporter, editor = make_user("Reporter"), make_user("Editor")
        article, first = make_draft(by=reporter)
        theirs = save(article, editor, headline="Theirs")
        with pytest.raises(EditConflict) as told:
            drafting.save(article, {"headline": "Mine"}, [], by=make_user("Editor"), base=first.token)
        assert told.value.theirs == theirs
        assert newest(article).headline == "Theirs"

    def test_ones_own_words_of_another_window_neither(self) -> None:
        reporter = make_user("Reporter")
        article, first = make_draft(by=reporter)
        save(article, reporter, headline="In one window")
        with pytest.raises(EditConflict):
            save(article, reporter, base=first.token, headline="In the other")

    def test_what_is_sent_again_because_no_answer_came_is_no_conflict(self) -> None:
        reporter = make_user("Reporter")
        article, first = make_draft(by=reporter)
        saved = save(article, reporter, base=first.token, headline="Once")
        assert save(article, reporter, base=first.token, headline="Once").token == saved.token


class TestUnchanged:
    def test_words_that_are_as_they_were_make_no_revision(self) -> None:
        article, first = make_draft(tags=["Ferries"], by=make_user("Reporter"))
        Revision.objects.filter(pk=first.pk).update(stage="submitted")
        saved = drafting.save(article, first.content(), ["Ferries"], by=make_user("Editor"), base=newest(article).token)
        assert saved == first
        assert newest(article).token == first.token

    def test_another_order_of_hashtags_is_a_change(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(tags=["Ferries", "Harbour"], by=reporter)
        assert save(article, reporter, tags=["Harbour", "Ferries"]).tag_names == ["Harbour", "Ferries"]


class TestTheRowOfTheStory:
    def test_that_of_a_draft_carries_the_words_for_the_lists(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        save(article, reporter, headline="Renamed")
        article.refresh_from_db()
        assert article.headline == "Renamed"

    @pytest.mark.parametrize("step", ["", "withdraw"])
    def test_that_of_a_story_that_was_public_does_not(self, step: str) -> None:
        article = make_published(headline="As published")
        if step:
            workflow.take(article, step, by=COMMAND, note="Wrong.")
        save(article, make_user("Editor"), headline="Next")
        article.refresh_from_db()
        assert article.headline == "As published"


class TestWhoMay:
    def test_a_reporter_may_not_write_on_somebody_elses_story(self) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        with pytest.raises(NotAllowed):
            save(article, make_user("Reporter"), headline="Taken over")

    def test_who_may_change_no_story_may_not_change_their_own(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        reporter.groups.clear()
        with pytest.raises(NotAllowed):
            save(article, type(reporter).objects.get(pk=reporter.pk), headline="No more")

    def test_what_cannot_be_stored_is_refused_with_a_sentence(self) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        with pytest.raises(UnusableContent) as told:
            save(article, reporter, headline="x" * 201)
        assert len(told.value.reasons) == 1

    def test_a_new_hashtag_is_for_those_who_may_make_one(self) -> None:
        reporter = make_user("Reporter")
        make_tag("Ferry Deal", canonical=make_tag("Harbour Ferry Agreement"))
        article, _ = make_draft(by=reporter, tags=["Of the first draft"])
        assert save(article, reporter, tags=["Of the first draft", "ferry deal"]).tag_names[1] == "ferry deal"
        with pytest.raises(UnusableContent, match="Port Ansel"):
            save(article, reporter, tags=["ferry deal", "Port Ansel"])
        assert save(article, make_user("Editor"), tags=["ferry deal", "Port Ansel"]).tag_names[1] == "Port Ansel"

    def test_nor_does_a_new_story_or_its_next_draft_bring_one(self) -> None:
        reporter = make_user("Reporter")
        words = {"headline": "Nine ferries sail", "section_id": general().pk}
        with pytest.raises(UnusableContent, match="Port Ansel"):
            drafting.start(words, tag_names=["Port Ansel"], by=reporter)
        assert not Article.objects.exists(), "and nothing of it was written"
        article, _ = drafting.start(words, by=reporter)
        with pytest.raises(UnusableContent, match="Port Ansel"):
            drafting.revise(article, {}, tag_names=["Port Ansel"], by=reporter)
        drafting.revise(article, {}, tag_names=["Port Ansel"], by=make_user("Editor"))
        assert newest(article).tag_names == ["Port Ansel"]

    def test_thirty_hashtags_are_enough_and_each_is_one(self) -> None:
        article, _ = make_draft()
        for tags in ([f"Tag {number}" for number in range(31)], ["Ferries", "…"]):
            with pytest.raises(UnusableContent):
                save(article, make_user("Editor"), tags=tags)

    def test_a_step_is_not_taken_with_words_that_were_saved_meanwhile(self) -> None:
        reporter = make_user("Reporter")
        article, as_seen = make_draft(by=reporter)
        save(article, reporter, headline="Newer")
        with pytest.raises(EditConflict):
            workflow.take(article, "publish", by=COMMAND, revision=as_seen)
