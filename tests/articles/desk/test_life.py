"""The pages beside a story: what is planned, said and assigned, for who works on it and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import assigning, planning, talk, workflow
from articles.models import Article, Assignment, Comment, Notice, Plan
from tests.articles.plans import approved, later, planned
from tests.factories import COMMAND, make_draft, make_published, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

SECRET = "Ferries stop"


def page(thing: str, story: Article, rest: str = "") -> str:
    return f"/admin/articles/{thing}/story/{story.pk}/{rest}"


def typed(hours: float) -> str:
    return f"{timezone.localtime(later(hours)):%Y-%m-%dT%H:%M}"


@pytest.fixture
def editor(client: Client) -> Any:
    person = make_user("Editor", username="ida")
    client.force_login(person)
    return person


class TestPlans:
    def test_one_is_planned_and_dropped(self, client: Client, editor: Any) -> None:
        story = make_published(ago=timedelta(hours=1))
        revision = approved(story, SECRET)
        answer = {"revision": revision.pk, "at": typed(2), "notice": "It was eight."}
        response = client.post(page("plan", story, "plan/"), answer)
        assert response.headers["Location"] == f"{page('plan', story)}?sent=1"
        plan = Plan.objects.get()
        assert "The change is planned for" in Page.of(client.get(page("plan", story))).one(".messagelist").text
        assert (plan.revision, plan.by, plan.notice) == (revision, editor, "It was eight.")
        assert SECRET in Page.of(client.get(page("plan", story))).one("ol.life-line").text
        client.post(page("plan", story, f"{plan.pk}/drop/"))
        plan.refresh_from_db()
        assert plan.outcome == "dropped"

    def test_what_is_blocked_says_why_and_loses_nothing(self, client: Client, editor: Any) -> None:
        story = make_published()
        answer = {"revision": approved(story).pk, "at": typed(-2), "notice": "It was <eight>."}
        shown = Page.of(client.post(page("plan", story, "plan/"), answer))
        assert shown.one("div.errornote").text == "The date is in the past."
        assert shown.one("textarea").text == "It was <eight>."
        assert shown.one('input[name="at"]')["value"] == answer["at"]
        assert not Plan.objects.exists()

    def test_a_conflict_is_shown(self, client: Client, editor: Any) -> None:
        story = make_published()
        planned(story, "Three", at=later(3))
        planned(story, "One", at=later(1))
        shown = Page.of(client.get(page("plan", story)))
        assert ["is-conflict" in entry["class"] for entry in shown.all("li.life-entry")] == [False, True]
        assert shown.one("p.life-warning").text.startswith("Conflict: it was made to follow revision 1")

    def test_one_that_is_over_is_told_so(self, client: Client, editor: Any) -> None:
        story = make_published()
        plan = planned(story)
        planning.drop(plan, by=editor)
        client.post(page("plan", story, f"{plan.pk}/drop/"))
        assert Page.of(client.get(page("plan", story))).texts("li.error") == ["This change waits no more."]

    def test_no_words_of_another_story_are_planned(self, client: Client, editor: Any) -> None:
        story, other = make_published(), make_published()
        client.post(page("plan", story, "plan/"), {"revision": approved(other).pk, "at": typed(2)})
        assert not Plan.objects.exists()
        assert client.post(page("plan", story, f"{planned(other).pk}/drop/")).status_code == 404

    def test_planned_words_of_others_are_not_for_the_author_of_the_story(self, client: Client) -> None:
        reporter = make_user("Reporter")
        story, revision = make_draft(by=reporter)
        workflow.publish(story, by=COMMAND, revision=revision)
        planned(story, SECRET)
        client.force_login(reporter)
        assert client.get(page("plan", story)).status_code == 404
        facts = Page.of(client.get(f"/admin/articles/article/{story.pk}/change/")).one("section.life-facts")
        assert page("plan", story) not in [link["href"] for link in facts.all("a")]


class TestTalk:
    def test_a_thread_begins_is_answered_resolved_and_opened_again(self, client: Client, editor: Any) -> None:
        story, _ = make_draft()
        client.post(page("comment", story, "say/"), {"text": "Which <ferry>?"})
        first = Comment.objects.get()
        client.post(page("comment", story, "say/"), {"text": "The old one.", "reply_to": first.pk})
        assert [reply.text for reply in first.replies.all()] == ["The old one."]
        shown = Page.of(client.get(page("comment", story)))
        assert shown.texts("div.life-said") == ["Which <ferry>?", "The old one."]
        for answer, resolved in [("yes", True), ("no", False)]:
            client.post(page("comment", story, f"{first.pk}/resolve/"), {"resolved": answer})
            first.refresh_from_db()
            assert (first.resolved_at is not None) == resolved

    def test_nothing_typed_is_lost(self, client: Client, editor: Any) -> None:
        story, _ = make_draft()
        first = talk.say(story, "Which ferry?", by=editor)
        shown = Page.of(client.post(page("comment", story, "say/"), {"text": "x" * 4001, "reply_to": first.pk}))
        assert shown.one(f"textarea#reply-{first.pk}").text == "x" * 4001
        assert shown.one("textarea#id_text").text == ""
        assert "open" in shown.one("details")
        shown = Page.of(client.post(page("comment", story, "say/"), {"text": "y" * 4001}))
        assert shown.one("textarea#id_text").text == "y" * 4001

    def test_no_thread_of_another_story_is_touched(self, client: Client, editor: Any) -> None:
        story, _ = make_draft()
        elsewhere = talk.say(make_published(), "Here.", by=editor)
        answer = {"text": "There.", "reply_to": elsewhere.pk}
        assert client.post(page("comment", story, "say/"), answer).status_code == 404
        assert client.post(page("comment", story, f"{elsewhere.pk}/resolve/")).status_code == 404


class TestHands:
    def test_it_is_given_and_finished(self, client: Client, editor: Any) -> None:
        story, _ = make_draft()
        reporter = make_user("Reporter", first_name="Mara", last_name="Quill")
        answer = {"person": reporter.pk, "due_at": typed(5), "instruction": "Ask the captain."}
        assert client.post(page("assignment", story, "assign/"), answer).status_code == 302
        shown = Page.of(client.get(page("assignment", story)))
        assert shown.texts(".messagelist li") == ["The story is in the hands of Mara Quill."]
        work = Assignment.objects.get()
        assert (work.person, work.by, work.instruction) == (reporter, editor, "Ask the captain.")
        assert "Mara Quill" in Page.of(client.get(page("assignment", story))).one("div.life-entry").text
        client.force_login(reporter)
        assert SECRET not in client.get(page("assignment", story)).content.decode()
        client.post(page("assignment", story, f"{work.pk}/finish/"))
        work.refresh_from_db()
        assert work.finished

    def test_to_nobody_who_does_not_write_here(self, client: Client, editor: Any) -> None:
        story, _ = make_draft()
        client.post(page("assignment", story, "assign/"), {"person": make_user("Operator").pk})
        assert not Assignment.objects.exists()

    def test_a_reporter_gives_nothing(self, client: Client) -> None:
        reporter = make_user("Reporter")
        story, _ = make_draft(by=reporter)
        client.force_login(reporter)
        assert not Page.of(client.get(page("assignment", story))).all("select")
        assert client.post(page("assignment", story, "assign/"), {"person": reporter.pk}).status_code == 403


@pytest.mark.parametrize("thing", ["plan", "comment", "assignment"])
class TestOthers:
    def test_who_does_not_work_on_a_story_finds_nothing_even_when_it_is_public(
        self, client: Client, thing: str
    ) -> None:
        client.force_login(make_user("Reporter"))
        for story in (make_draft(headline=SECRET)[0], make_published(headline=SECRET)):
            response = client.get(page(thing, story))
            assert response.status_code == 404
            assert SECRET not in response.content.decode()

    def test_nor_in_the_lists_of_all(self, client: Client, thing: str) -> None:
        story = make_published(headline=SECRET)
        planned(story)
        talk.say(story, "Hm.", by=make_user("Editor"))
        assigning.assign(story, make_user("Editor"), by=COMMAND)
        client.force_login(make_user("Reporter"))
        response = client.get(f"/admin/articles/{thing}/")
        assert response.status_code in (200, 403)
        assert SECRET not in response.content.decode()


class TestNotices:
    def test_ones_own_with_the_headline_where_one_may_read_it(self, client: Client, editor: Any) -> None:
        story, _ = make_draft(headline=SECRET)
        reporter = make_user("Reporter", username="mara")
        talk.say(story, "@mara knows these boats.", by=editor)
        work = assigning.assign(story, reporter, by=editor)
        client.force_login(reporter)
        shown = Page.of(client.get("/admin/articles/notice/"))
        assert shown.texts("li.life-entry a") == [
            f"ida assigned “{SECRET}” to you.",
            f"ida named you in a comment on “{SECRET}”.",
        ]
        assigning.finish(work, by=editor)
        text = client.get("/admin/articles/notice/").content.decode()
        assert "ida named you in a comment on a story." in text
        assert SECRET not in text
        assert "boats" not in text

    def test_they_are_read_by_who_they_are_for(self, client: Client, editor: Any) -> None:
        for person in (editor, make_user("Editor")):
            assigning.assign(make_draft()[0], person, by=COMMAND)
        client.post("/admin/articles/notice/read/")
        assert Notice.objects.unread().get().person != editor


class TestFacts:
    def test_the_form_of_a_story_tells_what_is_going_on(self, client: Client, editor: Any) -> None:
        story = make_published()
        planned(story)
        talk.say(story, "Hm.", by=editor)
        assigning.assign(story, make_user("Reporter", username="mara"), by=editor, instruction="Ask.")
        facts = Page.of(client.get(f"/admin/articles/article/{story.pk}/change/")).one("section.life-facts")
        assert [link["href"] for link in facts.all("a")] == [
            page("assignment", story),
            page("comment", story),
            page("plan", story),
            f"/admin/articles/event/?article={story.pk}",
        ]
        assert "mara" in facts.text
        assert "1 open thread" in facts.text


class TestDates:
    """The steps that take a date, at the form of a story."""

    def press(self, client: Client, story: Article, step: str, **answer: str) -> Any:
        address = f"/admin/articles/article/{story.pk}/change/"
        shown = Page.of(client.get(address))
        form = {"base": shown.one('input[name="base"]')["value"], "headline": story.headline, "language": "en"}
        form |= {"body": story.body, "section": str(story.section_id), "source": str(story.source_id)}
        return client.post(address, {**form, "_step": step, **answer})

    def test_a_scheduled_story_is_rescheduled(self, client: Client, editor: Any) -> None:
        story = make_published(at=later(2))
        self.press(client, story, "reschedule", **{"reschedule-at": "2199-03-04T05:06"})
        story.refresh_from_db()
        assert f"{story.published_at:%Y-%m-%d %H:%M}" == "2199-03-04 05:06"

    def test_an_expiry_is_set_and_lifted(self, client: Client, editor: Any) -> None:
        story, _ = make_draft()
        self.press(client, story, "expire", **{"expire-at": "2199-03-04T05:06"})
        story.refresh_from_db()
        assert story.expires_at
        shown = Page.of(client.get(f"/admin/articles/article/{story.pk}/change/"))
        assert shown.one("input#expire-at")["value"] == "2199-03-04T05:06"
        self.press(client, story, "expire", **{"expire-at": ""})
        story.refresh_from_db()
        assert story.expires_at is None

    def test_a_time_that_the_clock_shows_twice_is_asked_back(self, client: Client, editor: Any, settings: Any) -> None:
        settings.TIME_ZONE = "Europe/Dublin"
        story, _ = make_draft()
        shown = Page.of(self.press(client, story, "embargo", **{"embargo-at": "2027-10-31T01:30"}))
        assert "twice" in shown.one("div.errornote").text
        assert len(shown.all('select[name="embargo-at_fold"] option')) == 3
        self.press(client, story, "embargo", **{"embargo-at": "2027-10-31T01:30", "embargo-at_fold": "1"})
        story.refresh_from_db()
        assert f"{story.embargo_until:%H:%M}" == "01:30"
