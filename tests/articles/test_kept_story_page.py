"""The page of a story is rendered once for the same words, and anew as soon as a word of it is another."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from articles import commons, story_page, workflow
from articles.models import Article
from articles.shelf import PASSING, empty_shelf
from tags.models import Tag
from tags.related import RelatedStory
from tests.articles.test_story_page import correct, page
from tests.factories import COMMAND, make_image, make_many, make_published, make_source

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The headlines of the stories whose pages are rendered from now on."""
    made = list[str]()

    def watched(template: str, context: dict[str, Any], *args: Any) -> str:
        made.append(context["article"].headline)
        return render_to_string(template, context, *args)

    monkeypatch.setattr("articles.story_page.render_to_string", watched)
    return made


def test_it_is_one_for_all_who_ask_and_whatever_else_they_ask(client: Client, rendered: list[str]) -> None:
    path = make_published(headline="Signed").get_absolute_url()
    for query in ("?from=mail", "", "?from=feed", "?from=mail"):
        said = client.get(f"{path}{query}").text
        assert said.count(f'href="{path.replace("en", "ko", 1)}{query}"') == 2
        assert "<!--" not in said
    assert rendered == ["Signed"]


def test_it_is_rendered_each_time_where_it_is_too_long_to_be_kept(
    client: Client, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.shelf.STORY_PAGES_KEPT", 20_000)
    empty_shelf()
    short, long = (
        make_published(headline="Short"),
        make_published(headline="Long", body=f"<p>{'word ' * 4_000}</p>"),
    )
    for story in (short, long, long, short):
        page(client, story)
    assert rendered == ["Short", "Long", "Long"]


def test_it_is_another_in_each_language_and_under_each_name_of_the_site(
    client: Client, rendered: list[str], settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    path = make_published().get_absolute_url()
    for asked, language in ((path, "en"), (path.replace("en", "ko", 1), "ko")):
        for host in ("one.example", "two.example", "one.example"):
            said = client.get(asked, headers={"Host": host}).text
            assert f'<link rel="canonical" href="http://{host}{asked}">' in said
            assert f'<html lang="{language}"' in said
    assert len(rendered) == 4


def test_it_is_as_it_is_after_a_correction(client: Client) -> None:
    story = make_published(headline="Signed", body="<p>By both.</p>")
    page(client, story)
    correct(story, "Not by both.", body="<p>By one.</p>")
    shown = page(client, story)
    assert shown.texts(".body p") == ["By one."]
    assert shown.texts("#corrections li p") == ["Not by both."]


def test_it_is_as_its_version_is_whatever_the_shelf_was_told(client: Client) -> None:
    story = make_published(headline="Signed")
    page(client, story)
    Article.objects.filter(pk=story.pk).update(headline="Not signed", version=F("version") + 1)
    assert page(client, story).one("h1").text == "Not signed"


def test_it_names_its_source_as_that_is_called_now(client: Client) -> None:
    source = make_source("The Heron")
    story = make_published(source_id=source.pk, tags=["Treaty"])
    page(client, story)
    source.name = "The Grey Heron"
    commons.save(source, by=COMMAND)
    assert page(client, story).one("a.source").text == "The Grey Heron"


def test_it_is_without_a_hashtag_that_is_hidden_now(client: Client) -> None:
    story = make_published(tags=["Treaty", "Ports"])
    assert page(client, story).texts(".tags a") == ["#Treaty", "#Ports"]
    ports = Tag.objects.get(name="Ports")
    ports.hidden = True
    commons.save(ports, by=COMMAND)
    assert page(client, story).texts(".tags a") == ["#Treaty"]


def test_it_has_its_picture_described_as_it_is_now(client: Client) -> None:
    picture = make_image(alt="A quay")
    story = make_published(lead_image_id=picture.pk)
    assert page(client, story).one("figure img")["alt"] == "A quay"
    picture.alt = "A pier"
    commons.save(picture, by=COMMAND)
    assert page(client, story).one("figure img")["alt"] == "A pier"


def test_it_is_whole_until_the_licence_of_its_source_ends(client: Client) -> None:
    source = make_source(licensed_until=timezone.localdate())
    story = make_published(source_id=source.pk, body="<p>By both.</p>")
    assert page(client, story).texts(".body p") == ["By both."]
    with travel(timezone.now() + timedelta(days=1), tick=False):
        assert page(client, story).all(".body p") == []


def test_it_has_a_related_story_as_that_is_now_and_without_what_was_taken_back(client: Client) -> None:
    story, other = (make_published(headline=headline, tags=["Treaty"]) for headline in ("Signed", "Ratified"))
    related = "section.related a.headline"
    assert page(client, story).texts(related) == ["Ratified"]
    correct(other, "Not ratified.", headline="Not ratified")
    assert page(client, story).texts(related) == ["Not ratified"]
    workflow.take(other, "withdraw", by=COMMAND, note="Wrong.")
    assert page(client, story).texts(related) == []


def test_it_says_how_old_a_related_story_is_by_then(client: Client, rendered: list[str]) -> None:
    story = make_published(headline="Signed", tags=["Treaty"])
    make_published(tags=["Treaty"])
    for ago, times in (("3 hours ago", 1), ("3 hours ago", 1), ("4 hours ago", 2)):
        with travel(timezone.now() + int(ago[0]) * HOUR, tick=False):
            assert page(client, story).texts("section.related time") == [ago]
        assert rendered == ["Signed"] * times


def test_it_has_what_is_related_now_and_the_hashtag_that_is_the_reason(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, first, second = (make_published(tags=["Treaty", "Ports"]) for _ in range(3))
    later = timezone.now() + 3 * HOUR
    for other, reason in ((first, "Treaty"), (first, "Ports"), (second, "Ports")):
        found = [RelatedStory(other, Tag.objects.get(name=reason))]
        monkeypatch.setattr("tags.related.stories", lambda article, found=found: found)
        with travel(later, tick=False):
            assert page(client, story).texts("section.related a") == [other.headline, f"#{reason}"]
        later += PASSING


def test_it_is_gone_once_it_is_withdrawn_or_expired(client: Client) -> None:
    withdrawn, expired = make_published(), make_published()
    for story in (withdrawn, expired):
        page(client, story)
    workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    assert client.get(withdrawn.get_absolute_url()).status_code == 410
    assert client.get(expired.get_absolute_url()).status_code == 404


def test_it_is_gone_if_it_is_taken_back_while_somebody_asks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    story = make_published()
    was = story_page.find(story.pk)
    workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
    assert story_page.find(story.pk) is None
    monkeypatch.setattr("articles.story_page.find", lambda id: was)
    assert client.get(story.get_absolute_url()).status_code == 410


def test_however_much_is_on_it_it_takes_two_queries_and_at_first_some_more(client: Client) -> None:
    tags = [f"Subject {number}" for number in range(30)]
    story = make_published(tags=tags, lead_image_id=make_image().pk, source_id=make_source(logo=make_image()).pk)
    for number in range(3):
        correct(story, f"Correction {number}.")
    for number in range(30):
        make_many(2 + number % 3, tags=[f"Subject {number}"])
    empty_shelf()
    with CaptureQueriesContext(connection) as cold:
        assert len(page(client, story).all("section.related li")) == 4
    assert len(cold) <= 15
    with CaptureQueriesContext(connection) as queries:
        page(client, story)
    assert len(queries) <= 2
