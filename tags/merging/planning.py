"""What a merge will do, told before it does it."""

from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles.actors import Actor
from articles.models import Revision
from newsroom.lib.connection_settings import unhurried
from tags import log
from tags.models import Tag, Tagging
from tags.names import key_of

UNPUBLISHED = [stage for stage in Revision.Stage if stage not in (Revision.Stage.PUBLISHED, Revision.Stage.SUPERSEDED)]
DRAFTS_READ = 10_000  # whose hashtags are looked through for a dry run


@dataclass(frozen=True)
class Plan:
    """What a merge will do, in numbers of stories, and why it cannot be; `remarks` are worth a thought."""

    source: Tag
    into: Tag
    moved: int
    both: int
    aliases: int
    drafts: int
    blockers: list[str]
    remarks: list[str]

    @property
    def stories(self) -> int:
        return self.moved + self.both


def dry_run(source: Tag, *, into: Tag, by: Actor) -> Plan:
    """Raises `NotAllowed`."""
    log.permit(by, "tags.merge_tag")
    with unhurried():
        moved, both = counts(source, into)
    return Plan(
        source,
        into,
        moved,
        both,
        source.aliases.count(),
        _drafts(source),
        blockers(source, into),
        _remarks(source, into),
    )


def blockers(source: Tag, into: Tag) -> list[str]:
    if source.pk == into.pk:
        return [_("A hashtag cannot be merged into itself.")]
    return [
        _("#%(alias)s is an alias of #%(tag)s.") % {"alias": tag.hashtag, "tag": tag.canonical.hashtag}
        for tag in (source, into)
        if tag.canonical
    ]


def counts(source: Tag, into: Tag) -> tuple[int, int]:
    """Stories that have the source alone, and those that have both."""
    rows = Tagging.objects.filter(tag=source)
    target = Tagging.objects.filter(content_object=OuterRef("content_object"), tag=into)
    both = rows.filter(Exists(target)).count()
    return rows.count() - both, both


def _remarks(source: Tag, into: Tag) -> list[str]:
    remarks = []
    if into.hidden and not source.hidden:
        remarks.append(_("#%s is hidden: readers will find these stories under neither.") % into.hashtag)
    if source.hidden and not into.hidden:
        remarks.append(_("#%s is hidden: its stories will show under the other.") % source.hashtag)
    return remarks


def _drafts(source: Tag) -> int:
    """Stories with words under way that name the hashtag: they will get the other one when they are published."""
    keys = {source.key, *source.aliases.values_list("key", flat=True)}
    rows = Revision.objects.filter(stage__in=UNPUBLISHED).order_by("-created_at")
    named = rows.values_list("article", "tag_names").iterator()
    return len({story for story, names in islice(named, DRAFTS_READ) if keys & set(map(key_of, names))})
