"""Sessions in the database that end after a while without a request, and at the latest after a working day.

Only those who work here have one, and the limits are read when a session is: public pages never read any.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

BEGAN, SEEN = "began", "seen"  # seconds since 1970
NOTED_EVERY = timedelta(minutes=1)  # a row is written that often at most, not with every request


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What is kept, or nothing when its time is over."""
        kept: dict[str, Any] = super().load()
        if SESSION_KEY not in kept:
            return kept
        now = timezone.now().timestamp()
        if self._is_over(kept, now):
            self.delete()
            self._session_key = None
            return {}
        if now - kept[SEEN] >= NOTED_EVERY.total_seconds():
            self.modified = True
            self._seen_before = kept[SEEN]
            kept[SEEN] = now
        return kept

    def save(self, must_create: bool = False) -> None:
        """The clock starts when somebody signs in, and is written with that."""
        data: dict[str, Any] = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if SESSION_KEY in data:
            now = timezone.now().timestamp()
            data.setdefault(BEGAN, now)
            data.setdefault(SEEN, now)
        super().save(must_create)

    def unattended(self) -> None:
        """This request was made by a page on its own: it is no sign that somebody is there."""
        self._get_session()  # type: ignore[attr-defined]
        before = getattr(self, "_seen_before", None)
        if before is not None:
            self[SEEN] = before
            self.modified = False

    @staticmethod
    def _is_over(kept: dict[str, Any], now: float) -> bool:
        idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds()
        longest = timedelta(hours=settings.SESSION_HOURS).total_seconds()
        return bool(now - kept.get(SEEN, 0) > idle or now - kept.get(BEGAN, 0) > longest)
