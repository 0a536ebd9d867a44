"""`manage.py publish_due`: planned changes are made and expired stories withdrawn."""

import json
import sys
import time
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandParser
from django.db import OperationalError, close_old_connections

from articles.due import Report, apply_due
from articles.models import Plan
from newsroom.lib.commands import HelpfulCommand


class Command(HelpfulCommand):
    help = (
        "Make the planned changes of live stories whose time has come, and withdraw the stories that have expired.\n"
        "Run it every minute, from as many machines as you like: each change is made once. First publications need no\n"
        "job. Exit status 1 when something failed: it says what, to which story, and why.\n\n"
        "Example: manage.py publish_due --watch 15"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print what was done as JSON, one line each time")
        parser.add_argument("--watch", metavar="SECONDS", type=_seconds, help="go on, and look again this often")

    def handle(self, *args: Any, **options: Any) -> None:
        tell = self._tell_json if options["json"] else self._tell
        if options["watch"]:
            self._watch(options["watch"], tell)
        report = apply_due()
        tell(report)
        if not report.good:
            sys.exit(1)

    def _watch(self, seconds: float, tell: Any) -> None:
        """Until it is stopped; a database that is away for a while is waited for."""
        try:
            while True:
                close_old_connections()
                try:
                    report = apply_due()
                except OperationalError as error:
                    self.stderr.write(f"The database does not answer: {error}")
                else:
                    if report != Report():
                        tell(report)
                time.sleep(seconds)
        except KeyboardInterrupt:
            sys.exit(0)

    def _tell(self, report: Report) -> None:
        for plan in report.done:
            self.stdout.write(f"Changed story {plan.article_id}, {plan.late.total_seconds():.0f} seconds late.")
        for key in report.withdrawn:
            self.stdout.write(f"Withdrew story {key}: it expired.")
        for plan in report.failed:
            self.stderr.write(f"Story {plan.article_id} was not changed: {plan.reason}")
        for problem in report.put_off:
            self.stderr.write(f"Put off: {problem}")

    def _tell_json(self, report: Report) -> None:
        told = {
            "done": [_told(plan) for plan in report.done],
            "failed": [_told(plan) | {"reason": plan.reason} for plan in report.failed],
            "withdrawn": report.withdrawn,
            "put_off": report.put_off,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))


def _told(plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan.pk,
        "story": plan.article_id,
        "due_at": plan.due_at.isoformat(),
        "seconds_late": round(plan.late.total_seconds(), 1),
    }


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 86_400:
        raise ArgumentTypeError(f"“{text}” is no number of seconds within a day.")
    return seconds
