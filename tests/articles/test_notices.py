"""Who is told of what, at the desk and by mail; and that nobody learns a headline they may not read."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import assigning, drafting, due, notices, talk, workflow
from articles.models import Article, Notice, Revision
from articles.workflow import take
from tests.articles.plans import come, planned
from tests.factories import COMMAND, make_draft, make_published, make_user

pytestmark = pytest.mark.django_db

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.SENDS_MAIL = True


def reporter(name: str = "mara", **fields: Any) -> User:
    return make_user("Reporter", username=name, email=f"{name}@norvane.example", **fields)


def submitted(by: User) -> tuple[Article, Revision]:
    story, revision = make_draft(by=by, headline="Ferries sail")
    take(story, "submit", by=by, revision=revision)
    return story, revision


class HalfWay(Exception):
    """Something broke after it."""


@transaction.atomic
def half_way(do: Callable[[], object]) -> None:
    do()
    raise HalfWay


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("person__username", "what"))


class TestSteps:
    @pytest.mark.parametrize(
        "steps",
        [
            ["return"],
            ["approve", "publish", "correct", "withdraw", "reopen"],
            ["publish", "retract"],
        ],
    )
    def test_the_author_is_told_of_each(self, steps: Sequence[str]) -> None:
        author, publisher = reporter(), make_user("Publisher")
        story, revision = submitted(author)
        for step in steps:
            if step == "correct":
                revision = drafting.revise(story, {}, by=author)
            about = revision if step in ("return", "approve", "publish", "correct") else None
            take(story, step, by=publisher, revision=about, note="Why.", notice="Why.")
        assert told() == [("mara", step) for step in steps]
        assert {notice.by for notice in Notice.objects.all()} == {publisher}
        assert Notice.objects.all()[0].note == "Why."

    def test_a_submission_is_told_to_who_returned_it_and_who_has_it_in_hand(self) -> None:
        author, editor, keeper = reporter(), make_user("Editor", username="ida"), make_user("Editor", username="ben")
        make_user("Editor", username="bystander")
        story, revision = submitted(author)
        assert told() == []
        take(story, "return", by=editor, revision=revision, note="Who says so?")
        assigning.assign(story, keeper, by=editor)
        Notice.objects.all().delete()
        take(story, "submit", by=author, revision=revision, note="The captain does.")
        assert sorted(told()) == [("ben", "submit"), ("ida", "submit")]
        assert set(Notice.objects.values_list("note", flat=True)) == {"The captain does."}
        take(story, "publish", by=COMMAND, revision=revision)
        Notice.objects.all().delete()
        again = drafting.revise(story, {"headline": "Ferries sail on"}, by=author)
        take(story, "submit", by=author, revision=again)
        assert told() == [("ben", "submit")], "the words that ida returned are out"

    def test_and_so_is_who_has_it_in_hand(self) -> None:
        story, revision = submitted(reporter())
        assigning.assign(story, reporter("ida"), by=COMMAND)
        Notice.objects.all().delete()
        take(story, "return", by=make_user("Editor"), revision=revision, note="No.")
        assert told() == [("mara", "return"), ("ida", "return")]

    def test_nobody_is_told_of_what_they_did(self) -> None:
        publisher = make_user("Publisher", email="a@norvane.example")
        story, revision = make_draft(by=publisher)
        workflow.publish(story, by=publisher, revision=revision)
        take(story, "withdraw", by=publisher, note="No.")
        assert told() == []
        assert not mail.outbox

    def test_nobody_who_left(self) -> None:
        author = reporter()
        story, revision = submitted(author)
        User.objects.filter(pk=author.pk).update(is_active=False)
        take(story, "return", by=make_user("Editor"), revision=Revision.objects.get(pk=revision.pk), note="No.")
        assert told() == []

    def test_a_plan_that_failed_is_told_to_who_made_it(self) -> None:
        editor = make_user("Editor", username="editor")
        plan = planned(make_published(headline="Ferries sail"), by=editor)
        Revision.objects.filter(pk=plan.revision_id).update(source=None)
        come(plan)
        due.apply_due()
        notice = editor.notices.get(what="plan failed")
        assert notice.note == "The story has no source."
        assert notices.sentence(notice, readable=True) == "A planned change of “Ferries sail” was not made."

    def test_a_step_that_did_not_happen_tells_nobody(self) -> None:
        story, revision = submitted(reporter())
        with pytest.raises(HalfWay):
            half_way(lambda: take(story, "return", by=make_user("Editor"), revision=revision, note="No."))
        assert told() == []


class TestSentences:
    @pytest.mark.parametrize("what", notices.SENTENCES)
    def test_each_names_the_story_to_who_may_read_it_only(self, what: str) -> None:
        editor = make_user("Editor", first_name="Ida", last_name="Moor")
        notice = Notice(what=what, article=make_draft(headline="Ferries sail")[0], by=editor)
        open_one, veiled = (notices.sentence(notice, readable=readable) for readable in (True, False))
        assert "“Ferries sail”" in open_one
        assert "Ferries" not in veiled
        assert "a story" in veiled
        assert what.startswith("plan ") or veiled.startswith("Ida Moor ")

    def test_nothing_of_the_story_is_stored(self) -> None:
        story, revision = submitted(reporter())
        take(story, "approve", by=make_user("Editor"), revision=revision)
        assert not any("Ferries" in str(value) for row in Notice.objects.values() for value in row.values())


class TestMail:
    def test_it_says_what_happened(self, settings: Any) -> None:
        settings.SITE_URL = "https://news.example"
        story, revision = submitted(reporter())
        editor = make_user("Editor", first_name="Ida", last_name="Moor")
        take(story, "return", by=editor, revision=revision, note="Which ferry?")
        (message,) = mail.outbox
        assert message.to == ["mara@norvane.example"]
        assert message.subject == "[newsroom] Ida Moor returned “Ferries sail”."
        assert message.body == (
            "Ida Moor returned “Ferries sail”.\n\nWhich ferry?\n\nhttps://news.example/admin/articles/notice/"
        )
        assert Notice.objects.get().sent_at

    def test_who_may_not_read_the_story_gets_no_word_of_it(self) -> None:
        story, _ = make_draft(headline="Ferries sail")
        reporter()
        talk.say(story, "@mara knows the ferries.", by=make_user("Editor", username="ida"))
        (message,) = mail.outbox
        assert message.subject == "[newsroom] ida named you in a comment on a story."
        assert "erries" not in message.subject + str(message.body)

    def test_that_is_asked_when_it_is_sent(self, settings: Any) -> None:
        settings.TASKS = DATABASE
        story, _ = make_draft(headline="Ferries sail")
        made = assigning.assign(story, reporter(), by=COMMAND)
        assigning.finish(made, by=make_user("Editor"))
        notices.mail.call(Notice.objects.get(what="assign").pk)
        assert mail.outbox[0].subject == "[newsroom] The desk assigned a story to you."

    @pytest.mark.parametrize("why", ["no address", "no server"])
    def test_none_is_sent_without_an_address_or_a_server(self, settings: Any, why: str) -> None:
        settings.SENDS_MAIL = why != "no server"
        story, _ = make_draft()
        person = make_user("Reporter") if why == "no address" else reporter()
        assigning.assign(story, person, by=COMMAND)
        assert Notice.objects.count() == 1
        assert not mail.outbox

    def test_it_is_sent_once_however_often_the_task_runs(self) -> None:
        assigning.assign(make_draft()[0], reporter(), by=COMMAND)
        for _ in range(3):
            notices.mail.call(Notice.objects.get().pk)
        assert len(mail.outbox) == 1

    def test_a_server_that_is_away_leaves_it_for_the_next_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away(*args: Any, **kwargs: Any) -> None:
            raise ConnectionRefusedError

        with monkeypatch.context() as patch:
            patch.setattr(notices, "send_mail", away)
            assigning.assign(make_draft()[0], reporter(), by=COMMAND)
        assert Notice.objects.get().sent_at is None
        notices.mail.call(Notice.objects.get().pk)
        assert len(mail.outbox) == 1

    def test_a_headline_with_a_line_break_breaks_no_header(self) -> None:
        story, _ = make_draft()
        Article.objects.update(headline="Ferries\r\nBcc: all@norvane.example")
        story.refresh_from_db()
        assigning.assign(story, reporter(), by=COMMAND)
        assert "\n" not in mail.outbox[0].subject

    def test_it_waits_in_the_queue_if_and_only_if_the_change_was_made(self, settings: Any) -> None:
        settings.TASKS = DATABASE
        (story, _), person = make_draft(), reporter()
        with pytest.raises(HalfWay):
            half_way(lambda: assigning.assign(story, person, by=COMMAND))
        assert not DBTaskResult.objects.exists()
        assigning.assign(story, person, by=COMMAND)
        waiting = DBTaskResult.objects.get()
        assert (waiting.status, waiting.args_kwargs["args"]) == (TaskResultStatus.READY, [Notice.objects.get().pk])
        assert not mail.outbox
