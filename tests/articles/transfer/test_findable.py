"""What an import brings is found at once, and what it changes too, whatever was there before."""

from pathlib import Path

import pytest

from articles import drafting
from articles.models import Article
from articles.search import rebuilding
from articles.search.finding import find
from articles.search.query import parse
from tests.articles.transfer.running import bring_in, story, write
from tests.factories import COMMAND, make_draft, make_published

pytestmark = pytest.mark.django_db


def found(q: str) -> list[str]:
    return [Article.objects.get(pk=row.id).headline for row in find(parse(q), limit=20).rows]


def test_in_a_newsroom_with_stories_of_its_own(tmp_path: Path) -> None:
    make_published(headline="Ferry of before")
    make_draft(headline="Ferry of a draft")
    bring_in(write(tmp_path / "a.jsonl", story("1", headline="Ferry one"), story("2", headline="Ferry two")))
    assert sorted(found("ferry")) == ["Ferry of before", "Ferry one", "Ferry two"]
    bring_in(write(tmp_path / "b.jsonl", story("1", headline="Ferry one"), story("2", headline="Boat two")))
    assert sorted(found("ferry")) == ["Ferry of before", "Ferry one"]
    assert found("boat") == ["Boat two"]
    assert list(rebuilding.problems()) == []


def test_over_a_story_that_the_desk_was_working_on(tmp_path: Path) -> None:
    bring_in(write(tmp_path / "a.jsonl", story("1", headline="Ferry one")))
    drafting.revise(Article.objects.get(), {"headline": "Ferry of the desk"}, by=COMMAND)
    bring_in(write(tmp_path / "b.jsonl", story("1", headline="Boat one")))
    assert found("boat") == ["Boat one"]
    assert list(rebuilding.problems()) == []
