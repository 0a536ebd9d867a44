"""The history of a story: one line of time, any two revisions beside each other, and an old one as a new draft."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import drafting, workflow
from articles.desk import history as desk_history
from articles.desk.history import Place, history
from articles.models import Article, Event, Revision
from newsroom.lib.keyset import MalformedCursor
from tests.factories import COMMAND, make_draft, make_published, make_section, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db


def corrected(by: User) -> Article:
    """Published, then corrected: two revisions, three steps, one correction."""
    story, first = make_draft(headline="The ferry sails at nine", by=by)
    workflow.publish(story, by=COMMAND, revision=first)
    second = drafting.revise(story, {"headline": "The ferry sails at ten"}, by=COMMAND)
    workflow.take(story, "correct", by=COMMAND, revision=second, notice="At ten, not nine.")
    return story


def address(story: Article, page: str, *more: int) -> str:
    return "/".join(["/admin/articles/article", str(story.pk), page, *map(str, more), ""])


def kinds(story: Article, user: User) -> list[str]:
    return [entry.kind if entry.kind != "event" else entry.thing.step for entry in history(story, user)[0]]


class TestTheLine:
    def test_revisions_steps_and_corrections_stand_on_it_the_newest_first(self) -> None:
        story = corrected(make_user("Reporter"))
        assert set(kinds(story, make_user("Editor"))) == {"revision", "start", "publish", "correct", "correction"}
        places = [entry.place.when for entry in history(story, make_user("Editor"))[0]]
        assert len(places) == 6
        assert all(newer >= older for newer, older in pairwise(places))

    def test_every_entry_stands_on_one_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(desk_history, "HISTORY_LENGTH", 2)
        story = corrected(make_user("Reporter"))
        same = timezone.now()
        Revision.objects.update(created_at=same)
        editor, seen, before = make_user("Editor"), list[Place](), None
        while True:
            entries, before = history(story, editor, before=before)
            assert len(entries) <= 2
            seen += [entry.place for entry in entries]
            if before is None:
                break
        assert len(seen) == len(set(seen)) == 6

    def test_the_author_knows_why_it_was_returned(self) -> None:
        reporter = make_user("Reporter")
        story, revision = make_draft(by=reporter)
        workflow.take(story, "submit", by=reporter, revision=revision)
        workflow.take(story, "return", by=COMMAND, revision=revision, note="Who says so?")
        notes = [entry.thing.note for entry in history(story, reporter)[0] if entry.kind == "event"]
        assert "Who says so?" in notes

    def test_others_know_what_readers_know(self) -> None:
        story = corrected(make_user("Reporter"))
        drafting.revise(story, {"headline": "Secret"}, by=COMMAND)
        entries, _ = history(story, make_user("Reporter"))
        assert [entry.kind for entry in entries] == ["correction", "revision"]
        assert [entry.thing.number for entry in entries if entry.kind == "revision"] == [2]

    @pytest.mark.parametrize("text", ["", "1-2", "1-2-x", "x-1-event", "1--event", "1-2-EVENT"])
    def test_a_place_that_was_never_given_out(self, text: str) -> None:
        with pytest.raises(MalformedCursor):
            Place.parse(text)

    def test_a_place_can_be_written_and_read(self) -> None:
        place = Place(timezone.now() - timedelta(days=1), "correction", 7)
        assert Place.parse(str(place)) == place

    def test_a_page_of_it_costs_at_most_four_queries(self, django_assert_max_num_queries: Any) -> None:
        story, editor = corrected(make_user("Reporter")), make_user("Editor")
        editor.has_perm("articles.view_any_article")
        with django_assert_max_num_queries(4):
            for entry in history(story, editor)[0]:
                str(getattr(entry.thing, "by", getattr(entry.thing, "author", None)))


class TestThePage:
    def test_it_tells_who_did_what_and_why(self, client: Client) -> None:
        editor = make_user("Editor", first_name="Ida", last_name="Moor")
        story = corrected(editor)
        client.force_login(editor)
        page = Page.of(client.get(address(story, "history")))
        assert page.problems == []
        for words in ("Revision 2", "Ida Moor", "At ten, not nine.", "tests", "draft → published"):
            assert words in page.one(".history").text, words

    def test_a_step_that_gave_a_date_says_which(self, client: Client) -> None:
        story, revision = make_draft()
        date = timezone.now().replace(year=2199, month=3, day=4)
        workflow.take(story, "embargo", by=COMMAND, at=date)
        workflow.take(story, "embargo", by=COMMAND)
        workflow.publish(story, by=COMMAND, revision=revision, at=date)
        client.force_login(make_user("Editor"))
        shown = Page.of(client.get(address(story, "history"))).texts(".history li.is-event p")
        assert shown[0].startswith("Publish 04-03-2199")
        assert shown[1].startswith("Set an embargo lifted")
        assert shown[2].startswith("Set an embargo 04-03-2199")

    def test_older_entries_are_a_link(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(desk_history, "HISTORY_LENGTH", 2)
        client.force_login(make_user("Editor"))
        story = corrected(make_user("Reporter"))
        older = Page.of(client.get(address(story, "history"))).one(".older a")
        page = Page.of(client.get(address(story, "history") + older["href"]))
        assert page.texts(".older a") == ["Newest", "Older"]

    def test_a_place_that_was_never_given_out_is_a_bad_request(self, client: Client) -> None:
        client.force_login(make_user("Editor"))
        assert client.get(address(corrected(make_user("Reporter")), "history"), {"before": "x"}).status_code == 400


class TestComparing:
    def test_words_that_changed_are_marked(self, client: Client) -> None:
        story = corrected(make_user("Reporter"))
        client.force_login(make_user("Editor"))
        page = Page.of(client.get(address(story, "compare")))
        assert page.problems == []
        assert (page.texts(".comparison del"), page.texts(".comparison ins")) == (["nine"], ["ten"])

    def test_any_two_can_be_chosen(self, client: Client) -> None:
        story = corrected(make_user("Reporter"))
        drafting.revise(story, {"headline": "The boat sails at ten", "section_id": make_section("Sea").pk}, by=COMMAND)
        client.force_login(make_user("Editor"))
        page = Page.of(client.get(address(story, "compare"), {"from": 1, "to": 3}))
        assert page.texts(".comparison del") == ["ferry", "nine", "General"]
        assert page.texts(".comparison ins") == ["boat", "ten", "Sea"]
        back = Page.of(client.get(address(story, "compare"), {"from": 3, "to": 1}))
        assert back.texts(".comparison ins") == ["ferry", "nine", "General"]

    def test_what_is_typed_is_no_markup(self, client: Client) -> None:
        story, _ = make_draft(headline="<b>One</b>")
        client.force_login(make_user("Editor"))
        assert Page.of(client.get(address(story, "compare"))).all(".comparison td b") == []

    def test_other_dress_of_the_same_words_is_said(self, client: Client) -> None:
        story, _ = make_draft(body="<p>One</p>")
        drafting.revise(story, {"body": "<h2>One</h2>"}, by=COMMAND)
        client.force_login(make_user("Editor"))
        assert b"The words of the text are the same" in client.get(address(story, "compare")).content

    @pytest.mark.parametrize("query", [{"to": "9"}, {"from": "x"}, {"to": "²"}, {"from": "9" * 30}])
    def test_a_revision_that_is_not_there(self, client: Client, query: dict[str, str]) -> None:
        client.force_login(make_user("Editor"))
        assert client.get(address(corrected(make_user("Reporter")), "compare"), query).status_code == 404

    def test_words_that_one_may_not_see_are_not_there(self, client: Client) -> None:
        story = corrected(make_user("Reporter"))
        client.force_login(make_user("Reporter"))
        assert client.get(address(story, "compare"), {"from": 1, "to": 2}).status_code == 404
        assert client.get(address(story, "compare")).status_code == 200


class TestRestoring:
    def test_the_old_words_are_a_new_draft_and_the_log_says_so(self, client: Client) -> None:
        story = corrected(make_user("Reporter"))
        editor = make_user("Editor")
        client.force_login(editor)
        assert client.post(address(story, "restore", 1)).status_code == 302
        draft = story.revisions.latest("number")
        assert (draft.number, draft.stage, draft.headline) == (3, "draft", "The ferry sails at nine")
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.revision) == ("restore", editor, draft)
        story.refresh_from_db()
        assert (story.headline, story.status) == ("The ferry sails at ten", "published")

    def test_hashtags_come_back_too(self, client: Client) -> None:
        story, _ = make_draft(tags=["Ferries", "Ports"])
        drafting.revise(story, {}, tag_names=["Storms"], by=COMMAND)
        client.force_login(make_user("Editor"))
        client.post(address(story, "restore", 1))
        assert story.revisions.latest("number").tag_names == ["Ferries", "Ports"]

    def test_who_may_not_write_on_it_cannot_and_has_no_button(self, client: Client) -> None:
        story = make_published()
        client.force_login(make_user("Reporter"))
        assert Page.of(client.get(address(story, "history"))).all(".history button") == []
        assert client.post(address(story, "restore", 1)).status_code == 403
        assert story.revisions.count() == 1

    def test_not_by_reading_and_not_what_is_not_there(self, client: Client) -> None:
        story, _ = make_draft()
        client.force_login(make_user("Editor"))
        assert client.get(address(story, "restore", 1)).status_code == 405
        assert client.post(address(story, "restore", 2)).status_code == 404

    def test_a_forged_form_is_refused(self) -> None:
        story, _ = make_draft()
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user("Editor"))
        assert client.post(address(story, "restore", 1)).status_code == 403


@pytest.mark.parametrize("page", ["history", "compare"])
@pytest.mark.parametrize("role", ["Reporter", "Operator"])
def test_somebody_elses_draft_has_no_such_page(client: Client, page: str, role: str) -> None:
    story, _ = make_draft(headline="Secret")
    client.force_login(make_user(role))
    response = client.get(address(story, page))
    assert response.status_code in (403, 404)
    assert b"Secret" not in response.content
