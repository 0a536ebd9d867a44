"""`manage.py make_renditions`: the sizes and kinds in which readers get pictures, for the whole library."""

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from tqdm import tqdm

from articles import rendering
from articles.models import Image
from newsroom.lib.commands import HelpfulCommand
from newsroom.lib.connection_settings import unhurried

FAILED, INTERRUPTED = 1, 130  # exit status


class Command(HelpfulCommand):
    help = (
        "Make the renditions that pictures lack (the newest pictures first), and remove those that no picture has\n"
        "any more. The worker does it after each upload: this is for what it missed, for pictures of before, and for\n"
        "a new release that makes them otherwise. It may be stopped and run again at any time. Exit status 1 when a\n"
        "picture could not be read.\n\n"
        "Example: manage.py make_renditions --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tell how many there are, make and remove nothing")
        parser.add_argument("--json", action="store_true", help="tell it as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with unhurried():
                told = self._count() if options["dry_run"] else self._make()
        except KeyboardInterrupt:
            self.stderr.write("Cut short. What is made, stays; run the same again for the rest.")
            sys.exit(INTERRUPTED)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self._tell(told, would=options["dry_run"])
        if told["failed"]:
            sys.exit(FAILED)

    def _count(self) -> dict[str, Any]:
        return {
            "pictures": Image.objects.without_renditions().count(),
            "failed": [],
            "removed": sum(len(names) for _, names in rendering.unneeded()),
        }

    def _make(self) -> dict[str, Any]:
        keys = list(Image.objects.without_renditions().order_by("-pk").values_list("pk", flat=True))
        bar = tqdm(rendering.make_all(keys), "Pictures", len(keys), disable=not sys.stderr.isatty(), unit="")
        done = [{"picture": image.pk, "file": str(image.file), "reason": reason} for image, reason in bar]
        failed = [one for one in done if one["reason"]]
        return {"pictures": len(done) - len(failed), "failed": failed, "removed": rendering.remove_unneeded()}

    def _tell(self, told: dict[str, Any], *, would: bool) -> None:
        lacking, gone = ("lack renditions", "nobody needs") if would else ("have renditions now", "were removed")
        self.stdout.write(f"{told['pictures']} pictures {lacking}; {told['removed']} files {gone}.")
        for one in told["failed"]:
            self.stderr.write(f"Picture {one['picture']} ({one['file']}): {one['reason']}.")
