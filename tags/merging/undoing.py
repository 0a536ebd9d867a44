"""Undoing a merge."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from articles import websub
from articles.actors import Actor
from articles.models import Epoch
from newsroom.lib.connection_settings import unhurried
from tags import log, trending
from tags.errors import MergeBlocked
from tags.merging.rows import bring_back, locked, pages_of_live
from tags.models import Tag, TagEvent, Tagging


@dataclass(frozen=True)
class UndoPlan:
    """How many stories get back what they had, and how many have changed since and stay as they are."""

    event: TagEvent
    restored: int
    changed: int
    blockers: list[str]


def undo_dry_run(event: TagEvent, *, by: Actor) -> UndoPlan:
    """Raises `NotAllowed`."""
    log.permit(by, "tags.merge_tag")
    with unhurried():
        changed = event.merged.filter(_changed_since(event)).count()
        return UndoPlan(event, event.merged.count() - changed, changed, _blockers(event))


def undo(event: TagEvent, *, by: Actor) -> TagEvent:
    """Give `event.tag` back its stories, places and aliases. A story whose hashtags changed since stays as it is.

    Raises `NotAllowed`, and `MergeBlocked` with the reasons.
    """
    log.permit(by, "tags.merge_tag")
    with unhurried(), transaction.atomic():
        if reasons := _blockers(event):
            raise MergeBlocked(reasons)
        assert event.tag
        assert event.other
        source, into = locked(event.tag, event.other)
        if reasons := _blockers(event):  # once more, now that nobody else can change it
            raise MergeBlocked(reasons)
        live = pages_of_live(source, into)
        changed, _rows = event.merged.filter(_changed_since(event)).delete()
        restored = event.merged.count()
        moved = event.merged.filter(moved=True)
        Tagging.objects.filter(pk__in=moved.values("kept_id"), tag=into).update(tag=source)
        bring_back(event, source, into)
        Tag.objects.filter(pk=source.pk).update(canonical=None)
        Tag.objects.filter(pk__in=event.details["aliases"], canonical=into).update(canonical=source)
        event.merged.all().delete()
        undone = log.write(
            TagEvent.Step.UNDO, source, other=into, undoes=event, by=by, restored=restored, changed=changed
        )
        trending.count_anew([into.pk])
        Epoch.objects.bump()
        websub.changed(live | pages_of_live(source, into))
    return undone


def _blockers(event: TagEvent) -> list[str]:
    if event.step != TagEvent.Step.MERGE:
        return [_("This was no merge.")]
    if TagEvent.objects.filter(undoes=event).exists():
        return [_("This merge was undone already.")]
    tags = Tag.objects.select_related("canonical").in_bulk([id for id in (event.tag_id, event.other_id) if id])
    source, into = (tags.get(id or 0) for id in (event.tag_id, event.other_id))
    if source is None or into is None or source.key != event.details["key"]:
        return [_("#%s is no alias any more: nothing leads back.") % event.name]
    if source.canonical_id != into.pk:
        leads_to = source.canonical.hashtag if source.canonical else source.hashtag
        return [
            _("#%(source)s leads to #%(tag)s now: undo what happened since first.")
            % {"source": source.hashtag, "tag": leads_to}
        ]
    return []


def _changed_since(event: TagEvent) -> Q:
    """Of the rows a merge remembers: the story's hashtags are no longer as the merge left them."""
    as_left = Tagging.objects.filter(pk=OuterRef("kept_id"), tag=event.other_id, position=OuterRef("position"))
    taken = Tagging.objects.filter(content_object=OuterRef("article_id"), position=OuterRef("removed_position"))
    return Q(~Exists(as_left)) | Q(Exists(taken))
