"""No card is rendered twice, and none is shown once it is no longer true."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.http import urlencode
from pytest_django import Settings

from articles import cards as cards_of
from articles import commons, drafting, workflow
from articles.cards import Row, cards
from articles.listings import latest
from articles.models import Article, Epoch, Image, Section, Source
from articles.shelf import current_shelf, shelf_of
from newsroom.lib.keyset import Cursor
from tags.models import Tag
from tests.factories import COMMAND, make_image, make_many, make_published, make_section, make_source

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The headline and the time label of every card that is rendered from now on."""
    made, render = list[tuple[str, str]](), cards_of.render

    def watched(article: Article, time_label: str, day: date, *, leads: bool) -> str:
        made.append((article.headline, time_label))
        return render(article, time_label, day, leads=leads)

    monkeypatch.setattr(cards_of, "render", watched)
    return made


def listed() -> list[Row]:
    return latest().rows


def show(rows: list[Row] | None = None, now: datetime = NOW) -> list[str]:
    return list(cards(listed() if rows is None else rows, shelf=current_shelf(), now=now))


class TestOnce:
    def test_a_card_is_rendered_once(self, rendered: list[tuple[str, str]]) -> None:
        make_published(headline="Ferries sail", at=NOW - timedelta(hours=3))
        first = show()
        assert show() == first
        assert rendered == [("Ferries sail", "3 hours ago")]

    def test_anew_only_when_its_label_changes(self, rendered: list[tuple[str, str]]) -> None:
        make_published(headline="Ferries sail", at=NOW - timedelta(hours=3))
        for minutes in [0, 1, 59, 60, 61]:
            show(now=NOW + timedelta(minutes=minutes))
        assert [label for _, label in rendered] == ["3 hours ago", "4 hours ago"]
        for days in [7, 8, 900]:
            show(now=NOW + timedelta(days=days))
        assert len(rendered) == 3, "an old story's date is always the same"

    def test_once_in_each_language(self, rendered: list[tuple[str, str]]) -> None:
        make_published(at=NOW - timedelta(hours=3))
        english = show()
        for _ in range(2):
            with translation.override("ko"):
                assert "3시간 전" in show()[0]
        assert show() == english
        assert [label for _, label in rendered] == ["3 hours ago", "3시간 전"]

    def test_also_an_old_one_whose_date_reads_alike_in_both(self, rendered: list[tuple[str, str]]) -> None:
        make_published(at=NOW - timedelta(days=900), body=f"<p>{'word ' * 400}</p>")
        english = show()
        with translation.override("ko"):
            assert "Read the whole story" not in show()[0]
        assert "Read the whole story" in english[0]
        assert len(rendered) == 2

    def test_only_those_that_are_missing_are_fetched(self, rendered: list[tuple[str, str]]) -> None:
        for number in range(3):
            make_published(headline=f"Story {number}", at=NOW - timedelta(days=1, seconds=number))
        show()
        make_published(headline="Newest", at=NOW - timedelta(days=1) + timedelta(seconds=1))
        assert [headline for headline, _ in rendered] == ["Story 0", "Story 1", "Story 2"]
        assert len(show()) == 4
        assert [headline for headline, _ in rendered[3:]] == ["Newest"]

    @pytest.mark.parametrize("number", [1, 30])
    def test_a_cold_page_takes_two_queries_and_a_warm_one_none(self, number: int) -> None:
        for _ in range(number):
            make_published(tags=["Ferries", "Ports"], lead_image_id=make_image().pk)
        rows, shelf = latest(limit=30).rows, current_shelf()
        for queries in [2, 0]:
            with CaptureQueriesContext(connection) as captured:
                assert len(cards(rows, shelf=shelf, now=NOW)) == number
            assert len(captured) == queries

    def test_a_shelf_holds_so_many_and_no_more(self, settings: Any) -> None:
        settings.CARDS_KEPT = 2
        for _ in range(5):
            make_published()
        assert len(show()) == 5
        assert len(current_shelf().cards) == 2


