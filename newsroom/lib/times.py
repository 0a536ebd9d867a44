"""How long ago, in words: younger than seven days relative, older `dd-mm-yyyy` in the site's zone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.translation import get_language, gettext, ngettext

RELATIVE = timedelta(days=7)


def label(when: datetime, now: datetime) -> str:
    """“3 hours ago” or “11-07-2025”, in the active language. A time in the future is shown as its date."""
    return labels(now)(when)


def labels(now: datetime) -> Callable[[datetime], str]:
    """What gives many times their `label()`: the language and the zone are asked for once."""
    language, zone = get_language(), timezone.get_current_timezone()

    def labelled(when: datetime) -> str:
        age = now - when
        if not timedelta(0) <= age < RELATIVE:
            day = when.astimezone(zone)
            return f"{day.day:02}-{day.month:02}-{day.year:04}"
        return _ago(age // timedelta(minutes=1), language)

    return labelled


@lru_cache(maxsize=32_768)  # seven days have 10,080 minutes, and a page asks for twenty of them
def _ago(minutes: int, language: str) -> str:
    with translation.override(language):
        return _said(minutes)


def _said(minutes: int) -> str:
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%d hour ago", "%d hours ago", hours) % hours
    days = minutes // (24 * 60)
    return ngettext("%d day ago", "%d days ago", days) % days
