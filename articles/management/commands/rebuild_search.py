"""`manage.py rebuild_search`: bring the search back into step with the stories."""

import sys
from typing import Any

from django.core.management.base import CommandParser
from tqdm import tqdm

from articles.models import Article
from articles.search import rebuilding
from newsroom.lib.commands import HelpfulCommand
from newsroom.lib.connection_settings import by_the_thousand, unhurried


class Command(HelpfulCommand):
    help = (
        "Write what the search knows of the published stories where it is missing or wrong, and forget what is not\n"
        "published; on SQLite, make the index anew. For a database that was filled past the workflow, and after an\n"
        "update that reads words otherwise. Readers may search meanwhile; cut short, it can be run again.\n\n"
        "Example: manage.py rebuild_search --everything"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--everything", action="store_true", help="also what is as it should be")

    def handle(self, *args: Any, **options: Any) -> None:
        with unhurried(), by_the_thousand():
            stories = Article.objects.filter(status=Article.Status.PUBLISHED).count()
            with tqdm(total=stories, desc="Stories", unit="", disable=not sys.stderr.isatty()) as progress:
                for looked_at in rebuilding.rebuild(everything=options["everything"]):
                    progress.update(looked_at)
        self.stdout.write(f"The search knows {stories} stories.")
