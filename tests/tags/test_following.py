"""The union of what somebody follows: in order, each story once, by whatever name, at a bounded cost."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import BadRequest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import commons, workflow
from articles.models import Section
from newsroom.lib.connection_settings import unhurried
from newsroom.lib.keyset import Cursor
from tags import merging
from tags.following import LIMIT, Following, following, latest
from tags.models import Tag
from tests.factories import (
    COMMAND,
    general,
    make_draft,
    make_many,
    make_published,
    make_section,
    make_source,
    make_tag,
)
from tests.tags.test_cost import as_of_many, effort, plan

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def asked(**names: Sequence[str]) -> Following:
    return following(RequestFactory().get("/en/my/", {kind: ",".join(listed) for kind, listed in names.items()}))


def ids(what: Following, before: Cursor | None = None, limit: int = 20) -> list[int]:
    return [row.id for row in latest(what.follows, before=before, limit=limit).rows]


class TestTheUnion:
    def test_is_newest_first_over_hashtags_sections_and_sources(self) -> None:
        sea, linnet = make_section("Sea"), make_source("Linnet")
        by_tag = make_published(tags=["Ferries"], at=NOON + timedelta(hours=2))
        by_section = make_published(section_id=sea.pk, at=NOON)
        by_source = make_published(source_id=linnet.pk, at=NOON + timedelta(hours=1))
        make_published(tags=["Ports"], at=NOON + timedelta(hours=3))
        found = asked(tags=["Ferries"], sections=["sea"], sources=["linnet"])
        assert ids(found) == [by_tag.pk, by_source.pk, by_section.pk]

    def test_shows_a_story_once_however_many_of_its_things_are_followed(self) -> None:
        sea, linnet = make_section("Sea"), make_source("Linnet")
        story = make_published(tags=["Ferries", "Ports"], section_id=sea.pk, source_id=linnet.pk)
        assert ids(asked(tags=["Ferries", "Ports"], sections=["sea"], sources=["linnet"])) == [story.pk]

    @pytest.mark.parametrize("limit", [1, 2, 3, 7])
    def test_pages_leave_nothing_out_and_show_nothing_twice(self, limit: int) -> None:
        made = [
            make_published(tags=names, at=NOON + timedelta(minutes=place // 2)).pk
            for place, names in enumerate([["Ferries"], ["Ports"], ["Ferries", "Ports"], ["Ports"], ["Ferries"]] * 2)
        ]
        found, seen, before = asked(tags=["Ferries", "Ports"]), list[int](), None
        while True:
            page = latest(found.follows, before=before, limit=limit)
            seen += [row.id for row in page.rows]
            if (before := page.older) is None:
                break
        assert seen == made[::-1]

    def test_holds_nothing_that_readers_may_not_see(self) -> None:
        linnet = make_source("Linnet")
        facts = {"tags": ["Ferries"], "source_id": linnet.pk}
        shown = make_published(**facts)  # type: ignore[arg-type]
        make_draft(**facts)  # type: ignore[arg-type]
        make_published(**facts, at=timezone.now() + timedelta(hours=1))  # type: ignore[arg-type]
        withdrawn = make_published(**facts)  # type: ignore[arg-type]
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        found = asked(tags=["Ferries"], sections=["general"], sources=["linnet"])
        assert ids(found) == [shown.pk]

    def test_of_nothing_is_nothing(self) -> None:
        assert ids(asked()) == []
        assert not asked()


class TestNames:
    def test_an_alias_another_spelling_and_a_merged_hashtag_mean_the_hashtag(self) -> None:
        make_published(tags=["Treaty"])
        merging.merge(make_tag("Accord"), into=Tag.objects.get(name="Treaty"), by=COMMAND)
        found = asked(tags=["accord", "TREATY", "Treaty"])
        (follow,) = found.follows
        assert (follow.asked, follow.name, follow.title) == ("accord", "Treaty", "#Treaty")
        assert found.query == "tags=Treaty"
        assert not found.unknown

    def test_a_section_and_a_source_are_found_where_they_were_before(self) -> None:
        sea, linnet = make_section("Sea"), make_source("Linnet")
        make_published(section_id=sea.pk, source_id=linnet.pk)
        for thing in (sea, linnet):
            thing.slug = f"{thing.slug}-and-shore"
            commons.save(thing, by=COMMAND)
        found = asked(sections=["sea"], sources=["linnet"])
        assert [follow.name for follow in found.follows] == ["sea-and-shore", "linnet-and-shore"]

    def test_what_readers_find_nothing_under_is_told_alike_and_by_the_words_that_were_asked(self) -> None:
        make_tag("Secret", hidden=True)
        make_published(tags=["Secret"])
        make_draft(tags=["Draft Only"], source_id=make_source("Heron").pk)
        asked_for = ["Secret", "draftonly", "Nowhere", "---"]
        found = asked(tags=asked_for, sections=["nowhere"], sources=["heron", "nowhere"])
        assert not found.follows
        assert [name for _, name in found.unknown] == [*asked_for, "nowhere", "heron", "nowhere"]

    def test_fifty_are_followed_and_one_more_is_refused(self) -> None:
        assert len(asked(tags=[f"T{number}" for number in range(LIMIT)]).unknown) == LIMIT
        with pytest.raises(BadRequest, match="at most 50"):
            asked(tags=[f"T{number}" for number in range(LIMIT)], sources=["linnet"])


class TestCost:
    @pytest.fixture
    def everything(self) -> Following:
        """Fifty follows, each with more stories than a page."""
        names = [f"Tag {number}" for number in range(30)]
        for name in names:
            make_many(3, tags=[name, "Common"], newest=NOON)
        sections = [make_section() for _ in range(9)]
        sources = [make_source() for _ in range(10)]
        for section, source in zip([general(), *sections], sources, strict=True):
            make_published(section_id=section.pk, source_id=source.pk)
        with CaptureQueriesContext(connection) as queries:
            found = asked(
                tags=[*names[:29], "Common"],
                sections=[section.slug for section in Section.objects.all()],
                sources=[source.slug for source in sources],
            )
        assert len(found.follows) == LIMIT
        assert len(queries) <= 6
        return found

    @pytest.mark.parametrize("older", [False, True])
    def test_fifty_take_two_queries(self, everything: Following, older: bool) -> None:
        before = latest(everything.follows).older if older else None
        with CaptureQueriesContext(connection) as queries:
            page = latest(everything.follows, before=before)
        assert len(queries) == 2
        assert len(page.rows) == 20

    def test_names_that_are_not_found_take_no_more_than_six(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            asked(tags=["a", "b"], sections=["c", "d"], sources=["e", "f"])
        assert len(queries) <= 6

    def test_the_union_reads_at_most_a_page_of_each_thing(self) -> None:
        rare = make_published(tags=["Rare"], at=NOON - timedelta(days=1))
        efforts = []
        for number in (600, 1_800):
            make_many(number, tags=["Common", "Usual"], newest=NOON + timedelta(hours=number))
            found = asked(tags=["Common", "Usual", "Rare"], sections=["general"], sources=[str(rare.source.slug)])  # type: ignore[union-attr]
            if connection.vendor == "postgresql":
                with unhurried(), connection.cursor() as cursor:  # it waits for the autovacuum, table by table
                    cursor.execute("ANALYZE")
            with CaptureQueriesContext(connection) as queries:
                latest(found.follows)
            with as_of_many("seqscan", "bitmapscan"):
                efforts.append(sum(effort(query["sql"]) for query in queries))
                steps = [step for query in queries for step in plan(query["sql"])]
            assert any("tagging_river" in step for step in steps), steps
            assert any("article_section_river" in step for step in steps), steps
            assert not [step for step in steps if step.startswith(("SCAN articles", "SCAN tags_tagging"))], steps
        assert efforts[1] <= 1.25 * efforts[0]
