"""Finding a hashtag by what stands in an address, and listing the vocabulary."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tags.models import Tag
from tags.names import key_of

INDEX_LENGTH = 300


def find(spelling: str) -> Tag | None:
    """The hashtag that a spelling means: its own, or the one it is an alias of. Hidden ones are not found."""
    tag = Tag.objects.select_related("canonical__picture", "picture").filter(key=key_of(spelling)).first()
    meant = tag.canonical or tag if tag else None
    return meant if meant and not meant.hidden else None


def has_stories(tag: Tag) -> bool:
    """Whether readers may learn of a hashtag at all: it has a public story."""
    return Tag.objects.live().filter(pk=tag.pk).exists()


def meant(names: Iterable[str]) -> dict[str, Tag]:
    """Those of some names, by any spelling and by any alias; hidden ones are not found. One query."""
    keys = {name: key_of(name) for name in names}
    named = Tag.objects.select_related("canonical").filter(key__in=set(keys.values()))
    found = {tag.key: tag.canonical or tag for tag in named}
    return {name: found[key] for name, key in keys.items() if key in found and not found[key].hidden}


def with_stories(tags: Iterable[Tag]) -> set[Tag]:
    """Those of some hashtags that readers may learn of. One query, none for no hashtag."""
    keys = {tag.pk for tag in tags}
    live = set(Tag.objects.live().filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return {tag for tag in tags if tag.pk in live}


def live(names: Iterable[str]) -> dict[str, Tag]:
    """Those of some names, as in an address, under which readers would find a story. Two queries."""
    found = meant(names)
    shown = with_stories(found.values())
    return {name: tag for name, tag in found.items() if tag in shown}


def index(start: str = "", limit: int = INDEX_LENGTH) -> tuple[list[Tag], str | None]:
    """The live hashtags in the order of their keys from `start` on, and the key where the next page starts."""
    live: QuerySet[Tag] = Tag.objects.live().filter(key__gte=start).order_by("key")
    tags = list(live[: limit + 1])
    return tags[:limit], tags[limit].key if len(tags) > limit else None
