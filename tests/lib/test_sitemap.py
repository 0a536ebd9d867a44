"""The XML of sitemaps: well formed whatever a name or a headline holds, and by the schema."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib import sitemap
from newsroom.lib.sitemap import Entry, NewsEntry
from tests.xml import SCHEMAS, parsed, problems

WHEN = datetime(2026, 11, 24, 18, 5, 0, 123456, tzinfo=UTC)
SITEMAP, PICTURES, NEWS = (f"{{{space}}}" for space in (sitemap.SITEMAP, sitemap.PICTURES, sitemap.NEWS))

NEWS_SCHEMAS = ["sitemap", "sitemap-news"]


def tags(element: Element) -> list[str]:
    return [child.tag for child in element]


def test_a_page_has_its_parts_in_their_order() -> None:
    text = sitemap.urlset([Entry("https://a.example/?x=1&y=<2>", WHEN, "https://a.example/p.webp"), Entry("https://b")])
    whole, bare = parsed(text)
    assert tags(whole) == [f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{PICTURES}image"]
    assert whole.findtext(f"{SITEMAP}loc") == "https://a.example/?x=1&y=<2>"
    assert whole.findtext(f"{SITEMAP}lastmod") == "2026-11-24T18:05:00+00:00"
    assert whole.findtext(f"{PICTURES}image/{PICTURES}loc") == "https://a.example/p.webp"
    assert tags(bare) == [f"{SITEMAP}loc"]


def test_an_index_names_sitemaps() -> None:
    root = parsed(sitemap.index([Entry("https://a.example/1.xml", WHEN)]))
    assert (root.tag, tags(root), tags(root[0])) == (
        f"{SITEMAP}sitemapindex",
        [f"{SITEMAP}sitemap"],
        [f"{SITEMAP}loc", f"{SITEMAP}lastmod"],
    )


def test_news_has_all_that_is_required() -> None:
    text = sitemap.news([NewsEntry("https://a.example/1/", WHEN, "pt-BR", "“Yes” & <no>")], publication="A & B")
    ((_, story),) = parsed(text)
    assert tags(story) == [f"{NEWS}publication", f"{NEWS}publication_date", f"{NEWS}title"]
    assert [child.text for child in story[0]] == ["A & B", "pt"]
    assert story[1].text == "2026-11-24T18:05:00+00:00"
    assert story[2].text == "“Yes” & <no>"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *(("en", "en"), ("EN", "en"), ("pt-BR", "pt"), ("gsw", "gsw"), ("zh", "zh-cn"), ("zh-Hans", "zh-cn")),
        *(("zh-TW", "zh-tw"), ("zh-Hant-HK", "zh-tw"), ("ko-Kore-KR", "ko")),
    ],
)
def test_languages_are_told_as_google_knows_them(tag: str, language: str) -> None:
    assert sitemap.news_language(tag) == language
    assert re.fullmatch(r"zh-cn|zh-tw|[a-z]{2,3}", language)


@given(st.text(), st.text())
def test_it_is_well_formed_whatever_is_said(title: str, name: str) -> None:
    parsed(sitemap.news([NewsEntry("https://a.example/", WHEN, "en", title)], publication=name))


class TestByTheSchema:
    """What schemas say, read from themselves: the names a sequence has, their order, and which may be left out."""

    @pytest.fixture(autouse=True)
    def _schemas(self) -> None:
        if not SCHEMAS.exists():
            pytest.skip("the corpus is not beside the project")

    @pytest.mark.parametrize(
        ("text", "schemas"),
        [
            (sitemap.urlset([Entry("https://a.example/", WHEN, "https://a.example/p")]), ["sitemap", "sitemap-image"]),
            (sitemap.urlset([Entry("https://a.example/")]), ["sitemap"]),
            (sitemap.index([Entry("https://a.example/s.xml", WHEN)]), ["siteindex"]),
            (
                sitemap.news([NewsEntry("https://a.example/", WHEN, "zh", "T")], publication="P"),
                ["sitemap", "sitemap-news"],
            ),
        ],
        ids=["page", "bare page", "index", "news"],
    )
    def test_everything_stands_where_it_may(self, text: str, schemas: list[str]) -> None:
        assert list(problems(parsed(text), *(SCHEMAS / f"{name}.xsd" for name in schemas))) == []

    @pytest.mark.parametrize(
        "url",
        [
            *("<lastmod>2026-11-24</lastmod><loc>https://a.example/</loc>", "<lastmod>2026-11-24</lastmod>"),
            *("<loc>https://a.example/</loc><lastmod>yesterday</lastmod>", "<loc>https://a.example/</loc><when/>"),
            *("<loc>short</loc>", f"<loc>https://a.example/{'x' * 2048}</loc>"),
        ],
    )
    def test_what_may_not_would_be_seen(self, url: str) -> None:
        wrong = parsed(f'<urlset xmlns="{sitemap.SITEMAP}"><url>{url}</url></urlset>')
        assert list(problems(wrong, SCHEMAS / "sitemap.xsd"))
