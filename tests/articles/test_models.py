"""What the database itself holds to, and who may see what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import BaseConstraint, CheckConstraint, Model, ProtectedError, Subquery
from django.utils import timezone

from articles import assigning, drafting, talk, workflow
from articles.models import (
    Article,
    Correction,
    Epoch,
    Event,
    Image,
    OldAddress,
    Plan,
    Presence,
    PreviewLink,
    Revision,
    Section,
    Source,
    StoryPicture,
    is_public,
)
from newsroom.lib.append_only import AppendOnlyError
from tags import merging
from tags.models import Distinct, SuggestionAnswer, Tag, TagEvent, Tagging
from tests.articles.plans import planned
from tests.factories import (
    COMMAND,
    make_draft,
    make_image,
    make_published,
    make_section,
    make_source,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def published(**columns: Any) -> None:
    """A published story with these columns written past every rule of ours."""
    article = make_published(tags=["Ferries"])
    Article.objects.filter(pk=article.pk).update(**columns)


def two_with_one_id() -> None:
    article, _ = make_draft(source_id=make_source().pk)
    other, _ = make_draft(source_id=article.source_id)
    Article.objects.filter(pk__in=[article.pk, other.pk]).update(external_id="7")


def two_revisions(**columns: Any) -> None:
    article, _ = make_draft()
    drafting.revise(article, {}, by=COMMAND)
    article.revisions.update(**columns)


def correction(**columns: Any) -> None:
    article, revision = make_draft()
    Correction.objects.create(article=article, before=revision, after=revision, at=timezone.now(), **columns)


def never_open() -> None:
    _article, revision = make_draft()
    now = timezone.now()
    PreviewLink.objects.create(digest="1", revision=revision, by=make_user(), made_at=now, ends_at=now)


def distinct(*pairs: tuple[int, int]) -> None:
    older, newer = make_tag(), make_tag()
    for pair in pairs:
        first, second = ([older, newer][place - 1] for place in pair)
        Distinct.objects.create(first=first, second=second)


def two_addresses() -> None:
    for target in (1, 2):
        OldAddress.objects.create(kind="section", address="sea", target_id=target)


def tag(**columns: Any) -> None:
    Tag.objects.filter(pk=make_tag("Ferries").pk).update(**columns)


def its_own_alias() -> None:
    ferries = make_tag("Ferries")
    Tag.objects.filter(pk=ferries.pk).update(canonical=ferries)


def taggings(**columns: Any) -> None:
    make_published(tags=["Ferries", "Ports"]).taggings.update(**columns)


def twice(model: type[Model], **columns: Any) -> None:
    """The same row for one story two times."""
    article, _ = make_draft()
    for _ in range(2):
        model._default_manager.create(article=article, **columns)


def undone(**columns: Any) -> None:
    merge = merging.merge(make_tag(), into=make_tag(), by=COMMAND)
    TagEvent(**{"step": "undo", "at": timezone.now(), "undoes": merge, **columns}).save()


def plan(**columns: Any) -> None:
    """Two that wait, of one story, the first with these columns written past every rule of ours."""
    story = make_published()
    first, _second = planned(story), planned(story, at=timezone.now() + 2 * HOUR)
    Plan.objects.filter(pk=first.pk).update(**columns)


def two_plans_of(column: str) -> None:
    plan(**{column: Subquery(Plan.objects.order_by("-pk").values(column)[:1])})


def assignments(**columns: Any) -> None:
    """Two of one story, of which the first has ended, written past every rule of ours."""
    story, _ = make_draft()
    for _person in range(2):
        assigning.assign(story, make_user("Reporter"), by=COMMAND)
    story.assignments.update(**columns)


def comments(**columns: Any) -> None:
    story, _ = make_draft()
    editor = make_user("Editor")
    talk.say(story, "Yes.", by=editor, reply_to=talk.say(story, "No?", by=editor))
    story.comments.update(**columns)


BROKEN: dict[str, list[Callable[[], object]]] = {
    "article_status_is_known": [lambda: published(status="lost")],
    "article_published_is_whole": [
        lambda: published(published_at=None),
        lambda: published(section=None),
        lambda: published(source=None),
        lambda: published(headline=""),
        lambda: published(slug=""),
        lambda: published(status="withdrawn", headline=""),
        lambda: published(status="retracted", notice="Wrong.", source=None),
    ],
    "article_retraction_has_notice": [lambda: published(status="retracted")],
    "article_embargo_is_kept": [lambda: published(embargo_until=timezone.now() + HOUR)],
    "article_expires_after_publication": [
        lambda: published(expires_at=timezone.now() - HOUR),
        lambda: published(expires_at=timezone.now(), published_at=timezone.now() + HOUR),
    ],
    "article_external_id_is_unique": [two_with_one_id],
    "distinct_is_said_once": [lambda: distinct((1, 2), (1, 2))],
    "distinct_is_in_order": [lambda: distinct((2, 1)), lambda: distinct((1, 1))],
    "old_address_leads_to_one": [two_addresses],
    "revision_number_is_unique": [lambda: two_revisions(number=3)],
    "revision_one_is_live": [lambda: two_revisions(stage="published")],
    "revision_stage_is_known": [lambda: two_revisions(stage="lost")],
    "correction_says_something": [lambda: correction(text="")],
    "preview_link_ends": [never_open],
    "assignment_one_is_open": [lambda: assignments(ended_at=None)],
    "assignment_finished_is_over": [lambda: assignments(finished=True)],
    "comment_says_something": [lambda: comments(text="")],
    "comment_is_resolved_by_somebody": [
        lambda: comments(resolved_at=timezone.now()),
        lambda: comments(resolved_at=timezone.now(), resolved_by=User.objects.last()),
    ],
    "plan_outcome_is_known": [lambda: plan(outcome="lost", done_at=timezone.now())],
    "plan_is_settled_at_a_time": [lambda: plan(outcome="done"), lambda: plan(done_at=timezone.now())],
    "plan_failed_for_a_reason": [lambda: plan(outcome="failed", done_at=timezone.now())],
    "plan_has_its_time_alone": [lambda: two_plans_of("due_at")],
    "plan_has_its_revision_alone": [lambda: two_plans_of("revision")],
    "image_focal_point_is_inside": [lambda: make_image(focal_x=101), lambda: make_image(focal_y=101)],
    "epoch_is_two_rows": [lambda: Epoch.objects.create(pk=3)],
    "tag_name_fits": [lambda: tag(name="x" * 61)],
    "tag_has_a_key": [lambda: tag(key=""), lambda: tag(hashtag="")],
    "tag_is_not_its_own_alias": [its_own_alias],
    "tag_event_undoes_a_merge": [lambda: undone(step="merge")],
    "tagging_is_unique": [lambda: taggings(tag=make_tag())],
    "tagging_at_most_thirty": [lambda: make_published(tags=["Ferries"]).taggings.update(position=30)],
    "tagging_position_is_unique": [lambda: taggings(position=7)],
    "presence_is_unique": [lambda: twice(Presence, person=make_user(), seen_at=timezone.now())],
    "story_picture_is_unique": [lambda: twice(StoryPicture, image=make_image())],
    "suggestion_answer_is_unique": [
        lambda: twice(SuggestionAnswer, tag=make_tag(), person=make_user(), accepted=True, at=timezone.now())
    ],
    "source_extent_is_known": [lambda: make_source(extent="half")],
    "source_words_are_counted": [
        lambda: make_source(extent="words"),
        lambda: make_source(extent="words", word_limit=0),
        lambda: make_source(extent="full", word_limit=9),
    ],
    "source_indexing_is_known": [lambda: make_source(indexing="perhaps")],
}


def constraints() -> dict[str, BaseConstraint]:
    models = [model for app in ("articles", "tags") for model in apps.get_app_config(app).get_models()]
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


class TestConstraints:
    def test_every_one_is_broken_here(self) -> None:
        assert BROKEN.keys() == constraints().keys()

    @pytest.mark.parametrize(
        ("name", "place"), [(name, place) for name in BROKEN for place in range(len(BROKEN[name]))]
    )
    def test_the_database_holds_to_it(self, name: str, place: int) -> None:
        with pytest.raises((IntegrityError, DataError)) as refused, transaction.atomic():
            BROKEN[name][place]()
        if isinstance(refused.value, DataError):
            assert name == "tag_name_fits", "which PostgreSQL calls too long before it looks at the constraint"
        elif connection.vendor == "sqlite" and not isinstance(constraints()[name], CheckConstraint):
            assert "UNIQUE constraint failed" in str(refused.value)
        else:
            assert name in str(refused.value)

    @pytest.mark.parametrize("name", [name for name in BROKEN if name != "epoch_is_two_rows"])
    def test_it_has_a_sentence_for_the_editor(self, name: str) -> None:
        constraint = constraints()[name]
        assert constraint.violation_error_message != constraint.default_violation_error_message
        assert str(constraint.violation_error_message).endswith(".")

    def test_a_draft_may_be_unfinished(self) -> None:
        make_draft(headline="", body="", source_id=None, section_id=None)

    def test_two_sources_may_use_the_same_id_and_many_stories_have_none(self) -> None:
        first, second = make_published(), make_published()
        Article.objects.update(external_id="7")
        Article.objects.filter(pk__in=[first.pk, second.pk]).update(external_id="", source=first.source_id)

    @pytest.mark.parametrize(
        "again",
        [
            lambda: make_source("One", slug="other"),
            lambda: make_source("Other", slug="one"),
            lambda: make_section("One", slug="other"),
            lambda: make_section("Other", slug="one"),
            lambda: make_image(sha256="1"),
        ],
        ids=["source", "its slug", "section", "its slug too", "picture"],
    )
    def test_what_has_a_name_has_it_alone(self, again: Callable[[], object]) -> None:
        make_source("One"), make_section("One"), make_image(sha256="1")
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


class TestEvent:
    @pytest.fixture
    def event(self) -> Event:
        make_draft()
        return Event.objects.get()

    @pytest.mark.parametrize(
        "change",
        [
            lambda event: event.save(),
            lambda event: event.delete(),
            lambda event: Event.objects.update(note="Another."),
            lambda event: Event.objects.filter(pk=event.pk).delete(),
            lambda event: event.article.events.all().delete(),
            lambda event: event.article.events.update(note="Another."),
            lambda event: event.revision.events.clear(),
            lambda event: Event.objects.bulk_update([event], ["note"]),
            lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"note": "Another."}),
            lambda event: Event.objects.bulk_create(
                [event], update_conflicts=True, unique_fields=["id"], update_fields=["note"]
            ),
        ],
        ids=range(10),
    )
    def test_it_is_never_changed_and_never_removed(self, event: Event, change: Callable[[Event], object]) -> None:
        before = list(Event.objects.values())
        event.note = "Another."
        with pytest.raises(AppendOnlyError), transaction.atomic():
            change(event)
        assert list(Event.objects.values()) == before

    def test_nor_written_over_by_a_new_one_with_its_key(self, event: Event) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Event(pk=event.pk, article=event.article, step="start", at=timezone.now(), note="Another.").save()
        assert Event.objects.get().note == ""

    def test_it_goes_with_a_story_that_goes_as_a_whole(self, event: Event) -> None:
        event.article.delete()
        assert not Event.objects.exists()


def draft() -> Article:
    return make_draft(tags=["Ferries"])[0]


def scheduled() -> Article:
    return make_published(tags=["Ferries"], at=timezone.now() + HOUR)


def shown_for(ahead: timedelta) -> Article:
    article = make_published(tags=["Ferries"], ago=2 * HOUR)
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now() + ahead)
    return article


def taken_down(step: str) -> Article:
    article = make_published(tags=["Ferries"])
    workflow.take(article, step, by=COMMAND, note="Wrong.", notice="It was wrong.")
    return article


STORIES: dict[str, tuple[Callable[[], Article], bool]] = {
    "draft": (draft, False),
    "scheduled": (scheduled, False),
    "published": (lambda: make_published(tags=["Ferries"]), True),
    "yet to expire": (lambda: shown_for(HOUR), True),
    "expired": (lambda: shown_for(-HOUR), False),
    "withdrawn": (lambda: taken_down("withdraw"), False),
    "retracted": (lambda: taken_down("retract"), False),
}
each_story = pytest.mark.parametrize(("make", "public"), STORIES.values(), ids=STORIES)


class TestPublic:
    @each_story
    def test_every_path_to_a_story_says_the_same(self, make: Callable[[], Article], public: bool) -> None:
        story = make()
        answers = {
            "story": Article.objects.filter(is_public()).exists(),
            "its word": Article.objects.published().exists(),
            "for anybody": Article.objects.visible_to(AnonymousUser()).exists(),
            "revision": Revision.objects.filter(is_public("article__")).exists(),
            "event": Event.objects.filter(is_public("article__")).exists(),
            "source": Source.objects.filter(is_public("articles__")).exists(),
            "section": Section.objects.filter(is_public("articles__")).exists(),
        }
        assert answers == dict.fromkeys(answers, public)
        if story.taggings.exists():
            assert Tagging.objects.filter(is_public("content_object__")).exists() is public
        assert Tag.objects.live().exists() is public

    @each_story
    def test_a_picture_is_public_while_a_public_story_shows_it(self, make: Callable[[], Article], public: bool) -> None:
        picture = make_image()
        story = make()
        Article.objects.filter(pk=story.pk).update(lead_image=picture)
        assert list(Image.objects.public()) == ([picture] if public else [])

    def test_the_picture_of_words_that_nobody_published_is_not(self) -> None:
        drafting.revise(make_published(), {"lead_image_id": make_image().pk}, by=COMMAND)
        assert not Image.objects.public().exists()

    def test_that_of_the_house_is_without_a_story(self) -> None:
        logo = make_image(of_the_house=True)
        make_image()
        assert list(Image.objects.public()) == [logo]

    def test_one_story_is_enough_and_counts_once(self) -> None:
        picture = make_image()
        for _ in range(2):
            make_published(lead_image_id=picture.pk)
        make_draft(lead_image_id=picture.pk)
        assert list(Image.objects.public()) == [picture]


def anybody() -> AnonymousUser:
    return AnonymousUser()


class TestVisibleTo:
    @pytest.mark.parametrize(
        ("who", "drafts"),
        [
            (anybody, False),
            (lambda: make_user(), False),
            (lambda: make_user("Operator"), False),
            (lambda: make_user("Reporter"), False),
            (lambda: make_user("Editor"), True),
            (lambda: make_user("Publisher"), True),
            (lambda: make_user("Editor", is_active=False), False),
            (lambda: make_user("Editor", is_staff=False), False),
            (lambda: make_user(is_staff=True, is_superuser=True), True),
        ],
        ids=[
            "anybody",
            "account",
            "operator",
            "reporter",
            "editor",
            "publisher",
            "who left",
            "no more staff",
            "superuser",
        ],
    )
    def test_drafts_are_for_those_who_may_read_every_draft(
        self, who: Callable[[], User | AnonymousUser], drafts: bool
    ) -> None:
        stories = [make() for make, _public in STORIES.values()]
        public = [story for story, (_make, public) in zip(stories, STORIES.values(), strict=True) if public]
        assert set(Article.objects.visible_to(who())) == set(stories if drafts else public)

    def test_what_one_wrote_on_is_ones_own(self) -> None:
        reporter = make_user("Reporter")
        own, revision = make_draft(by=reporter)
        drafting.revise(own, {}, by=make_user("Editor"))
        co_written, _ = make_draft()
        Revision.objects.create(article=co_written, number=2, author=reporter, **revision.content())
        make_draft()
        public = make_published()
        assert list(Article.objects.visible_to(reporter).order_by("pk")) == [own, co_written, public]

    def test_but_not_once_one_left(self) -> None:
        reporter = make_user("Reporter")
        make_draft(by=reporter)
        reporter.is_active = False
        assert not Article.objects.visible_to(reporter).exists()


class TestRemoval:
    """People, sources, sections and pictures stay while anything names them; only parts of a whole go with it."""

    @pytest.mark.parametrize("wrote", ["words", "step", "correction"])
    def test_a_person_who_did_something_stays(self, wrote: str) -> None:
        person = make_user("Publisher")
        article = make_published()
        if wrote == "words":
            drafting.revise(article, {}, by=person)
        elif wrote == "step":
            workflow.take(article, "withdraw", by=person, note="Wrong.")
        else:
            live = article.revisions.get()
            Correction.objects.create(
                article=article, text="Wrong.", at=timezone.now(), by=person, before=live, after=live
            )
        with pytest.raises(ProtectedError):
            person.delete()

    @pytest.mark.parametrize("field", ["source", "section", "lead_image"])
    @pytest.mark.parametrize("where", [Article, Revision])
    def test_what_a_story_or_its_words_name_stays(self, field: str, where: type[Article | Revision]) -> None:
        make: dict[str, Callable[[], Model]] = {
            "source": make_source,
            "section": make_section,
            "lead_image": make_image,
        }
        thing = make[field]()
        make_draft()
        where._default_manager.update(**{field: thing})
        with pytest.raises(ProtectedError):
            thing.delete()

    def test_a_logo_stays_with_its_source(self) -> None:
        logo = make_image()
        make_source(logo=logo)
        with pytest.raises(ProtectedError):
            logo.delete()

    def test_a_story_goes_with_its_parts_and_nothing_else(self) -> None:
        article = make_published(tags=["Ferries"], lead_image_id=make_image().pk)
        revision = drafting.revise(article, {"headline": "Right"}, by=COMMAND)
        workflow.take(article, "correct", by=COMMAND, revision=revision, notice="It was wrong.")
        article.delete()
        parts = (Revision, Event, Correction, Tagging)
        assert not [part for part in parts if part._default_manager.exists()]
        assert all(whole._default_manager.exists() for whole in (Source, Section, Image, Tag))
