"""Two people on one story: the second one sees both texts, and nothing of either is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import drafting, workflow
from articles.models import Article, Revision
from tests.articles.desk.forms import fields_of, opened, post
from tests.factories import make_draft, make_published, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

THEIRS = {"headline": "Theirs", "body": "<p>One.</p><p>Theirs.</p><p>Three.</p>"}
MINE = {"headline": "Mine", "body": "<p>One.</p><p>Mine.</p><p>Three.</p>", "byline": "Mara Quill"}


def newest(article: Article) -> Revision:
    return article.revisions.latest("number")


@pytest.fixture
def conflict(client: Client) -> tuple[Article, Any]:
    """A story that somebody else saved after this client had opened it, and the answer to what it posted."""
    article, _ = make_draft(headline="First", body="<p>One.</p><p>Two.</p><p>Three.</p>", tags=["Ferries"])
    client.force_login(make_user("Editor"))
    typed = opened(client, article)
    drafting.save(article, THEIRS, ["Ferries"], by=make_user("Editor"), base=newest(article).token)
    return article, post(client, article, typed | MINE)


def resolved(client: Client, article: Article, response: Any, **keep: str) -> Any:
    fields = fields_of(Page.of(response), "conflict")
    kept = {f"keep-{name}": side for name, side in keep.items()}
    return post(client, article, fields | kept, _resolved="1")


def test_both_texts_are_shown_field_by_field_and_nothing_is_written(conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    assert response.status_code == 409
    page = Page.of(response)
    assert [legend.text for legend in page.all("legend")] == ["Headline", "Text", "Byline"]
    marked = [mark.text for mark in page.all("ins")]
    assert marked == ["Mine", "Theirs", "Mine.", "Theirs.", "Mara Quill"]
    assert newest(article).headline == "Theirs"


def test_each_field_is_kept_or_taken(client: Client, conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    resolved(client, article, response, headline="theirs", body="mine", byline="mine")
    saved = newest(article)
    assert (saved.headline, saved.body, saved.byline) == ("Theirs", MINE["body"], "Mara Quill")
    assert saved.tag_names == ["Ferries"]


def test_nothing_chosen_keeps_what_i_typed(client: Client, conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    resolved(client, article, response)
    assert newest(article).headline == "Mine"
    assert newest(article).body == MINE["body"]


def test_where_i_changed_nothing_theirs_is_offered_to_be_kept(client: Client) -> None:
    """Also where the words that I began with have been written over in place since."""
    ida = make_user("Editor", first_name="Ida", last_name="Moor")
    article, first = make_draft(by=ida, headline="First", standfirst="As it was.", body="<p>One.</p>", tags=["Ferries"])
    client.force_login(make_user("Editor"))
    typed = opened(client, article)
    theirs = {"headline": "Theirs", "standfirst": "Theirs too.", "body": "<p>Theirs.</p>"}
    drafting.save(article, theirs, ["Ferries"], by=ida, base=first.token)
    response = post(client, article, typed | {"standfirst": "Mine."})
    page = Page.of(response)
    preselected = {radio["name"]: radio["value"] for radio in page.all('input[type="radio"]') if "checked" in radio}
    assert preselected == {"keep-headline": "theirs", "keep-standfirst": "mine", "keep-body": "theirs"}
    assert "Ida Moor saved this story" in page.text


def test_nor_is_it_mine_in_another_conflict_on_the_way(client: Client, conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    words = {"headline": "Theirs", "standfirst": "New.", "body": "<p>One.</p>"}
    drafting.save(article, words, ["Ferries"], by=make_user("Editor"), base=newest(article).token)
    page = Page.of(resolved(client, article, response, headline="theirs", body="mine", byline="mine"))
    preselected = {radio["name"]: radio["value"] for radio in page.all('input[type="radio"]') if "checked" in radio}
    assert preselected["keep-standfirst"] == "theirs"
    assert preselected["keep-body"] == "mine"


def test_both_texts_can_be_kept_one_after_the_other(client: Client, conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    resolved(client, article, response, body="both")
    assert newest(article).body == "<p>One.</p><p>Theirs.</p><p>Mine.</p><p>Three.</p>"


def test_another_conflict_on_the_way_loses_nothing_either(client: Client, conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    drafting.save(
        article, {"headline": "Theirs again"}, ["Ferries"], by=make_user("Editor"), base=newest(article).token
    )
    again = resolved(client, article, response, headline="mine", body="both")
    assert again.status_code == 409
    assert newest(article).headline == "Theirs again"
    assert fields_of(Page.of(again), "conflict")["body"] == MINE["body"]
    resolved(client, article, again, headline="mine", body="both")
    assert newest(article).headline == "Mine"
    assert newest(article).body == "<p>One.</p><p>Theirs.</p><p>Mine.</p><p>Three.</p>"


def test_who_began_a_story_loses_nothing_when_an_editor_writes_on_it_meanwhile(client: Client) -> None:
    reporter = make_user("Reporter")
    article, _ = make_draft(by=reporter, headline="First", body="<p>One.</p>")
    client.force_login(reporter)
    typed = opened(client, article)
    drafting.save(article, THEIRS, [], by=make_user("Editor"), base=newest(article).token)
    address = reverse("admin:articles_article_autosave", args=[article.pk])
    told = client.post(address, typed | MINE)
    assert told.status_code == 409
    assert told.json()["theirs"]["words"]["headline"] == "Theirs"
    shown = post(client, article, typed | MINE)
    assert shown.status_code == 409
    resolved(client, article, shown, headline="mine", body="theirs")
    assert (newest(article).headline, newest(article).body) == ("Mine", THEIRS["body"])


@pytest.mark.parametrize(
    ("step", "is_offered"),
    [("retract", True), ("return", False)],
    ids=["a step that is open", "one that is not any more"],
)
def test_what_was_typed_for_a_step_is_still_there(client: Client, step: str, is_offered: bool) -> None:
    article = make_published(headline="First")
    drafting.save(article, {"byline": "Ida"}, [], by=(ida := make_user("Editor")), base=newest(article).token)
    workflow.take(article, "submit", by=ida, revision=newest(article))
    client.force_login(make_user("Publisher"))
    typed = opened(client, article)
    drafting.save(article, THEIRS, [], by=make_user("Publisher"), base=newest(article).token)
    note = "Who says so?\nAsk the office."
    shown = post(client, article, typed | MINE | {f"{step}-note": note}, step=step)
    assert shown.status_code == 409
    back = resolved(client, article, shown)
    assert newest(article).headline == "Mine"
    page = Page.of(back)
    assert (fields_of(page, "story").get(f"{step}-note") == note) is is_offered
    assert "Ask the office." in page.text


def test_who_may_not_write_on_it_can_resolve_nothing(conflict: tuple[Article, Any]) -> None:
    article, response = conflict
    client = Client()
    client.force_login(make_user("Reporter"))
    assert resolved(client, article, response).status_code == 404
