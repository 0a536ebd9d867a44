"""Merging, whatever happened before and whatever happens at the same time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import workflow
from articles.errors import Busy
from articles.models import Article, Event
from newsroom import integrity
from tags import merging, renaming
from tags.errors import HashtagError, MergeBlocked
from tags.models import Tag, TagEvent, Tagging
from tests.factories import COMMAND, make_draft, make_published, make_tag
from tests.properties import moderately

NAMES = ["Strike", "Walkout", "Stoppage", "Ports"]
a_name = st.sampled_from(NAMES)
a_step = st.one_of(
    st.tuples(st.just("tag"), st.integers(0, 2), st.lists(a_name, max_size=4)),
    st.tuples(st.just("merge"), a_name, a_name),
    st.tuples(st.just("merge"), a_name, a_name),
    st.tuples(st.just("rename"), a_name, a_name.map("New {}".format)),
    st.tuples(st.just("alias"), a_name, a_name.map("Old {}".format)),
    st.tuples(st.just("unalias"), a_name, st.none()),
    st.tuples(st.just("undo"), st.integers(0, 3), st.none()),
)


def state() -> tuple[list[Any], list[Any]]:
    return list(Tagging.objects.order_by("pk").values_list()), list(Tag.objects.order_by("pk").values_list())


def find(name: str) -> Tag:
    return Tag.objects.filter(name=name).first() or make_tag(name)


def take(stories: list[Article], step: str, one: Any, other: Any) -> None:
    """A step that may be refused, and then changes nothing."""
    merges = list(TagEvent.objects.filter(step="merge").order_by("id"))
    steps: dict[str, Callable[[], object]] = {
        "tag": lambda: Tagging.objects.replace({stories[one]: other}),
        "merge": lambda: merging.merge(find(one), into=find(other), by=COMMAND),
        "rename": lambda: renaming.rename(find(one), other, by=COMMAND),
        "alias": lambda: renaming.add_alias(find(one), other, by=COMMAND),
        "unalias": lambda: renaming.remove_alias(find(one), by=COMMAND),
        "undo": lambda: merging.undo(merges[one % len(merges)], by=COMMAND) if merges else None,
    }
    with suppress(HashtagError), transaction.atomic():
        steps[step]()


@pytest.mark.django_db
class TestAnySequence:
    @settings(moderately, max_examples=40)
    @given(st.lists(a_step, max_size=12), a_name, a_name)
    def test_the_newsroom_is_whole_and_undoing_a_merge_gives_back_what_was(
        self, steps: list[Any], source: str, into: str
    ) -> None:
        with transaction.atomic():
            stories = [make_published(), make_published(), make_draft()[0]]
            for step, one, other in steps:
                take(stories, step, one, other)
                assert integrity.examine(repair=False) == []
                places = Tagging.objects.values_list("content_object", "position")
                assert len(set(places)) == len(places)
            tags, before = (find(source), find(into)), state()
            with suppress(MergeBlocked):
                event = merging.merge(tags[0], into=tags[1], by=COMMAND)
                assert integrity.examine(repair=False) == []
                merging.undo(event, by=COMMAND)
            assert state() == before
            transaction.set_rollback(True)


@contextmanager
def in_a_thread(work: Callable[[], object]) -> Iterator[None]:
    """Something that another person does meanwhile, on a connection of their own; it may be refused."""

    def run() -> None:
        try:
            with suppress(HashtagError):
                work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(timeout=20)
        assert not thread.is_alive()


def wait_until_somebody_waits() -> None:
    with connection.cursor() as cursor:
        for _ in range(100_000):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite writers come one by one")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtTheSameTime:
    @pytest.fixture(autouse=True)
    def _tags(self) -> Iterator[None]:
        make_tag("Strike"), make_tag("Walkout")
        yield
        assert integrity.examine(repair=False) == []

    def test_two_merges_that_cross_make_no_circle_and_lose_nothing(self) -> None:
        stories = [make_published(tags=["Strike"]), make_published(tags=["Walkout"])]
        strike, walkout = find("Strike"), find("Walkout")
        with in_a_thread(lambda: merging.merge(strike, into=walkout, by=COMMAND)), suppress(MergeBlocked):
            merging.merge(walkout, into=strike, by=COMMAND)
        assert TagEvent.objects.count() == 1
        (left,) = Tag.objects.canonical()
        assert [story.taggings.get().tag for story in stories] == [left, left]

    def test_a_story_published_during_a_merge_hangs_on_the_target(self) -> None:
        story, other = make_published(), make_published(tags=["Walkout"])
        with transaction.atomic():
            merging.merge(find("Walkout"), into=find("Strike"), by=COMMAND)
            published = in_a_thread(lambda: Tagging.objects.replace({story: ["Walkout"]}))
            published.__enter__()
            wait_until_somebody_waits()
        published.__exit__(None, None, None)
        assert [each.taggings.get().tag.name for each in (story, other)] == ["Strike", "Strike"]

    def test_a_merge_waits_for_a_story_that_is_being_published(self) -> None:
        story = make_published()
        walkout, strike = find("Walkout"), find("Strike")
        with transaction.atomic():
            Tagging.objects.replace({story: ["Walkout"]})
            merge = in_a_thread(lambda: merging.merge(walkout, into=strike, by=COMMAND))
            merge.__enter__()
            wait_until_somebody_waits()
        merge.__exit__(None, None, None)
        assert story.taggings.get().tag == strike

    def test_who_publishes_while_a_merge_takes_long_is_told_to_try_again(self) -> None:
        story, revision = make_draft(tags=["Walkout"])
        walkout, strike = find("Walkout"), find("Strike")
        begun, over = threading.Event(), threading.Event()

        def take_long() -> None:
            with transaction.atomic():
                merging.merge(walkout, into=strike, by=COMMAND)
                begun.set()
                over.wait(timeout=20)

        with in_a_thread(take_long):
            begun.wait(timeout=20)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 50")
            with pytest.raises(Busy, match="Try again"):
                workflow.publish(story, by=COMMAND, revision=revision)
            over.set()
        assert Event.objects.filter(article=story).count() == 1, "nothing was written"
        story.refresh_from_db()
        revision.refresh_from_db()
        workflow.publish(story, by=COMMAND, revision=revision)
        assert story.taggings.get().tag == strike

    def test_a_merge_is_undone_once_even_by_two(self) -> None:
        story = make_published(tags=["Walkout"])
        event = merging.merge(find("Walkout"), into=find("Strike"), by=COMMAND)
        with in_a_thread(lambda: merging.undo(event, by=COMMAND)), suppress(MergeBlocked):
            merging.undo(event, by=COMMAND)
        assert TagEvent.objects.filter(step="undo").count() == 1
        assert story.taggings.get().tag.name == "Walkout"
