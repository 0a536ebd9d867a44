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
from articles.models import Article, Event, Revision
from articles.needs import Move

LABELS = {
    "submit": _("Submit"),
    "return": _("Return"),
    "approve": _("Approve"),
    "publish": _("Publish"),
    "correct": _("Publish as a correction"),
    "withdraw": _("Withdraw"),
    "retract": _("Retract"),
}
# In the order in which a story goes its way: the first that is open to somebody is their next.
WAY = ("submit", "approve", "publish")
ASKED_BY = {needs.has_note: "note", needs.has_notice: "notice"}


@dataclass(frozen=True)
class Offer:
    """A step that fits the state of the story and the person; `reasons` say what is in its way yet."""

    step: str
    reasons: list[str]
    typed: Mapping[str, str] = field(default_factory=dict)
    is_next: bool = False

    @property
    def label(self) -> Any:
        return LABELS.get(self.step, self.step.replace("_", " ").capitalize())

    @property
    def asks(self) -> list[str]:
        """`note` (for the desk) and `notice` (for readers), where the step needs them."""
        return [ASKED_BY[need] for need in workflow.STEPS[self.step].needs if need in ASKED_BY]

    @property
    def may_be_dated(self) -> bool:
        return needs.is_new_date_only_before_publication in workflow.STEPS[self.step].needs

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
        for step, row in workflow.STEPS.items()
        if by.has_perm(row.permission) and _fits(row, move)
    }
    next_one = next((step for step in WAY if open_to.get(step) == []), None)
    if next_one is None and "submit" in open_to:
        next_one = "submit"
    return [Offer(step, reasons, (typed or {}).get(step, {}), step == next_one) for step, reasons in open_to.items()]


def _fits(row: workflow.Step, move: Move) -> bool:
    stage = move.revision.stage if move.revision else None
    return move.article.status in row.statuses and (not row.stages or stage in row.stages)


class DateForm(forms.Form):
    """A time in the site's zone; one that a change of the clocks skips or doubles is refused."""

    at = forms.DateTimeField(label=_("at"), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])


class UnusableDate(ValueError):
    """The message says why."""


def posted(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The step that was pressed, and what was typed for it (`return-note`, `publish-at`)."""
    step, _colon, dated = request.POST.get("_step", "").partition(":")
    typed = {name: request.POST.get(f"{step}-{name}", "") for name in ("note", "notice", *(["at"] if dated else []))}
    return step if step in workflow.STEPS else "", {name: value for name, value in typed.items() if value}


def take(article: Article, revision: Revision, step: str, typed: Mapping[str, str], *, by: Actor) -> Event:
    """Raises as `workflow.take()` does, and `UnusableDate`."""
    return workflow.take(
        article,
        step,
        by=by,
        revision=revision if workflow.STEPS[step].stages else None,
        at=_date(typed["at"]) if "at" in typed else None,
        note=typed.get("note", ""),
        notice=typed.get("notice", ""),
    )


def _date(typed: str) -> datetime:
    form = DateForm({"at": typed})
    if not form.is_valid():
        raise UnusableDate(" ".join(map(str, form.errors["at"])))
    at: datetime = form.cleaned_data["at"]
    return at
