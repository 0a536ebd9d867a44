"""People are called by their names, and an instant is written in one way, wherever the desk shows them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import assigning, talk
from tests.factories import make_draft, make_published, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

KOREAN = {"Accept-Language": "ko"}


def test_lists_and_choices_tell_full_names(client: Client) -> None:
    editor = make_user("Editor", first_name="Ida", last_name="Moor")
    reporter = make_user("Reporter", first_name="Mara", last_name="Quill")
    story, _ = make_draft(by=reporter)
    talk.say(story, "Who says so?", by=editor)
    assigning.assign(story, reporter, by=editor)
    client.force_login(editor)
    assert Page.of(client.get("/admin/articles/comment/")).texts("td.field-who") == ["Ida Moor"]
    hands = Page.of(client.get("/admin/articles/assignment/"))
    assert (hands.texts("td.field-in_hand_of"), hands.texts("td.field-who")) == (["Mara Quill"], ["Ida Moor"])
    choices = Page.of(client.get(f"/admin/articles/assignment/story/{story.pk}/")).texts('select[name="person"] option')
    assert {"Ida Moor", "Mara Quill"} <= set(choices)


@pytest.mark.parametrize("headers", [{}, KOREAN])
def test_a_stock_column_writes_an_instant_as_the_desk_does(client: Client, headers: dict[str, str]) -> None:
    editor = make_user("Editor")
    story, _ = make_draft()
    said = talk.say(story, "Who says so?", by=editor)
    client.force_login(editor)
    shown = Page.of(client.get("/admin/articles/comment/", headers=headers)).texts("td.field-at")
    assert shown == [f"{timezone.localtime(said.at):%d-%m-%Y %H:%M}"]


def test_a_hashtag_was_last_used_when_readers_saw_it(client: Client) -> None:
    make_tag("Ferries")
    live = make_published(tags=["Ferries"], ago=timedelta(days=3))
    make_published(tags=["Ferries"], at=timezone.now() + timedelta(days=3))
    client.force_login(make_user("Editor"))
    shown = Page.of(client.get("/admin/tags/tag/")).texts("td.field-last_used")
    assert live.published_at
    assert shown == [f"{timezone.localdate(live.published_at):%d-%m-%Y}"]


def test_an_empty_choice_is_korean_too(client: Client) -> None:
    client.force_login(make_user("Editor"))
    story, _ = make_draft()
    page = client.get(f"/admin/articles/article/{story.pk}/change/", headers=KOREAN).text
    assert "Select an option" not in page
    assert "– 고르십시오 –" in page
