"""`manage.py tend`: look after tasks, notices and hashtags."""

from typing import Any

from articles import tending
from newsroom.lib.commands import HelpfulCommand
from tags import strength, trending


class Command(HelpfulCommand):
    help = (
        "End the tasks whose worker was killed, try mails and pings again that did not leave within ten minutes, and\n"
        "remove finished tasks after 14 days and notices 180 days after they were read. Judge which hashtags search\n"
        "engines may list, and count which are trending. Run it every ten minutes.\n\n"
        "Example: manage.py tend"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for what, number in (
            ("tasks ended whose worker was gone", tending.reap()),
            ("mails tried again", tending.send_again()),
            ("pings tried again", tending.ping_again()),
            ("old rows removed", tending.prune()),
        ):
            self._tell(number, what)
        came_in, went_out = strength.refresh()
        self._tell(came_in, "hashtags for search engines from now on")
        self._tell(went_out, "hashtags for search engines no more")
        trending.refresh()

    def _tell(self, number: int, what: str) -> None:
        if number:
            self.stdout.write(f"{number} {what}.")
