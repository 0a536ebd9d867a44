"""The merge itself."""

from django.db import transaction
from django.db.models import Q

from articles import websub
from articles.actors import Actor
from articles.models import Epoch
from newsroom.lib.connection_settings import unhurried
from tags import log
from tags.errors import MergeBlocked
from tags.merging.planning import blockers, counts
from tags.merging.rows import locked, pages_of_live, remember
from tags.models import Tag, TagEvent, Tagging


def merge(source: Tag, *, into: Tag, by: Actor) -> TagEvent:
    """Every story of `source` gets `into` in its place, and `source` is its alias from now on.

    Raises `NotAllowed`, and `MergeBlocked` with the reasons.
    """
    log.permit(by, "tags.merge_tag")
    with unhurried(), transaction.atomic():
        source, into = locked(source, into)
        if reasons := blockers(source, into):
            raise MergeBlocked(reasons)
        live = pages_of_live(source, into)
        aliases = list(source.aliases.values_list("pk", flat=True))
        moved, both = counts(source, into)
        event = log.write(
            TagEvent.Step.MERGE, source, other=into, by=by, moved=moved, both=both, aliases=aliases, key=source.key
        )
        remember(event, source, into)
        Tagging.objects.filter(pk__in=event.merged.exclude(removed_id=None).values("removed_id")).delete()
        Tagging.objects.filter(tag=source).update(tag=into)
        Tag.objects.filter(Q(pk=source.pk) | Q(canonical=source)).update(canonical=into)
        Epoch.objects.bump()
        websub.changed(live | pages_of_live(source, into))
    return event
