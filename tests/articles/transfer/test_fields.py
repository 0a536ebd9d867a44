"""How a line is read: other names, defaults, types, and what no line can do."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.transfer.fields import FIELDS, Item, Reader, Refused
from tests.articles.transfer.running import story

HERE = Path(__file__).parent


def read(line: Mapping[str, Any] | bytes, reader: Reader | None = None) -> Item:
    raw = line if isinstance(line, bytes) else json.dumps(line).encode()
    return (reader or Reader()).read(raw, HERE)


def test_other_names_for_our_fields() -> None:
    reader = Reader(names={"headline": "title", "published": "date", "byline": "authors"})
    item = read(
        {**story(headline=None, published=None), "title": "Ferries", "date": "2026-03-01", "authors": ["A", "B"]},
        reader,
    )
    assert item.content["headline"] == "Ferries"
    assert item.content["byline"] == "A, B"


def test_a_field_with_another_name_is_not_read_under_its_own() -> None:
    with pytest.raises(Refused, match="no id"):
        read(story(), Reader(names={"id": "guid"}))


def test_a_field_can_be_passed_over() -> None:
    assert read(story(image="/not/here.png"), Reader(names={"image": ""})).picture is None


@pytest.mark.parametrize("silent", [{}, {"source": None, "format": None}, {"source": "", "format": ""}])
def test_defaults_hold_where_a_line_is_silent(silent: dict[str, Any]) -> None:
    defaults = {"source": "The Heron", "section": "Sea", "format": "markdown", "language": "ga"}
    line = story(source=None, section=None, body="*one*") | silent
    item = read(line, Reader(defaults=defaults))
    assert (item.source, item.section) == ("The Heron", "Sea")
    assert item.content["language"] == "ga"
    assert item.content["body"] == "<p><em>one</em></p>"
    assert read(line | {"source": "The Skerry Post"}, Reader(defaults=defaults)).source == "The Skerry Post"


@pytest.mark.parametrize("tags", [["Ferries", "Port Ansel", "Ferries", " "], "Ferries, Port  Ansel,,Ferries"])
def test_hashtags_are_a_list_or_text_with_commas(tags: Any) -> None:
    assert read(story(tags=tags)).tag_names == ["Ferries", "Port Ansel"]


def test_entities_in_texts_are_read_when_the_operator_says_so() -> None:
    line = story(headline="It&#8217;s &lt;here&gt;", tags=["R&amp;D"], byline=["A &amp; B"], body="<p>1 &lt; 2</p>")
    item = read(line, Reader(entities=True))
    assert (item.content["headline"], item.tag_names, item.content["byline"]) == ("It’s <here>", ["R&D"], "A & B")
    assert item.content["body"] == "<p>1 &lt; 2</p>"
    assert read(line).content["headline"] == "It&#8217;s &lt;here&gt;"


def test_an_id_may_be_a_number() -> None:
    assert read(story(id=17)).id == "17"


def test_what_no_database_can_hold_is_dropped_as_everywhere() -> None:
    item = read(story(headline="Fer\x00ries\ud800 sail\u202e", body="<p>One\x0b two\ufffe</p>"))
    assert item.content["headline"] == "Ferries sail"
    assert item.content["body"] == "<p>One two</p>"


REFUSED: dict[str, tuple[Mapping[str, Any] | bytes, str]] = {
    "nothing": (b"", "not JSON"),
    "no object": (b"[1]", "not a JSON object"),
    "no JSON": (b"{'id': 1}", "not JSON"),
    "half a line": (b'{"id": "1", "head', "not JSON"),
    "a raw control": (b'{"id": "a\x00b"}', "not JSON"),
    "other bytes": (b'{"id": "\xff"}', "not UTF-8"),
    "two bytes a letter": (json.dumps(story()).encode("utf-16"), "not UTF-8"),
    "a tower": (b'{"a":' * 100_000, "nested too deeply"),
    "lists of lists": (b"[" * 100_000, "nested too deeply"),
    "a huge number": (b'{"id": ' + b"1" * 10_000 + b"}", "number that is too long"),
    "no id": (story(id=None), "no id"),
    "blank id": (story(id=" \u0000 "), "no id"),
    "long id": (story(id="x" * 201, headline="x"), "id is longer than 200"),
    "id a truth": (story(id=True), "id must be text"),
    "id a fraction": (story(id=1.5), "id must be text"),
    "no source": (story(source=None), "no source"),
    "long source": (story(source="x" * 121), "source is longer than 120"),
    "no section": (story(section=None), "no section"),
    "long section": (story(section="x" * 81), "section is longer than 80"),
    "no date": (story(published=None), "no published date"),
    "no such date": (story(published="2026-02-30"), "“2026-02-30” is not a date"),
    "seconds": (story(published=1338559200), "date is a number"),
    "date a list": (story(published=["2026-02-28"]), "published must be text"),
    "headline a number": (story(headline=7), "headline must be text"),
    "body an object": (story(body={"html": ""}), "body must be text"),
    "strange format": (story(format="docx"), "“docx” is neither html nor markdown"),
    "tags a number": (story(tags=7), "tags must be text or a list of texts"),
    "tags of numbers": (story(tags=["a", 7]), "tags must be text or a list of texts"),
    "byline an object": (story(byline={"name": "A"}), "byline must be text or a list of texts"),
    "long standfirst": (story(standfirst="x" * 1001), "standfirst has 1001 characters"),
    "long body": (story(body="x" * 1_000_001), "1000001 characters; at most 1000000"),
    "long address": (story(url="https://a.example/" + "x" * 500), "at most 500"),
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_broken_line_is_refused_with_a_reason(line: Mapping[str, Any] | bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(line)


def test_a_line_that_was_too_long_to_be_held_is_refused() -> None:
    with pytest.raises(Refused, match="longer than 10 MB"):
        Reader().read(None, HERE)


def test_the_reason_names_the_field_as_the_file_does() -> None:
    with pytest.raises(Refused, match="headline \\(“title”\\) must be text"):
        read({**story(), "title": 7}, Reader(names={"headline": "title"}))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_no_line_does_more_than_to_be_refused(strange: dict[str, Any]) -> None:
    for line in (strange, {**story(), **strange}):
        try:
            assert read(line).fingerprint
        except Refused as refused:
            assert str(refused)  # noqa: PT017


@given(st.binary())
def test_no_bytes_do_more_than_to_be_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        read(raw)


@given(st.sampled_from(["headline", "body", "section", "published", "tags", "byline", "standfirst", "url", "language"]))
def test_whatever_changes_the_story_changes_its_fingerprint(name: str) -> None:
    others = {
        "body": "<p>Another text.</p>",
        "published": "2026-03-02",
        "tags": ["One"],
        "url": "https://a.example/",
        "language": "ga",
    }
    assert read(story()).fingerprint != read({**story(), name: others.get(name, "Another")}).fingerprint


def test_no_two_lists_of_hashtags_have_one_fingerprint() -> None:
    lists = [["a", "b"], ["a b"], ["a", "b", "c"], ["a", "b c"], ["b", "a"], []]
    assert len({read({**story(), "tags": tags}).fingerprint for tags in lists}) == len(lists)
