"""The one road by which a story changes for readers: a table of steps, and the function that takes one.

Admin, API and commands call `take()`. In one transaction it asks for the permission and the needs, compares and swaps
on the version the caller saw, and writes story, revision, hashtags and event. (`articles.bulk` does the same for many
stories at once, from the parts below.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import needs
from articles.actors import Actor, command_name, person
from articles.errors import EditConflict, NotAllowed, TransitionError
from articles.models import Article, Correction, Event, Revision, StoryPicture
from articles.needs import Move, Need
from newsroom.lib.text import clean_text

Status = Article.Status
Stage = Revision.Stage

ANY_STATUS = frozenset(Status)
LIVE = frozenset({Status.PUBLISHED})
UNFINISHED = frozenset(Revision.UNFINISHED)
UNPUBLISHED = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED, Stage.APPROVED})


@dataclass(frozen=True)
class Step:
    """From which status of the story and stage of the revision, to which; who may; and what it needs.

    `stages` empty: the step is about the story and takes no revision. `to_status` none: readers see no change.
    """

    permission: str
    statuses: frozenset[Status] = ANY_STATUS
    stages: frozenset[Stage] = frozenset()
    to_status: Status | None = None
    to_stage: Stage | None = None
    needs: tuple[Need, ...] = ()


WHOLE: tuple[Need, ...] = (
    needs.has_headline,
    needs.has_text,
    needs.has_source,
    needs.has_section,
    needs.picture_has_alt,
    needs.hashtags_are_usable,
)

STEPS: dict[str, Step] = {
    "submit": Step(
        permission="articles.submit_article",
        stages=UNFINISHED,
        to_stage=Stage.SUBMITTED,
        needs=(needs.is_ones_own_or_one_edits_all, needs.has_headline, needs.has_text),
    ),
    "return": Step(
        permission="articles.return_article",
        stages=frozenset({Stage.SUBMITTED, Stage.APPROVED}),
        to_stage=Stage.RETURNED,
        needs=(needs.has_note,),
    ),
    "approve": Step(
        permission="articles.approve_article",
        stages=frozenset({Stage.SUBMITTED}),
        to_stage=Stage.APPROVED,
        needs=(needs.somebody_else_wrote_it, *WHOLE),
    ),
    "publish": Step(
        permission="articles.publish_article",
        statuses=frozenset({Status.DRAFT, Status.PUBLISHED}),
        stages=UNPUBLISHED,
        to_status=Status.PUBLISHED,
        to_stage=Stage.PUBLISHED,
        needs=(
            needs.is_approved,
            needs.embargo_is_over,
            needs.expires_later,
            needs.is_new_date_only_before_publication,
            *WHOLE,
        ),
    ),
    "correct": Step(
        permission="articles.correct_article",
        statuses=LIVE,
        stages=UNPUBLISHED,
        to_status=Status.PUBLISHED,
        to_stage=Stage.PUBLISHED,
        needs=(needs.has_notice, needs.is_approved, *WHOLE),
    ),
    "withdraw": Step(
        permission="articles.withdraw_article",
        statuses=LIVE,
        to_status=Status.WITHDRAWN,
        needs=(needs.has_note,),
    ),
    "retract": Step(
        permission="articles.retract_article",
        statuses=frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
        to_status=Status.RETRACTED,
        needs=(needs.has_note, needs.has_notice),
    ),
}


def blockers(step: str, move: Move) -> list[str]:
    """The reasons why this move cannot be made, apart from permission; empty when it can."""
    wanted = STEPS[step]
    if move.article.status not in wanted.statuses:
        return [_("The story is %s.") % move.article.get_status_display()]
    if move.revision and move.revision.article_id != move.article.pk:
        return [_("The revision is another story's.")]
    if wanted.stages:
        if move.revision is None:
            return [_("There is no revision to take this step with.")]
        if move.revision.stage not in wanted.stages:
            return [_("The revision is %s.") % move.revision.get_stage_display()]
    return [reason for need in wanted.needs if (reason := need(move))]


@transaction.atomic
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

    `at` dates a publication (in the future: it is scheduled). Raises `NotAllowed`, `TransitionError` with the
    blockers, or `EditConflict` when the story has changed since the caller read it.
    """
    move = Move(article, revision, by, at, clean_text(note).strip(), clean_text(notice).strip())
    require(step, move)
    was = article.status
    live = article.revisions.filter(stage=Stage.PUBLISHED).first() if step == "correct" else None
    swap(article, **changes(step, move))
    if revision is not None:
        set_stage(revision, STEPS[step].to_stage)
    show_hashtags(article, revision if STEPS[step].to_status == Status.PUBLISHED else None)
    if live is not None and revision is not None:
        Correction.objects.create(
            article=article, text=move.notice, at=timezone.now(), by=person(by), before=live, after=revision
        )
    event = event_of(step, move, was)
    event.save()
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
        raise NotAllowed(_("You may not take the step “%s”.") % step)


def changes(step: str, move: Move) -> dict[str, Any]:
    """The columns of the story that a step sets: pure, so that one story and a thousand go by the same rule."""
    status = STEPS[step].to_status
    if status is None:
        return {}
    if status != Status.PUBLISHED or move.revision is None:
        return {"status": status, "notice": move.notice}
    return {
        **move.revision.content(),
        "text": move.revision.text,
        "status": status,
        "published_at": move.date,
        "updated_at": timezone.now() if move.public_since else None,
    }


def event_of(step: str, move: Move, was: str) -> Event:
    """The unsaved event of a step that was taken; `was` is the status before."""
    return Event(
        article=move.article,
        step=step,
        at=timezone.now(),
        by=person(move.by),
        via=command_name(move.by),
        revision=move.revision,
        from_status=was,
        to_status=move.article.status,
        note=move.note or move.notice,
    )


def swap(article: Article, **columns: Any) -> None:
    """Write these columns if nobody else wrote the story since it was read. Raises `EditConflict`."""
    mine = Article.objects.filter(pk=article.pk, version=article.version)
    if not mine.update(version=F("version") + 1, **columns):
        raise EditConflict(_("Somebody else changed this story. Read it again before you go on."))
    article.version += 1
    for name, value in columns.items():
        setattr(article, name, value)


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


def show_hashtags(article: Article, published: Revision | None) -> None:
    """Keep the rows of the hashtag pages in step with the story, and those of the pictures in its text."""
    if published is not None:
        article.taggings.replace({article: published.tag_names})
        StoryPicture.objects.show({article.pk: published.body})
    else:
        article.taggings.show_from(article.shown_at)


def steps_for(article: Article, revision: Revision | None, *, by: Actor) -> Sequence[str]:
    """The steps this person may take with this story now, in the order of the table: nothing blocks them."""
    move = Move(article, revision, by, note="?", notice="?")
    return [step for step, row in STEPS.items() if by.has_perm(row.permission) and not blockers(step, move)]
