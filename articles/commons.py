"""The commons: what many pages share (sources, sections, pictures, hashtags). One road for a change of it."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.actors import Actor
from articles.errors import NotAllowed
from articles.models import Epoch


@transaction.atomic
def save(thing: models.Model, *, by: Actor) -> None:
    """Save a new or changed one and move the epoch, so that every process shows it anew. Raises `NotAllowed`."""
    _require("add" if thing._state.adding else "change", thing, by)
    thing.save()
    Epoch.objects.bump()


@transaction.atomic
def remove(thing: models.Model, *, by: Actor) -> None:
    """Remove one that nothing uses. Raises `NotAllowed`, and Django's `ProtectedError` while something does."""
    _require("delete", thing, by)
    thing.delete()
    Epoch.objects.bump()


def _require(verb: str, thing: models.Model, by: Actor) -> None:
    options: Any = thing._meta
    if not by.has_perm(f"{options.app_label}.{verb}_{options.model_name}"):
        raise NotAllowed(_("You may not %(verb)s %(things)s.") % {"verb": verb, "things": options.verbose_name_plural})
