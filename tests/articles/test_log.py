"""The log at the desk and as a table: who sees what of it, by which questions, and that no cell calculates."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles import drafting, log, previews, workflow
from articles.labels import LABELS, label
from articles.models import Event
from articles.restoring import restore
from articles.steps import STEPS
from articles.workflow import take
from tests.factories import COMMAND, grant, make_draft, make_published, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/event/"
TABLE = f"{LIST}export.csv"
KOREAN = {"Accept-Language": "ko"}


def table(client: Client, **asked: Any) -> list[dict[str, str]]:
    response = client.get(TABLE, asked)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def steps(client: Client, **asked: Any) -> list[str]:
    """Of the list and the table, which say the same."""
    listed = Page.of(client.get(LIST, asked)).texts("td.field-taken")
    found = [row["step"] for row in table(client, **asked)]
    assert [label(step) for step in found] == listed
    return found


@pytest.fixture
def editor(client: Client) -> Any:
    person = make_user("Editor", username="ida")
    client.force_login(person)
    return person


class TestQuestions:
    def test_the_newest_first_and_by_step_person_story_and_time(self, client: Client, editor: Any) -> None:
        story, revision = make_draft(headline="Ferries sail", by=make_user("Reporter"))
        workflow.publish(story, by=editor, revision=revision)
        other = make_published()
        assert steps(client) == ["publish", "start", "publish", "start"]
        assert steps(client, step="publish", by=editor.pk) == ["publish"]
        assert steps(client, article=other.pk) == ["publish", "start"]
        tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
        assert steps(client, at__gte=tomorrow) == []
        assert steps(client, by="x") == ["publish", "start", "publish", "start"]

    def test_a_row_tells_all_of_it(self, client: Client, editor: Any) -> None:
        story, revision = make_draft(headline="Ferries sail")
        date = timezone.now().replace(microsecond=0) + timedelta(hours=1)
        workflow.publish(story, by=editor, revision=revision, at=date, note="At noon, “sharp”")
        assert table(client)[0] | {"at": ""} == {
            "at": "",
            "story": str(story.pk),
            "headline": "Ferries sail",
            "step": "publish",
            "by": "ida",
            "via": "",
            "from": "draft",
            "to": "published",
            "revision": "1",
            "date": date.isoformat(),
            "note": "At noon, “sharp”",
        }


class TestWho:
    @pytest.mark.parametrize("role", ["Reporter", "Operator"])
    def test_it_is_not_for_everybody(self, client: Client, role: str) -> None:
        make_published()
        client.force_login(make_user(role))
        for address in (LIST, TABLE):
            assert client.get(address).status_code == 403

    def test_who_may_see_the_log_and_not_every_draft_sees_that_of_their_own(self, client: Client) -> None:
        make_published(headline="Somebody else's")
        person = grant(make_user("Reporter"), "articles.view_event")
        own, _ = make_draft(headline="Mine", by=person)
        client.force_login(person)
        assert [row["headline"] for row in table(client)] == ["Mine"]
        assert "else" not in client.get(LIST).content.decode()
        others = Event.objects.exclude(article=own).first()
        assert others
        assert client.get(f"{LIST}{others.pk}/change/").status_code == 302, "as if it were not there"
        assert list(Event.objects.visible_to(person)) == list(own.events.all())


class TestCells:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_what_a_spreadsheet_would_calculate_is_text(self, text: str) -> None:
        assert log.cell(text) == f"'{text}"

    def test_and_so_is_a_headline_and_a_note(self, client: Client, editor: Any) -> None:
        story = make_published(headline="=HYPERLINK(1)")
        take(story, "withdraw", by=COMMAND, note="-1")
        assert (table(client)[0]["headline"], table(client)[0]["note"]) == ("'=HYPERLINK(1)", "'-1")

    def test_lines_and_quotation_marks_stay_within_theirs(self, client: Client, editor: Any) -> None:
        take(make_published(), "withdraw", by=COMMAND, note='Wrong,\n"very" wrong;')
        assert table(client)[0]["note"] == 'Wrong,\n"very" wrong;'


@pytest.mark.parametrize("number", [1, 30])
def test_its_length_costs_no_questions(client: Client, number: int) -> None:
    for _ in range(number):
        drafting.start({"headline": "x"}, by=COMMAND)
    client.force_login(make_user("Editor"))
    with CaptureQueriesContext(connection) as queries:
        assert len(table(client)) == number
    assert len(queries) <= 8


def test_every_step_that_is_logged_can_be_asked_for(client: Client, editor: Any) -> None:
    beside = {"start", "restore", "file", "plan", "drop", "assign", "finish", "share", "revoke"}
    assert LABELS.keys() == STEPS.keys() | beside
    story, revision = make_draft()
    revision = restore(story, revision, by=editor)
    link, _token = previews.share(revision, by=editor)
    previews.revoke(link, by=editor)
    for step in ("restore", "share", "revoke"):
        assert steps(client, step=step) == [step]
    offered = Page.of(client.get(LIST)).one("#changelist-filter").text
    assert all(str(words) in offered for words in LABELS.values())


def test_steps_are_called_in_the_language_of_the_desk(client: Client, editor: Any) -> None:
    story, _ = make_draft()
    take(story, "embargo", by=COMMAND, at=timezone.now() + timedelta(days=1))
    with translation.override("ko"):
        words = {str(label("embargo")), str(label("start"))}
        assert words <= set(Page.of(client.get(LIST, headers=KOREAN)).texts("td.field-taken"))
    history = Page.of(client.get(f"/admin/articles/article/{story.pk}/history/", headers=KOREAN)).one(".history").text
    assert all(word in history for word in words)
