"""Which story has which hashtag, and since when that shows: one writer, and an auditor that finds every slip."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article
from newsroom.lib import rows
from tags.models import STORY_LIMIT, Tag, Tagging, TooManyHashtags
from tags.names import UnusableName
from tests.factories import COMMAND, make_draft, make_published, make_tag

pytestmark = pytest.mark.django_db


def hashtags(article: Article) -> list[str]:
    return [tagging.tag.name for tagging in article.taggings.select_related("tag")]


def replace(article: Article, names: Sequence[str]) -> None:
    Tagging.objects.replace({article: names})


def names_up_to(number: int) -> list[str]:
    return [f"Hashtag {each}" for each in range(number)]


class TestReplace:
    def test_a_story_has_exactly_these_and_in_this_order(self) -> None:
        story = make_published(tags=["Ports", "Ferries"])
        replace(story, ["Strikes", "Ferries", "Ansel"])
        assert hashtags(story) == ["Strikes", "Ferries", "Ansel"]
        replace(story, ["Ansel", "Strikes"])
        assert hashtags(story) == ["Ansel", "Strikes"]
        replace(story, [])
        assert hashtags(story) == []

    def test_the_same_again_writes_no_row(self) -> None:
        story = make_published(tags=["Ports", "Ferries"])
        before = list(Tagging.objects.order_by("pk").values_list())
        replace(story, ["#ports", "FERRIES"])
        assert list(Tagging.objects.order_by("pk").values_list()) == before

    def test_a_hashtag_named_twice_stands_where_it_is_named_first(self) -> None:
        story = make_published()
        replace(story, ["Ports", "Ferries", "ports", "#Ferries"])
        assert hashtags(story) == ["Ports", "Ferries"]

    def test_an_alias_and_its_hashtag_are_one(self) -> None:
        make_tag("Walkout", canonical=make_tag("Strike"))
        story = make_published()
        replace(story, ["Walkout", "Ports", "Strike"])
        assert hashtags(story) == ["Strike", "Ports"]

    def test_rows_are_dated_as_their_story_shows(self) -> None:
        published, (draft, _) = make_published(), make_draft()
        withdrawn = make_published()
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        Tagging.objects.replace({published: ["Ports"], draft: ["Ports"], withdrawn: ["Ports"]})
        dates = dict(Tagging.objects.values_list("content_object", "published_at"))
        assert dates == {published.pk: published.published_at, draft.pk: None, withdrawn.pk: None}

    def test_hashtags_that_stay_are_dated_anew(self) -> None:
        story = make_published(tags=["Ports"])
        Article.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(days=3))
        story.refresh_from_db()
        replace(story, ["Ports"])
        assert Tagging.objects.get().published_at == story.published_at

    def test_other_stories_keep_theirs(self) -> None:
        story, other = make_published(tags=["Ports"]), make_published(tags=["Ports"])
        replace(story, ["Ferries"])
        assert hashtags(other) == ["Ports"]

    def test_thirty_are_possible_and_one_more_is_refused_before_anything_is_written(self) -> None:
        story = make_published()
        replace(story, names_up_to(STORY_LIMIT))
        assert hashtags(story) == names_up_to(STORY_LIMIT)
        with pytest.raises(TooManyHashtags, match="at most 30 hashtags"):
            replace(story, names_up_to(STORY_LIMIT + 1))
        assert hashtags(story) == names_up_to(STORY_LIMIT)
        assert Tag.objects.count() == STORY_LIMIT

    def test_an_unusable_name_is_refused_before_anything_is_written(self) -> None:
        story = make_published(tags=["Ports"])
        with pytest.raises(UnusableName):
            replace(story, ["Ferries", "…"])
        assert hashtags(story) == ["Ports"]
        assert Tag.objects.count() == 1

    @pytest.mark.parametrize("number", [1, 300])
    def test_the_number_of_statements_does_not_grow_with_the_number_of_stories(self, number: int) -> None:
        drafts = [Article(headline="Story", slug="story") for _ in range(3 * number)]
        rows.insert(drafts, with_keys=True)
        changed, same, new = (drafts[start::3] for start in range(3))
        make_tag("Walkout", canonical=make_tag("Strike"))
        Tagging.objects.replace({article: ["Ports", "Strike"] for article in (*changed, *same)})
        Tagging.objects.filter(content_object__in=same).update(published_at=timezone.now())
        wanted = {article: [f"New {each}", "Walkout"] for each, article in enumerate((*changed, *new))}
        wanted |= {article: ["Ports", "Strike"] for article in same}
        with CaptureQueriesContext(connection) as captured:
            Tagging.objects.replace(wanted)
        statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
        assert len(statements) <= (7 if connection.features.has_select_for_update else 6), statements
        assert not Tagging.objects.out_of_step().exists()
        assert hashtags(new[-1]) == [f"New {2 * number - 1}", "Strike"]


class TestShown:
    def test_a_date_shows_the_rows_and_none_hides_them(self) -> None:
        story = make_published(tags=["Ports", "Ferries"])
        other = make_published(tags=["Ports"])
        assert story.taggings.show_from(None) == 2
        assert list(Tagging.objects.shown()) == [other.taggings.get()]
        when = timezone.now() - timedelta(hours=1)
        assert story.taggings.show_from(when) == 2
        assert set(story.taggings.values_list("published_at", flat=True)) == {when}

    def test_those_of_an_expired_story_are_not(self) -> None:
        story = make_published(tags=["Ports"])
        Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        assert not Tagging.objects.shown().exists()

    @pytest.mark.parametrize("spelling", ["Strike", "#strike", "ＳＴＲＩＫＥ", "Walkout", "walk-out"])
    def test_they_are_found_under_every_spelling_of_the_hashtag(self, spelling: str) -> None:
        make_tag("Walkout", canonical=make_tag("Strike"))
        story = make_published(tags=["Strike", "Ports"])
        make_published(tags=["Ports"])
        assert list(Tagging.objects.under(spelling)) == [story.taggings.get(tag__name="Strike")]

    @pytest.mark.parametrize("spelling", ["", "…", "Strikes"])
    def test_no_other_finds_any(self, spelling: str) -> None:
        make_published(tags=["Strike"])
        assert not Tagging.objects.under(spelling).exists()


PAST = timezone.now() - timedelta(days=1)


class TestOutOfStep:
    def test_whatever_the_workflow_does_they_are_in_step(self) -> None:
        make_draft(tags=["Ports"])
        make_published(tags=["Ports"])
        make_published(tags=["Ports"], at=timezone.now() + timedelta(days=1))
        assert not Tagging.objects.out_of_step().exists()

    @pytest.mark.parametrize(
        ("status", "date", "copied"),
        [
            ("published", PAST, None),
            ("published", PAST, PAST + timedelta.resolution),
            ("published", PAST, PAST - timedelta(days=900)),
            ("draft", None, PAST),
            ("draft", PAST, PAST),
            ("withdrawn", PAST, PAST),
            ("retracted", PAST, PAST),
        ],
    )
    def test_each_kind_of_slip_is_found_and_mended(
        self, status: str, date: datetime | None, copied: datetime | None
    ) -> None:
        story, sound = make_published(tags=["Ports", "Ferries"]), make_published(tags=["Ports"])
        Article.objects.filter(pk=story.pk).update(status=status, published_at=date, notice="Wrong.")
        story.taggings.update(published_at=copied)
        assert set(Tagging.objects.out_of_step()) == set(story.taggings.all())

        assert Tagging.objects.bring_into_step() == 2
        assert not Tagging.objects.out_of_step().exists()
        right = date if status == "published" else None
        assert set(story.taggings.values_list("published_at", flat=True)) == {right}
        assert sound.taggings.get().published_at == sound.published_at
        assert Tagging.objects.bring_into_step() == 0


class TestReasonsAgainst:
    def test_good_names_have_none(self) -> None:
        assert Tagging.objects.reasons_against(["Ports", "#C++", *names_up_to(28)]) == []

    def test_each_unusable_name_has_its_own(self) -> None:
        reasons = Tagging.objects.reasons_against(["…", "Ports", "x" * 61])
        assert len(reasons) == 2
        assert "no letter" in reasons[0]
        assert "61 characters" in reasons[1]

    def test_spellings_of_one_hashtag_count_once(self) -> None:
        thirty = names_up_to(STORY_LIMIT)
        assert Tagging.objects.reasons_against([*thirty, "#hashtag 0", "HASHTAG1"]) == []
        assert Tagging.objects.reasons_against([*thirty, "Ports"]) == ["A story has at most 30 hashtags."]


class TestRow:
    def test_a_hashtag_comes_once_a_story(self) -> None:
        story = make_published(tags=["Ports"])
        with pytest.raises(IntegrityError), transaction.atomic():
            Tagging.objects.create(content_object=story, tag=Tag.objects.get(), position=7)

    def test_it_goes_with_its_story(self) -> None:
        story = make_published(tags=["Ports"])
        story.delete()
        assert not Tagging.objects.exists()
        assert Tag.objects.exists()