class TestAnew:
    """What changed shows at once, whoever changed it by its verb."""

    def test_the_words_of_a_story(self, rendered: list[tuple[str, str]]) -> None:
        story = make_published(headline="Ferries stop")
        assert "Ferries stop" in show()[0]
        workflow.publish(story, by=COMMAND, revision=drafting.revise(story, {"headline": "Ferries sail"}, by=COMMAND))
        assert "Ferries sail" in show()[0]
        assert "Ferries stop" not in show()[0]
        assert len(rendered) == 2

    def test_its_hashtags(self) -> None:
        story = make_published(tags=["Ferries"])
        assert "#Ferries" in show()[0]
        revision = drafting.revise(story, {}, tag_names=["Ports"], by=COMMAND)
        workflow.publish(story, by=COMMAND, revision=revision)
        assert "#Ports" in show()[0]
        assert "#Ferries" not in show()[0]

    @pytest.mark.parametrize("model", [Source, Section])
    def test_the_name_of_its_source_or_section(self, model: type[Source | Section]) -> None:
        make_published(source_id=make_source("The Heron").pk, section_id=make_section("The Heron").pk)
        show()
        thing = model._default_manager.get(name="The Heron")
        thing.name = "The Grey Heron"
        commons.save(thing, by=COMMAND)
        assert "The Grey Heron" in show()[0]

    def test_a_hashtag_that_is_hidden(self) -> None:
        make_published(tags=["Ferries", "Ports"])
        assert "#Ports" in show()[0]
        ports = Tag.objects.get(name="Ports")
        ports.hidden = True
        commons.save(ports, by=COMMAND)
        assert "#Ports" not in show()[0]
        assert "#Ferries" in show()[0]

    def test_what_its_picture_shows(self) -> None:
        make_published(lead_image_id=make_image(alt="A quay").pk)
        assert 'alt="A quay"' in show()[0]
        picture = Image.objects.get()
        picture.alt = "A pier"
        commons.save(picture, by=COMMAND)
        assert 'alt="A pier"' in show()[0]

    def test_nothing_else_makes_a_card_anew(self, rendered: list[tuple[str, str]]) -> None:
        story = make_published()
        show()
        drafting.revise(story, {"headline": "Not yet"}, by=COMMAND)
        make_published(at=NOW + timedelta(days=1))
        Article.objects.filter(pk=story.pk).update(external_id="7")
        show()
        assert len(rendered) == 1


class TestGone:
    def test_a_story_that_ceased_to_be_public_since_it_was_listed_has_no_card(self) -> None:
        stays, goes = make_published(headline="Stays"), make_published(headline="Goes")
        rows = listed()
        assert len(rows) == 2
        workflow.take(goes, "withdraw", by=COMMAND, note="Wrong.")
        (card,) = show(rows)
        assert stays.headline in card

    def test_a_story_that_changed_since_shows_its_new_words_and_keeps_no_card_of_the_old_version(self) -> None:
        story = make_published(headline="Ferries stop")
        rows = listed()
        workflow.publish(story, by=COMMAND, revision=drafting.revise(story, {"headline": "Ferries sail"}, by=COMMAND))
        assert "Ferries sail" in show(rows)[0]
        assert len(current_shelf().cards) == 0

    def test_none_are_none(self) -> None:
        assert show([]) == []


