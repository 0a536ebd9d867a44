"""Renaming a hashtag, and its other names. Whatever it was once called goes on leading readers to it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.actors import Actor
from articles.models import Epoch
from tags import log
from tags.errors import NameTaken
from tags.models import Tag, TagEvent
from tags.names import clean_name, hashtag_of, key_of


@transaction.atomic
def rename(tag: Tag, name: str, *, by: Actor) -> TagEvent | None:
    """Call it otherwise; the old name stays as an alias. None when it is called so already.

    Raises `NotAllowed`, `UnusableName`, and `NameTaken` when another hashtag has the name.
    """
    log.permit(by, "tags.rename_tag")
    name = clean_name(name)
    tag = _locked(tag)
    if tag.canonical:
        raise NameTaken(_("#%s is an alias: rename its hashtag.") % tag.hashtag, tag.canonical)
    before, key = tag.name, key_of(name)
    if name == before:
        return None
    if key != tag.key:
        _free(tag, key)
    _write(tag, name=name, key=key, hashtag=hashtag_of(name))
    if key != key_of(before):
        Tag.named(before, canonical=tag).save()
    Epoch.objects.bump()
    return log.write(TagEvent.Step.RENAME, tag, by=by, before=before, after=name)


@transaction.atomic
def add_alias(tag: Tag, name: str, *, by: Actor) -> Tag:
    """Another name that leads to this hashtag. Raises `NotAllowed`, `UnusableName` and `NameTaken`."""
    log.permit(by, "tags.change_tag")
    alias = Tag.named(name)
    tag = _locked(tag)
    if tag.canonical:
        raise NameTaken(_("#%s is an alias itself.") % tag.hashtag, tag.canonical)
    if same := Tag.objects.select_related("canonical").filter(key=alias.key).first():
        if same.canonical == tag:
            return same
        raise _taken(same)
    alias.canonical = tag
    _save(alias)
    Epoch.objects.bump()
    log.write(TagEvent.Step.ALIAS, tag, other=alias, by=by)
    return alias


@transaction.atomic
def remove_alias(alias: Tag, *, by: Actor) -> None:
    """Its address is not found any more, and a merge that left it behind cannot be undone. Raises `NotAllowed`."""
    log.permit(by, "tags.change_tag")
    alias = _locked(alias)
    if alias.canonical is None:
        raise NameTaken(_("#%s is no alias.") % alias.hashtag, alias)
    log.write(TagEvent.Step.UNALIAS, alias.canonical, other=alias, by=by)
    alias.delete()
    Epoch.objects.bump()


def _locked(tag: Tag) -> Tag:
    return Tag.objects.select_for_update().get(pk=tag.pk)


def _free(tag: Tag, key: str) -> None:
    """See that nobody has the key: an alias of the hashtag itself makes way. Raises `NameTaken`."""
    same = Tag.objects.select_related("canonical").filter(key=key).first()
    if same is None:
        return
    if same.canonical != tag:
        raise _taken(same)
    same.delete()


def _taken(same: Tag) -> NameTaken:
    if same.canonical:
        words = _("#%(alias)s is an alias of #%(tag)s.")
        return NameTaken(words % {"alias": same.hashtag, "tag": same.canonical.hashtag}, same.canonical)
    return NameTaken(_("#%s is a hashtag already.") % same.hashtag, same)


def _write(tag: Tag, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(tag, name, value)
    _save(tag)


def _save(tag: Tag) -> None:
    """Raises `NameTaken` also when somebody else took the name at this very moment."""
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError as error:
        raise NameTaken(
            _("#%s is a hashtag already.") % tag.hashtag, Tag.objects.filter(key=tag.key).first()
        ) from error
