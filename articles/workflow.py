"""The one road by which a story changes for readers: the function that takes a step of the table in `articles.steps`.

Admin, API and commands call `take()`. In one transaction it asks for the permission and the needs, compares and swaps
on the version the caller saw, and writes story, revision, hashtags and event. (`articles.bulk` does the same for many
stories at once, from the parts below.)
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices, websub
from articles.actors import Actor, command_name, person
from articles.errors import Busy, EditConflict, NotAllowed, TransitionError
from articles.labels import label
from articles.models import Article, Correction, DraftText, Event, Revision, SearchText, StoryPicture
from articles.needs import Move
from articles.recalling import recalling
from articles.steps import STEPS, Stage, Step
from newsroom.lib.database import waited_in_vain
from newsroom.lib.text import clean_text


def blockers(step: str, move: Move) -> list[str]:
    """The reasons why this move cannot be made, apart from permission; empty when it can."""
    if misfit := out_of_place(step, move):
        return [misfit]
    move = dated(step, move)
    return [reason for need in STEPS[step].needs if (reason := need(move))]


def out_of_place(step: str, move: Move) -> str | None:
    """Why the step is none for a story and words in this state, whatever anybody does about it; nothing when it is."""
    wanted = STEPS[step]
    if move.article.status not in wanted.statuses:
        return _("The story is %s.") % move.article.get_status_display()
    if wanted.unseen and move.public_since:
        return _("Readers have seen the story already.")
    if move.at and not wanted.dates:
        return _("This step takes no date.")
    return words_out_of_place(wanted, move)


def words_out_of_place(wanted: Step, move: Move) -> str | None:
    if move.revision and move.revision.article_id != move.article.pk:
        return _("The revision is another story's.")
    if not wanted.stages:
        return None
    if move.revision is None:
        return _("There is no revision to take this step with.")
    if move.revision.stage not in wanted.stages:
        return _("The revision is %s.") % move.revision.get_stage_display()
    return None


def dated(step: str, move: Move) -> Move:
    """The same move with the date that a step has when nobody gives one."""
    return replace(move, at=timezone.now()) if STEPS[step].now and move.at is None else move


def take(
    article: Article,
    step: str,
    *,
    by: Actor,
    revision: Revision | None = None,
    at: datetime | None = None,
    note: str = "",
    notice: str = "",
) -> Event:
    """Take one step with a story; `article` and `revision` are brought up to date in place.

    `at` is the date of the step: of the publication (in the future: it is scheduled), the embargo's end, the expiry;
    without one a step is taken now, and an embargo or expiry is lifted. Raises `NotAllowed`, `TransitionError` with the
    blockers, `EditConflict` when the story has changed since the caller read it, or `Busy` when a merge or somebody
    else's step holds its rows.
    """
    move = dated(step, Move(article, revision, by, at, clean_text(note).strip(), clean_text(notice).strip()))
    try:
        return _take(step, move)
    except OperationalError as error:
        if waited_in_vain(error):
            raise Busy(_("Somebody else is changing this story or its hashtags at this moment. Try again.")) from error
        raise


@transaction.atomic
def _take(step: str, move: Move) -> Event:
    article = move.article
    require(step, move)
    was = article.status
    columns = changes(step, move)
    with websub.telling([article] if columns.keys() - websub.UNSEEN else []):
        swap(article, **columns)
        with recalling([article]) if columns and was == Article.Status.PUBLISHED else nullcontext():
            move = replace(move, revision=move_words(step, move))
            show_elsewhere(article, move.revision if STEPS[step].to_stage == Stage.PUBLISHED else None)
            if columns:
                DraftText.objects.follow(article)
    event = event_of(step, move, was)
    event.save()
    notices.tell_of_step(event, by=move.by)
    return event


def publish(article: Article, *, by: Actor, revision: Revision, at: datetime | None = None, note: str = "") -> Event:
    return take(article, "publish", by=by, revision=revision, at=at, note=note)


def require(step: str, move: Move) -> None:
    """Permission first, then the needs."""
    permit(step, move.by)
    if reasons := blockers(step, move):
        raise TransitionError(reasons)


def permit(step: str, by: Actor) -> None:
    if not by.has_perm(STEPS[step].permission):
        raise NotAllowed(_("You may not take the step “%s”.") % label(step))


def changes(step: str, move: Move) -> dict[str, Any]:
    """The columns of the story that a step sets: pure, so that one story and a thousand go by the same rule."""
    status = STEPS[step].to_status
    return STEPS[step].columns(move) | ({"status": status} if status else {})


def event_of(step: str, move: Move, was: str) -> Event:
    """The unsaved event of a step that was taken; `was` is the status before."""
    event = Event(**event_columns(step, move, was))
    event.article, event.revision = move.article, move.revision  # as they are, not to be read again
    return event


def event_columns(step: str, move: Move, was: str) -> dict[str, Any]:
    """(Apart from `event_of()`, since of a thousand events a thousand models would be half of the work.)"""
    return {
        "article_id": move.article.pk,
        "step": step,
        "at": timezone.now(),
        "by_id": getattr(person(move.by), "pk", None),
        "via": command_name(move.by),
        "revision_id": getattr(move.revision, "pk", None),
        "from_status": was,
        "to_status": move.article.status,
        "note": move.note or move.notice,
        "date": move.at,
    }


def swap(article: Article, **columns: Any) -> None:
    """Write these columns if nobody else wrote the story since it was read. Raises `EditConflict`."""
    mine = Article.objects.filter(pk=article.pk, version=article.version)
    if not mine.update(version=F("version") + 1, **columns):
        raise EditConflict(_("Somebody else changed this story. Read it again before you go on."))
    article.version += 1
    for name, value in columns.items():
        setattr(article, name, value)


def move_words(step: str, move: Move) -> Revision | None:
    """Move on what was written; the revision that the step was about. Raises `EditConflict`."""
    if make := STEPS[step].words:
        about = make(move)
        if move.revision is not None:
            move.revision.refresh_from_db(fields=["stage"])
        return about
    if move.revision is None:
        return None
    before = move.article.revisions.live().first() if step == "correct" else None
    set_stage(move.revision, STEPS[step].to_stage)
    if before is not None:
        Correction.objects.create(
            article=move.article,
            text=move.notice,
            at=timezone.now(),
            by=person(move.by),
            before=before,
            after=move.revision,
        )
    return move.revision


def set_stage(revision: Revision, stage: Stage | None) -> None:
    """Move a revision on; what was live before it is superseded. Raises `EditConflict`."""
    if stage is None:
        return
    if stage == Stage.PUBLISHED:
        Revision.objects.filter(article=revision.article_id, stage=Stage.PUBLISHED).update(stage=Stage.SUPERSEDED)
    as_read = Revision.objects.filter(pk=revision.pk, stage=revision.stage, saves=revision.saves)
    if not as_read.update(stage=stage):
        raise EditConflict(_("Somebody else moved this revision on, or saved it."))
    revision.stage = stage


def show_elsewhere(article: Article, published: Revision | None) -> None:
    """Keep in step with the story: the rows of the hashtag pages, of the search, and of the pictures in its text."""
    if published is not None:
        article.taggings.replace({article: published.tag_names})
        StoryPicture.objects.show({article.pk: published.body})
        SearchText.objects.show({article: published.terms})
    else:
        article.taggings.show_from(article.shown_at)
        SearchText.objects.follow(article)


def steps_for(article: Article, revision: Revision | None, *, by: Actor) -> Sequence[str]:
    """The steps this person may take with this story now, in the order of the table.

    Nothing blocks them that a note, a notice or a date would not mend.
    """

    soonest = article.embargo_until if article.embargo_until and article.embargo_until > timezone.now() else None

    def blocked(step: str) -> list[str]:
        at = soonest if STEPS[step].dates == "publication" else None
        return blockers(step, Move(article, revision, by, at=at, note="?", notice="?"))

    return [step for step, row in STEPS.items() if by.has_perm(row.permission) and not blocked(step)]
