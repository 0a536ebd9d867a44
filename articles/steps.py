"""The table of steps: how a story may change for readers, who may change it, and what that needs.

`articles.workflow` walks it; the table of docs/editors.md is made from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from articles import columns, needs, words
from articles.models import Article, Revision
from articles.needs import Move, Need

Status = Article.Status
Stage = Revision.Stage

ANY_STATUS = frozenset(Status)
NOT_RETRACTED = ANY_STATUS - {Status.RETRACTED}  # nobody writes on what was retracted
LIVE = frozenset({Status.PUBLISHED})
UNFINISHED = frozenset(Revision.UNFINISHED)
UNPUBLISHED = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED, Stage.APPROVED})


@dataclass(frozen=True)
class Step:
    """From which status of the story and stage of the revision, to which; who may; and what it needs.

    `stages` empty: the step is about the story and takes no revision. `unseen`: only before readers saw the story.
    `to_status` none: the story stays what it is.
    """

    permission: str
    statuses: frozenset[Status] = ANY_STATUS
    unseen: bool = False
    stages: frozenset[Stage] = frozenset()
    to_status: Status | None = None
    to_stage: Stage | None = None
    needs: tuple[Need, ...] = ()
    # The columns of the story that it sets besides the status.
    columns: Callable[[Move], dict[str, Any]] = columns.none
    # What becomes of the words, when it is not the revision that the step was taken with that moves on.
    words: Callable[[Move], Revision] | None = None
    # What a date given with it is the date of, empty: it takes none. Without one, `now` means at once; otherwise a
    # publication keeps the date it has or is at once, and an embargo or expiry is lifted.
    dates: Literal["", "publication", "embargo", "expiry"] = ""
    now: bool = False


WHOLE: tuple[Need, ...] = (
    needs.has_headline,
    needs.headline_fits_the_river,
    needs.has_text,
    needs.has_source,
    needs.has_section,
    needs.picture_has_alt,
    needs.pictures_in_text_have_alt,
    needs.hashtags_are_usable,
)

STEPS: dict[str, Step] = {
    "submit": Step(
        permission="articles.submit_article",
        statuses=NOT_RETRACTED,
        stages=UNFINISHED,
        to_stage=Stage.SUBMITTED,
        needs=(needs.is_ones_own_or_one_edits_all, needs.has_headline, needs.has_text),
    ),
    "return": Step(
        permission="articles.return_article",
        statuses=NOT_RETRACTED,
        stages=frozenset({Stage.SUBMITTED, Stage.APPROVED}),
        to_stage=Stage.RETURNED,
        needs=(needs.has_note,),
    ),
    "approve": Step(
        permission="articles.approve_article",
        statuses=NOT_RETRACTED,
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
        columns=columns.words_and_date,
        dates="publication",
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
        columns=columns.words_and_date,
        needs=(needs.was_seen, needs.has_notice, needs.is_approved, *WHOLE),
    ),
    "reschedule": Step(
        permission="articles.publish_article",
        statuses=LIVE,
        unseen=True,
        columns=columns.date,
        dates="publication",
        now=True,
        needs=(needs.is_not_over, needs.embargo_is_over, needs.expires_later),
    ),
    "unschedule": Step(
        permission="articles.publish_article",
        statuses=LIVE,
        unseen=True,
        to_status=Status.DRAFT,
        columns=columns.no_date,
        words=words.put_back,
    ),
    "embargo": Step(
        permission="articles.publish_article",
        statuses=frozenset({Status.DRAFT, Status.PUBLISHED}),
        unseen=True,
        columns=columns.embargo,
        dates="embargo",
        needs=(needs.is_to_come, needs.is_not_scheduled_before),
    ),
    "expire": Step(
        permission="articles.publish_article",
        statuses=frozenset({Status.DRAFT, Status.PUBLISHED}),
        columns=columns.expiry,
        dates="expiry",
        needs=(needs.is_to_come, needs.is_after_publication, needs.may_withdraw_what_is_public),
    ),
    "withdraw": Step(
        permission="articles.withdraw_article",
        statuses=LIVE,
        to_status=Status.WITHDRAWN,
        columns=columns.notice,
        needs=(needs.is_not_only_scheduled, needs.has_note),
    ),
    "retract": Step(
        permission="articles.retract_article",
        statuses=frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
        to_status=Status.RETRACTED,
        columns=columns.retraction,
        needs=(needs.is_not_only_scheduled, needs.has_note, needs.has_notice),
    ),
    "reopen": Step(
        permission="articles.reopen_article",
        statuses=frozenset({Status.WITHDRAWN}),
        to_status=Status.DRAFT,
        columns=columns.no_date,
        words=words.begin_again,
    ),
}
