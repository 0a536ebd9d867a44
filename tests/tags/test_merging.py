"""One hashtag becomes a part of another, and comes back out of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, workflow
from articles.errors import NotAllowed
from articles.models import Article, Epoch
from newsroom import integrity
from newsroom.lib.append_only import AppendOnlyError
from tags import merging, renaming
from tags.errors import MergeBlocked
from tags.models import STORY_LIMIT, MergedTagging, Tag, TagEvent, Tagging
from tests.factories import COMMAND, make_draft, make_many, make_published, make_tag, make_user

pytestmark = pytest.mark.django_db


def names(article: Article) -> list[str]:
    return [tagging.tag.name for tagging in article.taggings.select_related("tag")]


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def state() -> tuple[list[Any], list[Any]]:
    """All that a merge changes and undoing it must give back."""
    return list(Tagging.objects.order_by("pk").values_list()), list(Tag.objects.order_by("pk").values_list())


def merge(source: str = "Walkout", into: str = "Strike", by: Any = COMMAND) -> TagEvent:
    return merging.merge(tag(source), into=tag(into), by=by)


@pytest.fixture(autouse=True)
def _whole() -> Any:
    """Whatever a test does, the newsroom is whole after it."""
    yield
    assert integrity.examine(repair=False) == []


class TestMerge:
    def test_a_story_gets_the_target_in_the_place_of_the_source(self) -> None:
        make_tag("Strike")
        story = make_published(tags=["Ports", "Walkout", "Ferries"])
        merge()
        assert names(story) == ["Ports", "Strike", "Ferries"]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (["Walkout", "Ports", "Strike"], ["Strike", "Ports"]),
            (["Strike", "Ports", "Walkout"], ["Strike", "Ports"]),
            (["Strike"], ["Strike"]),
            (["Ports"], ["Ports"]),
        ],
    )
    def test_a_story_that_has_both_keeps_the_first_place(self, before: Sequence[str], after: Sequence[str]) -> None:
        make_tag("Strike"), make_tag("Walkout")
        story = make_published(tags=before)
        merge()
        assert names(story) == after

    def test_what_was_published_could_be_published_again_without_a_change(self) -> None:
        make_tag("Strike")
        story = make_published(tags=["Walkout", "Ports", "Strike"])
        merge()
        ids = list(story.taggings.values_list("pk", flat=True))
        Tagging.objects.replace({story: story.revisions.get().tag_names})
        assert list(story.taggings.values_list("pk", flat=True)) == ids

    def test_a_story_with_thirty_keeps_them_all(self) -> None:
        make_tag("Strike")
        story = make_published(tags=["Walkout", *(f"Hashtag {each}" for each in range(STORY_LIMIT - 1))])
        merge()
        assert story.taggings.count() == STORY_LIMIT

    def test_drafts_scheduled_and_withdrawn_stories_are_moved_with_their_dates(self) -> None:
        make_tag("Strike")
        scheduled = make_published(tags=["Walkout"], at=timezone.now() + timedelta(days=1))
        withdrawn = make_published(tags=["Walkout"])
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        dates = dict(Tagging.objects.values_list("content_object", "published_at"))
        merge()
        assert dict(Tagging.objects.filter(tag=tag("Strike")).values_list("content_object", "published_at")) == dates
        assert dates == {scheduled.pk: scheduled.published_at, withdrawn.pk: None}

    def test_the_source_and_its_aliases_are_aliases_of_the_target(self) -> None:
        make_tag("Stoppage", canonical=make_tag("Walkout"))
        make_tag("Strike")
        merge()
        assert set(tag("Strike").aliases.values_list("name", flat=True)) == {"Walkout", "Stoppage"}

    def test_a_draft_that_names_the_source_gets_the_target_when_it_is_published(self) -> None:
        make_tag("Strike"), make_tag("Walkout")
        article, revision = make_draft(tags=["#walk out", "Ports"])
        merge()
        workflow.publish(article, by=COMMAND, revision=revision)
        assert names(article) == ["Strike", "Ports"]

    def test_readers_are_led_to_the_target_at_once(self, client: Client) -> None:
        make_published(headline="The boats stay in", tags=["Walkout"])
        make_tag("Strike")
        assert client.get("/en/hashtag/Walkout/").status_code == 200
        assert b"#Walkout" in client.get("/en/").content
        merge()
        response = client.get("/en/hashtag/Walkout/?before=9999999999999999-1")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            "/en/hashtag/Strike/?before=9999999999999999-1",
        )
        assert b"The boats stay in" in client.get("/en/hashtag/Strike/").content
        assert b"#Walkout" not in client.get("/en/").content

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_number_of_statements_does_not_grow(self, number: int) -> None:
        make_tag("Strike"), make_tag("Walkout")
        make_many(number, tags=["Walkout"]), make_many(number, tags=["Walkout", "Strike"])
        with CaptureQueriesContext(connection) as captured:
            event = merge()
        with CaptureQueriesContext(connection) as captured_undoing:
            merging.undo(event, by=COMMAND)
        assert statements(captured) <= 12
        assert statements(captured_undoing) <= 18

    def test_the_event_says_who_and_how_many(self) -> None:
        editor = make_user("Editor")
        make_published(tags=["Walkout"]), make_published(tags=["Walkout", "Strike"])
        event = merge(by=editor)
        assert (event.by, event.name, event.other_name) == (editor, "Walkout", "Strike")
        assert (event.details["moved"], event.details["both"]) == (1, 1)
        with pytest.raises(AppendOnlyError):
            event.save()


def statements(captured: CaptureQueriesContext) -> int:
    """Without those that only PostgreSQL's time limit needs, and savepoints."""
    return len(
        [
            query
            for query in captured
            if not any(word in query["sql"] for word in ("SAVEPOINT", "setting", "set_config"))
        ]
    )


