"""The sources and sections that a file names."""

from collections.abc import Collection
from hashlib import sha256
from typing import Any

from articles.models import Epoch, Section, Source
from newsroom.lib.slugs import slug_of

MARK = 6  # letters that tell two names with one slug apart

type Named = type[Source] | type[Section]


class House:
    """The ids of sources and sections by name, remembered from one transaction to the next while they are true."""

    def __init__(self) -> None:
        self._epoch = 0  # of what is remembered; none has this number
        self._ids: dict[Named, dict[str, int]] = {Source: {}, Section: {}}

    def as_of(self, epoch: int) -> None:
        """To begin a transaction with, which holds the row of `Epoch.HOUSE`: its number, which any change raises."""
        if epoch != self._epoch:
            self._ids = {Source: {}, Section: {}}
        self._epoch = epoch

    def there(self, model: Named, names: Collection[str]) -> dict[str, int]:
        """The id of each that is there; at most one statement."""
        known = self._ids[model]
        if missing := set(names) - known.keys():
            known |= ids_there(model, missing)
        return {name: known[name] for name in names if name in known}

    def made(self, model: Named, names: Collection[str]) -> dict[str, int]:
        """The id of each, made where it is missing: at most five statements for any number of names."""
        ids = self.there(model, names)
        if missing := sorted(set(names) - ids.keys()):
            self._epoch = 0  # they are there when this transaction is, and not before
            _make(model, missing)
            ids |= self.there(model, missing)
        return ids


def ids_there(model: Named, names: Collection[str]) -> dict[str, int]:
    return dict(model._default_manager.filter(name__in=names).values_list("name", "pk"))


def _make(model: Named, names: Collection[str]) -> None:
    slugs = {name: slug_of(name, _slug_length(model) - MARK - 1) for name in names}
    taken = set(model._default_manager.filter(slug__in=slugs.values()).values_list("slug", flat=True))
    new: list[Any] = []
    for name, slug in slugs.items():
        free = slug if slug not in taken else f"{slug}-{sha256(name.encode()).hexdigest()[:MARK]}"
        taken.add(free)
        new.append(model(name=name, slug=free))
    model._default_manager.bulk_create(new)
    Epoch.objects.bump()


def _slug_length(model: Named) -> int:
    return model._meta.get_field("slug").max_length or 0
