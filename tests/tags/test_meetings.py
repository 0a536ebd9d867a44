"""The stories that several hashtags have in common: which, and that so many rows are looked at and no more."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles import workflow
from articles.models import Article
from newsroom.lib.connection_settings import unhurried
from newsroom.lib.keyset import Cursor
from tags import meetings
from tags.models import Tag, Tagging
from tests.factories import COMMAND, make_draft, make_many, make_published, make_tag
from tests.tags.test_cost import as_of_many, effort, plan, walked_whole

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def tags(*names: str) -> list[Tag]:
    return list(Tag.objects.filter(name__in=names))


def ids(*names: str, before: Cursor | None = None, limit: int = 20) -> list[int]:
    return [row.id for row in meetings.latest(tags(*names), before=before, limit=limit).rows]


def pages(*names: str, limit: int = 20) -> list[meetings.Meetings]:
    """All of them, from the newest on."""
    found = [meetings.latest(tags(*names), limit=limit)]
    while found[-1].older:
        found.append(meetings.latest(tags(*names), before=found[-1].older, limit=limit))
    return found


@pytest.mark.django_db
class TestWhichStories:
    def test_those_that_have_all_of_them_the_newest_first(self) -> None:
        both = make_published(tags=["Ferries", "Ports"], ago=2 * HOUR)
        three = make_published(tags=["Ports", "Snow", "Ferries"], ago=HOUR)
        make_published(tags=["Ferries"]), make_published(tags=["Ports", "Snow"])
        assert ids("Ferries", "Ports") == ids("Ports", "Ferries") == [three.pk, both.pk]
        assert ids("Ferries", "Ports", "Snow") == [three.pk]
        (row,) = meetings.latest(tags("Ferries", "Ports", "Snow")).rows
        assert row == (three.pk, three.published_at, three.version)

    def test_nothing_of_what_is_not_public(self) -> None:
        both = ["Ferries", "Ports"]
        shown = make_published(tags=both)
        make_draft(tags=both)
        make_published(tags=both, at=timezone.now() + HOUR)
        withdrawn, retracted, expired = (make_published(tags=both) for _ in range(3))
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        workflow.take(retracted, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - MINUTE)
        assert ids(*both) == [shown.pk]

    @pytest.mark.parametrize("apart", [MINUTE, timedelta(0)], ids=["a minute apart", "at one instant"])
    def test_each_once_on_pages_that_follow_each_other(self, apart: timedelta) -> None:
        newest = timezone.now() - HOUR
        met = make_many(45, tags=["Ferries", "Ports"], newest=newest, apart=apart)
        make_many(30, tags=["Ferries"], newest=newest, apart=apart)
        make_many(60, tags=["Ports"], newest=newest, apart=apart)
        found = pages("Ferries", "Ports")
        assert [len(page.rows) for page in found] == [20, 20, 5]
        assert not any(page.short for page in found)
        in_order = sorted(met, key=lambda story: (story.published_at, story.pk), reverse=True)
        assert [row.id for page in found for row in page.rows] == [story.pk for story in in_order]

    def test_a_full_last_page_has_none_after_it(self) -> None:
        make_many(20, tags=["Ferries", "Ports"])
        assert [len(page.rows) for page in pages("Ferries", "Ports")] == [20]

    def test_where_the_bound_is_met_the_next_page_goes_on_from_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(meetings, "WINDOWS", (2, 5))
        monkeypatch.setattr(meetings, "LOOKED_AT", 7)
        newest = timezone.now() - HOUR
        make_many(8, tags=["Ferries"], newest=newest)
        met = make_published(tags=["Ferries", "Ports"], at=newest - HOUR)
        make_many(9, tags=["Ferries"], newest=newest - 2 * HOUR)
        make_many(40, tags=["Ports"], newest=newest, apart=7 * MINUTE)
        found = pages("Ferries", "Ports")
        assert [([row.id for row in page.rows], page.short) for page in found] == [
            ([], True),
            ([met.pk], True),
            ([], False),
        ]


NEVER, SELDOM, THOUSANDS = ("Odd", "Even"), ("Odd", "Seldom"), 3_000


@pytest.fixture(scope="module")
def popular(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Two hashtags with three thousand stories each that never meet, and one that met the first one long ago."""
    with django_db_blocker.unblock(), transaction.atomic():
        stories = make_many(2 * THOUSANDS, apart=MINUTE)
        named = [make_tag(name) for name in ("Odd", "Even", "Seldom")]
        with_tags: list[tuple[Tag, Sequence[Article]]] = [
            (named[0], stories[1::2]),
            (named[1], stories[::2]),
            (named[2], [*stories[-100:], *stories[:1200:2]]),
        ]
        Tagging.objects.bulk_create(
            Tagging(tag=tag, content_object=story, position=place, published_at=story.published_at)
            for place, (tag, listed) in enumerate(with_tags)
            for story in listed
        )
        with unhurried(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


def statements(names: Sequence[str], before: Cursor | None = None) -> list[str]:
    chosen = tags(*names)
    with CaptureQueriesContext(connection) as queries:
        meetings.latest(chosen, before=before)
    return [query["sql"] for query in queries]


@pytest.mark.django_db
@pytest.mark.usefixtures("popular")
class TestWhatItCosts:
    def test_of_two_popular_ones_that_never_meet_so_many_rows_are_looked_at(self) -> None:
        found = pages(*NEVER)
        assert [page.short for page in found] == [True] * (THOUSANDS // meetings.LOOKED_AT) + [False]
        assert not any(page.rows for page in found)
        places = [page.older for page in found if page.older]
        for place in (None, *places):
            window = statements(NEVER, place)
            assert len(window) <= 1 + len(meetings.WINDOWS)
            with connection.cursor() as cursor:
                numbers = []
                for sql in window[1:]:
                    cursor.execute(sql)
                    numbers.append(len(cursor.fetchall()))
            assert sum(numbers) <= meetings.LOOKED_AT

    def test_a_deep_page_takes_the_effort_of_the_first_one(self) -> None:
        _first, second, *_ = pages(*NEVER)
        newest = sum(map(effort, statements(NEVER)))
        deep = sum(map(effort, statements(NEVER, second.older)))
        assert deep <= 1.3 * newest

    def test_twice_as_many_stories_take_the_same_effort(self) -> None:
        middle = Tagging.objects.filter(tag__name="Even").order_by("published_at")[THOUSANDS // 2]
        assert middle.published_at
        whole = sum(map(effort, statements(NEVER)))
        with transaction.atomic():
            Tagging.objects.filter(published_at__lt=middle.published_at).delete()
            half = sum(map(effort, statements(NEVER)))
            transaction.set_rollback(True)
        assert whole <= 1.1 * half

    def test_the_one_with_the_fewest_rows_is_walked(self) -> None:
        _reach, first, *_others = statements(SELDOM)
        (seldom,) = tags("Seldom")
        assert f'"tags_tagging"."tag_id" = {seldom.pk}' in first.rpartition(" FROM ")[2]
        assert len(ids(*SELDOM)) == 20

    @pytest.mark.parametrize("names", [NEVER, SELDOM, (*NEVER, "Seldom")])
    def test_each_statement_goes_by_its_index(self, names: Sequence[str]) -> None:
        before = meetings.latest(tags(*names)).older
        for place in (None, before):
            for sql in statements(names, place):
                with as_of_many("seqscan", "bitmapscan", "sort"):
                    steps = plan(sql)
                assert walked_whole(sql) == [], steps
                assert any("tagging_river" in step for step in steps), steps
                assert not [step for step in steps if "Sort" in step or "TEMP B-TREE" in step], steps
                assert not [step for step in steps if "Hash" in step], steps
                assert "OFFSET 0" not in sql
                assert "COUNT(" not in sql
