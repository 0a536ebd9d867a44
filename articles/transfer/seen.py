"""What a dry run remembers, since the database will not: the stories it was told of, in a file of its own."""

import sqlite3
from collections.abc import Iterable

from articles.transfer.batches import Entry, usable


class Seen:
    """The fingerprint each story would have by now: in a file that has no name, for any number of them. Close it."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)
        self._table.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, fingerprint TEXT) WITHOUT ROWID")

    def close(self) -> None:
        self._table.close()

    def correct(self, batch: Iterable[Entry]) -> None:
        """Once a batch is rolled back, a story that comes again looks new again: give it the outcome it would have."""
        for entry, item in usable(batch):
            key = "\0".join(item.key)
            row = self._table.execute("SELECT fingerprint FROM seen WHERE key = ?", [key]).fetchone()
            if row is not None:
                entry.outcome = "unchanged" if row[0] == item.fingerprint else "changed"
            self._table.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", [key, item.fingerprint])
