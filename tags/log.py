"""Writing into the log of hashtags, and the one question who may."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actors import Actor, command_name, person
from articles.errors import NotAllowed
from tags.models import Tag, TagEvent


def write(
    step: TagEvent.Step,
    tag: Tag,
    *,
    by: Actor,
    other: Tag | None = None,
    undoes: TagEvent | None = None,
    **details: Any,
) -> TagEvent:
    return TagEvent.objects.create(
        step=step,
        at=timezone.now(),
        by=person(by),
        via=command_name(by),
        tag=tag if tag.pk else None,
        name=tag.name,
        other=other if other and other.pk else None,
        other_name=other.name if other else "",
        undoes=undoes,
        details=details,
    )


def permit(by: Actor, permission: str) -> None:
    """Raises `NotAllowed`. `permission` is one of `tags.merge_tag`, `tags.rename_tag`, `tags.change_tag`."""
    if not by.has_perm(permission):
        raise NotAllowed(_("You may not do this with hashtags."))
