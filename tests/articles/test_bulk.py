"""Many stories published at once are published like any other."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, workflow
from articles.bulk import publish_many
from articles.errors import EditConflict, NotAllowed
from articles.models import Article, Event, Revision
from articles.needs import Move
from tests.factories import COMMAND, general, make_image, make_published, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.now().replace(microsecond=0) - timedelta(days=1)


def content(**changed: Any) -> dict[str, Any]:
    return {
        "headline": "Ferries sail again",
        "body": "<p>The crews said <strong>yes</strong>.</p>",
        "section_id": general().pk,
        "source_id": make_source().pk,
        **changed,
    }


def move(
    article: Article | None = None, *, tags: tuple[str, ...] = (), at: datetime | None = YESTERDAY, **changed: Any
) -> Move:
    revision = Revision(
        article=article or Article(),
        tag_names=list(tags),
        **drafting.clean_content(content(**changed)),
    )
    return Move(revision.article, revision, COMMAND, at=at)


def everything_about(article: Article) -> dict[str, Any]:
    """All that the database holds of a story but keys, and the moments of writing."""

    def columns(row: Any) -> dict[str, Any]:
        passing = ("id", "at", "created_at", "updated_at", "article", "revision", "content_object")
        values = {field.name: getattr(row, field.attname) for field in row._meta.local_concrete_fields}
        return {name: value for name, value in values.items() if name not in passing}

    fresh = Article.objects.get(pk=article.pk)
    return {
        "article": columns(fresh),
        "was updated": fresh.updated_at is not None,
        "revisions": [columns(revision) for revision in fresh.revisions.order_by("number")],
        "events": [
            columns(event) | {"of": event.revision and event.revision.number}
            for event in Event.objects.filter(article=fresh).order_by("id")
        ],
        "hashtags": [columns(tagging) for tagging in fresh.taggings.all()],
    }


def test_a_new_story_is_what_starting_and_publishing_it_makes() -> None:
    words = content(lead_image_id=make_image().pk, byline="Mara Quill", standfirst="At last.", language="pt-BR")
    tags = ("Ferry strike", "Port Ansel", "#ferry Strike")
    one, revision = drafting.start(words, tag_names=tags, by=COMMAND)
    workflow.publish(one, by=COMMAND, revision=revision, at=YESTERDAY)

    many = move(tags=tags, **words)
    assert publish_many([many]) == [[]]

    assert everything_about(many.article) == everything_about(one)


def test_a_changed_story_is_what_revising_and_publishing_it_makes() -> None:
    one, other = make_published(tags=["Ferries"], at=YESTERDAY), make_published(tags=["Ferries"], at=YESTERDAY)
    words = content(headline="Ferries stop", source_id=one.source_id)
    drafted = drafting.revise(one, words, tag_names=["Strikes", "Ferries"], by=COMMAND)
    workflow.publish(one, by=COMMAND, revision=drafted)

    Article.objects.filter(pk=other.pk).update(source=one.source_id)
    other.refresh_from_db()
    assert publish_many([move(other, tags=("Strikes", "Ferries"), at=None, **words)]) == [[]]

    made, wanted = everything_about(other), everything_about(one)
    for story in (made, wanted):
        del story["revisions"][0]  # the first ones were never the same
    assert made == wanted


def test_the_next_revision_counts_on_from_drafts_that_nobody_published() -> None:
    story = make_published()
    drafting.revise(story, {"headline": "Half a thought"}, by=COMMAND)
    publish_many([move(story, at=None)])
    stages = list(story.revisions.order_by("number").values_list("number", "stage"))
    assert stages == [(1, "superseded"), (2, "draft"), (3, "published")]


def test_what_is_blocked_is_left_out_with_its_reasons_and_the_others_are_published() -> None:
    moves = [move(headline="", body=""), move(headline="Sound"), move(source_id=None)]
    reasons = publish_many(moves)
    assert reasons == [["The story has no headline.", "The story has no text."], [], ["The story has no source."]]
    assert [article.headline for article in Article.objects.all()] == ["Sound"]
    assert Event.objects.count() == 2


def test_a_withdrawn_story_stays_withdrawn() -> None:
    story = make_published()
    workflow.take(story, "withdraw", by=COMMAND, note="Wrong ferry.")
    assert publish_many([move(story)]) == [["The story is withdrawn."]]
    story.refresh_from_db()
    assert story.status == Article.Status.WITHDRAWN


def test_nobody_publishes_many_without_the_right_to_publish_one() -> None:
    revision = move().revision
    assert revision
    with pytest.raises(NotAllowed):
        publish_many([Move(revision.article, revision, make_user("Reporter"))])
    assert not Article.objects.exists()


def test_the_event_names_the_person() -> None:
    editor = make_user("Publisher")
    made = move()
    publish_many([Move(made.article, made.revision, editor)])
    assert set(Event.objects.values_list("step", "by", "via")) == {("start", editor.pk, ""), ("publish", editor.pk, "")}


def test_a_story_that_somebody_changed_in_between_is_an_edit_conflict() -> None:
    story = make_published()
    stale = Article.objects.get(pk=story.pk)
    workflow.take(story, "withdraw", by=COMMAND, note="Wrong ferry.")
    with pytest.raises(EditConflict):
        publish_many([move(), move(stale)])
    assert Article.objects.count() == 1, "all or nothing"


def test_a_date_to_come_schedules() -> None:
    scheduled = move(at=timezone.now() + timedelta(days=1))
    publish_many([scheduled])
    assert list(Article.objects.scheduled()) == [scheduled.article]


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_statements_does_not_grow_with_the_number_of_stories(number: int) -> None:
    make_tag("Ferries")
    known = [make_published(tags=["Ports"]) for _ in range(number)]
    moves = [move(story, tags=("Ferries",)) for story in known] + [move(tags=("Ferries",)) for _ in range(number)]
    with CaptureQueriesContext(
        connection,
    ) as statements:
        publish_many(moves)
    assert len(statements) <= 22, "two of them for what is made of stories that readers have seen"
