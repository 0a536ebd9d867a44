"""The dates of other houses."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone

from articles.errors import NewsroomError
from newsroom.lib.keyset import EARLIEST, LATEST

ISO_LIKE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<rest>\d\d(?::\d\d)?)(?:[.,](?P<fraction>\d{1,9}))?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)


class UnusableDate(NewsroomError):
    """The text is no date, or none that can be kept."""


def parse_date(text: str) -> datetime:
    """A date and time as in ISO 8601 (also “2012-06-01 9:00:00 -0400”) or in a mail; in UTC.

    Without a zone it is in the site's; without a time it is midnight there. Raises `UnusableDate`.
    """
    text = text.strip()
    try:
        when = _iso(found) if (found := ISO_LIKE.fullmatch(text)) else parsedate_to_datetime(text)
        if timezone.is_naive(when):
            when = timezone.make_aware(when)
        when = when.astimezone(UTC)
    except (ValueError, OverflowError, IndexError, TypeError):
        raise UnusableDate(f"“{text[:40]}” is not a date such as 2012-06-01 or 2012-06-01T10:00:00-04:00.") from None
    if not EARLIEST <= when <= LATEST:
        raise UnusableDate(f"“{text[:40]}” lies at an end of the calendar, where no time zone can follow.")
    return when


def _iso(found: re.Match[str]) -> datetime:
    """What the pattern found, spelled as Python reads it."""
    date, hour, rest, fraction, zone = found.groups(default="")
    if not hour:
        return datetime.fromisoformat(date)
    seconds = rest if ":" in rest else f"{rest}:00"
    zone = "Z" if zone.isalpha() else zone
    return datetime.fromisoformat(f"{date}T{hour:0>2}:{seconds}.{fraction[:6] or 0:0<6}{zone.upper()}")
