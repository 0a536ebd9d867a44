"""What is told of a step that was taken from the form."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Event
from articles.needs import told

DONE: dict[str, Any] = {
    "submit": gettext_lazy("Submitted."),
    "return": gettext_lazy("Returned."),
    "approve": gettext_lazy("Approved."),
    "correct": gettext_lazy("The correction is public."),
    "unschedule": gettext_lazy("Taken off the schedule: the story is a draft again."),
    "withdraw": gettext_lazy("Withdrawn: readers see the story no more."),
    "retract": gettext_lazy("Retracted: readers find the notice in its place."),
    "reopen": gettext_lazy("Reopened: the story is a draft again."),
}


def done(article: Article, event: Event) -> str:
    if event.step in ("publish", "reschedule"):
        return _published(article)
    if event.step == "embargo":
        return _("The embargo lasts until %s.") % told(event.date) if event.date else _("The embargo is lifted.")
    if event.step == "expire":
        if event.date is None:
            return _("The story does not expire any more.")
        return _("Readers see the story until %s.") % told(event.date)
    return str(DONE[event.step])


def _published(article: Article) -> str:
    if article.published_at and article.published_at > timezone.now():
        return _("Saved. The story will be public from %s.") % told(article.published_at)
    return _("Published: readers see the story.")
