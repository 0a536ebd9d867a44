"""Bulk steps: shown first, then done story by story by the verbs, and told of."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import drafting, workflow
from articles.desk import bulk
from articles.errors import EditConflict
from articles.models import Article, Assignment, Event, Revision
from tests.factories import COMMAND, make_draft, make_many, make_published, make_section, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


@pytest.fixture
def publisher(client: Client) -> User:
    user = make_user("Publisher")
    client.force_login(user)
    return user


def post(client: Client, action: str, stories: list[Article], **more: Any) -> Page:
    ids = [story.pk for story in stories]
    response = client.post(LIST, {"action": action, "_selected_action": ids, **more})
    assert response.status_code == 200, response.status_code
    page = Page.of(response)
    assert page.problems == []
    return page


def shown(client: Client, action: str, stories: list[Article], **typed: Any) -> Page:
    return post(client, action, stories, asked="yes", **typed)


def done(client: Client, action: str, stories: list[Article], **typed: Any) -> Page:
    """Shown first, then what was shown is done: the page that tells of it."""
    page = shown(client, action, stories, **typed)
    return post(client, action, stories, asked="yes", do="yes", **seen(page), **typed)


def seen(page: Page) -> dict[str, str]:
    return {
        field["name"]: field["value"]
        for field in page.all("input")
        if field.attributes.get("name", "").startswith("seen-")
    }


def rows(page: Page, heading: str) -> list[str]:
    parts = [part for part in page.all("section.bulk-part") if part.one("h2").text == heading]
    return [row.text for part in parts for row in part.all("li")]


class TestShownFirst:
    def test_choosing_a_step_changes_nothing(self, client: Client, publisher: User) -> None:
        story, _ = make_draft()
        page = post(client, "bulk_publish", [story], index="0")
        assert "1 story is chosen." in page.one("form.bulk").text
        story.refresh_from_db()
        assert story.status == "draft"

    def test_what_can_be_done_and_what_cannot_and_why(self, client: Client, publisher: User) -> None:
        whole, bare = make_draft(headline="Whole")[0], make_draft(headline="Bare", source_id=None)[0]
        live = make_published(headline="Live")
        page = shown(client, "bulk_publish", [whole, bare, live])
        assert rows(page, "Will be done") == ["Whole published"]
        assert set(rows(page, "Cannot be done")) == {"Bare The story has no source.", "Live The revision is published."}
        assert "1 story can be done. 2 cannot." in page.one("form.bulk").text
        assert not Event.objects.filter(step="publish", by=publisher).exists()

    def test_a_reason_is_asked_for_where_the_step_needs_one(self, client: Client, publisher: User) -> None:
        live = make_published()
        page = shown(client, "bulk_withdraw", [live], note=" ")
        assert page.all(".errorlist")
        assert not page.all('button[name="do"]')

    def test_it_costs_the_same_queries_for_any_number(self, client: Client, publisher: User) -> None:
        counts = []
        for number in (2, 20):
            stories = make_many(number)
            with CaptureQueriesContext(connection) as queries:
                shown(client, "bulk_withdraw", stories, note="Wrong.")
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_scheduled_story_says_from_when(self, client: Client, publisher: User) -> None:
        scheduled = make_published(headline="Later", at=datetime(2199, 3, 4, 5, 6, tzinfo=UTC))
        page = shown(client, "bulk_add_hashtag", [scheduled], hashtag="Ferries")
        assert rows(page, "Will be done") == ["Later a new revision, scheduled for 04-03-2199 05:06 UTC"]
        drafting.revise(scheduled, {"headline": "Later on"}, by=COMMAND)
        page = shown(client, "bulk_publish", [scheduled])
        assert rows(page, "Will be done") == ["Later on scheduled for 04-03-2199 05:06 UTC"]


class TestDone:
    def test_each_story_goes_by_the_verb_and_has_its_event(self, client: Client, publisher: User) -> None:
        one, two = make_draft(headline="One")[0], make_draft(headline="Two")[0]
        page = done(client, "bulk_publish", [one, two], note="All of them.")
        assert set(rows(page, "Done")) == {"One published", "Two published"}
        events = Event.objects.filter(step="publish", by=publisher)
        assert {event.article_id for event in events} == {one.pk, two.pk}
        assert {event.note for event in events} == {"All of them."}
        assert Article.objects.published().count() == 2

    def test_withdrawn(self, client: Client, publisher: User) -> None:
        live = make_published()
        done(client, "bulk_withdraw", [live], note="Wrong.")
        live.refresh_from_db()
        assert live.status == "withdrawn"
        assert Event.objects.latest("pk").note == "Wrong."

    def test_a_story_that_changed_meanwhile_is_told_of_and_left(self, client: Client, publisher: User) -> None:
        changed, moved, same = make_published(headline="A"), make_published(headline="B"), make_published(headline="C")
        stories = [changed, moved, same]
        page = shown(client, "bulk_withdraw", stories, note="Wrong.")
        drafting.revise(changed, {}, by=COMMAND)
        workflow.take(moved, "retract", by=COMMAND, note="x", notice="x")
        told = post(client, "bulk_withdraw", stories, asked="yes", do="yes", note="Wrong.", **seen(page))
        assert rows(told, "Done") == ["C withdrawn"]
        assert set(rows(told, "Not done")) == {"A It was changed meanwhile.", "B It was changed meanwhile."}
        assert [Article.objects.get(pk=story.pk).status for story in stories] == ["published", "retracted", "withdrawn"]

    def test_one_that_fails_does_not_stop_the_rest(
        self, client: Client, publisher: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = make_published(headline="First"), make_published(headline="Second")
        page = shown(client, "bulk_withdraw", [first, second], note="Wrong.")
        take = workflow.take

        def refuse(article: Article, *args: Any, **kwargs: Any) -> Event:
            event = take(article, *args, **kwargs)
            if article.pk == second.pk:
                raise EditConflict("Somebody was quicker.")
            return event

        monkeypatch.setattr(workflow, "take", refuse)
        told = post(client, "bulk_withdraw", [first, second], asked="yes", do="yes", note="Wrong.", **seen(page))
        assert (rows(told, "Done"), rows(told, "Not done")) == (["First withdrawn"], ["Second Somebody was quicker."])
        assert Article.objects.get(pk=second.pk).status == "published"

    def test_nothing_is_done_that_was_not_shown(self, client: Client, publisher: User) -> None:
        live = make_published()
        told = post(client, "bulk_withdraw", [live], asked="yes", do="yes", note="Wrong.")
        assert "0 stories are done." in told.one("main").text
        live.refresh_from_db()
        assert live.status == "published"


class TestFacts:
    def test_a_live_story_gets_a_new_revision_that_is_published(self, client: Client, publisher: User) -> None:
        live = make_published(tags=["Ports"])
        done(client, "bulk_add_hashtag", [live], hashtag="#Ferries")
        live.refresh_from_db()
        assert [tagging.tag.name for tagging in live.taggings.order_by("position")] == ["Ports", "Ferries"]
        assert live.revisions.get(stage="published").number == 2
        assert Event.objects.latest("pk").step == "publish"

    def test_a_draft_gets_a_new_draft_and_what_waits_waits_again(self, client: Client, publisher: User) -> None:
        draft, _ = make_draft()
        waiting, revision = make_draft()
        workflow.take(waiting, "submit", by=COMMAND, revision=revision)
        section = make_section("Politics")
        page = done(client, "bulk_section", [draft, waiting], section="politics")
        assert len(rows(page, "Done")) == 2
        newest = {story.pk: story.revisions.latest("number") for story in (draft, waiting)}
        assert {revision.section_id for revision in newest.values()} == {section.pk}
        assert (newest[draft.pk].stage, newest[waiting.pk].stage) == ("draft", "submitted")

    def test_an_editor_files_a_live_story_anew_and_nobody_else_needs_to_approve_it(self, client: Client) -> None:
        editor, other = make_user("Editor"), make_section("Politics")
        live = make_published()
        client.force_login(editor)
        done(client, "bulk_add_hashtag", [live], hashtag="Ferries")
        page = done(client, "bulk_section", [live], section=other.slug)
        assert len(rows(page, "Done")) == 1
        live.refresh_from_db()
        assert (live.section, live.taggings.get().tag.name) == (other, "Ferries")
        assert list(Event.objects.filter(by=editor).order_by("pk").values_list("step", flat=True)) == [
            *("file", "publish"),
            *("file", "publish"),
        ]

    @pytest.mark.parametrize(
        ("steps", "says"),
        [
            ([], "a new draft"),
            (["submit"], "a new revision, submitted"),
            (["submit", "return"], "a new revision, returned"),
            (["submit", "approve"], "a new revision, approved"),
        ],
    )
    def test_the_words_stay_where_they_stood_and_whose_they_are(
        self, client: Client, steps: list[str], says: str
    ) -> None:
        reporter, editor = make_user("Reporter"), make_user("Editor")
        story, revision = make_draft(by=reporter, headline="Theirs")
        for step in steps:
            workflow.take(story, step, by=COMMAND, revision=revision, note="x")
        client.force_login(editor)
        page = done(client, "bulk_add_hashtag", [story], hashtag="Ferries")
        assert rows(page, "Done") == [f"Theirs {says}"]
        filed = story.revisions.latest("number")
        assert (filed.number, filed.stage, filed.author) == (2, revision.stage, reporter)
        assert filed.tag_names == ["Ferries"]
        if "submit" in steps and "return" not in steps:
            story.refresh_from_db()
            workflow.publish(story, by=editor, revision=filed)

    def test_who_may_not_publish_submits(self, client: Client) -> None:
        reporter = make_user("Reporter")
        story, revision = make_draft(by=reporter)
        workflow.publish(story, by=COMMAND, revision=revision)
        client.force_login(reporter)
        make_tag("Ferries")
        done(client, "bulk_add_hashtag", [story], hashtag="Ferries")
        assert story.revisions.latest("number").stage == "submitted"
        assert not story.taggings.exists()

    def test_words_that_wait_are_never_published_along(self, client: Client, publisher: User) -> None:
        live = make_published(headline="Live")
        drafting.revise(live, {"headline": "Not ready"}, by=COMMAND)
        page = shown(client, "bulk_add_hashtag", [live], hashtag="Ferries")
        assert rows(page, "Cannot be done") == ["Not ready New words wait to be published: change it there."]

    def test_a_hashtag_is_removed_whatever_it_is_called(self, client: Client, publisher: User) -> None:
        tag = make_tag("Ferry Deal")
        make_tag("Boats", canonical=tag)
        live = make_published(tags=["Ferry Deal", "Ports"])
        done(client, "bulk_remove_hashtag", [live], hashtag="boats")
        assert [tagging.tag.name for tagging in live.taggings.all()] == ["Ports"]

    def test_what_is_so_already_is_said(self, client: Client, publisher: User) -> None:
        live = make_published(headline="Live", tags=["Ports"])
        assert rows(shown(client, "bulk_add_hashtag", [live], hashtag="ports"), "Cannot be done") == [
            "Live It has the hashtag."
        ]
        assert rows(shown(client, "bulk_remove_hashtag", [live], hashtag="Ferries"), "Cannot be done") == [
            "Live It has not got the hashtag."
        ]
        assert rows(shown(client, "bulk_section", [live], section="general"), "Cannot be done") == [
            "Live It is in this section."
        ]

    def test_a_new_hashtag_is_for_those_who_may_make_one(self, client: Client) -> None:
        reporter = make_user("Reporter")
        story, _ = make_draft(by=reporter)
        client.force_login(reporter)
        page = shown(client, "bulk_add_hashtag", [story], hashtag="Nowhere")
        assert "you may not make one" in page.one(".errorlist").text

    def test_nothing_that_cannot_be_a_hashtag(self, client: Client, publisher: User) -> None:
        page = shown(client, "bulk_add_hashtag", [make_published()], hashtag="???")
        assert page.all(".errorlist")

    def test_not_more_than_a_story_may_have(self, client: Client, publisher: User) -> None:
        live = make_published(tags=[f"Tag {number}" for number in range(30)])
        (row,) = rows(shown(client, "bulk_add_hashtag", [live], hashtag="One more"), "Cannot be done")
        assert "at most 30 hashtags" in row

    def test_what_was_taken_down_is_left(self, client: Client, publisher: User) -> None:
        gone = make_published(headline="Gone")
        workflow.take(gone, "withdraw", by=COMMAND, note="Wrong.")
        (row,) = rows(shown(client, "bulk_section", [gone], section="general"), "Cannot be done")
        assert "withdrawn" in row


class TestAssigning:
    def test_each_story_comes_into_one_persons_hands(self, client: Client, publisher: User) -> None:
        stories, reporter = make_many(2), make_user("Reporter")
        page = done(client, "bulk_assign", stories, person=reporter.pk, instruction="Call the union.")
        assert len(rows(page, "Done")) == 2
        assert {row.article_id for row in Assignment.objects.open().filter(person=reporter)} == {
            story.pk for story in stories
        }
        assert Event.objects.filter(step="assign", by=publisher).count() == 2

    def test_only_to_who_writes_here(self, client: Client, publisher: User) -> None:
        page = shown(client, "bulk_assign", make_many(1), person=make_user("Operator").pk)
        assert page.all(".errorlist")


class TestWho:
    def test_each_sees_the_steps_that_they_may_take(self, client: Client) -> None:
        offered = {}
        for role in ("Reporter", "Editor", "Publisher"):
            client.force_login(make_user(role))
            page = Page.of(client.get(LIST))
            offered[role] = {option["value"] for option in page.all('select[name="action"] option')} - {""}
        facts = {"bulk_add_hashtag", "bulk_remove_hashtag", "bulk_section"}
        assert offered["Reporter"] == facts
        assert offered["Editor"] == facts | {"bulk_publish", "bulk_assign"}
        assert offered["Publisher"] == facts | {"bulk_publish", "bulk_assign", "bulk_withdraw"}

    def test_a_forged_step_is_none(self, client: Client) -> None:
        live = make_published()
        client.force_login(make_user("Reporter"))
        posted = {"action": "bulk_withdraw", "_selected_action": [live.pk], "asked": "yes", "do": "yes", "note": "x"}
        assert client.post(LIST, posted).status_code == 302
        live.refresh_from_db()
        assert live.status == "published"

    def test_stories_that_one_may_not_see_are_not_among_them(self, client: Client) -> None:
        theirs, _ = make_draft(headline="Secret")
        reporter = make_user("Reporter")
        own, _ = make_draft(headline="Own", by=reporter)
        client.force_login(reporter)
        page = shown(client, "bulk_section", [theirs, own], section="general")
        assert "Secret" not in page.html
        assert "Own" in page.html

    def test_somebody_elses_live_story_tells_nothing_and_is_not_changed(self, client: Client) -> None:
        live = make_published(headline="Live")
        drafting.revise(live, {"headline": "Secret"}, by=COMMAND)
        other = make_section("Politics")
        client.force_login(make_user("Reporter"))
        page = shown(client, "bulk_section", [live], section=other.slug)
        assert "Secret" not in page.html
        assert "New words wait" not in page.html
        assert rows(page, "Cannot be done") == ["Live You may not write on this story."]

    def test_not_more_than_five_hundred(self, client: Client, publisher: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bulk, "MOST", 2)
        stories = make_many(3)
        posted = {"action": "bulk_withdraw", "_selected_action": [story.pk for story in stories], "asked": "yes"}
        response = client.post(LIST, posted, follow=True)
        assert "At most 2 stories at once" in Page.of(response).one(".messagelist").text
        across = client.post(LIST, {**posted, "select_across": "1", "index": "0"}, follow=True)
        assert "At most 2 stories at once" in Page.of(across).one(".messagelist").text


def test_five_hundred_take_one_transaction_each() -> None:
    publisher = make_user("Publisher")
    stories = make_many(30)
    job = bulk.TakeStep("withdraw", note="Wrong.")
    prospects = bulk.prospects(job, stories, by=publisher)
    results = bulk.carry_out(job, stories, {each.article.pk: each.seen for each in prospects}, by=publisher)
    assert [result.reasons for result in results] == [[]] * 30
    assert Event.objects.filter(step="withdraw").count() == 30
    assert not Revision.objects.filter(stage="draft").exists()
