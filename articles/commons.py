"""The commons: what many pages share (sources, sections, pictures, hashtags). One road for a change of it."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, uses
from articles.actors import Actor
from articles.errors import InUse, NotAllowed
from articles.models import Epoch, Section, Source
from newsroom.lib.text import clean_line, clean_text

DEFAULT_STAYS = gettext_lazy("The default section stays, and so does its address: new stories begin there.")


@transaction.atomic
def save(thing: models.Model, *, by: Actor) -> None:
    """Save a new or changed one and move the epoch, so that every process shows it anew. Raises `NotAllowed`.

    Its texts go through the cleaner; the address that it had goes on leading to it.
    """
    _require("add" if thing._state.adding else "change", thing, by)
    clean(thing)
    if isinstance(thing, Section | Source):
        _keep_address(thing)
    thing.save()
    Epoch.objects.bump()


@transaction.atomic
def remove(thing: models.Model, *, by: Actor) -> None:
    """Remove one that nothing uses. Raises `NotAllowed`, and `InUse` while something does."""
    _require("delete", thing, by)
    if isinstance(thing, Section) and thing.is_default:
        raise InUse(str(DEFAULT_STAYS))
    if used := uses.uses_of(thing):
        raise InUse(uses.sentence(used))  # (Django would read each row of what uses it, be it a million.)
    addresses.forget(thing)
    thing.delete()
    Epoch.objects.bump()


def clean(thing: models.Model) -> None:
    """One-line texts as lines, longer ones as text."""
    for field in thing._meta.local_concrete_fields:
        value = getattr(thing, field.attname)
        if value and isinstance(field, models.CharField):
            setattr(thing, field.attname, clean_line(value))
        elif value and isinstance(field, models.TextField):
            setattr(thing, field.attname, clean_text(value).strip())


def _keep_address(thing: Section | Source) -> None:
    addresses.take(thing, thing.slug)
    before = type(thing)._default_manager.filter(pk=thing.pk).first()
    if before is None or before.slug == thing.slug:
        return
    if isinstance(before, Section) and before.is_default:
        raise InUse(str(DEFAULT_STAYS))
    addresses.leave_behind(thing, before.slug)


def _require(verb: str, thing: models.Model, by: Actor) -> None:
    options: Any = thing._meta
    if not by.has_perm(f"{options.app_label}.{verb}_{options.model_name}"):
        raise NotAllowed(_("You may not %(verb)s %(things)s.") % {"verb": verb, "things": options.verbose_name_plural})
