"""How long ago, in words: younger than seven days relative, older `dd-mm-yyyy` in the site's zone."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

RELATIVE = timedelta(days=7)


def label(when: datetime, now: datetime) -> str:
    """“3 hours ago” or “11-07-2025”, in the active language. A time in the future is shown as its date."""
    age = now - when
    if not timedelta(0) <= age < RELATIVE:
        return timezone.localtime(when).strftime("%d-%m-%Y")
    minutes = age // timedelta(minutes=1)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%d hour ago", "%d hours ago", hours) % hours
    days = minutes // (24 * 60)
    return ngettext("%d day ago", "%d days ago", days) % days
