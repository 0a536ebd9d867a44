"""`manage.py import_articles`: stories from files of JSON lines."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from typing import Any, Never

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError
from tqdm import tqdm

from articles.models import Section
from articles.transfer.fields import FIELDS, FORMATS, Reader
from articles.transfer.files import InputFile, UnusableFile
from articles.transfer.importing import import_stories, rehearse
from articles.transfer.report import JSONReport, Report
from newsroom.lib.commands import HelpfulCommand
from newsroom.lib.connection_settings import unhurried

REFUSED, UNUSABLE, INTERRUPTED = 1, 2, 130  # exit status


class Command(HelpfulCommand):
    help = (
        "Bring in stories from files of JSON lines, one story a line; docs/importing.md tells of the fields. What is\n"
        "there already stays as it is, and a changed line changes its story. It may be killed and run again at any\n"
        "time. Exit status 1 when a line was refused, 2 when there was nothing to begin with.\n\n"
        "Example: manage.py import_articles archive.jsonl.gz --source 'The Skerry Post' --map headline=title,body=text"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="plain or gzipped; - is the standard input")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            type=_names,
            metavar="OURS=THEIRS,…",
            help=f"what the file calls our fields ({', '.join(FIELDS)}); with nothing after = it is passed over",
        )
        parser.add_argument("--source", metavar="NAME", help="of the stories that name none")
        parser.add_argument("--section", metavar="NAME", help="of the stories that name none (default: General)")
        parser.add_argument("--format", choices=FORMATS, help="of the bodies that do not say (default: html)")
        parser.add_argument("--language", metavar="TAG", help="of the stories that name none (default: en)")
        parser.add_argument(
            "--entities", action="store_true", help="read &#8217; and the like in texts that are not HTML"
        )
        parser.add_argument("--dry-run", action="store_true", help="check everything, tell the same, write nothing")
        parser.add_argument("--json", action="store_true", help="tell it as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = [InputFile.named(path) for path in options["files"]]
        except UnusableFile as error:
            raise CommandError(str(error), returncode=UNUSABLE) from None
        report = (JSONReport if options["json"] else Report)(self.stdout.write)
        try:
            self._import(files, _reader(options), report, dry_run=options["dry_run"])
        except KeyboardInterrupt:
            self.stderr.write("Cut short. What is in, stays; run the same again for the rest.")
            sys.exit(INTERRUPTED)
        except OperationalError as error:
            raise CommandError(f"The database gave up: {error}\nWhat is in, stays; run the same again.") from None
        if report.counts["refused"]:
            sys.exit(REFUSED)

    def _import(self, files: Sequence[InputFile], reader: Reader, report: Report, *, dry_run: bool) -> None:
        report.begin()
        with unhurried(), _progress(files) as bar:
            for batch in rehearse(files, reader) if dry_run else import_stories(files, reader):
                with bar.external_write_mode():
                    report.add(batch)
                bar.update(sum(entry.size for entry in batch) if bar.total else len(batch))
        report.end()


def _progress(files: Sequence[InputFile]) -> "tqdm[Never]":
    """By bytes where it is known how many there are, else by lines."""
    silent = not sys.stderr.isatty()
    sizes = [file.size for file in files]
    if None in sizes:
        return tqdm(desc="Import", unit=" lines", disable=silent)
    return tqdm(desc="Import", total=sum(filter(None, sizes)), unit="B", unit_scale=True, disable=silent)


def _reader(options: dict[str, Any]) -> Reader:
    section = Section.objects.filter(slug=Section.DEFAULT_SLUG).values_list("name", flat=True).first()
    given = {name: options[name] for name in ("source", "section", "format", "language") if options[name]}
    return Reader(
        names={ours: theirs for names in options["map"] for ours, theirs in names.items()},
        defaults={"section": section or "", **given},
        entities=options["entities"],
    )


def _names(text: str) -> dict[str, str]:
    names = {}
    for pair in text.split(","):
        ours, equals, theirs = pair.partition("=")
        if ours.strip() not in FIELDS or not equals:
            raise ArgumentTypeError(f"“{pair}” is not one of our fields ({', '.join(FIELDS)}) = its name in the file")
        names[ours.strip()] = theirs.strip()
    return names
