"""The steps of a story: who may take which, from where to where, what each needs, and what it writes."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import drafting, workflow
from articles.actors import Actor
from articles.errors import EditConflict, NotAllowed, TransitionError
from articles.models import CONTENT_COLUMNS, Article, Correction, Event, Image, Revision
from articles.needs import Move
from articles.steps import STEPS
from articles.workflow import take
from newsroom.lib.html import clean_html
from tags.models import Tagging
from tests.factories import (
    COMMAND,
    grant,
    make_draft,
    make_image,
    make_published,
    make_section,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db

# "scheduled" is published at a date to come.
STATUSES = ["draft", "scheduled", "published", "withdrawn", "retracted"]
LIVE = ["scheduled", "published"]
OPEN = ["draft", *LIVE, "withdrawn"]  # to be written on
STAGES = ["draft", "submitted", "returned", "approved", "published", "superseded"]
UNPUBLISHED = ["draft", "returned", "submitted", "approved"]
PAIRS = list(product(STATUSES, STAGES))

type State = tuple[str, str]
# What readers see and where the words are, before each step and after it. What does not stand here is refused.
LEADS: dict[str, dict[State, State]] = {
    "submit": {(status, stage): (status, "submitted") for status in OPEN for stage in ["draft", "returned"]},
    "return": {(status, stage): (status, "returned") for status in OPEN for stage in ["submitted", "approved"]},
    "approve": {(status, "submitted"): (status, "approved") for status in OPEN},
    "publish": {
        **{("draft", stage): ("published", "published") for stage in UNPUBLISHED},
        **{(status, stage): (status, "published") for status in LIVE for stage in UNPUBLISHED},
    },
    "correct": {("published", stage): ("published", "published") for stage in UNPUBLISHED},
    "reschedule": {("scheduled", stage): ("published", stage) for stage in STAGES},
    "unschedule": {
        **{("scheduled", stage): ("draft", stage) for stage in STAGES},
        ("scheduled", "published"): ("draft", "approved"),
    },
    "embargo": {(status, stage): (status, stage) for status in ["draft", "scheduled"] for stage in STAGES},
    "expire": {(status, stage): (status, stage) for status in ["draft", *LIVE] for stage in STAGES},
    "withdraw": {("published", stage): ("withdrawn", stage) for stage in STAGES},
    "retract": {(status, stage): ("retracted", stage) for status in ["published", "withdrawn"] for stage in STAGES},
    "reopen": {
        **{("withdrawn", stage): ("draft", stage) for stage in STAGES},
        ("withdrawn", "published"): ("draft", "superseded"),
    },
}
EDITORS = {"submit", "return", "approve", "publish", "correct", "reschedule", "unschedule", "embargo", "expire"}
ROLES = {
    "Reporter": {"submit"},
    "Editor": EDITORS,
    "Publisher": EDITORS | {"withdraw", "retract", "reopen"},
    "Operator": set[str](),
    "": set[str](),
}
WHY: dict[str, Any] = {"note": "Wrong ferry.", "notice": "It was another ferry."}
HOUR = timedelta(hours=1)


def story_in(status: str, stage: str, **content: Any) -> tuple[Article, Revision]:
    """A story that readers see like this, and its newest words at this stage."""
    article, first = make_draft(tags=["Ferries"], **content)
    if status != "draft":
        at = timezone.now() + (HOUR if status == "scheduled" else -HOUR)
        workflow.publish(article, by=COMMAND, revision=first, at=at)
    if stage == "published":
        Revision.objects.filter(article=article).update(stage="superseded")
    revision = drafting.revise(article, {"headline": "Ferries sail"}, by=COMMAND)
    Revision.objects.filter(pk=revision.pk).update(stage=stage)
    if status in ("withdrawn", "retracted"):
        take(article, {"withdrawn": "withdraw", "retracted": "retract"}[status], by=COMMAND, **WHY)
    return Article.objects.get(pk=article.pk), Revision.objects.get(pk=revision.pk)


def story_for(step: str) -> tuple[Article, Revision]:
    return story_in(*next(iter(LEADS[step])))


def everything() -> dict[str, list[Any]]:
    models = (Article, Revision, Event, Correction, Tagging)
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def seen(article: Article) -> str:
    return "scheduled" if Article.objects.scheduled().contains(article) else article.status


def state(article: Article, revision: Revision) -> State:
    return seen(Article.objects.get(pk=article.pk)), Revision.objects.get(pk=revision.pk).stage


def status_of(name: str) -> str:
    return "published" if name == "scheduled" else name


def refusal(article: Article, step: str, *, by: Actor = COMMAND, **how: Any) -> list[str]:
    """The reasons why a step is refused, after seeing that it changed nothing."""
    before = everything()
    with pytest.raises(TransitionError) as refused:
        take(article, step, by=by, **how)
    assert everything() == before
    return refused.value.blockers


def test_every_step_has_its_row_here() -> None:
    assert LEADS.keys() == STEPS.keys()


class TestPermission:
    @pytest.mark.parametrize(("role", "step"), list(product(ROLES, STEPS)))
    def test_each_role_takes_its_own_steps_and_no_others(self, role: str, step: str) -> None:
        article, revision = story_for(step)
        person = make_user(role)
        Revision.objects.filter(pk=revision.pk).update(author=person if step == "submit" else make_user())
        revision.refresh_from_db()
        before = everything()
        if step in ROLES[role]:
            take(article, step, by=person, revision=revision, **WHY)
            assert everything() != before
        else:
            with pytest.raises(NotAllowed) as refused:
                take(article, step, by=person, revision=revision, **WHY)
            assert isinstance(refused.value, PermissionDenied), "Django answers it with 403"
            assert everything() == before

    @pytest.mark.parametrize("step", STEPS)
    def test_the_right_to_one_step_is_no_right_to_another(self, step: str) -> None:
        article, revision = story_for(step)
        everything_else = {row.permission for row in STEPS.values()} - {STEPS[step].permission}
        with pytest.raises(NotAllowed):
            take(article, step, by=grant(make_user(), *everything_else), revision=revision, **WHY)

    def test_who_left_takes_none(self) -> None:
        article, revision = story_for("publish")
        with pytest.raises(NotAllowed):
            take(article, "publish", by=make_user("Publisher", is_active=False), revision=revision)

    def test_it_is_asked_before_anything_is_told_of_the_story(self) -> None:
        article, _ = make_draft(headline="", body="")
        with pytest.raises(NotAllowed):
            take(article, "withdraw", by=make_user("Reporter"))


class TestTable:
    @pytest.mark.parametrize(("step", "pair"), [(step, pair) for step in LEADS for pair in LEADS[step]])
    def test_an_allowed_step_leads_where_it_should_and_is_written_once(self, step: str, pair: State) -> None:
        article, revision = story_in(*pair)
        version, events = article.version, Event.objects.count()
        publisher = make_user("Publisher")

        event = take(article, step, by=publisher, revision=revision, note="Because.", notice="It was another ferry.")

        assert state(article, revision) == LEADS[step][pair]
        assert (article.status, revision.stage) == (
            status_of(state(article, revision)[0]),
            Revision.objects.get(pk=revision.pk).stage,
        )
        assert article.version == Article.objects.get(pk=article.pk).version == version + 1
        assert Event.objects.count() == events + 1
        written = Event.objects.latest("pk")
        assert written == event
        assert (written.article, written.step) == (article, step)
        if STEPS[step].words is None:
            assert written.revision == revision
        assert (written.by, written.via, written.note) == (publisher, "", "Because.")
        assert (written.from_status, written.to_status) == (status_of(pair[0]), status_of(LEADS[step][pair][0]))
        assert timezone.now() - written.at < timedelta(minutes=1)
        assert not Tagging.objects.out_of_step().exists()

    @pytest.mark.parametrize(
        ("step", "pair"), [(step, pair) for step in LEADS for pair in PAIRS if pair not in LEADS[step]]
    )
    def test_any_other_is_refused_and_changes_nothing(self, step: str, pair: State) -> None:
        article, revision = story_in(*pair)
        (reason,) = refusal(article, step, revision=revision, **WHY)
        assert reason in (
            f"The story is {status_of(pair[0])}.",
            f"The revision is {pair[1]}.",
            "Readers have seen the story already.",
            "Readers have not seen the story yet: publish the new words instead.",
            "Readers have not seen the story yet: take it off the schedule instead.",
        )

    @pytest.mark.parametrize("pair", PAIRS)
    def test_the_steps_on_offer_are_those_of_the_table(self, pair: State) -> None:
        article, revision = story_in(*pair)
        offered = workflow.steps_for(article, revision, by=make_user("Publisher"))
        assert offered == [step for step in STEPS if pair in LEADS[step]]

    def test_a_step_about_words_needs_some(self) -> None:
        article = make_published()
        for step in ["submit", "return", "approve", "publish", "correct"]:
            assert refusal(article, step, **WHY) == ["There is no revision to take this step with."]
        assert workflow.steps_for(article, None, by=make_user("Publisher")) == ["expire", "withdraw", "retract"]

    @pytest.mark.parametrize("step", STEPS)
    def test_nobody_takes_a_step_with_another_storys_words(self, step: str) -> None:
        article, _ = story_for(step)
        _, others = story_for(step)
        assert refusal(article, step, revision=others, **WHY) == ["The revision is another story's."]
        assert workflow.steps_for(article, others, by=COMMAND) == []

    def test_a_command_is_named_and_is_nobody(self) -> None:
        article, revision = make_draft()
        event = workflow.publish(article, by=COMMAND, revision=revision)
        assert (event.by, event.via) == (None, "tests")


class TestOffer:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("pair", [("draft", "draft"), ("draft", "submitted"), ("published", "approved")])
    def test_what_is_offered_is_what_can_be_taken(self, role: str, pair: State) -> None:
        person = make_user(role)
        offered, taken = set[str](), set[str]()
        for step in STEPS:
            article, revision = story_in(*pair)
            offered |= set(workflow.steps_for(article, revision, by=person))
            try:
                take(article, step, by=person, revision=revision, **WHY)
            except (NotAllowed, TransitionError):
                continue
            taken.add(step)
        assert offered == taken

    def test_a_step_that_a_need_blocks_is_not_offered(self) -> None:
        article, revision = make_draft(source_id=None)
        assert workflow.steps_for(article, revision, by=make_user("Editor")) == ["submit", "embargo", "expire"]

    @pytest.mark.parametrize("step", STEPS)
    def test_the_reasons_that_are_shown_are_those_that_are_raised(self, step: str) -> None:
        article, revision = make_draft(headline="", body="", source_id=None, section_id=None, tags=["…"])
        editor = make_user("Publisher")
        for stage in STAGES:
            Revision.objects.filter(pk=revision.pk).update(stage=stage)
            revision.refresh_from_db()
            reasons = workflow.blockers(step, Move(article, revision, editor))
            if reasons:
                assert refusal(article, step, by=editor, revision=revision) == reasons


class TestFiledAnew:
    """Other hashtags or another section for words that readers have: there is nothing to approve."""

    @pytest.mark.parametrize(
        ("facts", "tags", "blocked"),
        [({}, ["Ports"], False), ({"section_id": None}, [], False), ({"standfirst": "So."}, ["Ports"], True)],
    )
    def test_own_approval_is_judged_on_the_words(self, facts: dict[str, Any], tags: list[str], blocked: bool) -> None:
        article, editor = make_published(tags=["Ferries"]), make_user("Editor")
        if "section_id" in facts:
            facts = {"section_id": make_section().pk}
        revision = drafting.revise(article, facts, tag_names=tags, by=editor)
        reasons = workflow.blockers("publish", Move(article, revision, editor))
        assert reasons == (["Nobody approves a story of their own."] if blocked else [])


class TestPublish:
    def test_readers_see_exactly_the_words_of_the_revision(self) -> None:
        article, _ = make_draft()
        every_word = {
            "headline": "Ferries sail again",
            "standfirst": "At last.",
            "body": "<p>The crews said <strong>yes</strong>.</p>",
            "byline": "Mara Quill",
            "language": "pt-BR",
            "section_id": make_section().pk,
            "source_id": make_source().pk,
            "original_url": "https://a.example/1",
            "lead_image_id": make_image().pk,
        }
        assert {*every_word, "slug"} == set(CONTENT_COLUMNS)
        revision = drafting.revise(article, every_word, tag_names=["Ferries", "Ports"], by=COMMAND)
        later = drafting.revise(article, {"headline": "Not yet"}, tag_names=[], by=COMMAND)
        workflow.publish(article, by=COMMAND, revision=revision)

        for seen in (article, Article.objects.get(pk=article.pk)):
            assert seen.content() == revision.content() == {**every_word, "slug": "ferries-sail-again"}
            assert seen.text == "The crews said yes."
        assert [tagging.tag.name for tagging in article.taggings.all()] == ["Ferries", "Ports"]
        assert Revision.objects.get(pk=later.pk).stage == "draft"

    def test_nothing_that_is_typed_on_a_live_story_reaches_a_reader(self) -> None:
        article = make_published(tags=["Ferries"])
        before = Article.objects.values().get(), list(Tagging.objects.values())
        publisher = make_user("Publisher")
        words = {"headline": "A slip", "source_id": make_source().pk}
        revision = drafting.revise(article, words, tag_names=["Slips"], by=publisher)
        take(article, "submit", by=publisher, revision=revision)
        take(article, "return", by=publisher, revision=revision, note="No.")
        after = Article.objects.values().get(), list(Tagging.objects.values())
        assert after == ({**before[0], "version": before[0]["version"] + 2}, before[1])

    def test_what_was_live_is_superseded(self) -> None:
        article = make_published()
        second, third = (drafting.revise(article, {"headline": word}, by=COMMAND) for word in ("Two", "Three"))
        workflow.publish(article, by=COMMAND, revision=third)
        assert list(article.revisions.order_by("number").values_list("stage", flat=True)) == [
            "superseded",
            "draft",
            "published",
        ]
        workflow.publish(article, by=COMMAND, revision=second)
        assert article.headline == "Two"
        assert article.revisions.live().get() == second

    def test_it_is_dated_now_and_updated_never(self) -> None:
        article, revision = make_draft()
        before = timezone.now()
        workflow.publish(article, by=COMMAND, revision=revision)
        assert article.published_at
        assert before <= article.published_at <= timezone.now()
        assert article.updated_at is None

    def test_a_changed_story_keeps_its_date_and_says_when_it_changed(self) -> None:
        article = make_published(ago=HOUR)
        date, before = article.published_at, timezone.now()
        workflow.publish(article, by=COMMAND, revision=drafting.revise(article, {"headline": "New"}, by=COMMAND))
        article.refresh_from_db()
        assert article.published_at == date
        assert article.updated_at
        assert article.updated_at >= before

    def test_its_hashtags_show_from_its_date(self) -> None:
        article = make_published(tags=["Ferries"], ago=HOUR)
        assert article.taggings.get().published_at == article.published_at


class TestSchedule:
    @pytest.fixture
    def scheduled(self) -> Article:
        return make_published(tags=["Ferries"], at=timezone.now() + HOUR)

    def test_a_date_to_come_hides_the_story_until_then(self, scheduled: Article) -> None:
        assert list(Article.objects.scheduled()) == [scheduled]
        assert not Article.objects.published().exists()
        assert scheduled.taggings.get().published_at == scheduled.published_at

        Article.objects.update(published_at=timezone.now() - timedelta(seconds=1))  # time passes
        assert list(Article.objects.published()) == [scheduled]
        assert not Article.objects.scheduled().exists()

    def test_it_can_be_put_off_and_brought_forward(self, scheduled: Article) -> None:
        editor = make_user("Editor")
        for date in [timezone.now() + 2 * HOUR, timezone.now() + HOUR / 2, timezone.now() - HOUR]:
            revision = drafting.revise(scheduled, {}, by=editor)
            Revision.objects.filter(pk=revision.pk).update(author=None)
            revision.refresh_from_db()
            workflow.publish(scheduled, by=editor, revision=revision, at=date)
            assert scheduled.published_at == date
            assert not Tagging.objects.out_of_step().exists()

    def test_new_words_keep_its_date_and_were_never_updated(self, scheduled: Article) -> None:
        date = scheduled.published_at
        workflow.publish(scheduled, by=COMMAND, revision=drafting.revise(scheduled, {"headline": "New"}, by=COMMAND))
        assert (scheduled.headline, scheduled.published_at, scheduled.updated_at) == ("New", date, None)

    def test_it_can_be_called_off(self, scheduled: Article) -> None:
        take(scheduled, "unschedule", by=COMMAND, note="Not after all.")
        assert not Article.objects.scheduled().exists()
        assert scheduled.taggings.get().published_at is None


class TestDate:
    """A story that readers have seen keeps its date."""

    def test_a_person_cannot_change_it(self) -> None:
        article = make_published(ago=HOUR)
        revision = drafting.revise(article, {}, by=COMMAND)
        for date in [timezone.now() - 2 * HOUR, timezone.now() + HOUR]:
            reasons = refusal(article, "publish", by=make_user("Editor"), revision=revision, at=date)
            assert reasons == ["The story is public already: its date stays."]
        workflow.publish(article, by=make_user("Editor"), revision=revision, at=article.published_at)

    def test_a_command_may_mend_it_and_not_hide_the_story(self) -> None:
        article = make_published(ago=HOUR)
        revision = drafting.revise(article, {}, by=COMMAND)
        assert refusal(article, "publish", revision=revision, at=timezone.now() + HOUR) == [
            "The story is public already: its date stays."
        ]
        long_ago = timezone.now() - timedelta(days=900)
        workflow.publish(article, by=COMMAND, revision=revision, at=long_ago)
        assert article.published_at == long_ago


class TestEmbargo:
    @pytest.fixture
    def held(self) -> tuple[Article, Revision]:
        article, revision = make_draft()
        Article.objects.filter(pk=article.pk).update(embargo_until=timezone.now() + HOUR)
        article.refresh_from_db()
        return article, revision

    def test_the_story_cannot_be_public_before_it_is_over(self, held: tuple[Article, Revision]) -> None:
        article, revision = held
        assert article.embargo_until
        for date in [None, article.embargo_until - timedelta.resolution]:
            (reason,) = refusal(article, "publish", revision=revision, at=date)
            assert reason == f"The embargo lasts until {article.embargo_until:%d-%m-%Y %H:%M} UTC."

    def test_it_can_be_scheduled_for_then_and_changed_until_then(self, held: tuple[Article, Revision]) -> None:
        article, revision = held
        workflow.publish(article, by=COMMAND, revision=revision, at=article.embargo_until)
        workflow.publish(article, by=COMMAND, revision=drafting.revise(article, {"headline": "New"}, by=COMMAND))
        assert article.published_at == article.embargo_until

    def test_one_that_is_over_holds_nothing_up(self, held: tuple[Article, Revision]) -> None:
        article, revision = held
        article.embargo_until = timezone.now()
        article.save()
        workflow.publish(article, by=COMMAND, revision=revision)


class TestExpiry:
    @pytest.mark.parametrize("ahead", [-HOUR, timedelta(0), HOUR])
    def test_a_story_cannot_expire_before_it_is_published(self, ahead: timedelta) -> None:
        article, revision = make_draft()
        article.expires_at = timezone.now() + ahead
        article.save()
        date = article.expires_at if ahead > timedelta(0) else None
        reasons = refusal(article, "publish", revision=revision, at=date)
        assert reasons == ["The story would expire before it is published."]

    def test_until_then_it_is_public(self) -> None:
        article, revision = make_draft()
        article.expires_at = timezone.now() + HOUR
        article.save()
        workflow.publish(article, by=COMMAND, revision=revision, at=timezone.now() - HOUR)
        assert Article.objects.published().exists()
        Article.objects.update(expires_at=timezone.now() - timedelta(seconds=1))  # time passes
        assert not Article.objects.published().exists()
        assert Article.objects.get().status == "published"


class TestApproval:
    def test_nobody_approves_a_story_of_their_own(self) -> None:
        editor = make_user("Editor")
        article, revision = make_draft(by=editor)
        take(article, "submit", by=editor, revision=revision)
        for step in ["approve", "publish"]:
            assert refusal(article, step, by=editor, revision=revision) == ["Nobody approves a story of their own."]
        take(article, "approve", by=make_user("Editor"), revision=revision)
        workflow.publish(article, by=editor, revision=revision)

    def test_an_editor_who_mends_the_words_of_a_reporter_does_not_make_the_story_their_own(self) -> None:
        reporter, editor = make_user("Reporter"), make_user("Editor")
        article, _ = make_draft(by=reporter)
        revised = drafting.revise(article, {"headline": "As the desk puts it"}, by=editor)
        workflow.publish(article, by=editor, revision=revised)

    def test_but_new_words_on_a_live_story_are_their_own_whoever_began_it(self) -> None:
        editor = make_user("Editor")
        article, revision = make_draft(by=make_user("Reporter"))
        workflow.publish(article, by=editor, revision=revision)
        update = drafting.revise(article, {"headline": "As the desk puts it"}, by=editor)
        assert refusal(article, "publish", by=editor, revision=update) == ["Nobody approves a story of their own."]
        mended = drafting.revise(article, {"byline": "Ida Moor"}, by=make_user("Editor"))
        workflow.publish(article, by=editor, revision=drafting.revise(article, {"byline": "Tom"}, by=editor))
        assert mended.number < article.revisions.live().get().number

    def test_publishers_and_commands_may(self) -> None:
        publisher = make_user("Publisher")
        article, revision = make_draft(by=publisher)
        workflow.publish(article, by=publisher, revision=revision)
        article, revision = make_draft(by=COMMAND)
        workflow.publish(article, by=COMMAND, revision=revision)

    def test_a_newsroom_may_allow_it_to_everybody(self, settings: Any) -> None:
        settings.OWN_STORY_APPROVAL = True
        editor = make_user("Editor")
        article, revision = make_draft(by=editor)
        workflow.publish(article, by=editor, revision=revision)

    @pytest.mark.parametrize("step", ["publish", "correct"])
    def test_who_may_not_approve_publishes_what_was_approved(self, step: str) -> None:
        person = grant(make_user(), "articles.publish_article", "articles.correct_article")
        for stage in ["draft", "returned", "submitted"]:
            article, revision = story_in("published", stage)
            reasons = refusal(article, step, by=person, revision=revision, notice="It was wrong.")
            assert reasons == ["The story is not approved yet."]
        article, revision = story_in("published", "approved")
        take(article, step, by=person, revision=revision, notice="It was wrong.")

    def test_a_reporter_submits_their_own_words_only(self) -> None:
        reporter = make_user("Reporter")
        article, revision = make_draft(by=make_user("Reporter"))
        assert refusal(article, "submit", by=reporter, revision=revision) == ["The story is somebody else's."]
        take(article, "submit", by=make_user("Editor"), revision=revision)
        article, revision = make_draft(by=reporter)
        take(article, "submit", by=reporter, revision=revision)


class TestNeeds:
    @pytest.mark.parametrize("step", ["approve", "publish", "correct"])
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ({"headline": ""}, "The story has no headline."),
            ({"body": "", "standfirst": ""}, "The story has no text."),
            ({"source_id": None}, "The story has no source."),
            ({"section_id": None}, "The story has no section."),
        ],
    )
    def test_a_story_for_readers_is_whole(self, step: str, content: dict[str, Any], reason: str) -> None:
        article, revision = story_for(step)
        Revision.objects.filter(pk=revision.pk).update(**content)
        revision.refresh_from_db()
        assert refusal(article, step, revision=revision, notice="Wrong.") == [reason]

    def test_a_standfirst_is_text_enough(self) -> None:
        article, revision = make_draft(body="", standfirst="Ferries sail.")
        workflow.publish(article, by=COMMAND, revision=revision)

    def test_a_draft_can_be_submitted_without_a_source_but_not_without_words(self) -> None:
        article, revision = make_draft(headline="", body="", source_id=None)
        assert refusal(article, "submit", revision=revision) == ["The story has no headline.", "The story has no text."]
        revision = drafting.revise(article, {"headline": "Ferries", "body": "<p>Sail.</p>"}, by=COMMAND)
        take(article, "submit", by=COMMAND, revision=revision)

    @pytest.mark.parametrize("step", ["approve", "publish", "correct"])
    def test_a_picture_says_what_it_shows(self, step: str) -> None:
        article, revision = story_for(step)
        revision.lead_image = make_image(alt="")
        revision.save()
        reasons = refusal(article, step, revision=revision, notice="Wrong.")
        assert reasons == ["The picture has no alternative text."]
        Image.objects.update(alt="A quay")
        take(article, step, by=COMMAND, revision=Revision.objects.get(pk=revision.pk), notice="Wrong.")

    @pytest.mark.parametrize("step", ["approve", "publish", "correct"])
    @pytest.mark.parametrize(("alt", "says"), [("", False), (' alt=" "', False), (' alt="A quay"', True)])
    def test_so_does_one_in_the_text(self, step: str, alt: str, says: bool) -> None:
        article, revision = story_for(step)
        revision.body = clean_html(f'<p>Sails.</p><figure><img src="/media/pictures/{"a" * 64}.webp"{alt}></figure>')
        revision.save()
        reasons = workflow.blockers(step, Move(article, revision, COMMAND, notice="Wrong."))
        assert reasons == ([] if says else ["A picture in the text has no alternative text."])

    @pytest.mark.parametrize("step", ["approve", "publish", "correct"])
    def test_its_hashtags_can_be_made(self, step: str) -> None:
        article, revision = story_for(step)
        revision.tag_names = ["…", *(f"Tag {number}" for number in range(31))]
        revision.save()
        (reason,) = refusal(article, step, revision=revision, notice="Wrong.")
        assert reason == "“…” has no letter, digit or symbol to make a hashtag of. A story has at most 30 hashtags."

    @pytest.mark.parametrize("blank", ["", "  ", "\n\0\t"])
    @pytest.mark.parametrize(
        ("step", "reasons"),
        [
            ("return", ["Give a reason."]),
            ("withdraw", ["Give a reason."]),
            ("retract", ["Give a reason.", "Give a notice that readers will see."]),
            ("correct", ["Give a notice that readers will see."]),
        ],
    )
    def test_what_takes_something_away_says_why(self, step: str, reasons: list[str], blank: str) -> None:
        article, revision = story_for(step)
        assert refusal(article, step, revision=revision, note=blank, notice=blank) == reasons

    def test_reasons_are_cleaned_as_all_text_is(self) -> None:
        article = make_published()
        event = take(article, "withdraw", by=COMMAND, note=" Wrong\0 ferry. ", notice=" It was\x08 another. ")
        assert (event.note, article.notice) == ("Wrong ferry.", "It was another.")


class TestWithdrawAndRetract:
    def test_a_withdrawn_story_is_gone_with_its_words_kept(self) -> None:
        article = make_published(tags=["Ferries"])
        take(article, "withdraw", by=COMMAND, note="Wrong ferry.")
        assert list(Article.objects.gone()) == [article]
        assert not Article.objects.published().exists()
        assert (article.notice, Event.objects.latest("pk").note) == ("", "Wrong ferry.")
        assert article.content() == article.revisions.live().get().content()
        assert list(article.taggings.values_list("published_at", flat=True)) == [None]

    def test_a_retraction_says_publicly_why(self) -> None:
        article = make_published(tags=["Ferries"])
        take(article, "retract", by=COMMAND, note="The source lied.", notice="The ferry never sank.")
        article.refresh_from_db()
        assert (article.status, article.notice) == ("retracted", "The ferry never sank.")
        assert Event.objects.latest("pk").note == "The source lied."
        assert not Article.objects.published().exists()

    def test_a_withdrawn_story_can_be_retracted_later(self) -> None:
        article = make_published()
        take(article, "withdraw", by=COMMAND, note="We look into it.")
        take(article, "retract", by=COMMAND, note="It is false.", notice="It was false.")
        assert article.status == "retracted"


class TestCorrect:
    def test_readers_see_the_new_words_and_a_note_of_what_was_wrong(self) -> None:
        article = make_published(headline="Nine ferries sail", tags=["Ferries"], ago=HOUR)
        before, date = article.revisions.live().get(), article.published_at
        after = drafting.revise(
            article, {"headline": "Eight ferries sail"}, by=make_user("Reporter", is_superuser=True)
        )
        editor = make_user("Editor")
        event = take(article, "correct", by=editor, revision=after, notice="There are eight ferries, not nine.")

        article.refresh_from_db()
        assert (article.headline, article.published_at) == ("Eight ferries sail", date)
        assert article.updated_at
        correction = article.corrections.get()
        assert correction.text == event.note == "There are eight ferries, not nine."
        assert (correction.before, correction.after, correction.by) == (before, after, editor)
        assert timezone.now() - correction.at < timedelta(minutes=1)
        before.refresh_from_db()
        assert (before.stage, after.stage) == ("superseded", "published")
        assert article.notice == "", "a notice is for what is gone"

    def test_what_is_only_scheduled_is_not_corrected(self) -> None:
        article = make_published(at=timezone.now() + timedelta(hours=1))
        revision = drafting.revise(article, {"headline": "Eight ferries"}, by=COMMAND)
        reasons = refusal(article, "correct", revision=revision, notice="There are eight ferries, not nine.")
        assert reasons == ["Readers have not seen the story yet: publish the new words instead."]
        assert "correct" not in workflow.steps_for(article, revision, by=COMMAND)
        take(article, "publish", by=COMMAND, revision=revision)

    def test_publishing_new_words_is_no_correction(self) -> None:
        article = make_published()
        workflow.publish(article, by=COMMAND, revision=drafting.revise(article, {"headline": "New"}, by=COMMAND))
        assert not Correction.objects.exists()


class TestTakenAway:
    @pytest.mark.parametrize("step", ["withdraw", "retract"])
    def test_what_is_only_scheduled_is_taken_off_the_schedule_instead(self, step: str) -> None:
        article = make_published(at=timezone.now() + HOUR)
        reasons = refusal(article, step, **WHY)
        assert reasons == ["Readers have not seen the story yet: take it off the schedule instead."]
        take(article, "unschedule", by=COMMAND)

    def test_nobody_writes_on_what_was_retracted(self) -> None:
        article, revision = story_in("retracted", "draft")
        assert workflow.steps_for(article, revision, by=COMMAND) == []
        with pytest.raises(NotAllowed, match="nobody writes on it any more"):
            drafting.revise(article, {"headline": "After all"}, by=COMMAND)
        with pytest.raises(NotAllowed, match="nobody writes on it any more"):
            drafting.save(article, {"headline": "After all"}, [], by=COMMAND, base=revision.token)


class TestConflict:
    @pytest.mark.parametrize("step", STEPS)
    def test_who_holds_a_stale_copy_of_the_story_changes_nothing(self, step: str) -> None:
        article, revision = story_for(step)
        Article.objects.filter(pk=article.pk).update(version=article.version + 1)
        before = everything()
        with pytest.raises(EditConflict, match="Somebody else changed this story"):
            take(article, step, by=COMMAND, revision=revision, **WHY)
        assert everything() == before

    @pytest.mark.parametrize("step", ["submit", "return", "approve", "publish", "correct"])
    def test_who_holds_a_stale_copy_of_the_words_changes_nothing(self, step: str) -> None:
        article, revision = story_for(step)
        moved_on = "superseded" if revision.stage != "superseded" else "draft"
        Revision.objects.filter(pk=revision.pk).update(stage=moved_on)
        before = everything()
        with pytest.raises(EditConflict, match="Somebody else moved this revision on"):
            take(article, step, by=COMMAND, revision=revision, **WHY)
        assert everything() == before

    def test_of_two_who_publish_at_once_the_second_is_told(self) -> None:
        article, revision = make_draft()
        other = Article.objects.get(pk=article.pk)
        workflow.publish(article, by=COMMAND, revision=revision)
        with pytest.raises(EditConflict):
            workflow.publish(other, by=COMMAND, revision=drafting.revise(other, {"headline": "Mine"}, by=COMMAND))

    def test_a_story_that_is_gone_is_a_conflict(self) -> None:
        article, revision = make_draft()
        stale = Article.objects.get(pk=article.pk)
        Article.objects.filter(pk=article.pk).delete()
        with pytest.raises(EditConflict):
            take(stale, "submit", by=COMMAND, revision=revision)


def test_a_step_that_fails_half_way_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    article, revision = story_for("correct")
    before = everything()

    def fail(*args: Any) -> Event:
        raise OSError("The disk is full.")

    monkeypatch.setattr(workflow, "event_of", fail)
    with pytest.raises(OSError, match="disk"):
        take(article, "correct", by=COMMAND, revision=revision, notice="Wrong.")
    assert everything() == before
