"""Making a hashtag, saying what it is about, hiding it, removing it: by the road of the commons, and into the log."""

from typing import Any

from django.db import transaction

from articles import commons
from articles.actors import Actor
from tags import log
from tags.models import Tag, TagEvent

TOLD = ("description", "picture_id", "hidden")


@transaction.atomic
def save(tag: Tag, *, by: Actor) -> None:
    """Raises `NotAllowed`. The name of one that is there is changed by `renaming.rename()`."""
    before: dict[str, Any] = Tag.objects.filter(pk=tag.pk).values(*TOLD).first() or {}
    new = tag._state.adding
    commons.save(tag, by=by)
    changed: dict[str, Any] = {
        name: [was, getattr(tag, name)] for name, was in before.items() if was != getattr(tag, name)
    }
    if new or changed:
        log.write(TagEvent.Step.MAKE if new else TagEvent.Step.CHANGE, tag, by=by, **changed)


@transaction.atomic
def remove(tag: Tag, *, by: Actor) -> None:
    """Raises `NotAllowed`, and `InUse` while a story has it or an alias leads to it."""
    canonical = tag.canonical
    commons.remove(tag, by=by)
    log.write(TagEvent.Step.REMOVE, tag, other=canonical, by=by)
