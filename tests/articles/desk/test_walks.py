"""The lists of the desk: what is found, in which order, and that no question looks through the whole newsroom."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import assigning, drafting, workflow
from articles.desk import walks
from articles.desk.stories import Asked, complete, find
from articles.models import Article
from articles.search.query import parse
from tests.factories import (
    COMMAND,
    make_draft,
    make_many,
    make_published,
    make_section,
    make_source,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

ALL = Asked()


def found(asked: Asked = ALL, role: str = "Publisher", **how: Any) -> list[int]:
    return find(asked, how.pop("user", None) or make_user(role), **how).ids


class TestWhatIsFound:
    def test_all_of_them_the_newest_story_first(self) -> None:
        first, second = make_published(), make_draft()[0]
        assert found() == [second.pk, first.pk]

    def test_by_what_readers_see(self) -> None:
        draft, live = make_draft()[0], make_published()
        scheduled = make_published(at=timezone.now() + timedelta(hours=1))
        withdrawn = make_published()
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        expired = make_published(ago=timedelta(hours=2))
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(hours=1))
        expected = {"draft": draft, "live": live, "scheduled": scheduled, "withdrawn": withdrawn}
        for status, story in expected.items():
            assert found(Asked(status=status)) == [story.pk], status
        assert found(Asked(status="retracted")) == []

    def test_what_is_live_by_its_date_and_not_by_its_age_here(self) -> None:
        older, newer = make_published(ago=timedelta(days=1)), make_published(ago=timedelta(days=2))
        assert found(Asked(status="live")) == [older.pk, newer.pk]

    def test_the_stage_is_that_of_the_newest_words(self) -> None:
        story, first = make_draft()
        workflow.take(story, "submit", by=COMMAND, revision=first)
        assert found(Asked(stage="submitted")) == [story.pk]
        drafting.revise(story, {}, by=COMMAND)
        assert found(Asked(stage="submitted")) == []
        assert found(Asked(stage="draft")) == [story.pk]

    def test_ones_own(self) -> None:
        me, other = make_user("Editor"), make_user("Editor")
        mine, _ = make_draft(by=me)
        drafting.revise(mine, {}, by=me)
        make_draft(by=other)
        assert found(Asked(mine=True), user=me) == [mine.pk]
        assert found(Asked(mine=True, stage="draft"), user=me) == [mine.pk]
        drafting.revise(mine, {}, by=other)
        assert found(Asked(mine=True), user=me) == [mine.pk]
        assert found(Asked(mine=True, stage="draft"), user=me) == []

    def test_what_one_has_in_hand(self) -> None:
        reporter = make_user("Reporter")
        story, _ = make_draft()
        make_draft(by=reporter)
        assigning.assign(story, reporter, by=COMMAND)
        assert found(Asked(in_hand=True), user=reporter) == [story.pk]
        assert found(Asked(in_hand=True, status="live"), user=reporter) == []

    def test_by_section_source_hashtag_and_all_of_it_together(self) -> None:
        section, source, tag = make_section(), make_source(), make_tag("Ferries")
        wanted = make_published(section_id=section.pk, source_id=source.pk, tags=["Ferries"])
        elsewhere = make_published(source_id=source.pk, tags=["Ferries"])
        draft, _ = make_draft(section_id=section.pk)
        assert found(Asked(section=section)) == [draft.pk, wanted.pk]
        assert found(Asked(source=source)) == [elsewhere.pk, wanted.pk]
        assert found(Asked(hashtag=tag)) == [elsewhere.pk, wanted.pk]
        assert found(Asked(section=section, source=source, hashtag=tag, status="live")) == [wanted.pk]
        assert found(Asked(section=section, source=source, stage="draft")) == []

    def test_between_two_instants_the_second_left_out(self) -> None:
        noon = timezone.now().replace(microsecond=0) - timedelta(days=3)
        stories = [make_published(at=noon + timedelta(hours=hour)) for hour in range(3)]
        hours = Asked(since=noon, until=noon + timedelta(hours=2))
        assert found(hours) == [stories[1].pk, stories[0].pk]

    @pytest.mark.parametrize("word", ["ferry", "FERRY", "ÉLAN", "élan", "배"])
    def test_by_parts_of_the_headline_whatever_their_case(self, word: str) -> None:
        story = make_published(headline="The Ferry Élan 배")
        make_published(headline="Another")
        assert found(Asked(headline=(word, "the"))) == [story.pk]

    def test_one_story_by_its_id(self) -> None:
        story, _ = make_published(), make_published()
        assert found(Asked(pk=story.pk)) == [story.pk]


class TestWhatOneMaySee:
    def test_no_draft_of_somebody_else(self) -> None:
        reporter = make_user("Reporter")
        own, _ = make_draft(by=reporter)
        make_draft()
        live = make_published()
        assert found(user=reporter) == [live.pk, own.pk]
        for asked in (Asked(status="draft"), Asked(stage="draft"), Asked(status="draft", query=parse("story"))):
            assert found(asked, user=reporter) == [own.pk]

    def test_nor_that_somebody_writes_on_a_live_story(self) -> None:
        live = make_published(section_id=make_section("Politics").pk)
        drafting.revise(live, {"headline": "Secret"}, by=COMMAND)
        reporter = make_user("Reporter")
        assert found(Asked(stage="draft"), user=reporter) == []
        assert found(Asked(stage="draft", status="live"), user=reporter) == []
        (told,) = complete([live.pk], reporter)
        assert told.newest.number == 1  # type: ignore[attr-defined]

    def test_an_id_alone_opens_nothing(self) -> None:
        draft, _ = make_draft()
        assert found(Asked(pk=draft.pk), "Reporter") == []


class TestPages:
    def test_every_story_stands_on_one_page_whatever_the_order(self) -> None:
        tag = make_tag("Ferries")
        stories = make_many(7, tags=["Ferries"], apart=timedelta(0))
        editor = make_user("Editor")
        for asked in (Asked(), Asked(status="live"), Asked(hashtag=tag), Asked(query=parse("story"))):
            seen, before = list[int](), None
            while True:
                page = find(asked, editor, before=before, limit=3)
                seen += page.ids
                before = page.older
                if before is None:
                    break
            assert sorted(seen) == sorted(story.pk for story in stories)

    def test_a_search_ends_after_its_window_says_so_and_can_go_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(walks, "WINDOW", 5)
        needle = make_published(headline="Needle", ago=timedelta(days=1))
        make_many(12)
        editor = make_user("Editor")
        for asked in (Asked(query=parse("needle")), Asked(query=parse("needle"), status="live")):
            first = find(asked, editor)
            assert (first.ids, first.short) == ([], True)
            second = find(asked, editor, before=first.older)
            third = find(asked, editor, before=second.older)
            assert (second.short, third.ids, third.short, third.older) == (True, [needle.pk], False, None)

    def test_the_window_holds_for_whoever_may_not_see_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(walks, "WINDOW", 5)
        live = make_published()
        for _ in range(6):
            make_draft()
        first = find(Asked(), make_user("Reporter"))
        assert (first.ids, first.short) == ([], True)
        assert find(Asked(), make_user("Reporter"), before=first.older).ids == [live.pk]
