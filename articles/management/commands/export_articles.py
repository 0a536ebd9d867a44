"""`manage.py export_articles`: published stories into a file of JSON lines."""

import gzip
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser
from django.db.models import QuerySet
from tqdm import tqdm

from articles.models import Article, Section, Source
from articles.transfer.dates import UnusableDate, parse_date
from articles.transfer.exporting import Media, lines
from newsroom.lib.commands import HelpfulCommand
from newsroom.lib.connection_settings import unhurried

UNUSABLE = 2  # exit status


class Command(HelpfulCommand):
    help = (
        "Write the published and the scheduled stories as JSON lines that import_articles reads; docs/importing.md\n"
        "tells of the fields. Drafts, withdrawn stories, hashtags for the desk only and the log stay here. Exit\n"
        "status 2 when there is nothing to begin with.\n\n"
        "Example: manage.py export_articles --source 'The Skerry Post' --media export/pictures export/stories.jsonl.gz"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="gzipped if it ends in .gz; - is the standard output"
        )
        parser.add_argument("--source", metavar="NAME", help="only the stories of this source")
        parser.add_argument("--section", metavar="NAME", help="only the stories of this section")
        parser.add_argument("--tag", metavar="NAME", help="only the stories with this hashtag")
        parser.add_argument("--since", metavar="DATE", type=_date, help="only those published then or later")
        parser.add_argument(
            "--media", metavar="DIR", type=Path, help="copy the pictures here, in or below the folder of FILE"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        articles = _chosen(options)
        media = _media(options["media"], options["file"])
        with unhurried(), _opened(options["file"]) as file:
            bar = tqdm(lines(articles, media), "Export", unit=" stories", disable=not sys.stderr.isatty())
            for line in bar:
                file.write(line.encode() + b"\n")
        if media and media.missing:
            self.stderr.write(f"{media.missing} pictures have lost their file and were left out.")


def _chosen(options: dict[str, Any]) -> QuerySet[Article]:
    articles = Article.objects.all()
    for model, name in ((Source, "source"), (Section, "section")):
        if wanted := options[name]:
            found = model._default_manager.filter(name=wanted).first()
            if found is None:
                raise CommandError(f"There is no {name} “{wanted}”.", returncode=UNUSABLE)
            articles = articles.filter(**{name: found})
    if options["tag"]:
        tagged = Article.tags.through.objects.under(options["tag"])
        if not tagged.exists():
            raise CommandError(f"No story has the hashtag “{options['tag']}”.", returncode=UNUSABLE)
        articles = articles.filter(pk__in=tagged.values("content_object"))
    return articles.filter(published_at__gte=options["since"]) if options["since"] else articles


def _media(folder: Path | None, file: str) -> Media | None:
    """Its folder is made; the import refuses a picture that lies elsewhere, so this does, too."""
    if folder is None:
        return None
    base = Path.cwd() if file == "-" else Path(file).parent
    if not folder.resolve().is_relative_to(base.resolve()):
        raise CommandError(f"{folder} is not in or below {base}, where FILE goes.", returncode=UNUSABLE)
    folder.mkdir(parents=True, exist_ok=True)
    return Media(folder.resolve(), base.resolve())


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO | gzip.GzipFile]:
    """A file gets its name only once it is whole."""
    if path == "-":
        yield sys.stdout.buffer
        return
    part = Path(f"{path}.part")
    try:
        with part.open("wb") as raw:
            if path.endswith(".gz"):
                with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
                    yield packed
            else:
                yield raw
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error}", returncode=UNUSABLE) from None
    finally:
        part.unlink(missing_ok=True)


def _date(text: str) -> datetime:
    try:
        return parse_date(text)
    except UnusableDate as error:
        raise ArgumentTypeError(str(error)) from None
