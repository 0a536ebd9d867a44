"""Whatever the texts hold: RSS and Atom are well-formed XML, JSON Feed is JSON, and the words come out unharmed."""

import json
from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.feeds import FORMS, Enclosure, Feed, Item
from newsroom.lib.text import clean_text
from tests.properties import moderately

WHEN = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
# Every code point that a string can hold, those that no file can among them.
anything = st.text(st.characters(exclude_categories=[]), max_size=40)
items = st.builds(
    Item,
    id=anything,
    url=anything,
    title=anything,
    published=st.just(WHEN),
    updated=st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    html=anything,
    summary=anything,
    author=anything,
    language=anything,
    categories=st.lists(anything, max_size=3),
    via=anything,
    enclosure=st.none() | st.builds(Enclosure, url=anything, type=anything, length=st.integers(0, 10**9)),
)
feeds = st.builds(
    Feed,
    title=anything,
    description=anything,
    language=anything,
    page=anything,
    url=anything,
    hint=anything,
    hint_link=anything,
    style=anything,
    hubs=st.lists(anything, max_size=2),
    items=st.lists(items, max_size=2),
)


def written(feed: Feed, form: str) -> str:
    write, _ = FORMS[form]
    return write(feed)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_any_text_gives_well_formed_xml(form: str) -> None:
    @moderately
    @given(feeds)
    def check(feed: Feed) -> None:
        root = fromstring(written(feed, form).encode())  # noqa: S314  our own
        titles = [element.text or "" for element in root.iter() if element.tag.rpartition("}")[2] == "title"]
        said = [feed.title, *(item.title for item in feed.items)]
        assert [" ".join(title.split()) for title in titles] == [" ".join(clean_text(title).split()) for title in said]

    check()


@moderately
@given(feeds)
def test_any_text_gives_json(feed: Feed) -> None:
    text = written(feed, "json")
    text.encode()
    assert len(json.loads(text)["items"]) == len(feed.items)


@pytest.fixture
def feed() -> Feed:
    item = Item(
        id="tag:news.example,2026-11-24:article-1",
        url="https://news.example/en/article/1/x/",
        title="Ferries & <boats>",
        published=WHEN,
        updated=WHEN.replace(hour=19),
        html="<p>They sail &amp; sing</p>",
        summary="They sail & <sing>",
        author="Mara Quill",
        categories=["Politics", "C++"],
        via="https://herald.example/1",
        enclosure=Enclosure("https://news.example/media/1.webp", "image/webp", 1234),
    )
    return Feed(
        title="News & more",
        description="All of it",
        language="en",
        page="https://news.example/en/",
        url="https://news.example/en/feed.x",
        hint="This is a feed.",
        style="/static/feed.css",
        hubs=["https://hub.example/"],
        items=[item],
    )


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_reader_reads_what_was_said(feed: Feed, form: str) -> None:
    read = feedparser.parse(written(feed, form).encode())
    assert not read.bozo
    assert (read.feed.title, read.feed.link, read.feed.language) == ("News & more", feed.page, "en")
    assert {(link.rel, link.href) for link in read.feed.links} >= {
        ("self", feed.url),
        ("hub", "https://hub.example/"),
    }
    entry = read.entries[0]
    assert (entry.id, entry.link, entry.author) == (feed.items[0].id, feed.items[0].url, "Mara Quill")
    assert entry.published_parsed[:5] == (2026, 11, 24, 18, 30)
    assert entry.updated_parsed[:5] == (2026, 11, 24, 19, 30)
    assert entry.content[0].value == "<p>They sail &amp; sing</p>"
    assert [tag.term for tag in entry.tags] == ["Politics", "C++"]
    assert [(file.href, file.type, file.length) for file in entry.enclosures] == [
        ("https://news.example/media/1.webp", "image/webp", "1234")
    ]


def test_the_json_says_the_same(feed: Feed) -> None:
    read = json.loads(written(feed, "json"))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert read["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    item = read["items"][0]
    assert item["title"] == "Ferries & <boats>"
    assert (item["date_published"], item["date_modified"]) == ("2026-11-24T18:30:00+00:00", "2026-11-24T19:30:00+00:00")
    assert item["attachments"][0]["size_in_bytes"] == 1234


def test_a_title_with_markup_stays_text(feed: Feed) -> None:
    text = written(feed, "rss")
    assert "<title>Ferries &amp; &lt;boats&gt;</title>" in text
    assert "<description>They sail &amp;amp; &amp;lt;sing&amp;gt;</description>" in text, "which readers take for HTML"