class TestCard:
    def test_nothing_unpublished_is_in_it(self) -> None:
        story = make_published(headline="Seen", body="<p>Seen.</p>", tags=["Seen"])
        words = {
            "headline": "Secret",
            "body": "<p>Secret.</p>",
            "standfirst": "Secret",
            "source_id": make_source("Secret").pk,
            "section_id": make_section("Secret").pk,
            "lead_image_id": make_image(alt="Secret").pk,
        }
        revision = drafting.revise(story, words, tag_names=["Secret"], by=COMMAND)
        workflow.take(story, "submit", by=COMMAND, revision=revision)
        Article.objects.update(notice="Secret", external_id="Secret")
        (card,) = show()
        assert "Secret" not in card
        assert "Seen" in card

    def test_words_are_words_and_never_markup(self) -> None:
        nasty = "<script>alert(1)</script>"
        make_published(headline=nasty, body="<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
        Source.objects.update(name=nasty)
        assert "<script" not in show()[0]

    def test_the_first_two_pictures_are_loaded_at_once_wherever_a_card_stood_before(self) -> None:
        for number in range(4):
            make_published(headline=f"Story {number}", lead_image_id=make_image().pk, at=NOW - timedelta(days=number))
        for rows in [listed(), listed()[::-1]]:
            shown = show(rows)
            assert ['fetchpriority="high"' in card for card in shown] == [True, False, False, False]
            assert ['loading="eager"' in card for card in shown] == [False, True, False, False]
            assert ['loading="lazy"' in card for card in shown] == [False, False, True, True]

    def test_a_text_that_says_so_hastens_nothing(self) -> None:
        make_published(headline='loading="lazy"', body='<p>loading="lazy"</p>')
        assert "fetchpriority" not in show()[0]

    def test_a_long_text_is_cut_and_says_where_the_rest_is(self) -> None:
        make_published(body=f"<p>{'word ' * 400}</p>")
        (card,) = show()
        assert "Read the whole story" in card
        assert card.count("word") < 250


class TestShelf:
    def test_it_is_the_same_while_nothing_changed_and_asking_takes_one_query(self) -> None:
        shelf = current_shelf()
        with CaptureQueriesContext(connection) as queries:
            assert current_shelf() is shelf
        assert len(queries) == 1
        Epoch.objects.bump()
        assert current_shelf() is not shelf

    def test_a_request_has_one_from_its_beginning_to_its_end(self) -> None:
        request, later = RequestFactory().get("/"), RequestFactory().get("/")
        shelf = shelf_of(request)
        Epoch.objects.bump()
        with CaptureQueriesContext(connection) as queries:
            assert shelf_of(request) is shelf
        assert not queries.captured_queries
        assert shelf_of(later) is not shelf

    def test_sections_are_read_once(self) -> None:
        make_section("Sea", position=1)
        shelf = current_shelf()
        assert [section.name for section in shelf.sections] == ["General", "Sea"]
        with CaptureQueriesContext(connection) as queries:
            assert len(shelf.sections) == 2
        assert not queries.captured_queries

    def test_a_thing_is_made_once_and_one_that_is_missing_is_looked_for_again(self) -> None:
        shelf = current_shelf()
        assert shelf.get("heron", lambda: None) is None
        heron = make_source("The Heron")
        for _ in range(2):
            assert shelf.get("heron", lambda: Source.objects.get()) == heron
            Source.objects.all().delete()


class TestTheFrame:
    """What is around the river of a page: made once, and anew as soon as a word of it is another."""

    PATH = "/en/hashtag/Treaty/"

    @pytest.fixture
    def framed(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The templates of the frames that are made from now on."""
        made = list[str]()

        def watched(template: str, *args: Any) -> str:
            if template != "articles/river.html":
                made.append(template)
            return render_to_string(template, *args)

        monkeypatch.setattr("articles.river.render_to_string", watched)
        return made

    def test_is_made_once_and_a_new_story_stands_in_it_at_once(self, client: Client, framed: list[str]) -> None:
        make_published(tags=["Treaty"], headline="Signed")
        client.get(self.PATH)
        make_published(tags=["Treaty"], headline="Ratified")
        said = client.get(self.PATH).text
        assert framed == ["tags/hashtag.html"]
        assert "Signed" in said
        assert said.index("Ratified") < said.index("Signed")
        assert "<!--" not in said

    def test_is_another_once_the_hashtag_is(self, client: Client) -> None:
        make_published(tags=["Treaty"])
        client.get(self.PATH)
        tag = Tag.objects.get(name="Treaty")
        tag.description = "Of two towns & a river."
        tag.save()
        Epoch.objects.bump()  # as the desk does
        assert "Of two towns &amp; a river." in client.get(self.PATH).text

    def test_what_is_related_is_gone_with_its_story(self, client: Client) -> None:
        both = make_published(tags=["Treaty", "Snow"])
        make_published(tags=["Treaty", "Snow"])
        assert "#Snow" in client.get(self.PATH).text
        for story in Article.objects.all():
            if story != both:
                workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
        workflow.take(both, "withdraw", by=COMMAND, note="Wrong.")
        make_published(tags=["Treaty"])
        assert "#Snow" not in client.get(self.PATH).text

    def test_is_kept_under_the_address_alone(self, client: Client, framed: list[str]) -> None:
        make_published(tags=["Treaty"])
        for query in ("?a=1", "?a=2", "", "?a=1", ""):
            said = client.get(f"{self.PATH}{query}").text
            assert f'href="/ko/hashtag/Treaty/{query}"' in said
        assert len(framed) == 4

    def test_all_older_pages_have_one(self, client: Client, framed: list[str]) -> None:
        make_many(50, tags=["Treaty"])
        older = [f"?{urlencode({'before': str(Cursor(NOW - timedelta(days=days), 1))})}" for days in (1, 2, 3)]
        for query in older:
            said = client.get(f"{self.PATH}{query}").text
            assert said.count(f'href="/ko/hashtag/Treaty/{query}"') == 2
            assert 'rel="canonical"' not in said
        assert framed == ["tags/hashtag.html"]
        said = client.get(self.PATH).text
        assert 'rel="canonical"' in said
        assert "<!--" not in said

    def test_each_name_of_the_site_and_each_language_has_its_own(self, client: Client, settings: Settings) -> None:
        settings.ALLOWED_HOSTS = ["one.example", "two.example"]
        make_published(tags=["Treaty"])
        for path, language in ((self.PATH, "en"), ("/ko/hashtag/Treaty/", "ko")):
            for host in ("one.example", "two.example", "one.example"):
                said = client.get(path, headers={"Host": host}).text
                assert f'<link rel="canonical" href="http://{host}{path}">' in said
                assert f'<html lang="{language}"' in said
