"""Finding a hashtag by what stands in an address, and listing the vocabulary."""

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


def index(start: str = "", limit: int = INDEX_LENGTH) -> tuple[list[Tag], str | None]:
    """The live hashtags in the order of their keys from `start` on, and the key where the next page starts."""
    live: QuerySet[Tag] = Tag.objects.live().filter(key__gte=start).order_by("key")
    tags = list(live[: limit + 1])
    return tags[:limit], tags[limit].key if len(tags) > limit else None
