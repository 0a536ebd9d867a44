"""The newest stories of a hashtag: in order, each once, and nothing that readers may not see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.listings import NoSuchDay, day_bounds
from articles.models import Article
from newsroom.lib.keyset import Cursor
from tags.listings import latest
from tags.models import Tag
from tests.factories import COMMAND, make_draft, make_published

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ferries() -> Tag:
    return Tag.objects.get(name="Ferries")


def ids(before: Cursor | None = None, limit: int = 20) -> list[int]:
    return [row.id for row in latest(ferries(), before=before, limit=limit).rows]


def test_the_newest_comes_first_and_only_those_of_the_hashtag() -> None:
    older, newer = (make_published(tags=["Ferries", "Ports"], at=NOON + timedelta(days=day)) for day in (0, 1))
    make_published(tags=["Ports"])
    page = latest(ferries())
    assert page.older is None
    assert page.rows == [(story.pk, story.published_at, story.version) for story in (newer, older)]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_stories_of_one_instant_are_parted_by_their_ids(limit: int) -> None:
    made = [make_published(tags=["Ferries"], at=NOON).pk for _ in range(4)]
    seen, before = list[int](), None
    while True:
        page = latest(ferries(), before=before, limit=limit)
        assert len(page.rows) <= limit
        seen += [row.id for row in page.rows]
        if (before := page.older) is None:
            break
    assert seen == made[::-1]


def test_a_story_that_comes_in_between_moves_no_older_page() -> None:
    first, second, third = (make_published(tags=["Ferries"], at=NOON + timedelta(hours=hour)).pk for hour in range(3))
    before = latest(ferries(), limit=2).older
    make_published(tags=["Ferries"])
    assert ids(before) == [first]
    assert ids()[1:] == [third, second, first]


def test_neither_drafts_nor_what_is_taken_down_nor_expired_nor_to_come_is_listed() -> None:
    shown = make_published(tags=["Ferries"])
    make_draft(tags=["Ferries"])
    scheduled = make_published(tags=["Ferries"], at=timezone.now() + timedelta(hours=1))
    withdrawn, retracted, expired = (make_published(tags=["Ferries"]) for _ in range(3))
    workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
    workflow.take(retracted, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ids() == [shown.pk]

    come = timezone.now() - timedelta(seconds=1)
    Article.objects.filter(pk=scheduled.pk).update(published_at=come)
    scheduled.taggings.update(published_at=come)
    assert ids() == [scheduled.pk, shown.pk], "time passed"


def test_a_story_that_will_expire_is_listed_until_then() -> None:
    story = make_published(tags=["Ferries"])
    Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() + timedelta(hours=1))
    assert ids() == [story.pk]


def test_a_day_begins_with_its_first_instant_and_ends_before_the_next_one() -> None:
    start, end = day_bounds(date(2026, 3, 1))
    assert (start, end) == (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
    dates = [start - timedelta.resolution, start, start + timedelta(hours=12), end - timedelta.resolution, end]
    before, first, noon, last, after = (make_published(tags=["Ferries"], at=when).pk for when in dates)

    page = latest(ferries(), between=(start, end), limit=2)
    assert [row.id for row in page.rows] == [last, noon]
    older = latest(ferries(), between=(start, end), before=page.older, limit=2)
    assert ([row.id for row in older.rows], older.older) == ([first], None)
    assert ids() == [after, last, noon, first, before]


def test_a_cursor_from_elsewhere_lets_no_day_grow() -> None:
    bounds = day_bounds(date(2026, 3, 1))
    story = make_published(tags=["Ferries"], at=NOON)
    make_published(tags=["Ferries"], at=NOON + timedelta(days=1))
    make_published(tags=["Ferries"], at=NOON - timedelta(days=1))
    later, earlier = (Cursor(NOON + timedelta(days=days), 1) for days in (9, -9))
    assert [row.id for row in latest(ferries(), between=bounds, before=later).rows] == [story.pk]
    assert latest(ferries(), between=bounds, before=earlier).rows == []


@pytest.mark.parametrize("day", [date.min, date.max, date(1, 1, 2), date(9999, 12, 30)])
def test_a_day_at_an_end_of_the_calendar_is_none(day: date) -> None:
    with pytest.raises(NoSuchDay):
        day_bounds(day)
