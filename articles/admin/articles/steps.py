"""The steps below the form: the next one of this person, the others, and why one is blocked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import needs, workflow
from articles.actors import Actor
from articles.desk.wall_clock import WallClockField, WallClockInput, decompress
from articles.labels import label
from articles.models import Article, Event, Revision
from articles.needs import Move
from articles.steps import STEPS

# In the order in which a story goes its way: the first that is open to somebody is their next.
WAY = ("submit", "approve", "publish")
# What an empty date means to a step that asks for one.
WITHOUT_DATE = {
    "reschedule": _("Without a date it is published now."),
    "embargo": _("Without a date the embargo is lifted."),
    "expire": _("Without a date the story does not expire."),
}
# Steps that take a note for the desk and ask for none: one field for whichever is pressed.
NOTED = frozenset({"submit", "approve", "publish"})
ANY = "any"
ASKED_BY = {needs.has_note: "note", needs.has_notice: "notice"}


@dataclass(frozen=True)
class Offer:
    """A step that fits the state of the story and the person; `reasons` say what is in its way yet."""

    step: str
    reasons: list[str]
    typed: Mapping[str, str] = field(default_factory=dict)
    is_next: bool = False
    has: datetime | None = None  # the date that the story has now, of those that the step sets
    seen: bool = False  # by readers: the date of its publication stays

    @property
    def label(self) -> Any:
        return label(self.step)

    @property
    def asks(self) -> list[str]:
        """`note` (for the desk) and `notice` (for readers), where the step needs them; `at`, where it sets a date."""
        asked = [ASKED_BY[need] for need in STEPS[self.step].needs if need in ASKED_BY]
        return asked + (["at"] if self.step in WITHOUT_DATE else [])

    @property
    def date(self) -> str:
        """The field of the date."""
        typed = (self.typed.get("at", ""), self.typed.get("at_fold", ""))
        name = f"{self.step}-at"
        return WallClockInput().render(name, typed if self.was_tried else decompress(self.has), {"id": name})

    @property
    def without_date(self) -> Any:
        return WITHOUT_DATE.get(self.step, "")

    @property
    def may_be_dated(self) -> bool:
        return bool(STEPS[self.step].dates) and self.step not in WITHOUT_DATE and not self.seen

    @property
    def was_tried(self) -> bool:
        return any(self.typed.values())


def offers(
    article: Article, revision: Revision | None, by: Actor, typed: Mapping[str, Mapping[str, str]] | None = None
) -> list[Offer]:
    """The steps in the order of the table. What a step asks for is taken as given: the form asks for it."""
    move = Move(article, revision, by, note="?", notice="?")
    open_to = {
        step: workflow.blockers(step, move)
        for step, row in STEPS.items()
        if by.has_perm(row.permission) and not workflow.out_of_place(step, move)
    }
    next_one = next_of(open_to, by)
    dates = dates_of(article)
    return [
        Offer(
            step,
            reasons,
            (typed or {}).get(step, {}),
            is_next=step == next_one,
            has=dates.get(STEPS[step].dates),
            seen=move.public_since is not None,
        )
        for step, reasons in open_to.items()
    ]


def next_of(open_to: Mapping[str, list[str]], by: Actor) -> str | None:
    """Who needs nobody's approval publishes at once where nothing is in the way."""
    way = ("publish", *WAY) if by.has_perm("articles.approve_own_article") else WAY
    found = next((step for step in way if open_to.get(step) == []), None)
    return found or ("submit" if "submit" in open_to else None)


class DateForm(forms.Form):
    """A time in the site's zone; one that a change of the clocks skips or doubles is refused."""

    at = WallClockField(label=_("at"))


class UnusableDate(ValueError):
    """The message says why."""


def require_no_other_date(step: str, own: Mapping[str, str], typed: Mapping[str, str]) -> None:
    """Raises `UnusableDate` where a date was typed and the button beside it was pressed, which is for now."""
    if own.get("at") and "at" not in typed:
        raise UnusableDate(
            _("A date stands beside “%(step)s”: press “Schedule” for that time, or empty it to publish now.")
            % {"step": label(step)}
        )


def posted(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The step that was pressed, and what was typed for it (`return-note`, `publish-at`).

    There is a date, be it empty, where the button was one of a date (`publish:at`).
    """
    step, _colon, dated = request.POST.get("_step", "").partition(":")
    date = ["at", "at_fold"] if dated or step in WITHOUT_DATE else []
    typed = {name: request.POST.get(f"{step}-{name}", "") for name in ("note", "notice", *date)}
    if step in NOTED:
        typed["note"] = request.POST.get(f"{ANY}-note", "")
    given = {name: value for name, value in typed.items() if value}
    return step if step in STEPS else "", {"at": "", **given} if dated else given


def carried(request: HttpRequest, article: Article) -> dict[str, dict[str, str]]:
    """What was typed for each step: notes, and a date where it is not the one that the story has."""
    dates = dates_of(article)
    found: dict[str, dict[str, str]] = {}
    for step, row in STEPS.items():
        date = {name: request.POST.get(f"{step}-{name}", "") for name in ("at", "at_fold")}
        if date["at"] == decompress(dates.get(row.dates))[0]:
            date = {}
        texts = {name: request.POST.get(f"{step}-{name}", "") for name in ("note", "notice")} | date
        if typed := {name: text for name, text in texts.items() if text}:
            found[step] = typed
    if note := request.POST.get(f"{ANY}-note"):
        found[ANY] = {"note": note}
    return found


def note_in(typed: Mapping[str, Mapping[str, str]]) -> str:
    """What was typed for whichever step is pressed."""
    return next((typed[step]["note"] for step in (ANY, *NOTED) if typed.get(step, {}).get("note")), "")


def dates_of(article: Article) -> dict[str, datetime | None]:
    """The dates that steps set, by the names of the table."""
    return {"publication": article.published_at, "embargo": article.embargo_until, "expiry": article.expires_at}


def take(article: Article, revision: Revision, step: str, typed: Mapping[str, str], *, by: Actor) -> Event:
    """Raises as `workflow.take()` does, and `UnusableDate`."""
    return workflow.take(
        article,
        step,
        by=by,
        revision=revision if STEPS[step].stages else None,
        at=_date(typed) if "at" in typed else None,
        note=typed.get("note", ""),
        notice=typed.get("notice", ""),
    )


def _date(typed: Mapping[str, str]) -> datetime:
    if not typed["at"]:
        raise UnusableDate(_("Give a date and a time."))
    form = DateForm(typed)
    if not form.is_valid():
        raise UnusableDate(" ".join(map(str, form.errors["at"])))
    at: datetime = form.cleaned_data["at"]
    return at
