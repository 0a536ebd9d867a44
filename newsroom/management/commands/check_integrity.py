"""`manage.py check_integrity`: is the newsroom whole?"""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from newsroom import integrity
from newsroom.lib.commands import HelpfulCommand
from newsroom.lib.connection_settings import unhurried

SHOWN = 20


class Command(HelpfulCommand):
    help = (
        "Look whether the newsroom is whole: hashtag pages in step with their stories, every published story with\n"
        "its revision and event, aliases one deep, no half-done import. Exit status 1 when something stays wrong.\n\n"
        "Example: manage.py check_integrity --repair"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what can be mended without asking anybody")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON, all of them")

    def handle(self, *args: Any, **options: Any) -> None:
        with unhurried():
            findings = integrity.examine(repair=options["repair"])
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
        else:
            self._tell(findings)
        if not all(finding.repaired for finding in findings):
            sys.exit(1)

    def _tell(self, findings: list[integrity.Finding]) -> None:
        for finding in findings:
            self.stdout.write(f"Broken: {finding.rule}{' (mended)' if finding.repaired else ''}")
            for problem in finding.problems[:SHOWN]:
                self.stdout.write(f"  {problem}")
            if len(finding.problems) > SHOWN:
                self.stdout.write(f"  … and {len(finding.problems) - SHOWN} more; --json prints all.")
        if not findings:
            self.stdout.write(f"All {len(integrity.RULES)} rules hold.")
