"""The steps of a story's dates: put off, called off, under embargo, to expire; and the way back from withdrawn."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles import drafting, workflow
from articles.actors import Actor
from articles.bulk import publish_many
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, Event, Revision
from articles.needs import RIVER_HEADLINE, Move
from articles.workflow import take
from tags.models import Tagging
from tests.factories import COMMAND, make_draft, make_published, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SEEN = ["Readers have seen the story already."]
PAST = ["The date is in the past."]


def refusal(article: Article, step: str, *, by: Actor = COMMAND, **how: Any) -> list[str]:
    before = Article.objects.values().get(pk=article.pk)
    with pytest.raises(TransitionError) as refused:
        take(article, step, by=by, **how)
    assert Article.objects.values().get(pk=article.pk) == before
    return refused.value.blockers


def now() -> datetime:
    return timezone.now()


@pytest.fixture
def scheduled() -> Article:
    return make_published(tags=["Ferries"], at=now() + HOUR)


@pytest.fixture
def public() -> Article:
    return make_published(tags=["Ferries"], ago=HOUR)


class TestReschedule:
    def test_to_another_date(self, scheduled: Article) -> None:
        date = now() + 3 * HOUR
        event = take(scheduled, "reschedule", by=make_user("Editor"), at=date, note="The minister is late.")
        assert Article.objects.get().published_at == scheduled.taggings.get().published_at == date
        assert (event.date, event.note) == (date, "The minister is late.")

    def test_to_now(self, scheduled: Article) -> None:
        event = take(scheduled, "reschedule", by=make_user("Editor"))
        assert Article.objects.published().get() == scheduled
        assert event.date == scheduled.published_at
        assert scheduled.updated_at is None

    def test_not_into_the_past_but_this_minute_is_now(self, scheduled: Article) -> None:
        assert refusal(scheduled, "reschedule", at=now() - timedelta(minutes=2)) == PAST
        take(scheduled, "reschedule", by=COMMAND, at=now().replace(second=0, microsecond=0))

    def test_a_public_story_keeps_its_date(self, public: Article) -> None:
        assert refusal(public, "reschedule", at=now() + HOUR) == SEEN

    def test_it_does_not_outlive_its_expiry(self, scheduled: Article) -> None:
        take(scheduled, "expire", by=COMMAND, at=now() + 2 * HOUR)
        reasons = refusal(scheduled, "reschedule", at=now() + 3 * HOUR)
        assert reasons == ["The story would expire before it is published."]


class TestUnschedule:
    def test_it_is_a_draft_again_and_its_words_are_approved(self, scheduled: Article) -> None:
        words = scheduled.revisions.get()
        event = take(scheduled, "unschedule", by=make_user("Editor"))
        article = Article.objects.get()
        assert (article.status, article.published_at) == ("draft", None)
        assert event.revision == words
        assert scheduled.revisions.get().stage == "approved"
        assert scheduled.taggings.get().published_at is None
        workflow.publish(article, by=make_user("Editor"), revision=scheduled.revisions.get())

    def test_a_draft_that_was_waiting_behind_it_stays(self, scheduled: Article) -> None:
        drafting.revise(scheduled, {"headline": "Later"}, by=COMMAND)
        take(scheduled, "unschedule", by=COMMAND)
        assert list(scheduled.revisions.order_by("number").values_list("stage", flat=True)) == ["approved", "draft"]

    def test_not_once_readers_have_seen_it(self, public: Article) -> None:
        assert refusal(public, "unschedule") == SEEN


def by_publishing(article: Article, revision: Revision) -> list[str]:
    return refusal(article, "publish", revision=revision)


def by_scheduling(article: Article, revision: Revision) -> list[str]:
    return refusal(article, "publish", revision=revision, at=now() + HOUR / 2)


def in_bulk(article: Article, revision: Revision) -> list[str]:
    (reasons,) = publish_many([Move(article, Revision(article=article, **revision.content()), COMMAND, now() - HOUR)])
    return reasons


def by_rescheduling(article: Article, revision: Revision) -> list[str]:
    workflow.publish(article, by=COMMAND, revision=revision, at=now() + 2 * HOUR)
    assert refusal(article, "reschedule", at=now() + HOUR / 2)
    return refusal(article, "reschedule")


class TestEmbargo:
    @pytest.mark.parametrize("role", ["Editor", "Publisher"])
    def test_it_is_set_and_lifted(self, role: str) -> None:
        article, _ = make_draft()
        until = now() + HOUR
        assert take(article, "embargo", by=make_user(role), at=until).date == until
        assert Article.objects.get().embargo_until == until
        take(article, "embargo", by=make_user(role))
        assert Article.objects.get().embargo_until is None

    @pytest.mark.parametrize("road", [by_publishing, by_scheduling, in_bulk, by_rescheduling])
    def test_no_road_leads_past_it(self, road: Callable[[Article, Revision], list[str]]) -> None:
        article, revision = make_draft()
        take(article, "embargo", by=COMMAND, at=now() + HOUR)
        assert article.embargo_until
        assert road(article, revision) == [f"The embargo lasts until {article.embargo_until:%d-%m-%Y %H:%M} UTC."]
        assert not Article.objects.published().exists()

    def test_the_database_holds_to_it(self, scheduled: Article) -> None:
        with pytest.raises(IntegrityError, match="embargo"):
            Article.objects.update(embargo_until=now() + 2 * HOUR)

    def test_what_waits_for_it_can_be_scheduled_and_is_offered(self) -> None:
        article, revision = make_draft()
        take(article, "embargo", by=COMMAND, at=now() + HOUR)
        assert "publish" in workflow.steps_for(article, revision, by=make_user("Publisher"))
        workflow.publish(article, by=COMMAND, revision=revision, at=article.embargo_until)
        assert "reschedule" in workflow.steps_for(article, None, by=make_user("Publisher"))

    def test_a_scheduled_story_is_rescheduled_first(self, scheduled: Article) -> None:
        take(scheduled, "embargo", by=COMMAND, at=now() + HOUR / 2)
        (reason,) = refusal(scheduled, "embargo", at=now() + 2 * HOUR)
        assert reason.startswith("The story is scheduled for ")

    def test_it_lies_ahead_and_holds_nothing_that_readers_have(self, public: Article) -> None:
        article, _ = make_draft()
        assert refusal(article, "embargo", at=now()) == PAST
        assert refusal(public, "embargo", at=now() + HOUR) == SEEN


class TestExpire:
    @pytest.mark.parametrize("story", ["draft", "scheduled", "public"])
    def test_it_is_set_and_cleared(self, story: str, request: pytest.FixtureRequest) -> None:
        article = make_draft()[0] if story == "draft" else request.getfixturevalue(story)
        until = now() + 5 * HOUR
        take(article, "expire", by=make_user("Publisher"), at=until)
        assert Article.objects.get().expires_at == until
        take(article, "expire", by=make_user("Publisher"))
        assert Article.objects.get().expires_at is None

    def test_not_at_once_and_not_before_it_is_published(self, scheduled: Article, public: Article) -> None:
        assert refusal(public, "expire", at=now()) == PAST
        reasons = refusal(scheduled, "expire", at=scheduled.published_at)
        assert reasons == ["The story would expire before it is published."]

    def test_who_may_not_withdraw_does_not_take_a_public_story_away_by_a_date(self, public: Article) -> None:
        reasons = refusal(public, "expire", by=make_user("Editor"), at=now() + HOUR)
        assert reasons == ["The story is public: only who may withdraw it may say when it expires."]
        editor = make_user("Editor")
        assert workflow.blockers("expire", Move(public, None, editor)) == reasons, "said before a date is typed"
        take(public, "expire", by=make_user("Publisher"), at=now() + HOUR)
        assert workflow.blockers("expire", Move(public, None, editor)) == [], "it can be lifted"
        take(public, "expire", by=editor)


class TestReopen:
    def test_a_withdrawn_story_begins_again_from_its_newest_words(self, public: Article) -> None:
        reporter, publisher = make_user("Reporter"), make_user("Publisher")
        newest = drafting.revise(public, {"headline": "Newest"}, tag_names=["Ports"], by=COMMAND)
        Revision.objects.filter(pk=newest.pk).update(author=reporter)
        take(public, "withdraw", by=publisher, note="Wrong.", notice="Gone.")

        event = take(public, "reopen", by=publisher, note="It was right.")

        article = Article.objects.get()
        assert (article.status, article.published_at, article.updated_at, article.notice) == ("draft", None, None, "")
        begun = article.revisions.latest("number")
        assert (begun.stage, begun.author, begun.tag_names) == ("draft", reporter, ["Ports"])
        assert begun.content() == newest.content()
        assert (event.revision, event.from_status, event.to_status) == (begun, "withdrawn", "draft")
        assert not article.revisions.live().exists()
        assert not Tagging.objects.out_of_step().exists()
        workflow.publish(article, by=publisher, revision=begun)
        assert article.headline == "Newest"

    def test_a_retracted_story_stays_retracted(self, public: Article) -> None:
        take(public, "retract", by=COMMAND, note="False.", notice="It was false.")
        assert refusal(public, "reopen") == ["The story is retracted."]

    def test_an_editor_may_not(self, public: Article) -> None:
        take(public, "withdraw", by=COMMAND, note="Wrong.")
        with pytest.raises(NotAllowed):
            take(public, "reopen", by=make_user("Editor"))


def test_a_step_without_a_date_of_its_own_takes_none(public: Article) -> None:
    revision = drafting.revise(public, {}, by=COMMAND)
    for step in ["submit", "correct", "withdraw", "retract"]:
        reasons = refusal(public, step, revision=revision, at=now() + HOUR, note="x", notice="x")
        assert reasons == ["This step takes no date."]


def test_a_publication_at_a_date_is_logged_with_it() -> None:
    article, revision = make_draft()
    date = now() + HOUR
    workflow.publish(article, by=COMMAND, revision=revision, at=date)
    assert Event.objects.get(step="publish").date == date


@pytest.mark.parametrize("step", ["approve", "publish"])
def test_a_headline_too_long_for_the_river_is_shortened_by_people_and_left_to_sources(step: str) -> None:
    publisher = make_user("Publisher")
    article, revision = make_draft(headline="x" * (RIVER_HEADLINE + 1))
    take(article, "submit", by=publisher, revision=revision)
    reasons = refusal(article, step, by=publisher, revision=revision)
    assert reasons == ["The headline has 121 characters: a river has room for 120."]
    take(article, step, by=COMMAND, revision=revision)
