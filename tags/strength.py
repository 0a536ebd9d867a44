"""Which hashtags search engines may list: those with enough live stories, and not long silent.

A page with one story is that story again under another address, and a vocabulary that grows by itself has thousands of
those. `Tag.indexed` remembers which are strong. A hashtag goes out when it has fewer than `HASHTAG_MIN_STORIES` live
stories or none for `HASHTAG_QUIET_DAYS`, and comes back by itself, with half as many stories more and one of the last
half of that time: one story published and withdrawn does not move it to and fro.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.lib.connection_settings import unhurried
from tags.models import Tag, Tagging

SECONDS_KEPT = 600  # how long a process goes by what it knows of a hashtag; `tend` runs about as often


def period() -> int:
    """Changes when what is known of a hashtag's strength has to be read anew."""
    return int(time.time()) // SECONDS_KEPT


def told(tag: Tag) -> str:
    """Whether search engines may list the page of a hashtag, and why not, for the desk. Three quick questions."""
    if tag.canonical_id:
        return _("An alias: its address leads to the hashtag that it stands for.")
    if tag.hidden:
        return _("Not found by anybody, since it is hidden.")
    least, quiet = _limits()
    live = Tagging.objects.live().filter(tag=tag)
    stories = live.order_by()[: least + least // 2].count()
    newest = live.order_by("-published_at").values_list("published_at", flat=True).first()
    silent = bool(quiet and newest and newest < timezone.now() - quiet)
    if tag.indexed and stories >= least and not silent:
        return _("Search engines may list its page.")
    if tag.indexed:
        return _("Search engines may list its page until it is judged anew: it has too few live stories, or old ones.")
    wanted = least + least // 2
    if stories < wanted:
        return ngettext(
            "Kept out of search engines: it has %(stories)d live story, and comes in with %(wanted)d.",
            "Kept out of search engines: it has %(stories)d live stories, and comes in with %(wanted)d.",
            stories,
        ) % {"stories": stories, "wanted": wanted}
    if quiet and newest and newest < timezone.now() - quiet / 2:
        return _("Kept out of search engines: its last story is of %(date)s, and it comes in with a newer one.") % {
            "date": f"{timezone.localdate(newest):%d-%m-%Y}"
        }
    return _("Kept out of search engines until it is judged anew: then it comes in.")


def _limits() -> tuple[int, timedelta]:
    return max(settings.HASHTAG_MIN_STORIES, 1), timedelta(days=max(settings.HASHTAG_QUIET_DAYS, 0))


def refresh() -> tuple[int, int]:
    """Judge every hashtag; how many came in and how many went out.

    Two statements whatever there is. Each hashtag takes a few probes of the river's index: no story is counted beyond
    the number asked for, and no row is written but of those that change.
    """
    least, quiet = _limits()
    with unhurried():
        went_out = Tag.objects.filter(~_lively(least, quiet), indexed=True).update(indexed=False)
        came_in = Tag.objects.filter(_lively(least + least // 2, quiet / 2), indexed=False).update(indexed=True)
    return came_in, went_out


def _lively(stories: int, quiet: timedelta) -> Q:
    """So many live stories, and one that is no older; with no time given, of any age."""
    live = Tagging.objects.live().filter(tag=OuterRef("pk")).order_by()
    enough = Q(Exists(live[stories - 1 : stories]))
    return enough & Q(Exists(live.filter(published_at__gte=timezone.now() - quiet))) if quiet else enough
