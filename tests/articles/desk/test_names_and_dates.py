"""People are called by their names, and an instant is written in one way, wherever the desk shows them."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import assigning, drafting, due, planning, previews, talk, workflow
from tests.articles.desk.forms import opened, post
from tests.factories import COMMAND, make_draft, make_published, make_section, make_tag, make_user
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


@pytest.mark.parametrize(
    "address",
    ["/admin/articles/article/", "/admin/articles/assignment/story/{}/", "/admin/articles/article/{}/change/"],
)
def test_an_empty_choice_is_said_in_our_words_and_in_korean(client: Client, address: str) -> None:
    client.force_login(make_user("Publisher"))
    story, _ = make_draft()
    assert "– choose –" in client.get(address.format(story.pk)).text
    assert "– 고르십시오 –" in client.get(address.format(story.pk), headers=KOREAN).text


class TestPeople:
    """Wherever somebody is named, it is by the name that people call them."""

    @pytest.fixture
    def ida(self) -> Any:
        return make_user("Publisher", username="im7", first_name="Ida", last_name="Moor")

    @pytest.fixture
    def reader(self, client: Client) -> Any:
        person = make_user("Publisher")
        client.force_login(person)
        return person

    @pytest.fixture
    def story(self, ida: Any) -> Any:
        """One in which she had a hand in every way."""
        story, revision = make_draft(by=ida)
        workflow.publish(story, by=ida, revision=revision)
        changed = drafting.revise(story, {"headline": "Another"}, by=ida)
        workflow.take(story, "submit", by=ida, revision=changed)
        workflow.take(story, "approve", by=ida, revision=changed)
        planning.plan(story, changed, at=timezone.now() + timedelta(days=1), by=ida)
        talk.resolve(talk.say(story, "Who says so?", by=ida), by=ida)
        assigning.assign(story, ida, by=ida)
        previews.share(changed, by=ida)
        return story

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/articles/article/{story}/change/",
            "/admin/articles/article/{story}/history/",
            "/admin/articles/article/{story}/compare/",
            "/admin/articles/article/{story}/preview/",
            "/admin/articles/assignment/story/{story}/",
            "/admin/articles/comment/story/{story}/",
            "/admin/articles/plan/story/{story}/",
            "/admin/articles/event/",
            "/admin/articles/event/export.csv",
            "/admin/articles/event/{event}/change/",
            "/admin/articles/plan/",
            "/admin/articles/plan/{plan}/change/",
            "/admin/articles/comment/",
            "/admin/articles/comment/{comment}/change/",
            "/admin/articles/assignment/",
            "/admin/articles/assignment/{assignment}/change/",
        ],
    )
    def test_on_every_page_about_a_story(self, client: Client, reader: Any, story: Any, address: str) -> None:
        keys = {
            "story": story.pk,
            "event": story.events.latest("pk").pk,
            "plan": story.plans.get().pk,
            "comment": story.comments.get().pk,
            "assignment": story.assignments.get().pk,
        }
        response = client.get(address.format(**keys))
        shown = b"".join(response).decode()
        assert "Ida Moor" in shown
        assert "im7" not in shown

    def test_on_the_desk_of_who_shall_approve_her_words(self, client: Client, reader: Any, ida: Any) -> None:
        story, revision = make_draft(by=ida)
        workflow.take(story, "submit", by=ida, revision=revision)
        shown = client.get("/admin/").text
        assert "Ida Moor" in shown
        assert "im7" not in shown

    def test_in_a_conflict_and_in_what_the_autosave_answers(self, client: Client, reader: Any, ida: Any) -> None:
        story, revision = make_draft()
        typed = opened(client, story)
        drafting.save(story, {"headline": "Hers"}, [], by=ida, base=revision.token)
        conflict = post(client, story, typed | {"headline": "Mine"})
        answer = client.post(f"/admin/articles/article/{story.pk}/autosave/", typed | {"headline": "Mine"})
        assert (conflict.status_code, answer.status_code) == (409, 409)
        assert "Ida Moor saved this story" in conflict.text
        assert answer.json()["theirs"]["author"] == "Ida Moor"
        assert "im7" not in conflict.text + answer.text

    def test_in_notices_and_why_a_plan_failed(self, client: Client, reader: Any, ida: Any) -> None:
        story = make_published()
        changed = drafting.revise(story, {"headline": "Another"}, by=COMMAND)
        workflow.take(story, "submit", by=COMMAND, revision=changed)
        workflow.take(story, "approve", by=COMMAND, revision=changed)
        planning.plan(story, changed, at=timezone.now() + timedelta(hours=1), by=ida)
        assigning.assign(story, reader, by=ida)
        ida.is_active = False
        ida.save()
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            assert "Ida Moor" in due.apply_due().failed[0].reason
        assert "Ida Moor assigned" in client.get("/admin/articles/notice/").text

    def test_in_the_history_of_a_thing(self, client: Client, ida: Any) -> None:
        client.force_login(ida)
        section = make_section("Sea")
        client.post(f"/admin/articles/section/{section.pk}/change/", {"name": "Sea!", "slug": "sea", "position": "3"})
        page = Page.of(client.get(f"/admin/articles/section/{section.pk}/history/"))
        assert page.texts("#change-history td")[0] == "Ida Moor"
        assert re.fullmatch(r"\d\d-\d\d-\d{4} \d\d:\d\d \S+", page.one("#change-history time").text)
