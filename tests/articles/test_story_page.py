"""The page of a story: its words, where they are from, what became of them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import drafting, workflow
from articles.models import Article
from tests.factories import (
    COMMAND,
    make_draft,
    make_image,
    make_published,
    make_section,
    make_source,
    make_tag,
    make_user,
)
from tests.html import Page

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def page(client: Client, story: Article) -> Page:
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return Page.of(response)


def published(client: Client, **words: Any) -> Page:
    return page(client, make_published(**words))


def correct(story: Article, notice: str, **words: Any) -> None:
    revision = drafting.revise(story, words, by=COMMAND)
    workflow.take(story, "correct", by=COMMAND, revision=revision, notice=notice)


class TestItsWords:
    def test_stand_there_as_they_were_published(self, client: Client) -> None:
        shown = published(
            client,
            headline="Ferries sail again",
            standfirst="After eleven weeks.",
            byline="Mara Quill and Odd Berg",
            body='<p>The <strong>crews</strong> said <a href="https://yes.example/">yes</a>.</p><h2>At last</h2>',
            section_id=make_section("Politics").pk,
            source_id=make_source("Korea Herald").pk,
        ).one("article.story")
        assert shown.one("h1").text == "Ferries sail again"
        assert shown.one(".standfirst").text == "After eleven weeks."
        assert shown.one(".byline").text == "Mara Quill and Odd Berg"
        assert shown.one(".body p strong").text == "crews"
        assert shown.one(".body a")["rel"] == "noopener noreferrer"
        assert shown.one(".body h2").text == "At last"
        assert shown.one("a.section")["href"] == "/en/section/politics/"
        assert (shown.one("a.source").text, shown.one("a.source")["href"]) == (
            "Korea Herald",
            "/en/source/korea-herald/",
        )

    def test_are_named_to_search_engines_and_in_the_tab(self, client: Client) -> None:
        shown = published(client, headline='“Yes” & "no"', body='<p>The <em>crews</em> said "yes".</p>')
        assert shown.one("title").text == '“Yes” & "no" · newsroom'
        assert shown.one('meta[name="description"]')["content"] == 'The crews said "yes".'

    def test_the_standfirst_describes_it_better(self, client: Client) -> None:
        assert published(client, standfirst="After weeks.").one('meta[name="description"]')["content"] == "After weeks."

    def test_what_is_not_there_leaves_no_gap(self, client: Client) -> None:
        shown = published(client).one("article.story")
        for absent in (".standfirst", ".byline", "figure", ".tags", ".original", ".corrections", "img"):
            assert shown.all(absent) == [], absent

    @pytest.mark.parametrize(
        ("language", "direction"), [("ar", "rtl"), ("fa-IR", "rtl"), ("ko", "ltr"), ("pt-BR", "ltr")]
    )
    def test_are_in_their_language_whatever_the_frame_is_in(
        self, client: Client, language: str, direction: str
    ) -> None:
        shown = published(client, language=language, standfirst="!", byline="?", lead_image_id=make_image().pk)
        assert (shown.one("html")["lang"], shown.one("html")["dir"]) == ("en", "ltr")
        assert shown.one("h1").parent
        for part in (shown.one("h1").parent, shown.one(".body"), shown.one("figure")):
            assert part
            assert (part["lang"], part["dir"]) == (language, direction)
        assert shown.one(".byline")["lang"] == language

    def test_show_what_somebody_wrote_as_words(self, client: Client) -> None:
        shown = published(client, headline="<b>Bold</b>", standfirst="<script>x</script>", byline="A < B")
        assert shown.one("h1").text == "<b>Bold</b>"
        assert shown.one(".standfirst").text == "<script>x</script>"
        assert shown.one(".byline").text == "A < B"

    def test_of_a_draft_on_a_live_story_nothing_shows(self, client: Client) -> None:
        story = make_published(headline="Live")
        drafting.revise(story, {"headline": "Drafted", "body": "<p>Drafted</p>"}, tag_names=["Drafted"], by=COMMAND)
        assert "Drafted" not in page(client, story).html


class TestItsPicture:
    def test_says_what_it_shows_and_whose_it_is(self, client: Client) -> None:
        picture = make_image(alt="A quay", caption="The quay at dawn.", credit="Ida Moor", width=1200, height=800)
        figure = published(client, lead_image_id=picture.pk).one("figure")
        image = figure.one("img")
        assert (image["src"], image["alt"]) == (picture.url, "A quay")
        assert (image["width"], image["height"]) == ("1200", "800")
        assert figure.one("figcaption").text == "The quay at dawn. Ida Moor"

    def test_without_words_has_no_line_below(self, client: Client) -> None:
        assert published(client, lead_image_id=make_image().pk).all("figcaption") == []

    def test_the_logo_of_its_source_stands_beside_the_name(self, client: Client) -> None:
        logo = make_image(of_the_house=True, width=64, height=32)
        image = published(client, source_id=make_source("Herald", logo=logo).pk).one("a.source img")
        assert (image["src"], image["alt"], image["width"], image["height"]) == (logo.url, "", "64", "32")


class TestItsTimes:
    def test_are_exact_with_their_zone(self, client: Client, settings: Settings) -> None:
        settings.TIME_ZONE = "Asia/Seoul"
        shown = published(client, at=datetime(2026, 3, 1, 20, 30, tzinfo=UTC))
        (time,) = shown.all("dl time")
        assert (time.text, time["datetime"]) == ("2 March 2026, 05:30 KST", "2026-03-02T05:30:00+09:00")

    def test_an_update_is_told(self, client: Client) -> None:
        story = make_published(ago=timedelta(days=3))
        workflow.publish(story, by=COMMAND, revision=drafting.revise(story, {"headline": "Newer"}, by=COMMAND))
        shown = page(client, story)
        assert shown.texts("dl dt") == ["Published", "Updated"]
        story.refresh_from_db()
        instants = [datetime.fromisoformat(time["datetime"]) for time in shown.all("dl time")]
        assert story.published_at
        assert story.updated_at
        assert instants == [at.replace(microsecond=0) for at in (story.published_at, story.updated_at)]


class TestItsCorrections:
    def test_stay_visible_with_their_date_newest_first(self, client: Client) -> None:
        story = make_published(headline="Nine crews", ago=timedelta(days=1))
        correct(story, "It was <eight> crews.", headline="Eight crews")
        correct(story, "It was seven.", headline="Seven crews")
        shown = page(client, story)
        assert shown.one("h1").text == "Seven crews"
        assert shown.one('.facts [href="#corrections"]').text == "This story was corrected."
        notes = shown.one("#corrections")
        assert notes.texts("li p") == ["It was seven.", "It was <eight> crews."]
        assert [time["datetime"] for time in notes.all("time")] == [
            timezone.localtime(correction.at).isoformat(timespec="seconds") for correction in story.corrections.all()
        ]

    def test_of_another_story_are_not_its_own(self, client: Client) -> None:
        other, story = make_published(), make_published()
        correct(other, "It was eight.")
        assert page(client, story).all("#corrections") == []


class TestItsHashtags:
    def test_stand_in_their_order_and_lead_to_their_pages(self, client: Client) -> None:
        shown = published(client, tags=["Treaty", "Ferry strike", "C#"])
        links = {link.text: link["href"] for link in shown.all("article.story .tags a")}
        assert links == {
            "#Treaty": "/en/hashtag/Treaty/",
            "#Ferrystrike": "/en/hashtag/Ferrystrike/",
            "#C#": "/en/hashtag/C%23/",
        }

    def test_hidden_ones_are_not_named(self, client: Client) -> None:
        make_tag("Internal", hidden=True)
        story = make_published(tags=["Internal", "Treaty"])
        assert "Internal" not in page(client, story).html
        keys = client.get(story.get_absolute_url()).headers["Surrogate-Key"].split()
        assert len([key for key in keys if key.startswith("tag-")]) == 1

    def test_the_original_is_linked(self, client: Client) -> None:
        shown = published(
            client, original_url="https://herald.example/a?b=1&c=2", source_id=make_source("Korea Herald").pk
        )
        link = shown.one(".original a")
        assert (link.text, link["href"]) == ("The original at Korea Herald", "https://herald.example/a?b=1&c=2")


class TestItsAddress:
    @pytest.mark.parametrize("slug", ["ferries-stop", "Ferries-Sail", "x", "ferries-sail-", "ferries sail", "여객선"])
    def test_a_wrong_slug_leads_to_the_right_one(self, client: Client, slug: str) -> None:
        story = make_published(headline="Ferries sail")
        response = client.get(f"/en/article/{story.pk}/{quote(slug)}/")
        assert (response.status_code, response.headers["Location"]) == (301, f"/en/article/{story.pk}/ferries-sail/")

    def test_an_old_headline_leads_to_the_new_one(self, client: Client) -> None:
        story = make_published(headline="Ferries stop")
        old = story.get_absolute_url()
        workflow.publish(story, by=COMMAND, revision=drafting.revise(story, {"headline": "Ferries go"}, by=COMMAND))
        assert client.get(old).headers["Location"] == f"/en/article/{story.pk}/ferries-go/"

    @pytest.mark.parametrize("headline", ["재생에너지 61퍼센트", "Łódź über alles", "مصر", "🚢", "C# & C++", "भारत"])
    def test_a_headline_of_any_script_has_a_stable_one(self, client: Client, headline: str) -> None:
        story = make_published(headline=headline)
        path = story.get_absolute_url()
        assert path.isascii()
        assert unquote(path).endswith(f"/{story.slug}/")
        assert page(client, story).one("h1").text == headline

    def test_an_unknown_number_is_not_found(self, client: Client) -> None:
        assert client.get("/en/article/999999/x/").status_code == 404


class TestWhatIsNotPublic:
    def test_a_draft_is_not_found_under_any_slug(self, client: Client) -> None:
        story, _ = make_draft(headline="Secret")
        for slug in ("secret", "x"):
            assert client.get(f"/en/article/{story.pk}/{slug}/").status_code == 404

    def test_a_draft_is_not_found_by_its_writer_either(self, client: Client) -> None:
        reporter = make_user("Reporter")
        story, _ = make_draft(by=reporter)
        client.force_login(reporter)
        assert client.get(story.get_absolute_url()).status_code == 404

    def test_a_scheduled_one_is_not_found_before_its_time(self, client: Client) -> None:
        story = make_published(ago=-timedelta(minutes=5))
        assert client.get(story.get_absolute_url()).status_code == 404
        Article.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(seconds=1))
        assert client.get(story.get_absolute_url()).status_code == 200

    def test_an_expired_one_is_not_found(self, client: Client) -> None:
        story = make_published(ago=timedelta(days=1))
        Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        assert client.get(story.get_absolute_url()).status_code == 404

    def test_a_withdrawn_one_is_gone_and_nothing_is_said_of_it(self, client: Client) -> None:
        story = make_published(headline="Wrongly accused", tags=["Trial"])
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong man.")
        for slug in (story.slug, "x"):
            response = client.get(f"/en/article/{story.pk}/{slug}/")
            assert response.status_code == 410
            assert response.headers["Cache-Control"] == "private, no-store"
            shown = Page.of(response)
            assert shown.one("h1").text == "410 This story was withdrawn"
            for word in ("Wrongly accused", "Trial", "Wrong man"):
                assert word not in shown.html

    def test_a_retracted_one_is_gone_with_its_notice(self, client: Client) -> None:
        story = make_published(headline="Wrongly accused", standfirst="Of all things.", body="<p>He did it.</p>")
        workflow.take(story, "retract", by=COMMAND, note="Lawyers.", notice="He did <not>.\n\nWe are sorry.")
        response = client.get(story.get_absolute_url())
        assert response.status_code == 410
        shown = Page.of(response)
        assert shown.one("h1").text == "This story was retracted Wrongly accused"
        assert shown.texts("main p") == ["He did <not>.", "We are sorry."]
        for word in ("Of all things", "He did it", "Lawyers"):
            assert word not in shown.html

    def test_a_withdrawn_one_that_was_retracted_later_says_why(self, client: Client) -> None:
        story = make_published()
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
        assert Page.of(client.get(story.get_absolute_url())).texts("main p") == ["It was wrong."]

    def test_a_page_that_was_kept_is_not_served_once_it_is_gone(self, client: Client) -> None:
        story = make_published()
        etag = client.get(story.get_absolute_url()).headers["ETag"]
        workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        assert client.get(story.get_absolute_url(), headers={"If-None-Match": etag}).status_code == 410


class TestItsHeaders:
    def test_say_who_may_keep_it_and_what_it_is_made_of(self, client: Client) -> None:
        story = make_published(tags=["Treaty", "Ferries"])
        response = client.get(story.get_absolute_url())
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        tags = [f"tag-{tagging.tag_id}" for tagging in story.taggings.all()]
        assert response.headers["Surrogate-Key"].split() == [f"article-{story.pk}", f"source-{story.source_id}", *tags]
        assert "Vary" not in response.headers
        assert not response.cookies

    def test_it_is_not_sent_again_while_nothing_has_changed(self, client: Client) -> None:
        path = make_published().get_absolute_url()
        assert client.get(path, headers={"If-None-Match": client.get(path).headers["ETag"]}).status_code == 304
        assert client.head(path).status_code == 200
