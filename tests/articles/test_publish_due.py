"""`manage.py publish_due`: what it says, how it ends, and that several at once do everything once."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from articles import due
from articles.errors import Busy
from articles.models import Article, Plan, Revision
from tests.articles.plans import HOUR, come, planned
from tests.factories import make_published
from tests.processes import newsroom

pytestmark = pytest.mark.django_db

SET_UP = "from tests.articles.plans import make_due; make_due(50)"
COUNT = """
from articles.models import Event, Plan
print(Plan.objects.filter(outcome="done").count(), Plan.objects.count(), Event.objects.filter(step="publish").count())
"""


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.status = 0
        try:
            call_command("publish_due", *arguments)
        except SystemExit as ended:
            self.status = int(ended.code or 0)
        self.told, self.complained = capsys.readouterr()


def test_with_nothing_due_it_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys)
    assert (run.status, run.told, run.complained) == (0, "", "")


def test_it_says_what_it_did_without_a_headline(capsys: pytest.CaptureFixture[str]) -> None:
    story, expired = make_published(headline="Ferries sail"), make_published(ago=HOUR)
    come(planned(story, "Ferries stop"))
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    run = Run(capsys)
    assert run.status == 0
    assert run.told.startswith(f"Changed story {story.pk}, 9")
    assert f"Withdrew story {expired.pk}: it expired." in run.told
    assert "Ferries" not in run.told


def test_it_ends_with_1_when_one_failed_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    story = make_published()
    plan = planned(story)
    Revision.objects.filter(pk=plan.revision_id).update(source=None)
    come(plan)
    run = Run(capsys)
    assert run.status == 1
    assert run.complained == f"Story {story.pk} was not changed: The story has no source.\n"
    assert Run(capsys).status == 0, "it was reported"


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    sound, broken = planned(make_published()), planned(make_published())
    Revision.objects.filter(pk=broken.revision_id).update(source=None)
    come(sound, broken)
    run = Run(capsys, "--json")
    told = json.loads(run.told)
    assert run.status == 1
    assert [(row["plan"], row["story"]) for row in told["done"]] == [(sound.pk, sound.article_id)]
    assert [(row["plan"], row["reason"]) for row in told["failed"]] == [(broken.pk, "The story has no source.")]
    assert told["done"][0]["seconds_late"] >= 90
    assert (told["withdrawn"], told["put_off"]) == ([], [])


@pytest.mark.parametrize("error", [OperationalError, Busy])
def test_what_cannot_be_tried_now_waits_for_the_next_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    locked, free = planned(make_published()), planned(make_published())
    come(locked, free)
    take = due._take

    def held(plan: Plan) -> None:
        if plan.pk == locked.pk:
            raise error("canceling statement due to lock timeout")
        take(plan)

    monkeypatch.setattr(due, "_take", held)
    run = Run(capsys)
    assert run.status == 1
    assert run.complained == f"Put off: Planned change {locked.pk}: canceling statement due to lock timeout\n"
    monkeypatch.undo()
    assert Run(capsys).told.startswith(f"Changed story {locked.article_id}")


class TestWatch:
    @pytest.fixture
    def naps(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
        """How long it slept each time; the third time somebody presses Ctrl-C."""
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) == 3:
                raise KeyboardInterrupt

        monkeypatch.setattr(time, "sleep", sleep)
        # The test's own connection, whose transaction is the test, is kept.
        monkeypatch.setattr("articles.management.commands.publish_due.close_old_connections", lambda: None)
        return slept  # type: ignore[return-value]

    def test_it_goes_on_until_it_is_stopped(self, capsys: pytest.CaptureFixture[str], naps: list[float]) -> None:
        come(planned(make_published()))
        run = Run(capsys, "--watch", "15")
        assert (run.status, naps) == (0, [15, 15, 15])
        assert len(run.told.splitlines()) == 1

    def test_a_database_that_is_away_is_waited_for(
        self, capsys: pytest.CaptureFixture[str], naps: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*args: Any) -> None:
            raise OperationalError("the server closed the connection")

        monkeypatch.setattr("articles.management.commands.publish_due.apply_due", away)
        run = Run(capsys, "--watch", "15")
        assert len(naps) == 3
        assert run.complained.count("The database does not answer: the server closed the connection") == 3


def test_two_at_once_make_each_of_fifty_changes_once(tmp_path: Path) -> None:
    with newsroom(tmp_path, "due") as house:
        house.run("shell", "--no-imports", "--command", SET_UP)
        both = [house.start("publish_due", "--json") for _ in range(2)]
        reports = [json.loads(process.communicate(timeout=120)[0]) for process in both]
        assert [process.returncode for process in both] == [0, 0]
        made = [row["plan"] for report in reports for row in report["done"]]
        assert len(made) == len(set(made)) == 50
        assert house.run("shell", "--no-imports", "--command", COUNT).split() == ["50", "50", "100"]
