"""Filing a story anew: other hashtags or another section for words that stay as they are.

Who may approve words files them under the name of who wrote them, at the stage where they stood: it makes the words
nobody else's, and there is nothing new to approve. Anybody else writes a draft of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import drafting
from articles.actors import Actor, command_name, person
from articles.models import Article, DraftText, Event, Revision

Stage = Revision.Stage
# Where the words stand then; what is not here begins as a draft. Those that readers have were approved.
STAGES = {stage: stage for stage in (Stage.RETURNED, Stage.SUBMITTED, Stage.APPROVED)} | {
    Stage.PUBLISHED: Stage.APPROVED
}


def filed_anew(
    article: Article, newest: Revision, facts: Mapping[str, Any], tag_names: Sequence[str], by: Actor
) -> Revision:
    """The unsaved next revision of a story: its newest words with these facts and hashtags."""
    keeps = by.has_perm("articles.approve_article")
    return Revision(
        article=article,
        number=newest.number + 1,
        stage=STAGES.get(Stage(newest.stage), Stage.DRAFT) if keeps else Stage.DRAFT,
        author_id=newest.author_id if keeps else getattr(person(by), "pk", None),
        tag_names=[*tag_names],
        **{**newest.content(), **facts},
    )


@transaction.atomic
def file_anew(article: Article, facts: Mapping[str, Any], *, tag_names: Sequence[str], by: Actor) -> Revision:
    """Write it, and the line of the log that says who did. Raises `NotAllowed`."""
    newest = drafting.newest_of(article)
    drafting.require_writer(newest, by)
    revision = filed_anew(article, newest, facts, tag_names, by)
    revision.save()
    DraftText.objects.show(revision)
    Event.objects.create(
        article=article,
        step="file",
        at=timezone.now(),
        by=person(by),
        via=command_name(by),
        revision=revision,
        from_status=article.status,
        to_status=article.status,
    )
    return revision
