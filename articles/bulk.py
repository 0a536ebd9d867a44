"""Publishing by the thousand: what `drafting` and `workflow.publish()` do with one story, by sets.

A dozen statements write any number of stories. The rules are the workflow's own (`permit`, `blockers`, `changes`,
`event_columns`), and a test holds the two roads together.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import websub, workflow
from articles.drafting import start_columns
from articles.errors import EditConflict
from articles.models import Article, DraftText, Event, Revision, SearchText, StoryPicture
from articles.needs import Move
from articles.recalling import recalling
from newsroom.lib import rows
from newsroom.lib.html import pictures_in

KEPT = ("id", "created_at")
ROWS_A_STATEMENT = 1_000
EVENT = [field.attname for field in Event._meta.local_concrete_fields if not field.primary_key]


@transaction.atomic
def publish_many(moves: Sequence[Move]) -> list[list[str]]:
    """Publish many new revisions; for each move the reasons why it was left out, none when it is published.

    A revision is not saved yet, and its words were through `clean_content()`; its story may be new and unsaved too.
    No story may come twice. Raises `NotAllowed`, and `EditConflict` when a story has changed since it was read.
    """
    for actor in {move.by for move in moves}:
        workflow.permit("publish", actor)
    reasons = [workflow.blockers("publish", move) for move in moves]
    good = [move for move, why in zip(moves, reasons, strict=True) if not why]
    news = timezone.now() - websub.NEWS
    with websub.telling([move.article for move in good if move.at is None or move.at > news]):
        _write(good)
    return reasons


def _write(moves: Sequence[Move]) -> None:
    before = [(move, move.article.pk, move.article.status) for move in moves]
    seen = [move.article for move, _key, status in before if status == Article.Status.PUBLISHED]
    new = [move.article for move, key, _status in before if key is None]
    known = [move.article for move, key, _status in before if key is not None]
    _keep_others_away(known)
    for move in moves:
        for name, value in workflow.changes("publish", move).items():
            setattr(move.article, name, value)
        move.article.version += 1
    rows.insert(new, with_keys=True)
    _update(known)
    revisions = [move.revision for move in moves if move.revision]
    _write_revisions(revisions, known)
    with recalling(seen) if seen else nullcontext():
        hashtags = {revision.article: revision.tag_names for revision in revisions}
        Article.tags.through.objects.replace(hashtags, are_new=not known)
    SearchText.objects.show({revision.article: revision.terms for revision in revisions}, are_new=not known)
    DraftText.objects.forget(known)
    StoryPicture.objects.show({story.pk: story.body for story in [*known, *filter(_has_pictures, new)]})
    rows.write(Event, EVENT, ([columns[name] for name in EVENT] for columns in _events(before)))


def _has_pictures(article: Article) -> bool:
    return bool(pictures_in(article.body))


def _keep_others_away(known: Sequence[Article]) -> None:
    """Compare what the caller saw with what is there, and lock it. Raises `EditConflict`."""
    if not known:
        return
    mine = Article.objects.filter(pk__in=[article.pk for article in known]).order_by("pk").select_for_update()
    versions = dict(mine.values_list("pk", "version"))
    if any(versions.get(article.pk) != article.version for article in known):
        raise EditConflict(_("Somebody else changed a story. Read it again before you go on."))


def _update(articles: Sequence[Article]) -> None:
    """Every column of stories that are there: an insert that always conflicts is the set-based update with values."""
    columns = [field.name for field in Article._meta.local_concrete_fields if field.name not in KEPT]
    Article.objects.bulk_create(
        articles, ROWS_A_STATEMENT, update_conflicts=True, unique_fields=["id"], update_fields=columns
    )


def _write_revisions(revisions: Sequence[Revision], known: Sequence[Article]) -> None:
    """Each is the next of its story and the live one; what was live before it is superseded."""
    numbers: dict[int, int] = {}
    if known:
        earlier = Revision.objects.filter(article__in=known)
        numbers = dict(earlier.order_by().values_list("article").annotate(Max("number")))
        earlier.live().update(stage=Revision.Stage.SUPERSEDED)
    for revision in revisions:
        revision.article = revision.article  # a new story has its key only now
        revision.number = numbers.get(revision.article.pk, 0) + 1
        revision.stage = Revision.Stage.PUBLISHED
    rows.insert(revisions, with_keys=True)


def _events(before: Sequence[tuple[Move, int | None, str]]) -> Iterator[dict[str, Any]]:
    for move, key, status in before:
        if key is None and move.revision:
            yield start_columns(move.revision, move.by)
        yield workflow.event_columns("publish", move, status)