class TestBlockers:
    @pytest.fixture(autouse=True)
    def _tags(self) -> None:
        make_tag("Stoppage", canonical=make_tag("Walkout"))
        make_tag("Strike")

    @pytest.mark.parametrize(
        ("source", "into", "reason"),
        [
            ("Strike", "Strike", "into itself"),
            ("Stoppage", "Strike", "#Stoppage is an alias of #Walkout"),
            ("Strike", "Stoppage", "#Stoppage is an alias of #Walkout"),
        ],
    )
    def test_it_is_told_before_and_refused(self, source: str, into: str, reason: str) -> None:
        before = state()
        assert reason in merging.dry_run(tag(source), into=tag(into), by=COMMAND).blockers[0]
        with pytest.raises(MergeBlocked, match=reason):
            merge(source, into)
        assert state() == before

    def test_who_may_not_merge_may_not_look_either(self) -> None:
        event = merge()
        for reporter in (make_user("Reporter"), make_user()):
            for verb in (merging.merge, merging.dry_run):
                with pytest.raises(NotAllowed):
                    verb(tag("Strike"), into=tag("Strike"), by=reporter)
            for verb_of_undoing in (merging.undo, merging.undo_dry_run):
                with pytest.raises(NotAllowed):
                    verb_of_undoing(event, by=reporter)

    def test_a_hashtag_that_is_gone(self) -> None:
        gone = tag("Strike")
        Tag.objects.filter(pk=gone.pk).delete()
        with pytest.raises(MergeBlocked, match="gone"):
            merging.merge(tag("Walkout"), into=gone, by=COMMAND)

    def test_two_merges_that_cross_make_no_circle(self) -> None:
        one, other = tag("Walkout"), tag("Strike")
        story = make_published(tags=["Walkout"])
        merging.merge(one, into=other, by=COMMAND)
        with pytest.raises(MergeBlocked, match="#Walkout is an alias of #Strike"):
            merging.merge(other, into=one, by=COMMAND)
        assert names(story) == ["Strike"]


class TestDryRun:
    def test_it_counts_and_changes_nothing(self) -> None:
        make_tag("Stoppage", canonical=make_tag("Walkout"))
        make_many(3, tags=["Walkout"]), make_many(2, tags=["Walkout", "Strike"]), make_many(4, tags=["Strike"])
        make_draft(tags=["walk-out"]), make_draft(tags=["Stoppage"]), make_draft(tags=["Strike"])
        before, epoch = state(), Epoch.objects.current()
        plan = merging.dry_run(tag("Walkout"), into=tag("Strike"), by=COMMAND)
        assert (plan.moved, plan.both, plan.stories, plan.aliases, plan.drafts) == (3, 2, 5, 1, 2)
        assert plan.blockers == plan.remarks == []
        assert (state(), Epoch.objects.current(), TagEvent.objects.count()) == (before, epoch, 0)

    def test_published_words_are_no_drafts(self) -> None:
        make_tag("Strike")
        story = make_published(tags=["Walkout"])
        drafting.revise(story, {}, by=COMMAND)
        drafting.revise(story, {}, by=COMMAND)
        assert merging.dry_run(tag("Walkout"), into=tag("Strike"), by=COMMAND).drafts == 1

    @pytest.mark.parametrize(("hidden", "remark"), [("Strike", "neither"), ("Walkout", "will show")])
    def test_a_hidden_one_is_remarked_on(self, hidden: str, remark: str) -> None:
        make_tag("Strike", hidden=hidden == "Strike"), make_tag("Walkout", hidden=hidden == "Walkout")
        (said,) = merging.dry_run(tag("Walkout"), into=tag("Strike"), by=COMMAND).remarks
        assert remark in said


