"""What many pages share changes by one road: the right to, the change, and the epoch that shows it everywhere."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model

from articles import commons
from articles.errors import InUse, NotAllowed
from articles.models import Epoch, Image, Section, Source
from tags.models import Tag
from tests.factories import (
    COMMAND,
    grant,
    make_draft,
    make_image,
    make_published,
    make_section,
    make_source,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

MAKE: dict[type[Model], Callable[[], Model]] = {
    Source: make_source,
    Section: make_section,
    Tag: make_tag,
    Image: make_image,
}
NEW: dict[type[Model], Callable[[], Model]] = {
    Source: lambda: Source(name="The Heron", slug="the-heron"),
    Section: lambda: Section(name="Sea", slug="sea"),
    Tag: lambda: Tag.named("Ferries"),
    Image: lambda: Image(sha256="0" * 64, file="pictures/0.webp", width=1, height=1),
}
VERBS: dict[str, tuple[dict[type[Model], Callable[[], Model]], Callable[..., None]]] = {
    "add": (NEW, commons.save),
    "change": (MAKE, commons.save),
    "delete": (MAKE, commons.remove),
}
MAY: dict[str, set[tuple[str, type[Model]]]] = {
    "Reporter": {("add", Image), ("change", Image)},
    "Editor": {("add", Image), ("change", Image), ("add", Tag), ("change", Tag)},
    "Publisher": {(verb, model) for verb in VERBS for model in MAKE},
    "Operator": set(),
    "": set(),
}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("model", MAKE)
@pytest.mark.parametrize("verb", VERBS)
def test_the_right_is_asked_inside_the_verb_and_the_epoch_moves_with_the_change(
    verb: str, model: type[Model], role: str
) -> None:
    makers, change = VERBS[verb]
    thing = makers[model]()
    before, epoch = list(model._default_manager.values()), Epoch.objects.current()
    if (verb, model) in MAY[role]:
        change(thing, by=make_user(role))
        assert Epoch.objects.current() == epoch + 1
        assert (list(model._default_manager.values()) == before) is (verb == "change"), "nothing was changed in it"
    else:
        with pytest.raises(NotAllowed) as refused:
            change(thing, by=make_user(role))
        assert isinstance(refused.value, PermissionDenied)
        assert Epoch.objects.current() == epoch
        assert list(model._default_manager.values()) == before


def test_a_change_is_written() -> None:
    source = make_source("The Heron")
    source.name = "The Grey Heron"
    commons.save(source, by=COMMAND)
    assert Source.objects.get(pk=source.pk).name == "The Grey Heron"


def test_the_right_to_add_is_none_to_change() -> None:
    person = grant(make_user(), "articles.add_source")
    commons.save(Source(name="The Heron", slug="the-heron"), by=person)
    with pytest.raises(NotAllowed, match="You may not change sources"):
        commons.save(Source.objects.get(name="The Heron"), by=person)


@pytest.mark.parametrize("model", MAKE)
def test_what_something_uses_stays_and_no_epoch_moves(model: type[Model]) -> None:
    source, section, image = make_source(), make_section(), make_image()
    make_published(source_id=source.pk, section_id=section.pk, lead_image_id=image.pk, tags=["Ferries"])
    used = {Source: source, Section: section, Image: image, Tag: Tag.objects.get()}[model]
    epoch = Epoch.objects.current()
    with pytest.raises(InUse):
        commons.remove(used, by=COMMAND)
    assert model._default_manager.filter(pk=used.pk).exists()
    assert Epoch.objects.current() == epoch


def test_words_that_nobody_published_use_their_source_too() -> None:
    source = make_source()
    make_draft(source_id=source.pk)
    with pytest.raises(InUse):
        commons.remove(source, by=COMMAND)


def test_a_change_that_fails_moves_no_epoch() -> None:
    make_source("The Heron")
    epoch = Epoch.objects.current()
    with pytest.raises(IntegrityError), transaction.atomic():
        commons.save(Source(name="The Heron", slug="other"), by=COMMAND)
    assert Epoch.objects.current() == epoch
