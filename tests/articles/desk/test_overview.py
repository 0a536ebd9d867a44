"""What the desk opens with: mine first, the day's time line, the last hours, what failed; and what that costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import assigning, drafting, planning, workflow
from articles.desk import overview as desk
from articles.desk.overview import overview
from articles.models import Article, ImportRun, Plan, Revision
from tests.articles.plans import planned
from tests.factories import COMMAND, make_draft, make_many, make_published, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db


def figures(user: User) -> dict[str, int]:
    return {figure.name: figure.count for figure in overview(user).waiting}


def submitted(by: User) -> tuple[Article, Revision]:
    story, revision = make_draft(by=by)
    workflow.take(story, "submit", by=by, revision=revision)
    return story, revision


def page_of(client: Client, user: User) -> Page:
    client.force_login(user)
    page = Page.of(client.get("/admin/"))
    assert page.problems == []
    return page


class TestMineFirst:
    def test_a_reporter_sees_what_came_back_what_is_begun_and_what_is_handed_in(self) -> None:
        me, other = make_user("Reporter"), make_user("Reporter")
        make_draft(by=me), make_draft(by=other), submitted(by=me), submitted(by=other)
        story, revision = submitted(by=me)
        workflow.take(story, "return", by=COMMAND, revision=revision, note="Who says so?")
        assert figures(me) == {"in-hand": 0, "returned": 1, "draft": 1, "handed-in": 1}

    def test_an_editor_sees_what_waits_for_approval_and_for_publication(self) -> None:
        editor, reporter = make_user("Editor"), make_user("Reporter")
        submitted(by=reporter)
        story, revision = submitted(by=reporter)
        workflow.take(story, "approve", by=editor, revision=revision)
        assert figures(editor) == {"in-hand": 0, "returned": 0, "submitted": 1, "approved": 1, "draft": 0}

    def test_who_has_no_words_has_none_waiting(self) -> None:
        assert figures(make_user("Operator")) == {}

    def test_the_first_ones_stand_below_with_their_newest_words(self, client: Client) -> None:
        editor = make_user("Editor")
        story, revision = make_draft(headline="Old", by=editor)
        workflow.publish(story, by=COMMAND, revision=revision)
        drafting.revise(story, {"headline": "New"}, by=editor)
        page = page_of(client, editor)
        assert page.texts("section.is-draft li a") == ["New"]
        assert page.one("section.is-draft li a")["href"] == f"/admin/articles/article/{story.pk}/change/"

    def test_what_an_editor_wrote_on_and_returned_waits_for_the_reporter_and_not_for_the_editor(
        self, client: Client
    ) -> None:
        reporter, editor = make_user("Reporter"), make_user("Editor")
        story, first = make_draft(headline="Began by Ida", by=reporter)
        workflow.take(story, "submit", by=reporter, revision=first)
        mended = drafting.revise(story, {"headline": "Mended by Tom"}, by=editor)
        workflow.take(story, "submit", by=editor, revision=mended)
        workflow.take(story, "return", by=editor, revision=mended, note="Who says so?")
        assert page_of(client, reporter).texts("section.is-returned li a") == ["Mended by Tom"]
        assert page_of(client, editor).one("section.is-returned .figure").text == "0"
        assert list(reporter.notices.values_list("what", "note")) == [("return", "Who says so?")]

    def test_counting_ends_somewhere_and_says_so(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(desk, "MOST", 2)
        editor = make_user("Editor")
        for _ in range(3):
            make_draft(by=editor)
        assert page_of(client, editor).one("section.is-draft .figure").text == "2+"


class TestTheDay:
    def test_what_is_to_come_before_midnight_the_next_one_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = timezone.now()
        monkeypatch.setattr(desk, "day_bounds", lambda day: (now, now + timedelta(hours=10)))
        late, soon, _tomorrow = (make_published(at=now + timedelta(hours=hours)) for hours in (9, 3, 11))
        make_published()
        assert [each.article.pk for each in overview(make_user("Editor")).schedule] == [soon.pk, late.pk]

    def test_a_reporter_sees_their_own(self) -> None:
        reporter = make_user("Reporter")
        soon = timezone.now() + timedelta(seconds=20)
        make_published(at=soon)
        story, revision = make_draft(by=reporter)
        workflow.publish(story, by=COMMAND, revision=revision, at=soon)
        if timezone.localdate(soon) == timezone.localdate():
            assert [each.article.pk for each in overview(reporter).schedule] == [story.pk]

    def test_planned_changes_stand_among_them_and_late_ones_say_so(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = timezone.now()
        monkeypatch.setattr(desk, "day_bounds", lambda day: (now, now + timedelta(hours=10)))
        editor, story = make_user("Editor"), make_published(headline="Live")
        for hours in (2, 4, 20):
            words = drafting.revise(story, {}, by=COMMAND)
            workflow.take(story, "submit", by=COMMAND, revision=words)
            workflow.take(story, "approve", by=COMMAND, revision=words)
            planning.plan(story, words, at=now + timedelta(hours=hours), by=editor)
        first = Plan.objects.order_by("due_at")[0]
        Plan.objects.filter(pk=first.pk).update(due_at=now - timedelta(hours=1))
        coming = make_published(at=now + timedelta(hours=3))
        told = overview(editor).schedule
        assert [(each.article.pk, each.is_change, each.late) for each in told] == [
            (story.pk, True, 60),
            (coming.pk, False, 0),
            (story.pk, True, 0),
        ]
        assert page_of(client, editor).texts(".schedule .late") == ["60 minutes late"]

    def test_an_operator_sees_how_late_it_is_and_no_link_to_what_they_may_not_open(self, client: Client) -> None:
        make_published()
        operator = make_user("Operator")
        assert "No planned change or expiry is late." in page_of(client, operator).one("section.health").text
        planned(make_published(ago=timedelta(hours=1)))
        Plan.objects.update(due_at=timezone.now() - timedelta(minutes=7, seconds=1))
        page = page_of(client, operator)
        assert "7 minutes late" in page.one("section.health").text
        for link in page.one(".desk-day").all("a[href]"):
            assert client.get(link["href"]).status_code == 200, link["href"]
        assert not page_of(client, make_user("Editor")).all("section.health")

    def test_an_expired_story_that_nobody_withdrew_is_late_too(self, client: Client) -> None:
        story = make_published(ago=timedelta(hours=1))
        Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(minutes=9, seconds=1))
        assert "9 minutes late" in page_of(client, make_user("Operator")).one("section.health").text

    def test_notices_that_one_has_not_read_are_counted_until_they_are_read(self, client: Client) -> None:
        editor, reporter = make_user("Editor"), make_user("Reporter")
        assert not page_of(client, reporter).all(".is-told")
        for _ in range(2):
            assigning.assign(make_draft()[0], reporter, by=editor)
        assert page_of(client, reporter).one(".is-told .figure").text == "2"
        assert not page_of(client, editor).all(".is-told")
        client.force_login(reporter)
        client.post("/admin/articles/notice/read/")
        assert not page_of(client, reporter).all(".is-told")

    def test_a_planned_change_that_failed_is_told_with_its_reason(self, client: Client) -> None:
        editor, story = make_user("Editor"), make_published(headline="Live")
        words = drafting.revise(story, {}, by=COMMAND)
        workflow.take(story, "submit", by=COMMAND, revision=words)
        workflow.take(story, "approve", by=COMMAND, revision=words)
        plan = planning.plan(story, words, at=timezone.now() + timedelta(days=1), by=editor)
        plan.settle(Plan.Outcome.FAILED, reason="The words before it were others.")
        assert "The words before it were others." in page_of(client, editor).one(".failed").text
        assert page_of(client, make_user("Reporter")).all(".failed") == []

    def test_each_hour_has_its_count(self) -> None:
        now = timezone.now()
        make_many(3, newest=now - timedelta(hours=2), apart=timedelta(0))
        make_published(ago=timedelta(seconds=1))
        make_published(ago=timedelta(hours=30))
        make_published(at=now + timedelta(minutes=5))
        shown = overview(make_user("Operator"))
        assert shown.live == 4
        assert len(shown.hours) == 24
        counts = [hour.count for hour in shown.hours]
        assert (sum(counts), max(counts), counts[-3]) == (4, 3, 3)
        assert [hour.share for hour in shown.hours if hour.count == 3] == [100]

    def test_more_than_is_counted_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(desk, "MOST_LIVE", 2)
        make_many(3)
        shown = overview(make_user("Editor"))
        assert (shown.live, shown.live_more) == (2, True)

    def test_an_import_that_was_cut_short_is_for_those_who_look_after_them(self, client: Client) -> None:
        ImportRun.objects.create(name="archive.jsonl", started_at=timezone.now())
        ImportRun.objects.create(name="whole.jsonl", started_at=timezone.now(), finished_at=timezone.now())
        assert [run.name for run in overview(make_user("Operator")).failures] == ["archive.jsonl"]
        assert overview(make_user("Reporter")).failures == []
        assert "The import of archive.jsonl" in page_of(client, make_user("Operator")).one(".failed").text


class TestFiguresAreLinks:
    def test_every_figure_leads_to_exactly_the_stories_it_counts(self, client: Client) -> None:
        editor, reporter = make_user("Editor"), make_user("Reporter")
        make_draft(by=editor), make_draft(by=reporter), submitted(by=reporter), submitted(by=editor)
        story, revision = submitted(by=reporter)
        workflow.take(story, "approve", by=editor, revision=revision)
        make_many(3, newest=timezone.now() - timedelta(hours=3))
        make_published(at=timezone.now() + timedelta(minutes=5))
        assigning.assign(story, editor, by=COMMAND)
        for person in (editor, reporter):
            page = page_of(client, person)
            notices = page.all(".is-told h2 a")
            for link in notices:
                assert link.one(".figure").text == str(len(Page.of(client.get(link["href"])).all(".is-new")))
            links = [link for link in page.all("h2 a") if link.all(".figure") and link not in notices]
            assert len(links) == len(overview(person).waiting) + 1
            for link in links:
                rows = Page.of(client.get(link["href"])).all("#result_list tbody tr")
                assert str(len(rows)) == link.one(".figure").text, link.text
            for hour, bar in zip(overview(person).hours, page.all(".hours a"), strict=True):
                if hour.count:
                    assert len(Page.of(client.get(bar["href"])).all("#result_list tbody tr")) == hour.count


class TestCost:
    def asked(self, client: Client, user: User) -> int:
        client.force_login(user)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        assert not [query for query in queries if "COUNT(" in query["sql"]]
        return len(queries)

    @pytest.mark.parametrize("role", ["Reporter", "Editor", "Publisher", "Operator"])
    def test_at_most_fifteen_queries_and_no_more_when_there_is_more(self, client: Client, role: str) -> None:
        person: Any = make_user(role)
        before = self.asked(client, person)
        make_many(60)
        for _ in range(8):
            make_draft(), submitted(by=make_user("Reporter"))
            if role != "Operator":
                make_draft(by=person), submitted(by=person)
        assert before <= self.asked(client, person) <= 15
