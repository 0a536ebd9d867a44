"""Paging by keyset: every row once and in order, and no address that was never given out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.listings import latest
from articles.models import Article
from newsroom.lib import rows
from newsroom.lib.keyset import EARLIEST, LARGEST_ID, LATEST, Cursor, MalformedCursor
from tests.factories import general, make_source
from tests.properties import moderately

FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)


class TestCursor:
    @moderately
    @given(
        st.datetimes(EARLIEST.replace(tzinfo=None), LATEST.replace(tzinfo=None), timezones=st.just(UTC)),
        st.integers(1, LARGEST_ID),
    )
    def test_it_comes_back_from_its_text(self, when: datetime, id: int) -> None:
        cursor = Cursor(when, id)
        assert Cursor.parse(str(cursor)) == cursor

    def test_it_is_microseconds_and_id(self) -> None:
        assert str(Cursor(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC), 12)) == "1000005-12"
        assert str(Cursor(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), 12)) == "-1000000-12"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "-",
            "--",
            "1",
            "1-",
            "-1",
            "-1-",
            "1--2",
            "--1-2",
            "1-2-3",
            "1_000-2",
            "+1-2",
            " 1-2",
            "1-2 ",
            "1-2\n",
            "1.5-2",
            "1e9-2",
            "0x1-2",
            "١-٢",
            "１-２",
            "²-3",
            "a-b",
            "1-\0",
            f"{'9' * 19}-1",
            f"-{'9' * 19}-1",
            f"{'9' * 400}-1",
            f"1-{LARGEST_ID + 1}",
            f"1-{'0' * 20}1",
            str(Cursor(EARLIEST - timedelta.resolution, 1)),
            str(Cursor(LATEST + timedelta.resolution, 1)),
        ],
    )
    def test_what_was_never_given_out_is_malformed(self, text: str) -> None:
        with pytest.raises(MalformedCursor):
            Cursor.parse(text)

    @moderately
    @given(st.text(st.sampled_from("0123456789- +_.٣\0"), max_size=25))
    def test_any_other_text_is_malformed_or_one(self, text: str) -> None:
        try:
            cursor = Cursor.parse(text)
        except MalformedCursor:
            return
        assert EARLIEST <= cursor.when <= LATEST
        assert 0 <= cursor.id <= LARGEST_ID


@pytest.mark.django_db
class TestPage:
    def stories(self, *dates: datetime) -> list[int]:
        """Published at these dates; their ids, newest first."""
        source, section = make_source(), general()
        made = [
            Article(
                headline="Story",
                slug="story",
                source=source,
                section=section,
                status=Article.Status.PUBLISHED,
                published_at=date,
            )
            for date in dates
        ]
        rows.insert(made, with_keys=True)
        return [article.pk for article in sorted(made, key=lambda one: (one.published_at, one.pk), reverse=True)]

    def walk(self, limit: int) -> list[list[int]]:
        pages, before, more = list[list[int]](), None, True
        while more:
            page = latest(before=before, limit=limit)
            pages.append([row.id for row in page.rows])
            before, more = page.older, page.older is not None
        return pages

    @pytest.mark.parametrize("limit", [1, 2, 3, 7, 20, 59, 60, 61])
    def test_paging_gives_each_row_once_and_in_order(self, limit: int) -> None:
        wanted = self.stories(*(FIRST + timedelta(seconds=number * 7 % 5) for number in range(60)))
        pages = self.walk(limit)
        assert [id for page in pages for id in page] == wanted
        assert all(len(page) == limit for page in pages[:-1])

    def test_rows_of_one_instant_are_ordered_by_id_and_parted_anywhere(self) -> None:
        wanted = self.stories(*[FIRST] * 11)
        assert [id for page in self.walk(2) for id in page] == wanted

    def test_a_microsecond_is_a_difference(self) -> None:
        dates = [FIRST, FIRST + timedelta.resolution, FIRST - timedelta.resolution, FIRST + timedelta(milliseconds=1)]
        wanted = self.stories(*dates)
        assert [id for page in self.walk(1) for id in page] == wanted

    def test_a_full_last_page_has_no_older_one(self) -> None:
        self.stories(*[FIRST] * 4)
        assert [len(page) for page in self.walk(2)] == [2, 2]

    def test_nothing_is_an_empty_page(self) -> None:
        assert self.walk(20) == [[]]

    def test_what_is_yet_to_come_is_on_no_page(self) -> None:
        now = timezone.now()
        past, _future = self.stories(now - timedelta(minutes=1)), self.stories(now + timedelta(minutes=1))
        assert self.walk(20) == [past]
        later = Cursor(now + timedelta(days=1), LARGEST_ID)
        assert [row.id for row in latest(before=later).rows] == past

    def test_between_two_instants_the_second_is_left_out(self) -> None:
        hours = [FIRST + timedelta(hours=hour) for hour in range(5)]
        four, three, two, one, zero = self.stories(*hours)
        page = latest(between=(hours[1], hours[4]), limit=2)
        assert [row.id for row in page.rows] == [three, two]
        older = latest(between=(hours[1], hours[4]), before=page.older, limit=2)
        assert ([row.id for row in older.rows], older.older) == ([one], None)
        assert {four, zero}.isdisjoint(row.id for row in page.rows + older.rows)

    def test_a_row_that_is_gone_leaves_its_cursor_good(self) -> None:
        wanted = self.stories(*(FIRST + timedelta(seconds=number) for number in range(6)))
        page = latest(limit=3)
        Article.objects.filter(pk=page.rows[-1].id).delete()
        older = latest(before=page.older, limit=3)
        assert [row.id for row in older.rows] == wanted[3:]
