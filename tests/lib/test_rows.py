"""Rows written by the quickest way are the rows that Django would have written."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Revision
from newsroom.lib import rows
from tags.models import Tagging
from tests.factories import general, make_draft, make_published, make_source, make_tag

pytestmark = pytest.mark.django_db

NASTY = "tab\t, newline\n, \\N, \\., “quotes”, 'these', 한국어, 🦑, {\"a\": 1}"


def make_articles(*headlines: str) -> list[Article]:
    return [Article(headline=headline, slug="story", source=make_source(), section=general()) for headline in headlines]


def test_every_column_comes_back_as_it_was() -> None:
    article, _ = make_draft()
    sent = Revision(
        article=article,
        headline=NASTY,
        slug="nasty",
        body=NASTY,
        number=7,
        stage=Revision.Stage.SUPERSEDED,
        tag_names=[NASTY, "2"],
        created_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    )
    rows.insert([sent], with_keys=True)
    come = Revision.objects.get(pk=sent.pk)
    for field in Revision._meta.local_concrete_fields:
        if field.name != "created_at":
            assert getattr(come, field.attname) == getattr(sent, field.attname), field.name
    assert come.tag_names == [NASTY, "2"]
    assert come.stage == "superseded"


def test_what_is_made_of_columns_is_what_the_constructor_makes() -> None:
    columns = {"headline": "Ferries sail", "section_id": general().pk, "tag_names": ["Ports"]}
    quick, plain = rows.made(Revision, columns), Revision(**columns)
    assert quick.__dict__.keys() == plain.__dict__.keys()
    for field in Revision._meta.local_concrete_fields:
        assert getattr(quick, field.attname) == getattr(plain, field.attname), field.name
    assert quick.section == general()
    assert rows.made(Revision, {}).tag_names is not rows.made(Revision, {}).tag_names
    with pytest.raises(TypeError, match=r"Revision has no hedline\."):
        rows.made(Revision, {"hedline": "Ferries sail"})


def test_the_hour_that_comes_twice_on_an_autumn_night_is_two() -> None:
    night = [datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=fold) for fold in (0, 1)]
    story = make_published()
    lines = [(make_tag(f"Night {place}").pk, story.pk, 7 + place, when) for place, when in enumerate(night)]
    rows.write(Tagging, ("tag_id", "content_object_id", "position", "published_at"), lines)
    first, second = Tagging.objects.filter(position__gte=7).order_by("position").values_list("published_at", flat=True)
    assert first
    assert second
    assert second - first == timedelta(hours=1)


def test_a_moment_that_django_sets_by_itself_is_set() -> None:
    article = make_articles("One")[0]
    rows.insert([article], with_keys=True)
    assert article.created_at is not None
    assert Article.objects.get(pk=article.pk).created_at == article.created_at


def test_keys_are_in_order_and_new_even_after_the_last_story_is_gone() -> None:
    last = make_published()
    gone = last.pk
    Article.objects.filter(pk=gone).delete()
    some = make_articles("One", "Two", "Three")
    rows.insert(some, with_keys=True)
    keys = [article.pk for article in some]
    assert keys == sorted(set(keys))
    assert keys[0] > gone
    assert make_published().pk > keys[-1]


def test_a_broken_constraint_is_an_integrity_error() -> None:
    article, tag = make_published(), make_tag()
    twice = [(article.pk, tag.pk, 0), (article.pk, tag.pk, 1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.write(Tagging, ("content_object_id", "tag_id", "position"), twice)
    assert not Tagging.objects.exists()


def test_nothing_is_written_for_nothing() -> None:
    rows.insert([])
    rows.write(Tagging, ("content_object_id", "tag_id", "position"), [])
    assert not Tagging.objects.exists()
