"""The sources and sections that a file names."""

from collections.abc import Iterable
from hashlib import sha256

from articles.models import Epoch, Section, Source
from newsroom.lib.slugs import slug_of

MARK = 6  # letters that tell two names with one slug apart


def ids_by_name[Named: (Source, Section)](model: type[Named], names: Iterable[str]) -> dict[str, int]:
    """The id of each, made where it is missing: at most five statements for any number of names."""
    wanted = set(names)
    known = _known(model, wanted)
    if missing := sorted(wanted - known.keys()):
        slugs = {name: slug_of(name, _slug_length(model) - MARK - 1) for name in missing}
        taken = set(model._default_manager.filter(slug__in=slugs.values()).values_list("slug", flat=True))
        new = []
        for name, slug in slugs.items():
            free = slug if slug not in taken else f"{slug}-{sha256(name.encode()).hexdigest()[:MARK]}"
            taken.add(free)
            new.append(model(name=name, slug=free))
        model._default_manager.bulk_create(new)
        Epoch.objects.bump()
        known |= _known(model, missing)
    return known


def _known[Named: (Source, Section)](model: type[Named], names: Iterable[str]) -> dict[str, int]:
    return dict(model._default_manager.filter(name__in=names).values_list("name", "pk"))


def _slug_length(model: type[Source] | type[Section]) -> int:
    return model._meta.get_field("slug").max_length or 0
