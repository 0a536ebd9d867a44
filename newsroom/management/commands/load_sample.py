"""`manage.py load_sample`: an invented country's news week, to look at and to play with."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from tqdm import tqdm

from articles.models import Article
from newsroom.lib.commands import HelpfulCommand
from newsroom.sample import loading, reading
from tags import strength, trending


class Command(HelpfulCommand):
    help = (
        "Load the sample newsroom: about 80 stories of invented outlets, dated back from now, and an account for each\n"
        "role. Run again it changes nothing. For a trial, not for a newsroom that holds stories of its own.\n\n"
        "Example: DEMO_PASSWORD=… manage.py load_sample"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if len(settings.DEMO_PASSWORD) < 12:
            raise CommandError("Set DEMO_PASSWORD to at least 12 characters: the demo accounts sign in with it.")
        if Article.objects.exclude(external_id__startswith="sample:").exists():
            raise CommandError("This newsroom holds stories of its own; the sample would stand among them.")
        house, stories = reading.House.read(), reading.stories()
        loading.load_house(house, password=settings.DEMO_PASSWORD)
        bar = tqdm(loading.load_stories(stories), "Stories", len(stories), disable=not sys.stderr.isatty(), unit="")
        count = sum(1 for _ in bar)
        strength.refresh()
        trending.refresh()
        self.stdout.write(f"{count} sample stories are in place. Accounts (password {settings.DEMO_PASSWORD}):")
        for person in house.people:
            self.stdout.write(f"  {person['username']:<12} {person['role']:<10} {person['name']}")