class TestUndo:
    @pytest.fixture(autouse=True)
    def _tags(self) -> None:
        make_tag("Stoppage", canonical=make_tag("Walkout"))
        make_tag("Strike Action", canonical=make_tag("Strike"))

    def test_everything_is_as_it_was(self) -> None:
        for hashtags in (["Walkout"], ["Strike"], ["Walkout", "Ports", "Strike"], ["Strike", "Walkout", "Ports"]):
            make_published(tags=hashtags), make_draft(tags=hashtags)
        before = state()
        event = merge()
        assert state() != before
        merging.undo(event, by=COMMAND)
        assert state() == before
        assert not MergedTagging.objects.exists()

    def test_readers_find_it_again(self, client: Client) -> None:
        make_published(headline="The boats stay in", tags=["Walkout"])
        merging.undo(merge(), by=COMMAND)
        assert b"The boats stay in" in client.get("/en/hashtag/Walkout/").content
        assert client.get("/en/hashtag/Stoppage/").headers["Location"] == "/en/hashtag/Walkout/"
        assert client.get("/en/hashtag/Strike/").status_code == 404

    def test_a_story_that_got_the_target_since_keeps_it(self) -> None:
        old, (article, revision) = make_published(tags=["Walkout"]), make_draft(tags=["Walkout"])
        event = merge()
        workflow.publish(article, by=COMMAND, revision=revision)
        merging.undo(event, by=COMMAND)
        assert (names(old), names(article)) == (["Walkout"], ["Strike"])

    def test_a_story_whose_hashtags_changed_since_stays_and_is_counted(self) -> None:
        kept, changed = make_published(tags=["Walkout"]), make_published(tags=["Walkout", "Ports"])
        event = merge()
        Tagging.objects.replace({changed: ["Ferries", "Strike"]})
        plan = merging.undo_dry_run(event, by=COMMAND)
        assert (plan.restored, plan.changed, plan.blockers) == (1, 1, [])
        undone = merging.undo(event, by=COMMAND)
        assert (undone.details, undone.undoes) == ({"restored": 1, "changed": 1}, event)
        assert (names(kept), names(changed)) == (["Walkout"], ["Ferries", "Strike"])

    def test_a_story_that_was_withdrawn_since_comes_back_hidden(self) -> None:
        story = make_published(tags=["Walkout", "Strike"])
        event = merge()
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        merging.undo(event, by=COMMAND)
        assert names(story) == ["Walkout", "Strike"]
        assert set(story.taggings.values_list("published_at", flat=True)) == {None}

    def test_a_story_that_is_gone_is_no_hindrance(self) -> None:
        make_published(tags=["Walkout", "Strike"]).delete()
        story = make_published(tags=["Walkout", "Strike"])
        event = merge()
        story.delete()
        assert merging.undo(event, by=COMMAND).details == {"restored": 0, "changed": 1}

    def test_a_chain_is_undone_from_its_end(self) -> None:
        make_tag("Industrial action")
        make_published(tags=["Walkout", "Strike", "Industrial action"]), make_published(tags=["Walkout"])
        before = state()
        first = merge()
        between = state()
        second = merge("Strike", "Industrial action")
        with pytest.raises(MergeBlocked, match="#Walkout leads to #Industrialaction now"):
            merging.undo(first, by=COMMAND)
        merging.undo(second, by=COMMAND)
        assert state() == between
        merging.undo(first, by=COMMAND)
        assert state() == before

    def test_once_and_no_more(self) -> None:
        event = merge()
        undone = merging.undo(event, by=COMMAND)
        for again in (event, undone):
            assert merging.undo_dry_run(again, by=COMMAND).blockers
            with pytest.raises(MergeBlocked):
                merging.undo(again, by=COMMAND)

    def test_not_when_the_alias_is_gone(self) -> None:
        event = merge()
        renaming.remove_alias(tag("Walkout"), by=COMMAND)
        event.refresh_from_db()
        with pytest.raises(MergeBlocked, match="#Walkout is no alias any more"):
            merging.undo(event, by=COMMAND)

    def test_a_renamed_target_is_still_it(self) -> None:
        story = make_published(tags=["Walkout"])
        event = merge()
        renaming.rename(tag("Strike"), "Strike of the crews", by=COMMAND)
        merging.undo(event, by=COMMAND)
        assert names(story) == ["Walkout"]
        assert set(tag("Strike of the crews").aliases.values_list("name", flat=True)) == {"Strike", "Strike Action"}


def test_drafts_are_read_by_key_not_by_spelling() -> None:
    make_tag("Strike"), make_tag("Walkout")
    article, revision = make_draft(tags=["ＷＡＬＫＯＵＴ"])
    assert merging.dry_run(tag("Walkout"), into=tag("Strike"), by=COMMAND).drafts == 1
    workflow.publish(article, by=COMMAND, revision=revision)
    assert merging.dry_run(tag("Walkout"), into=tag("Strike"), by=COMMAND).drafts == 0
