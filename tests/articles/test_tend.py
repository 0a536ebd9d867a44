"""`manage.py tend`: what a queue without retries needs."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import assigning, notices
from articles.models import Notice
from tests.factories import COMMAND, make_draft, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    settings.SENDS_MAIL = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def told(**fields: Any) -> Notice:
    person = make_user("Reporter", email="mara@norvane.example")
    assigning.assign(make_draft()[0], person, by=COMMAND)
    Notice.objects.update(**{"at": timezone.now() - HOUR, **fields})
    return Notice.objects.get()


def tend(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("tend")
    return capsys.readouterr().out


def test_the_worker_sends_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's own connection, whose transaction is the test, is kept.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    told()
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert len(mail.outbox) == 1


def test_a_task_whose_worker_was_killed_is_ended_and_one_at_work_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    told(sent_at=timezone.now())
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    assert tend(capsys) == ""
    DBTaskResult.objects.update(started_at=timezone.now() - HOUR)
    assert tend(capsys) == "1 tasks ended whose worker was gone.\n"
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_mail_that_did_not_leave_is_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    notice = told()
    assert tend(capsys) == "1 mails tried again.\n"
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[notice.pk]] * 2
    notices.mail.call(notice.pk)
    assert tend(capsys) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"at": timezone.now()},
        {"at": timezone.now() - timedelta(days=2)},
        {"sent_at": timezone.now()},
        {"read_at": timezone.now()},
    ],
)
def test_not_one_of_this_minute_of_old_times_or_that_was_seen(
    capsys: pytest.CaptureFixture[str], fields: dict[str, Any]
) -> None:
    told(**fields)
    assert tend(capsys) == ""


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nor_to_who_left_or_has_no_address(capsys: pytest.CaptureFixture[str], change: dict[str, Any]) -> None:
    told()
    User.objects.update(**change)
    assert tend(capsys) == ""


def test_nor_where_no_mail_is_sent(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    told()
    settings.SENDS_MAIL = False
    assert tend(capsys) == ""


def test_old_rows_go(capsys: pytest.CaptureFixture[str]) -> None:
    told(sent_at=timezone.now(), read_at=timezone.now() - timedelta(days=181))
    old = timezone.now() - timedelta(days=15)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=old)
    assert tend(capsys) == "2 old rows removed.\n"
    assert not DBTaskResult.objects.exists()
    assert not Notice.objects.exists()
