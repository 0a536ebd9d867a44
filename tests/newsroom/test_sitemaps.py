"""Sitemaps and robots.txt: every public address that search engines may list, and no word of any other."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import drafting, sitemaps, workflow
from articles.models import Article, Source
from articles.shelf import empty_shelf
from newsroom.lib.sitemap import NEWS, PICTURES, SITEMAP
from tags import strength
from tags.models import Tag
from tests.factories import (
    COMMAND,
    general,
    make_draft,
    make_many,
    make_published,
    make_section,
    make_source,
    make_stored_image,
    make_tag,
)
from tests.html import Page
from tests.newsroom.pages import furnish
from tests.tags.test_cost import plan
from tests.xml import SCHEMAS, parsed, problems

pytestmark = pytest.mark.django_db

SITE = "https://news.example"
MAY, JUNE = datetime(2024, 5, 31, 23, 59, 59, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.SITE_URL = SITE
    settings.HASHTAG_MIN_STORIES = 1


def locs(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    return [loc.text or "" for loc in parsed(response.content).iter(f"{{{SITEMAP}}}loc")]


def lastmods(client: Client, path: str) -> dict[str, str | None]:
    root = parsed(client.get(path).content)
    return {
        (one.findtext(f"{{{SITEMAP}}}loc") or "").removeprefix(SITE): one.findtext(f"{{{SITEMAP}}}lastmod")
        for one in root
    }


def everything(client: Client) -> list[str]:
    """Every address in every sitemap that the index names."""
    return [loc for sitemap in locs(client, "/sitemap.xml") for loc in locs(client, sitemap.removeprefix(SITE))]


def month(at: datetime) -> str:
    return f"/sitemaps/stories-{at:%Y-%m}.xml"


def update(story: Article, **fields: Any) -> None:
    """As if it had been so all along."""
    Article.objects.filter(pk=story.pk).update(**fields)
    empty_shelf()


class TestTheIndex:
    def test_leads_to_every_public_page_in_every_language_once(self, client: Client) -> None:
        newsroom = furnish()
        found = everything(client)
        assert len(found) == len(set(found))
        for story in Article.objects.published():
            for language in ("en", "ko"):
                path = story.get_absolute_url().replace("/en/", f"/{language}/", 1)
                assert SITE + path in found
        for path in ("", "hashtag/", "hashtag/Treaty/", "section/politics/", "source/korea-herald/"):
            assert {f"{SITE}/en/{path}", f"{SITE}/ko/{path}"} <= set(found), path
        for gone in (newsroom.withdrawn, newsroom.retracted):
            assert not [address for address in found if f"/article/{gone.pk}/" in address]

    def test_every_address_answers_and_says_that_it_is_its_own(self, client: Client) -> None:
        furnish()
        for address in everything(client):
            response = client.get(address.removeprefix(SITE))
            assert response.status_code == 200, address
            assert Page.of(response).one('link[rel="canonical"]')["href"] == address
            assert "X-Robots-Tag" not in response.headers, address

    def test_an_address_of_any_script_is_spelled_as_it_is_elsewhere(self, client: Client) -> None:
        stories = [make_published(headline=each) for each in ("재생에너지", "Łódź & co", "مصر", "🚢", "A" * 200)]
        found = everything(client)
        assert all(SITE + story.get_absolute_url() in found for story in stories)

    def test_names_the_months_that_have_a_story_newest_first(self, client: Client) -> None:
        for at in (MAY, JUNE, datetime(2025, 12, 31, 12, tzinfo=UTC)):
            make_published(at=at)
        found = [path for path in lastmods(client, "/sitemap.xml") if "stories" in path]
        assert found == [f"/sitemaps/stories-{each}.xml" for each in ("2025-12", "2024-06", "2024-05")]

    def test_says_when_a_month_last_changed(self, client: Client) -> None:
        make_published(at=MAY)
        first = make_published(at=JUNE)
        make_published(at=JUNE + DAY)
        told = lastmods(client, "/sitemap.xml")
        assert told[month(JUNE)] == "2024-06-02T00:00:00+00:00"
        assert told[month(MAY)] == "2024-05-31T23:59:59+00:00"
        assert told["/sitemaps/pages.xml"] == "2024-06-02T00:00:00+00:00"
        update(first, updated_at=datetime(2025, 1, 1, tzinfo=UTC))
        assert lastmods(client, "/sitemap.xml")[month(JUNE)] == "2025-01-01T00:00:00+00:00"

    def test_of_an_empty_newsroom_is_the_house(self, client: Client) -> None:
        assert everything(client) == [f"{SITE}/{path}" for path in ("en/", "ko/", "en/hashtag/", "ko/hashtag/")]

    def test_is_by_the_schemas(self, client: Client) -> None:
        if not SCHEMAS.exists():
            pytest.skip("the corpus is not beside the project")
        furnish()
        found = [(path.removeprefix(SITE), "sitemap") for path in locs(client, "/sitemap.xml")]
        for path, schema in [("/sitemap.xml", "siteindex"), *found, ("/news-sitemap.xml", "sitemap")]:
            schemas = [SCHEMAS / f"{name}.xsd" for name in (schema, "sitemap-image", "sitemap-news")]
            assert list(problems(parsed(client.get(path).content), *schemas)) == [], path


class TestWhatIsNotPublic:
    @pytest.mark.parametrize(
        "state", ["draft", "scheduled", "expired", "withdrawn", "retracted", "unlisted", "no news"]
    )
    def test_is_in_no_sitemap_nor_does_its_month_or_its_time_show(self, client: Client, state: str) -> None:
        make_published(headline="Public", at=MAY, source_id=make_source("Linnet").pk)
        before = {path: client.get(path).content for path in ("/sitemap.xml", "/sitemaps/pages.xml", month(MAY))}
        hidden(state, at=JUNE)
        hidden(state, at=MAY)
        empty_shelf()
        for path, content in before.items():
            assert client.get(path).content == content, path
        assert client.get(month(JUNE)).status_code == 404
        assert not locs(client, "/news-sitemap.xml")

    @pytest.mark.parametrize("step", ["withdraw", "retract"])
    def test_is_gone_from_what_was_kept_too(self, client: Client, step: str) -> None:
        make_published(at=MAY)
        before = client.get("/sitemap.xml").content
        story = make_published(at=JUNE)
        empty_shelf()
        assert month(JUNE) in lastmods(client, "/sitemap.xml")
        workflow.take(story, step, by=COMMAND, note="Wrong.", notice="Wrong.")
        assert client.get("/sitemap.xml").content == before

    def test_what_expires_within_minutes_is_kept_nowhere(self, client: Client) -> None:
        update(make_published(at=JUNE), expires_at=timezone.now() + timedelta(minutes=4))
        assert month(JUNE) not in lastmods(client, "/sitemap.xml")
        assert client.get(month(JUNE)).status_code == 200

    def test_is_there_again_once_it_is_public(self, client: Client) -> None:
        story = make_published(at=JUNE)
        update(story, expires_at=timezone.now() - DAY)
        assert client.get(month(JUNE)).status_code == 404
        update(story, expires_at=timezone.now() + DAY)
        assert len(locs(client, month(JUNE))) == 2

    def test_a_source_of_which_nothing_is_public_is_not_told(self, client: Client) -> None:
        make_source("Silent")
        make_draft(source_id=make_source("Planned").pk)
        assert "source" not in "".join(everything(client))

    def test_nor_a_section(self, client: Client) -> None:
        make_section("Secrets")
        assert "section" not in "".join(everything(client))


def hidden(state: str, at: datetime) -> None:
    """A story of that month which nobody shall learn of from a sitemap."""
    source = make_source(indexing={"unlisted": "none", "no news": "no-news"}.get(state, "index"))
    section = make_section()
    words: dict[str, Any] = {
        "source_id": source.pk,
        "section_id": general().pk if source.indexing != "index" else section.pk,
    }
    if state == "draft":
        make_draft(**words)
        return
    story = make_published(at=at, **words)
    if state == "scheduled":
        update(story, published_at=timezone.now() + DAY)
    if state == "expired":
        update(story, expires_at=timezone.now() - DAY)
    if state in ("withdrawn", "retracted"):
        step = {"withdrawn": "withdraw", "retracted": "retract"}[state]
        workflow.take(story, step, by=COMMAND, note="Wrong.", notice="Wrong.")


class TestAMonth:
    def test_begins_and_ends_at_midnight_of_the_world(self, client: Client, settings: Settings) -> None:
        settings.TIME_ZONE = "Asia/Seoul"
        may, june = make_published(at=MAY), make_published(at=JUNE)
        assert [f"/article/{story.pk}/" in locs(client, month(at))[0] for story, at in ((may, MAY), (june, JUNE))]
        assert [len(locs(client, month(at))) for at in (MAY, JUNE)] == [2, 2]

    def test_shows_the_picture_that_the_licence_gives(self, client: Client) -> None:
        picture = make_stored_image()
        make_published(at=JUNE, lead_image_id=picture.pk)
        make_published(at=JUNE, lead_image_id=picture.pk, source_id=make_source(pictures=False).pk)
        over = make_source(licensed_until=timezone.localdate() - DAY)
        make_published(at=JUNE, lead_image_id=picture.pk, source_id=over.pk)
        pictures = parsed(client.get(month(JUNE)).content).findall(f".//{{{PICTURES}}}loc")
        assert [each.text for each in pictures] == [SITE + picture.url] * 2

    def test_that_is_large_has_pages(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "STORIES", 10)
        make_many(35, newest=JUNE, apart=timedelta(0))
        make_many(20, newest=MAY)
        parts = [path for path in locs(client, "/sitemap.xml") if "stories" in path]
        assert [part.partition("?")[0] for part in parts] == [SITE + month(JUNE)] * 4 + [SITE + month(MAY)] * 2
        stories = [loc for part in parts for loc in locs(client, part.removeprefix(SITE))]
        assert len(stories) == len(set(stories)) == 55 * 2

    @pytest.mark.parametrize(
        "path",
        [
            *("/sitemaps/stories-2024-06.xml", "/sitemaps/stories-0001-01.xml", "/sitemaps/stories-0000-01.xml"),
            *("/sitemaps/stories-2024-13.xml", "/sitemaps/stories-9999-12.xml", "/sitemaps/stories-2024-6.xml"),
            *("/sitemaps/sources-0.xml", "/sitemaps/hashtags-1.xml", "/sitemaps/hashtags-01.xml"),
            *("/sitemaps/hashtags-9999999999999.xml", "/sitemaps/hashtags-99999999999999.xml", "/sitemaps/-.xml"),
        ],
    )
    def test_where_there_is_nothing_there_is_no_page(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_a_page_that_was_never_given_out_is_refused(self, client: Client) -> None:
        make_published(at=JUNE)
        assert client.get(f"{month(JUNE)}?before=x").status_code == 400


class TestHashtags:
    def test_only_strong_live_and_visible_ones_are_listed(self, client: Client, settings: Settings) -> None:
        settings.HASHTAG_MIN_STORIES = 2
        make_many(3, tags=["Strong"])
        make_published(tags=["Weak"])
        make_many(3, tags=["Hidden"])
        make_tag("Alias", canonical=Tag.objects.get(name="Strong"))
        strength.refresh()
        Tag.objects.filter(name="Hidden").update(hidden=True)
        assert [path for path in everything(client) if "/hashtag/" in path and not path.endswith("/hashtag/")] == [
            f"{SITE}/en/hashtag/Strong/",
            f"{SITE}/ko/hashtag/Strong/",
        ]

    def test_tell_of_their_newest_public_story(self, client: Client) -> None:
        make_published(at=MAY, tags=["Treaty"])
        for number, state in enumerate(({"published_at": timezone.now() + DAY}, {"expires_at": timezone.now() - DAY})):
            story = make_published(at=JUNE + number * DAY, tags=["Treaty"])
            update(story, **state)
            story.taggings.update(published_at=state.get("published_at", story.published_at))
        Tag.objects.update(indexed=True)
        assert lastmods(client, "/sitemaps/hashtags-0.xml")["/en/hashtag/Treaty/"] == "2024-05-31T23:59:59+00:00"

    def test_go_by_ranges_of_ids(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "THINGS", 3)
        make_published(tags=[f"Subject {number}" for number in range(10)])
        Tag.objects.update(indexed=True)
        pages = [path for path in locs(client, "/sitemap.xml") if "hashtags" in path]
        assert len(pages) in (4, 5)
        found = [loc for page in pages for loc in locs(client, page.removeprefix(SITE))]
        assert len(found) == len(set(found)) == 20


class TestNews:
    def test_has_the_last_two_days_newest_first(self, client: Client) -> None:
        for headline, ago in [("Older", DAY), ("Old", 2 * DAY + timedelta(minutes=1)), ("Newest", timedelta(hours=1))]:
            make_published(headline=headline, ago=ago)
        titles = parsed(client.get("/news-sitemap.xml").content).findall(f".//{{{NEWS}}}title")
        assert [title.text for title in titles] == ["Newest", "Older"]

    def test_names_the_house_the_language_and_the_first_publication(self, client: Client, settings: Settings) -> None:
        settings.SITE_NAME = "Ferry & Quay"
        story = make_published(language="ko-KR", headline="여객선")
        workflow.publish(story, by=COMMAND, revision=drafting.revise(story, {"headline": "새 여객선"}, by=COMMAND))
        story.refresh_from_db()
        (url,) = parsed(client.get("/news-sitemap.xml").content)
        told = {element.tag.partition("}")[2]: element.text for element in url.iter()}
        assert told["loc"] == SITE + story.get_absolute_url().replace("/en/", "/ko/")
        assert (told["name"], told["language"], told["title"]) == ("Ferry & Quay", "ko", "새 여객선")
        assert story.published_at
        assert datetime.fromisoformat(told["publication_date"] or "") == story.published_at.replace(microsecond=0)

    def test_has_a_thousand_at_most(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        assert sitemaps.NEWS_STORIES <= 1_000
        monkeypatch.setattr(sitemaps, "NEWS_STORIES", 5)
        newest = make_many(8)[0]
        found = locs(client, "/news-sitemap.xml")
        assert len(found) == 5
        assert found[0] == SITE + newest.get_absolute_url()

    def test_is_empty_when_there_is_no_news(self, client: Client) -> None:
        assert locs(client, "/news-sitemap.xml") == []


class TestWhatTheyCost:
    @pytest.mark.parametrize("stories", [1, 300])
    def test_the_index_takes_few_queries_however_much_there_is(self, client: Client, stories: int) -> None:
        make_many(stories, tags=["Treaty", "Ferries"], apart=DAY * 5)
        strength.refresh()
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        # The epoch, the months; of sources and of hashtags the first page, and that there is no other.
        assert len(queries) == 6
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        assert len(queries) == 5, "the months are kept"

    def test_where_the_pages_of_months_start_is_kept_too(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "STORIES", 2)
        make_many(9)
        first = client.get("/sitemap.xml").content
        assert first.count(b"?before=") == 4
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/sitemap.xml").content == first
        assert len(queries) == 4  # there are no hashtags

    @pytest.mark.parametrize("stories", [1, 300])
    def test_a_page_takes_one(self, client: Client, stories: int) -> None:
        make_many(stories, newest=JUNE, apart=timedelta(0), tags=["Treaty"])
        Tag.objects.update(indexed=True)
        for path in (month(JUNE), "/sitemaps/pages.xml", "/sitemaps/sources-0.xml", "/sitemaps/hashtags-0.xml"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            assert len(queries) == 1, path

    def test_a_page_holds_no_more_than_the_protocol_allows(self, settings: Settings) -> None:
        assert max(sitemaps.STORIES, sitemaps.THINGS) * len(settings.LANGUAGES) <= 50_000

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes so few rows as they lie")
    def test_the_months_and_a_page_are_each_one_range_of_an_index(self) -> None:
        make_many(300, newest=JUNE, apart=DAY)
        with CaptureQueriesContext(connection) as queries:
            sitemaps.months()
            sitemaps.stories(JUNE.date(), None, SITE)
        months, page = (plan(query["sql"]) for query in queries)
        assert any("COVERING INDEX article_source_river" in step for step in months), months
        assert any("INDEX article_river" in step for step in page), page


class TestHeaders:
    def test_say_who_may_keep_them_and_what_they_are_made_of(self, client: Client) -> None:
        furnish()
        for path, key in [
            *(("/sitemap.xml", "sitemaps"), ("/news-sitemap.xml", "sitemaps"), ("/sitemaps/sources-0.xml", "sources")),
            *(("/sitemaps/hashtags-0.xml", "tags"), (month(timezone.now()), f"month-{timezone.now():%Y-%m}")),
        ]:
            response = client.get(path)
            assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert response.headers["Surrogate-Key"] == key
            assert response.headers["Content-Type"] == "application/xml"
            assert response.headers["X-Robots-Tag"] == "noindex"
            assert client.get(path, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


class TestWhereTheSiteIs:
    def test_without_a_setting_addresses_are_under_the_name_that_was_asked(
        self, client: Client, settings: Settings
    ) -> None:
        settings.SITE_URL, settings.ALLOWED_HOSTS = "", ["news.example", "testserver"]
        found = client.get("/sitemap.xml", headers={"Host": "news.example"}, secure=True)
        assert b"<loc>https://news.example/sitemaps/pages.xml</loc>" in found.content

    def test_a_foreign_name_is_never_repeated(self, client: Client, settings: Settings) -> None:
        settings.SITE_URL, settings.ALLOWED_HOSTS = "", ["news.example"]
        for path in ("/sitemap.xml", "/robots.txt", "/en/"):
            response = client.get(path, headers={"Host": "evil.example"})
            assert response.status_code == 400
            assert b"evil.example" not in response.content


class TestRobots:
    def test_lead_to_the_sitemaps_and_away_from_what_is_not_for_them(self, client: Client) -> None:
        newsroom = furnish()
        response = client.get("/robots.txt")
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        robots = RobotFileParser()
        robots.parse(response.content.decode().splitlines())
        assert robots.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
        for path in ("/admin/", "/api/v1/", "/en/search/?q=x", "/ko/search/", f"/en/preview/{newsroom.preview}/"):
            assert not robots.can_fetch("Googlebot", SITE + path), path
        everywhere = [*everything(client), f"{SITE}/en/hashtag/Treaty/?before=1-1", f"{SITE}/static/css/base.css"]
        for address in [*everywhere, *locs(client, "/sitemap.xml"), SITE + newsroom.picture.url]:
            assert robots.can_fetch("Googlebot", address), address


def test_sources_are_findable_by_default() -> None:
    assert Source.objects.findable().filter(pk=make_source().pk).exists()
