"""What the head of a page tells those who find it and those who pass it on."""

import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from articles import commons, drafting, json_ld, workflow
from articles.models import Article
from newsroom.templatetags.head import HeadNode
from tags import strength
from tags.models import Tag
from tests.factories import (
    COMMAND,
    make_draft,
    make_image,
    make_many,
    make_published,
    make_section,
    make_source,
    make_tag,
)
from tests.html import Page
from tests.newsroom.pages import error_pages, furnish, reading_pages
from tests.xml import SCHEMAS

pytestmark = pytest.mark.django_db

SITE = "https://news.example"
TERMS = SCHEMAS / "schemaorg-terms.json.gz"
HOSTILE = "</script><script>alert(1)</script><!-- ]]> \u2028 \u2029 \"'&amp; 끝"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = SITE


def page(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200, path
    return Page.of(response)


def data(page: Page) -> list[dict[str, Any]]:
    told = json.loads("".join(map(str, page.one('script[type="application/ld+json"]').children)))
    assert told["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = told["@graph"]
    return things


def meta(page: Page) -> dict[str, str]:
    """What the page says of itself in `<meta>`, by name; of a name that stands there twice the last."""
    named = page.all("meta[content]")
    return {
        element.attributes.get("property") or element.attributes.get("name", ""): element["content"]
        for element in named
    }


def listed(page: Page) -> dict[str, str]:
    return {name: told for name, told in meta(page).items() if "robots" in name or "bot" in name}


class TestItsAddress:
    def test_every_page_to_be_found_names_its_own_whole_address_and_those_in_the_other_languages(
        self, client: Client
    ) -> None:
        found = 0
        for name, path in reading_pages(furnish()).items():
            shown = page(client, path)
            if "noindex" in listed(shown)["robots"] and not shown.all('link[rel="canonical"]'):
                continue
            found += 1
            assert shown.one('link[rel="canonical"]')["href"] == meta(shown)["og:url"] == SITE + path, name
            editions = {link["hreflang"]: link["href"] for link in shown.all('link[rel="alternate"][hreflang]')}
            rest = path.removeprefix(path[:3])
            default = f"{SITE}/" if rest == "/" else f"{SITE}/en{rest}"
            assert editions == {"en": f"{SITE}/en{rest}", "ko": f"{SITE}/ko{rest}", "x-default": default}, name
        assert found == 16  # eight kinds of pages in two languages

    @pytest.mark.parametrize("name", ["C#", "C++", "🚢", "재생에너지", "5€ 10%", "a<b>c", "½"])
    def test_it_is_spelled_as_links_spell_it(self, client: Client, name: str) -> None:
        make_published(tags=[name])
        path = Tag.objects.get().get_absolute_url()
        assert page(client, path).one('link[rel="canonical"]')["href"] == SITE + path

    def test_what_is_asked_beside_it_is_no_part_of_it(self, client: Client) -> None:
        path = make_published().get_absolute_url()
        assert page(client, f"{path}?utm_source=x").one('link[rel="canonical"]')["href"] == SITE + path

    def test_without_a_setting_it_is_under_the_name_that_was_asked_and_kept_for_each(
        self, client: Client, settings: Settings
    ) -> None:
        settings.SITE_URL, settings.ALLOWED_HOSTS = "", ["a.example", "b.example"]
        make_published(tags=["Treaty"])
        for host in ("a.example", "b.example", "a.example"):
            shown = Page.of(client.get("/en/hashtag/Treaty/", headers={"Host": host}))
            assert shown.one('link[rel="canonical"]')["href"] == f"http://{host}/en/hashtag/Treaty/"


class TestWhatIsNotToBeFound:
    def test_says_so_in_its_head_and_in_a_header_and_has_no_address_to_keep(self, client: Client) -> None:
        make_many(21, tags=["Treaty"])
        paths = ["/en/", "/ko/section/general/", "/en/hashtag/Treaty/", f"/en/archive/{timezone.localdate():%Y/%m/%d}/"]
        for path in [
            *(f"{path}?before=9999999999999999-1" for path in paths),
            "/en/hashtag/?from=t",
            "/en/archive/2020/01/01/",
        ]:
            response = client.get(path)
            shown = Page.of(response)
            assert response.headers["X-Robots-Tag"] == "noindex, follow", path
            assert listed(shown) == {"robots": "noindex, follow"}, path
            assert not shown.all('link[rel="canonical"]'), path
            assert not shown.all("script[type]") or "ld+json" not in shown.html, path

    def test_a_page_of_what_went_wrong_tells_nothing(self, client: Client) -> None:
        for name, (path, _) in error_pages(furnish()).items():
            shown = Page.of(client.get(path))
            assert listed(shown) == {"robots": "noindex, follow"}, name
            assert "ld+json" not in shown.html, name
            assert not [name for name in meta(shown) if name.startswith(("og:", "article:"))], name
            assert not shown.all('link[rel="canonical"]'), name

    def test_a_preview_is_for_its_reader_alone(self, client: Client) -> None:
        response = client.get(f"/en/preview/{furnish().preview}/")
        shown = Page.of(response)
        assert response.headers["X-Robots-Tag"] == listed(shown)["robots"] == "noindex, nofollow, noarchive"
        assert "ld+json" not in shown.html
        assert "og:title" not in meta(shown)

    def test_a_section_that_has_no_story(self, client: Client) -> None:
        make_section("Sea")
        assert listed(page(client, "/en/section/sea/")) == {"robots": "noindex, follow"}


class TestWhatIsToBeFound:
    def test_pictures_may_be_shown_large(self, client: Client) -> None:
        make_published()
        response = client.get("/en/")
        assert listed(Page.of(response)) == {"robots": "max-image-preview:large"}
        assert "X-Robots-Tag" not in response.headers

    def test_a_day_of_a_hashtag_is_its_page_again(self, client: Client) -> None:
        make_many(9, tags=["Treaty"], newest=timezone.now())
        strength.refresh()
        today = f"/en/hashtag/Treaty/{timezone.localdate():%Y/%m/%d}/"
        assert listed(page(client, "/en/hashtag/Treaty/")) == {"robots": "max-image-preview:large"}
        assert listed(page(client, today)) == {"robots": "noindex, follow"}


class TestAHashtag:
    @pytest.fixture(autouse=True)
    def _limits(self, settings: Settings) -> None:
        settings.HASHTAG_MIN_STORIES = 2

    def test_is_found_once_it_is_strong_and_again_not_when_it_is_weak(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        periods = iter(range(100))
        monkeypatch.setattr(strength, "period", lambda: next(periods))  # ten minutes pass
        stories = make_many(3, tags=["Treaty"])
        told = []
        for number in (0, 0, 2):
            for story in stories[:number]:
                story.refresh_from_db()
                workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
            response = client.get("/en/hashtag/Treaty/")
            told.append((listed(Page.of(response))["robots"], response.headers.get("X-Robots-Tag")))
            strength.refresh()
        found, lost = ("max-image-preview:large", None), ("noindex, follow", "noindex, follow")
        assert told == [lost, found, found]
        assert listed(page(client, "/en/hashtag/Treaty/"))["robots"] == lost[0]

    def test_that_is_weak_can_still_be_passed_on(self, client: Client) -> None:
        make_published(tags=["Treaty"])
        shown = page(client, "/en/hashtag/Treaty/")
        assert listed(shown)["robots"] == "noindex, follow"
        assert meta(shown)["og:title"] == "Latest news with #Treaty"


class TestASource:
    """Syndicated copies: see docs/adr/0014-search-engines.md."""

    @pytest.mark.parametrize(
        ("indexing", "told", "header"),
        [
            ("index", {"robots": "max-image-preview:large"}, None),
            (
                "no-news",
                {"robots": "max-image-preview:large", "googlebot-news": "noindex"},
                "googlebot-news: noindex",
            ),
            ("none", {"robots": "noindex, follow"}, "noindex, follow"),
        ],
    )
    def test_says_who_may_list_its_stories(
        self, client: Client, indexing: str, told: dict[str, str], header: str | None
    ) -> None:
        source = make_source(indexing=indexing)
        story = make_published(source_id=source.pk, original_url="https://herald.example/1")
        response = client.get(story.get_absolute_url())
        shown = Page.of(response)
        assert listed(shown) == told
        assert response.headers.get("X-Robots-Tag") == header
        assert shown.one('link[rel="canonical"]')["href"] == SITE + story.get_absolute_url(), "always its own"
        assert shown.one('.original a[href="https://herald.example/1"]').text
        assert data(shown)[0]["isBasedOn"] == "https://herald.example/1"

    def test_of_which_nothing_may_be_listed_is_not_listed_itself(self, client: Client) -> None:
        for indexing, robots in [("none", "noindex, follow"), ("no-news", "max-image-preview:large")]:
            source = make_source(indexing=indexing)
            make_published(source_id=source.pk)
            assert listed(page(client, source.get_absolute_url())) == {"robots": robots}

    def test_that_changes_its_mind_is_obeyed_at_once(self, client: Client) -> None:
        source = make_source()
        story = make_published(source_id=source.pk)
        for indexing, robots in [("index", "max-image-preview:large"), ("none", "noindex, follow")]:
            source.indexing = indexing
            commons.save(source, by=COMMAND)
            for path in (source.get_absolute_url(), story.get_absolute_url()):
                assert listed(page(client, path))["robots"] == robots


class TestPassedOn:
    def test_a_story_shows_its_headline_words_and_picture(self, client: Client) -> None:
        picture = make_image(alt="Two hands", width=1600, height=900)
        story = make_published(
            headline='“Yes” & "no"',
            standfirst="After <eleven> weeks.",
            lead_image_id=picture.pk,
            tags=["Treaty", "C#"],
            section_id=make_section("Politics").pk,
        )
        told = meta(page(client, story.get_absolute_url()))
        assert told["og:title"] == '“Yes” & "no"'
        assert told["og:description"] == told["description"] == "After <eleven> weeks."
        assert (told["og:type"], told["og:site_name"], told["article:section"]) == ("article", "newsroom", "Politics")
        assert told["og:image"] == SITE + picture.url
        assert [told[f"og:image:{part}"] for part in ("width", "height", "alt")] == ["1600", "900", "Two hands"]
        assert told["twitter:card"] == "summary_large_image"
        assert "article:modified_time" not in told

    def test_the_picture_is_cut_as_it_will_be_shown_once_it_has_its_renditions(self, client: Client) -> None:
        picture = make_image(width=2000, height=1500)
        picture.renditions = picture.cut
        picture.save()
        shown = page(client, make_published(lead_image_id=picture.pk).get_absolute_url())
        wide, river, square = (picture.rendition(shape) for shape in ("wide", "river", "square"))
        told = meta(shown)
        assert (told["og:image"], told["og:image:type"]) == (SITE + wide.url, "image/jpeg")
        assert [int(told[f"og:image:{part}"]) for part in ("width", "height")] == [wide.width, wide.height]
        found = data(shown)[0]["image"]
        assert [(one["url"], one["width"], one["height"]) for one in found] == [
            (SITE + each.url, each.width, each.height) for each in (wide, river, square)
        ]

    def test_without_a_picture_the_card_is_small(self, client: Client) -> None:
        told = meta(page(client, make_published().get_absolute_url()))
        assert told["twitter:card"] == "summary"
        assert "og:image" not in told

    def test_the_licence_is_kept(self, client: Client) -> None:
        source = make_source(extent="headline", pictures=False)
        words: dict[str, Any] = {"standfirst": "Secret standfirst.", "body": "<p>Secret body.</p>"}
        story = make_published(source_id=source.pk, lead_image_id=make_image(caption="Secret").pk, **words)
        shown = page(client, story.get_absolute_url())
        assert "Secret" not in shown.html
        assert "og:image" not in meta(shown)
        assert "image" not in data(shown)[0]

    def test_a_hashtag_shows_its_picture(self, client: Client) -> None:
        picture = make_image(of_the_house=True)
        make_tag("Treaty", description="A treaty & its end.", picture=picture)
        make_published(tags=["Treaty"])
        told = meta(page(client, "/ko/hashtag/Treaty/"))
        assert (told["og:description"], told["og:image"]) == ("A treaty & its end.", SITE + picture.url)

    def test_the_name_of_the_house_stands_beside_the_title_and_not_in_it(
        self, client: Client, settings: Settings
    ) -> None:
        settings.SITE_NAME = "Ferry & Quay"
        told = page(client, make_published(headline="Sailing").get_absolute_url())
        assert told.one("title").text == "Sailing · Ferry & Quay"
        assert (meta(told)["og:title"], meta(told)["og:site_name"]) == ("Sailing", "Ferry & Quay")


class TestInTheWordsOfSchemaOrg:
    def test_a_story_says_all_there_is_to_say(self, client: Client) -> None:
        picture = make_image(alt="Two hands", caption="", credit="Ida Moor", width=900, height=600)
        source = make_source("Korea Herald", website="https://herald.example/")
        story = make_published(
            headline="Treaty signed",
            standfirst="At last.",
            byline="Mara Quill",
            language="ko",
            source_id=source.pk,
            section_id=make_section("Politics").pk,
            lead_image_id=picture.pk,
            tags=["Treaty", "C#"],
            ago=timedelta(days=1),
        )
        article, trail = data(page(client, story.get_absolute_url()))
        address = SITE + story.get_absolute_url()
        assert article["@type"] == "NewsArticle"
        assert article["headline"] == "Treaty signed"
        assert article["description"] == "At last."
        assert article["url"] == article["mainEntityOfPage"] == address
        assert article["inLanguage"] == "ko"
        assert article["datePublished"] == article["dateModified"] == story.published_at.isoformat()  # type: ignore[union-attr]
        assert article["author"] == {"@type": "Person", "name": "Mara Quill"}
        herald = {"@type": "Organization", "name": "Korea Herald", "url": "https://herald.example/"}
        assert article["sourceOrganization"] == herald
        assert (article["publisher"]["name"], article["publisher"]["url"]) == ("newsroom", f"{SITE}/")
        assert (article["articleSection"], article["keywords"]) == ("Politics", ["Treaty", "C#"])
        assert article["image"] == [
            {
                "@type": "ImageObject",
                "url": SITE + picture.url,
                "width": 900,
                "height": 600,
                "caption": "Two hands",
                "creditText": "Ida Moor",
            }
        ]
        assert not {"correction", "isBasedOn"} & set(article)
        assert [(item["position"], item["name"], item["item"]) for item in trail["itemListElement"]] == [
            (1, "newsroom", f"{SITE}/en/"),
            (2, "Politics", f"{SITE}/en/section/politics/"),
            (3, "Treaty signed", address),
        ]

    def test_without_a_byline_its_source_wrote_it(self, client: Client) -> None:
        story = make_published(source_id=make_source("Korea Herald").pk)
        author = data(page(client, story.get_absolute_url()))[0]["author"]
        assert author == {"@type": "Organization", "name": "Korea Herald"}

    def test_corrections_are_told_with_their_dates(self, client: Client) -> None:
        story = make_published(ago=timedelta(days=1))
        for number in (1, 2):
            revision = drafting.revise(story, {"headline": f"Version {number}"}, by=COMMAND)
            workflow.take(story, "correct", by=COMMAND, revision=revision, notice=f"It was <{number}>.")
        story.refresh_from_db()
        article = data(page(client, story.get_absolute_url()))[0]
        assert [(each["@type"], each["text"]) for each in article["correction"]] == [
            ("CorrectionComment", "It was <2>."),
            ("CorrectionComment", "It was <1>."),
        ]
        assert story.updated_at
        assert article["dateModified"] == story.updated_at.isoformat() > article["datePublished"]

    @pytest.mark.parametrize("step", ["withdraw", "retract"])
    def test_of_what_is_gone_nothing_is_said(self, client: Client, step: str) -> None:
        story = make_published()
        path = story.get_absolute_url()
        workflow.take(story, step, by=COMMAND, note="Wrong.", notice="It was wrong.")
        response = client.get(path)
        assert response.status_code == 410
        assert b"ld+json" not in response.content
        assert b"og:" not in response.content

    def test_a_listing_is_a_collection_on_its_way_from_the_front_page(self, client: Client) -> None:
        make_tag("Treaty", description="A treaty & its end.")
        make_published(tags=["Treaty"])
        collection, trail = data(page(client, "/ko/hashtag/Treaty/"))
        assert collection == {
            "@type": "CollectionPage",
            "name": "#Treaty 최신 뉴스",
            "description": "A treaty & its end.",
            "url": f"{SITE}/ko/hashtag/Treaty/",
            "inLanguage": "ko",
            "isPartOf": {"@type": "WebSite", "name": "newsroom", "url": f"{SITE}/ko/"},
        }
        assert [item["item"] for item in trail["itemListElement"]] == [
            f"{SITE}/ko/{path}" for path in ("", "hashtag/", "hashtag/Treaty/")
        ]

    def test_nothing_that_somebody_wrote_breaks_out(self, client: Client) -> None:
        make_tag("Treaty", description=HOSTILE)
        story = make_published(
            headline=HOSTILE,
            standfirst=HOSTILE,
            byline=HOSTILE,
            tags=["Treaty"],
            source_id=make_source(HOSTILE[:100]).pk,
        )
        for path in (story.get_absolute_url(), "/en/hashtag/Treaty/", story.source.get_absolute_url()):  # type: ignore[union-attr]
            shown = page(client, path)
            assert not shown.problems
            assert not [script for script in shown.all("script") if "alert" in script.text and "type" not in script]
            assert "alert(1)" in json.dumps(data(shown))

    @given(st.text())
    def test_any_text_comes_back_as_it_was_and_holds_no_sign_of_html(self, text: str) -> None:
        block = json_ld.block([{"name": text}])
        assert not set("<>&\u2028\u2029") & set(block)
        assert json.loads(block)["@graph"] == [{"name": text}]

    def test_every_word_is_one_of_schema_org(self, client: Client) -> None:
        if not TERMS.exists():
            pytest.skip("the corpus is not beside the project")
        terms = json.loads(gzip.decompress(TERMS.read_bytes()))
        seen = set()
        for name, path in reading_pages(furnish()).items():
            shown = page(client, path)
            for thing in things(data(shown) if "ld+json" in shown.html else []):
                seen.add(thing["@type"])
                kinds = set(ancestors(thing["@type"], terms["types"]))
                for word in set(thing) - {"@type"}:
                    assert kinds & set(terms["properties"][word]["on"]), (name, thing["@type"], word)
        assert {"NewsArticle", "CollectionPage", "BreadcrumbList", "CorrectionComment", "ImageObject"} <= seen


def things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from things(part)
    if isinstance(value, list):
        for part in value:
            yield from things(part)


def ancestors(kind: str, types: dict[str, list[str]]) -> Iterator[str]:
    yield kind
    for parent in types[kind]:
        yield from ancestors(parent, types)


class TestWhatItCosts:
    def test_a_listing_makes_it_once(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        made = []
        make = HeadNode._made

        def counted(*args: Any) -> Any:
            made.append(args)
            return make(*args)

        monkeypatch.setattr(HeadNode, "_made", counted)
        make_published(tags=["Treaty"])
        pages = [client.get("/en/hashtag/Treaty/").content for _ in range(3)]
        assert len(made) == 1
        assert pages[0] == pages[2]

    def test_it_is_made_anew_when_what_it_says_has_changed(self, client: Client) -> None:
        tag = make_tag("Treaty", description="Old.")
        make_published(tags=["Treaty"])
        assert meta(page(client, "/en/hashtag/Treaty/"))["description"] == "Old."
        tag.description = "New."
        commons.save(tag, by=COMMAND)
        assert meta(page(client, "/en/hashtag/Treaty/"))["og:description"] == "New."

    def test_it_asks_the_database_nothing(self, client: Client) -> None:
        story = make_published(tags=["Treaty"], lead_image_id=make_image().pk)
        for path, most in (("/en/hashtag/Treaty/", 2), (story.get_absolute_url(), 5)):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            assert len(queries) <= most, path


def test_a_draft_of_a_live_story_does_not_show(client: Client) -> None:
    story: Article = make_published(headline="Live")
    drafting.revise(story, {"headline": "Drafted", "byline": "Drafted"}, by=COMMAND)
    make_draft(headline="Drafted")
    assert "Drafted" not in page(client, story.get_absolute_url()).html
