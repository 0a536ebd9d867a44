"""Changes of live stories at a time to come: planned, shown on one time line, and made once when they are due."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import drafting, due, planning, workflow
from articles.errors import EditConflict, NotAllowed, TransitionError
from articles.lateness import Lateness, lateness
from articles.models import Article, Correction, Event, Notice, Plan, Revision
from articles.workflow import take
from tests.articles.plans import HOUR, approved, come, later, planned
from tests.factories import COMMAND, make_draft, make_published, make_user

pytestmark = pytest.mark.django_db


def refusal(article: Article, revision: Revision, *, by: User | None = None, **how: Any) -> list[str]:
    before = Plan.objects.count(), Event.objects.count()
    with pytest.raises(TransitionError) as refused:
        planning.plan(article, revision, **{"at": later(), "by": by or make_user("Publisher"), **how})
    assert (Plan.objects.count(), Event.objects.count()) == before
    return refused.value.blockers


@pytest.fixture
def story() -> Article:
    return make_published(headline="Old words", tags=["Ferries"], ago=HOUR)


class TestPlan:
    def test_it_names_the_words_and_what_they_follow_and_readers_see_nothing_yet(self, story: Article) -> None:
        editor, live, at = make_user("Editor"), story.revisions.live().get(), later()
        revision = approved(story)
        plan = planning.plan(story, revision, at=at, by=editor, note=" At noon.\0 ")
        plan.refresh_from_db()
        assert (plan.article, plan.revision, plan.base) == (story, revision, live)
        assert (plan.due_at, plan.by, plan.note, plan.outcome) == (at, editor, "At noon.", "waiting")
        assert Article.objects.get().headline == "Old words"
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.revision, event.date, event.note) == (
            "plan",
            editor,
            revision,
            at,
            "At noon.",
        )

    @pytest.mark.parametrize(("role", "notice"), [("Reporter", ""), ("Operator", ""), ("Reporter", "Wrong.")])
    def test_who_may_not_publish_plans_nothing(self, story: Article, role: str, notice: str) -> None:
        with pytest.raises(NotAllowed):
            planned(story, by=make_user(role), notice=notice)

    @pytest.mark.parametrize("stage", ["draft", "submitted", "returned"])
    def test_only_approved_words_wait(self, story: Article, stage: str) -> None:
        revision = approved(story)
        Revision.objects.update(stage="superseded")
        Revision.objects.filter(pk=revision.pk).update(stage=stage)
        Revision.objects.filter(number=1).update(stage="published")
        revision.refresh_from_db()
        assert refusal(story, revision) == ["The story is not approved yet."]

    def test_only_what_is_published_is_changed(self, story: Article) -> None:
        draft, revision = make_draft()
        told = "The story is %s: only what is published can be changed at a time to come."
        assert refusal(draft, revision) == [told % "draft"]
        words = approved(story)
        take(story, "withdraw", by=COMMAND, note="Wrong.")
        assert refusal(story, words) == [told % "withdrawn"]

    def test_the_needs_of_the_step_are_asked_at_once(self, story: Article) -> None:
        revision = approved(story)
        Revision.objects.filter(pk=revision.pk).update(source=None)
        revision.refresh_from_db()
        assert refusal(story, revision) == ["The story has no source."]

    def test_not_into_the_past(self, story: Article) -> None:
        assert refusal(story, approved(story), at=timezone.now()) == ["The date is in the past."]

    def test_one_change_at_a_time_and_no_words_twice(self, story: Article) -> None:
        first, at = approved(story), later()
        planning.plan(story, first, at=at, by=make_user("Editor"))
        assert refusal(story, approved(story), at=at) == ["Another change of this story is planned for that time."]
        assert refusal(story, first, at=later(2)) == ["These words are planned already."]


class TestTimeLine:
    def test_each_follows_the_one_before(self, story: Article) -> None:
        third = planned(story, "Three", at=later(3))
        first = planned(story, "One", at=later(1))
        assert [entry.plan for entry in planning.time_line(story)] == [first, third]
        live = story.revisions.live().get()
        assert [entry.follows for entry in planning.time_line(story)] == [live, first.revision]

    def test_one_that_was_planned_later_for_an_earlier_time_is_a_conflict_with_what_follows(
        self, story: Article
    ) -> None:
        planned(story, "Three", at=later(3))
        planned(story, "One", at=later(1))
        assert [entry.conflict for entry in planning.time_line(story)] == [False, True]

    def test_in_order_there_is_none(self, story: Article) -> None:
        for hours in (1, 2, 3):
            planned(story, str(hours), at=later(hours))
        assert [entry.conflict for entry in planning.time_line(story)] == [False, False, False]

    def test_one_that_is_dropped_is_a_conflict_for_what_was_to_follow_it(self, story: Article) -> None:
        first = planned(story, "One", at=later(1))
        planned(story, "Two", at=later(2))
        planning.drop(first, by=make_user("Editor"))
        assert [entry.conflict for entry in planning.time_line(story)] == [True]

    def test_other_words_published_meanwhile_are_a_conflict(self, story: Article) -> None:
        planned(story)
        workflow.publish(story, by=COMMAND, revision=approved(story, "In between"))
        assert [entry.conflict for entry in planning.time_line(story)] == [True]

    def test_a_story_without_readers_has_none(self) -> None:
        assert planning.time_line(make_draft()[0]) == []


class TestDrop:
    def test_it_is_called_off_and_logged(self, story: Article) -> None:
        plan, editor = planned(story), make_user("Editor")
        planning.drop(plan, by=editor)
        plan.refresh_from_db()
        assert (plan.outcome, plan.done_at is not None) == ("dropped", True)
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.revision) == ("drop", editor, plan.revision)
        come(plan)
        assert due.apply_due() == due.Report()

    def test_by_nobody_who_may_not_plan(self, story: Article) -> None:
        plan = planned(story)
        with pytest.raises(NotAllowed):
            planning.drop(plan, by=make_user("Reporter"))

    def test_only_while_it_waits(self, story: Article) -> None:
        plan = planned(story)
        come(plan)
        due.apply_due()
        with pytest.raises(EditConflict):
            planning.drop(plan, by=make_user("Editor"))


class TestDue:
    def test_before_its_time_nothing_happens(self, story: Article) -> None:
        planned(story)
        assert due.apply_due() == due.Report()
        assert Article.objects.get().headline == "Old words"

    def test_at_its_time_it_is_the_ordinary_step_by_who_planned_it(self, story: Article) -> None:
        editor = make_user("Editor")
        plan = planned(story, by=editor, note="At noon.")
        come(plan)
        report = due.apply_due()
        assert report.done == [plan]
        article = Article.objects.get()
        assert (article.headline, article.published_at) == ("New words", story.published_at)
        assert article.updated_at
        assert not Correction.objects.exists()
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.via, event.note) == ("publish", editor, "", "At noon.")
        plan.refresh_from_db()
        assert plan.outcome == "done"
        assert plan.done_at
        assert timedelta(seconds=90) <= plan.late < timedelta(seconds=150)

    def test_with_a_notice_it_is_a_correction(self, story: Article) -> None:
        plan = planned(story, notice="It was eight.")
        come(plan)
        due.apply_due()
        assert Correction.objects.get().text == "It was eight."

    def test_no_correction_of_what_readers_have_not_seen(self) -> None:
        scheduled = make_published(at=later(1))
        reasons = refusal(scheduled, approved(scheduled), at=later(2), notice="It was eight.")
        assert reasons == ["Readers have not seen the story yet: publish the new words instead."]

    def test_several_are_made_in_their_order(self, story: Article) -> None:
        plans = [planned(story, str(hours), at=later(hours)) for hours in (1, 2, 3)]
        come(*plans)
        assert due.apply_due().done == plans
        assert Article.objects.get().headline == "3"
        assert due.apply_due() == due.Report(), "once"

    def test_it_overwrites_no_words_that_came_between(self, story: Article) -> None:
        plan = planned(story)
        workflow.publish(story, by=COMMAND, revision=approved(story, "In between"))
        come(plan)
        assert due.apply_due().failed == [plan]
        plan.refresh_from_db()
        assert plan.reason == "Other words were published since this was planned. They stay; plan it anew."
        assert Article.objects.get().headline == "In between"

    def test_who_left_changes_nothing(self, story: Article) -> None:
        editor = make_user("Editor", username="mara")
        plan = planned(story, by=editor)
        User.objects.filter(pk=editor.pk).update(is_active=False)
        come(plan)
        (failed,) = due.apply_due().failed
        assert failed.reason == "mara is no longer here: whoever stays plans it anew."
        assert Article.objects.get().headline == "Old words"

    def test_nor_does_who_lost_the_right(self, story: Article) -> None:
        editor = make_user("Editor")
        plan = planned(story, by=editor)
        editor.groups.clear()
        come(plan)
        (failed,) = due.apply_due().failed
        assert failed.reason == "You may not take the step “Publish”."

    def test_words_that_were_returned_meanwhile_stay_where_they_are(self, story: Article) -> None:
        plan = planned(story)
        take(story, "return", by=COMMAND, revision=Revision.objects.get(pk=plan.revision_id), note="No.")
        come(plan)
        (failed,) = due.apply_due().failed
        assert failed.reason == "The story is not approved yet."

    @pytest.mark.parametrize("step", ["withdraw", "retract"])
    def test_a_story_that_is_gone_stays_gone(self, story: Article, step: str) -> None:
        plan = planned(story)
        take(story, step, by=COMMAND, note="Wrong.", notice="Wrong.")
        come(plan)
        assert due.apply_due().failed == [plan]
        assert not Article.objects.published().exists()

    def test_one_that_is_broken_stops_no_other(self, story: Article) -> None:
        other = make_published(headline="Other", ago=HOUR)
        broken, sound = planned(story, "x"), planned(other, "Sound")
        # What no step would let through: the database itself refuses it.
        Revision.objects.filter(pk=broken.revision_id).update(slug="")
        come(broken, sound)
        report = due.apply_due()
        assert (report.failed, report.done) == ([broken], [sound])
        broken.refresh_from_db()
        assert "article_published_is_whole" in broken.reason
        assert Article.objects.get(pk=other.pk).headline == "Sound"
        assert Article.objects.get(pk=story.pk).version == story.version, "nothing of the broken one is left"

    def test_an_update_of_a_story_under_embargo_does_not_make_it_public(self) -> None:
        held, revision = make_draft()
        take(held, "embargo", by=COMMAND, at=later(2))
        workflow.publish(held, by=COMMAND, revision=revision, at=later(3))
        plan = planned(held)
        come(plan)
        assert due.apply_due().done == [plan]
        assert not Article.objects.published().exists()
        assert Article.objects.get().headline == "New words"


class TestExpired:
    def expired(self) -> Article:
        story = make_published(ago=2 * HOUR)
        Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - HOUR)
        return story

    def test_it_is_withdrawn_by_the_step(self) -> None:
        story = self.expired()
        later_story = make_published()
        take(later_story, "expire", by=COMMAND, at=later())
        assert due.apply_due().withdrawn == [story.pk]
        story.refresh_from_db()
        assert story.status == "withdrawn"
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.via, event.note) == ("withdraw", None, "publish_due", "It expired.")
        assert due.apply_due() == due.Report()

    def test_one_that_was_reopened_needs_another_end(self) -> None:
        story = self.expired()
        due.apply_due()
        story.refresh_from_db()
        take(story, "reopen", by=COMMAND)
        revision = story.revisions.latest("number")
        with pytest.raises(TransitionError, match="would expire before"):
            workflow.publish(story, by=COMMAND, revision=revision)
        take(story, "expire", by=COMMAND)
        workflow.publish(story, by=COMMAND, revision=revision)


class TestLateness:
    def test_nothing_due_is_not_late(self, story: Article) -> None:
        planned(story)
        assert lateness() == Lateness(timedelta(0), timedelta(0))

    def test_it_is_that_of_the_oldest_that_waits_and_of_the_latest_of_a_day(self, story: Article) -> None:
        one, two = planned(story, "One", at=later(1)), planned(story, "Two", at=later(2))
        come(one, ago=timedelta(seconds=300))
        due.apply_due()
        come(two, ago=timedelta(seconds=40))
        late = lateness()
        assert timedelta(seconds=40) <= late.overdue < timedelta(seconds=100)
        assert timedelta(seconds=300) <= late.latest < timedelta(seconds=360)

        Plan.objects.filter(pk=one.pk).update(done_at=timezone.now() - timedelta(days=2))
        assert lateness().latest == timedelta(0)

    def test_an_expired_story_that_is_not_withdrawn_yet_is_late_too(self, story: Article) -> None:
        Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(seconds=400))
        Article.objects.filter(pk=make_published().pk).update(expires_at=later())
        assert timedelta(seconds=400) <= lateness().overdue < timedelta(seconds=460)
        due.apply_due()
        late = lateness()
        assert late.overdue == timedelta(0)
        assert timedelta(seconds=400) <= late.latest < timedelta(seconds=460)
        assert lateness(timezone.now() + timedelta(days=2)).latest == timedelta(0)


class TestOvertaken:
    """Something else is published before a planned change: it will not be made, and nobody learns that too late."""

    def test_who_planned_it_is_told_at_once(self, story: Article) -> None:
        planner, editor = make_user("Editor"), make_user("Editor")
        planned(story, by=planner)
        workflow.publish(story, by=editor, revision=drafting.revise(story, {"headline": "Sooner"}, by=COMMAND))
        assert Notice.objects.to(planner).get().what == "plan overtaken"
        assert not Notice.objects.to(editor).exists()

    def test_so_are_they_when_the_planned_words_themselves_are_published_before(self, story: Article) -> None:
        plan = planned(story, by=make_user("Editor"))
        workflow.publish(story, by=COMMAND, revision=plan.revision)
        assert Notice.objects.to(plan.by).filter(what="plan overtaken").exists()

    def test_nobody_is_told_of_changes_that_are_made_in_their_order(self, story: Article) -> None:
        one = planned(story, "One", at=later(1))
        two = planned(story, "Two", at=later(2))
        come(one)
        assert due.apply_due().done == [one]
        come(two)
        assert due.apply_due().done == [two]
        assert not Notice.objects.filter(what="plan overtaken").exists()
