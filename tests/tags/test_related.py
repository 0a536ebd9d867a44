"""What goes with a hashtag and with a story, with the reason; and nothing that is not public."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, workflow
from articles.models import Article
from articles.previews import share
from articles.shelf import PASSING, empty_shelf
from tags import related
from tags.models import Tag
from tests.factories import COMMAND, make_many, make_published, make_source, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def beside(name: str) -> list[str]:
    return [tag.name for tag in related.hashtags(Tag.objects.get(name=name))]


def read_next(article: Article) -> dict[str, str]:
    """Headlines with the reason, in order."""
    whole = Article.objects.with_card().get(pk=article.pk)
    return {found.article.headline: found.tag.name for found in whole.taggings.related()}


def story(headline: str, *tags: str, **fields: Any) -> Article:
    return make_published(headline=headline, tags=tags, **fields)


class TestHashtags:
    def test_those_that_its_stories_have_more_than_once(self) -> None:
        for _ in range(2):
            story("Ferries sail", "Ferries", "Ports")
        story("Snow", "Ferries", "Snow")
        assert beside("Ferries") == ["Ports"]

    def test_one_that_every_story_has_says_less_than_one_that_goes_with_it(self) -> None:
        for _ in range(3):
            story("Ferries sail", "Ferries", "Ports", "News")
        make_many(30, tags=["News"], newest=timezone.now() - timedelta(seconds=30), apart=timedelta(seconds=1))
        assert beside("Ferries") == ["Ports", "News"]

    def test_what_everybody_wrote_about_before_these_stories_does_not_count(self) -> None:
        for _ in range(2):
            story("Ferries sail", "Ferries", "Ports", "Storm")
        story("Ports", "Ports", ago=timedelta(0))
        make_many(30, tags=["Storm"], newest=timezone.now() - 9 * DAY)
        assert beside("Ferries") == ["Storm", "Ports"]

    def test_no_hidden_one_and_nothing_of_what_is_not_public(self) -> None:
        make_tag("Desk notes", hidden=True)
        for _ in range(2):
            story("Ferries sail", "Ferries", "Desk notes")
            story("Ferries will sail", "Ferries", "To come", at=timezone.now() + HOUR)
        gone = [story("Ferries sank", "Ferries", "Wrecks") for _ in range(2)]
        workflow.take(gone[0], "withdraw", by=COMMAND, note="Wrong.")
        assert beside("Ferries") == []

    def test_so_many_and_no_more(self) -> None:
        for _ in range(2):
            story("Ferries sail", "Ferries", *(f"Subject {number}" for number in range(9)))
        assert len(beside("Ferries")) == related.HASHTAGS

    def test_three_queries_however_many_stories_there_are(self) -> None:
        make_many(150, tags=["Ferries", "Ports", "Ships"])
        tag = Tag.objects.get(name="Ferries")
        with CaptureQueriesContext(connection) as queries:
            assert len(related.hashtags(tag)) == 2
        assert len(queries) == 3


class TestLineOfTheHashtagPage:
    PATH = "/en/hashtag/Ferries/"

    def line(self, client: Client, path: str = PATH) -> list[str]:
        page = Page.of(client.get(path))
        assert page.problems == []
        return [link.text for link in page.all("nav.related a") if "rel" not in link]

    def test_leads_to_them(self, client: Client) -> None:
        for _ in range(2):
            story("Ferries sail", "Ferries", "Ports")
        page = Page.of(client.get(self.PATH))
        assert page.one("nav.related")["aria-label"] == "Related hashtags"
        links = [(link.text, link["href"]) for link in page.all("nav.related a")]
        assert links == [("#Ports", "/en/hashtag/Ports/"), ("And #Ports", "/en/hashtag/Ferries+Ports/")]
        korean = Page.of(client.get(self.PATH.replace("en", "ko")))
        assert [link["href"][:4] for link in korean.all("nav.related a")] == ["/ko/", "/ko/"]

    def test_leads_no_crawler_to_all_that_can_be_combined(self, client: Client) -> None:
        for _ in range(2):
            story("Ferries sail", "Ferries", "Ports")
        _alone, both = Page.of(client.get(self.PATH)).all("nav.related a")
        assert both["rel"] == "nofollow"

    def test_is_not_there_without_any_nor_on_older_pages_and_days(self, client: Client) -> None:
        story("Ferries sail", "Ferries")
        assert Page.of(client.get(self.PATH)).all("nav.related") == []
        for _ in range(2):
            story("Ferries sail", "Ferries", "Ports")
        empty_shelf()
        assert self.line(client) == ["#Ports"]
        assert self.line(client, f"{self.PATH}?before=99999999999999999-1") == []
        assert self.line(client, f"{self.PATH}{timezone.localdate():%Y/%m/%d}/") == []

    def test_drops_one_at_once_whose_stories_are_taken_back(self, client: Client) -> None:
        stories = [story("Ferries sank", "Ferries", "Wrecks") for _ in range(2)]
        story("Ferries sail", "Ferries")
        assert self.line(client) == ["#Wrecks"]
        for each in stories:
            workflow.take(each, "withdraw", by=COMMAND, note="Wrong.")
        assert self.line(client) == []

    def test_rests_on_no_story_that_expires_while_the_line_is_kept(self, client: Client) -> None:
        story("Ferries sail", "Ferries")
        for _ in range(2):
            story("Ferries sank", "Ferries", "Wrecks", ago=HOUR)
        sank = Article.objects.filter(headline="Ferries sank")
        sank.update(expires_at=timezone.now() + PASSING - timedelta(minutes=1))
        assert self.line(client) == []
        sank.update(expires_at=timezone.now() + PASSING + timedelta(minutes=1))
        empty_shelf()
        assert self.line(client) == ["#Wrecks"]


class TestStories:
    def test_those_that_share_a_hashtag_with_the_rarest_as_the_reason(self) -> None:
        own = story("Ferries sail", "Ferries", "Treaty")
        make_many(9, tags=["Ferries"], newest=timezone.now() - DAY)
        story("The treaty", "Ferries", "Treaty", ago=DAY)
        story("Snow", "Snow")
        found = read_next(own)
        assert next(iter(found.items())) == ("The treaty", "Treaty")
        assert set(list(found.values())[1:]) == {"Ferries"}
        assert "Snow" not in found
        assert "Ferries sail" not in found

    def test_a_rare_hashtag_says_more_than_a_common_one(self) -> None:
        own = story("Ferries sail", "Ferries", "Treaty")
        make_many(30, tags=["Ferries"], newest=timezone.now() - DAY)
        story("The treaty", "Treaty", ago=3 * DAY)
        assert next(iter(read_next(own))) == "The treaty"

    def test_of_two_alike_the_fresher_one_comes_first(self) -> None:
        own = story("Ferries sail", "Ferries")
        for age in (90, 2, 30):
            story(f"{age} days", "Ferries", ago=age * DAY)
        assert list(read_next(own)) == ["2 days", "30 days", "90 days"]

    def test_those_in_another_language_fill_up(self) -> None:
        own = story("여객선", "Ferries", language="ko")
        story("Ferries sail", "Ferries")
        for number in range(3):
            story(f"여객선 {number}", "Ferries", language="ko-KR", ago=number * DAY + HOUR)
        assert list(read_next(own)) == ["여객선 0", "여객선 1", "여객선 2", "Ferries sail"]

    def test_no_hidden_hashtag_is_a_reason(self) -> None:
        make_tag("Desk notes", hidden=True)
        own = story("Ferries sail", "Desk notes")
        story("Ferries sank", "Desk notes")
        assert read_next(own) == {}

    def test_nothing_that_is_not_public(self) -> None:
        own = story("Ferries sail", "Ferries")
        story("Ferries will sail", "Ferries", at=timezone.now() + HOUR)
        workflow.take(story("Ferries sank", "Ferries"), "withdraw", by=COMMAND, note="Wrong.")
        expired = story("Ferries sailed", "Ferries", ago=HOUR)
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        assert read_next(own) == {}

    def test_a_story_without_hashtags_has_none(self) -> None:
        assert read_next(story("Ferries sail")) == {}


class TestStoryPage:
    def test_says_headline_source_time_and_the_reason(self, client: Client) -> None:
        own = story("Ferries sail", "Ferries")
        source = make_source("The Heron")
        other = story("여객선", "Ferries", language="ko", ago=3 * HOUR, source_id=source.pk)
        page = Page.of(client.get(own.get_absolute_url().replace("/ko/", "/en/")))
        assert page.problems == []
        assert page.one("section.related h2").text == "Related stories"
        headline = page.one("section.related a.headline")
        assert (headline.text, headline["lang"]) == ("여객선", "ko")
        assert headline["href"].endswith(other.get_absolute_url())
        assert page.one("section.related p").text == "The Heron · 3 hours ago also #Ferries"
        assert page.one("section.related p a")["href"] == "/en/hashtag/Ferries/"

    def test_names_them_among_what_it_is_made_of(self, client: Client) -> None:
        own, other = story("Ferries sail", "Ferries"), story("Ferries stop", "Ferries", ago=HOUR)
        keys = client.get(own.get_absolute_url()).headers["Surrogate-Key"].split()
        assert {f"article-{own.pk}", f"article-{other.pk}"} <= set(keys)

    def test_has_no_such_place_without_any(self, client: Client) -> None:
        assert Page.of(client.get(story("Ferries sail", "Ferries").get_absolute_url())).all("section.related") == []

    @pytest.mark.parametrize("step", ["withdraw", "retract"])
    def test_drops_at_once_what_is_taken_back(self, client: Client, step: str) -> None:
        own, other = story("Ferries sail", "Ferries"), story("Ferries sank", "Ferries", ago=HOUR)
        assert "Ferries sank" in client.get(own.get_absolute_url()).content.decode()
        workflow.take(other, step, by=COMMAND, note="Wrong.", notice="It was wrong.")
        assert "sank" not in client.get(own.get_absolute_url()).content.decode()

    def test_shows_a_corrected_headline_at_once(self, client: Client) -> None:
        own, other = story("Ferries sail", "Ferries"), story("Ferries sank", "Ferries", ago=HOUR)
        client.get(own.get_absolute_url())
        revision = drafting.revise(other, {"headline": "Ferries floated"}, by=COMMAND)
        workflow.take(other, "correct", by=COMMAND, revision=revision, notice="They did not sink.")
        assert "Ferries floated" in client.get(own.get_absolute_url()).content.decode()

    def test_a_preview_shows_none(self, client: Client) -> None:
        own = story("Ferries sail", "Ferries")
        story("Ferries sank", "Ferries", ago=HOUR)
        _link, token = share(own.revisions.get(), by=make_user("Publisher"))
        assert "sank" not in client.get(f"/en/preview/{token}/").content.decode()
