"""`manage.py make_corpus`: stories by the hundred thousand, for tests of load and of plans."""

import sys
from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from articles.models import SearchText
from newsroom.corpus import making
from newsroom.corpus.stories import FEWEST_TAGS, Corpus
from newsroom.lib.commands import HelpfulCommand
from newsroom.lib.connection_settings import unhurried


class Command(HelpfulCommand):
    help = (
        "Fill a database with published stories for tests of load: the same seed gives the same stories, hashtags and\n"
        "dates. The commonest hashtag is on about every tenth story, the dates reach back five years. Run again it\n"
        "goes on where it was cut short, and adds nothing once all is there. Never for a newsroom that readers see.\n\n"
        "Example: DATABASE_URL=postgres://…/load manage.py make_corpus --stories 100000"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stories", type=_at_least(1), required=True, help="how many there shall be")
        parser.add_argument(
            "--tags", type=_at_least(FEWEST_TAGS), default=2_000, help="how many hashtags (default: 2000)"
        )
        parser.add_argument("--seed", type=_at_least(0), default=1, help="another seed, other stories (default: 1)")
        parser.add_argument("--until", type=_moment, help="when the newest is from, as 2026-11-24T09:00 (default: now)")
        parser.add_argument(
            "--among-other-stories",
            action="store_true",
            help="write into a database that holds stories of its own; readers cannot tell them apart",
        )
        parser.add_argument(
            "--searchable",
            action="store_true",
            help="make them known to the search, which takes twice the time; rebuild_search does it later",
        )
        parser.add_argument(
            "--writers", type=_at_least(1), help="connections that write at once (default: 2; on SQLite 1, always)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with unhurried(), making.undisturbed():
                self._make(options)
        except making.CannotMake as refusal:
            raise CommandError(str(refusal)) from None

    def _make(self, options: dict[str, Any]) -> None:
        plan, run = making.begin(
            stories=options["stories"],
            tags=options["tags"],
            seed=options["seed"],
            until=options["until"],
            searchable=options["searchable"],
            among_others=options["among_other_stories"],
        )
        if run.finished_at is None:
            writers = (options["writers"] or 2) if connection.vendor == "postgresql" else 1
            with tqdm(total=plan.stories, desc="Stories", unit="", disable=not sys.stderr.isatty()) as progress:
                for added in making.write(Corpus(plan), writers=writers, searchable=options["searchable"]):
                    progress.update(added)
                    if progress.n == plan.stories:
                        progress.set_description("Checking")
            making.finish(run, plan.stories)
        self.stdout.write(f"The corpus is in place: {run.name}")
        if SearchText.objects.missing().exists():
            self.stdout.write("The search does not know its stories: rebuild_search tells it of them.")


def _at_least(least: int) -> Any:
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise ArgumentTypeError(f"{value} is too few; at least {least} are needed")
        return value

    return number


def _moment(text: str) -> datetime:
    """A date and time, in the site's zone unless it names another one."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date and time as 2026-11-24T09:00") from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
