"""What becomes of the lines of a batch: compared with what is there, and published where they say something new."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.bulk import publish_many
from articles.models import Article, Epoch, Section, Source
from articles.needs import Move
from articles.transfer import IMPORT
from articles.transfer.batches import Entry, waves
from articles.transfer.fields import Item
from articles.transfer.house import ids_by_name
from newsroom.lib.database import Among


class Known(NamedTuple):
    """What the newsroom knows of a story that is there already."""

    pk: int
    fingerprint: str
    status: str


def settle(batch: Iterable[Entry]) -> None:
    """Give each usable entry its outcome, and write what that asks for. Call it in a transaction."""
    Epoch.objects.select_for_update().get(pk=Epoch.HOUSE)  # one import writes at a time
    for wave in waves(batch):
        _settle(wave)


def known_stories(items: Iterable[Item]) -> dict[tuple[str, str], Known]:
    """Those of these items that are there already, by key; one query."""
    keys = [item.key for item in items]
    sources, ids = {source for source, _ in keys}, Among("external_id", {id for _, id in keys})
    # (The exclusion is what lets an index answer.)
    rows = Article.objects.exclude(external_id="").filter(ids, source__name__in=sources)
    columns = rows.values_list("source__name", "external_id", "pk", "fingerprint", "status")
    return {(source, id): Known(pk, fingerprint, status) for source, id, pk, fingerprint, status in columns}


def _settle(wave: list[tuple[Entry, Item]]) -> None:
    known = known_stories(item for _, item in wave)
    coming = [(entry, item) for entry, item in wave if _brings_news(entry, item, known.get(item.key))]
    sources = ids_by_name(Source, (item.source for _, item in coming))
    sections = ids_by_name(Section, (item.section for _, item in coming))
    there = Article.objects.select_for_update().in_bulk([known[item.key].pk for _, item in coming if item.key in known])
    moves = []
    for entry, item in coming:
        revision = item.revision
        if item.key in known:
            revision.article = there[known[item.key].pk]
            revision.article.fingerprint = item.fingerprint
        revision.source_id, revision.section_id = sources[item.source], sections[item.section]
        if entry.image:
            revision.lead_image = entry.image
        moves.append(Move(revision.article, revision, IMPORT, at=item.published_at))
    for (entry, _), reasons in zip(coming, publish_many(moves), strict=True):
        if reasons:
            entry.refuse(" ".join(reasons))


def _brings_news(entry: Entry, item: Item, known: Known | None) -> bool:
    """Compare with what is there. What the desk took down, or works on, an import leaves alone."""
    if known is None:
        entry.outcome = "new"
    elif known.status != Article.Status.PUBLISHED:
        entry.refuse(f"The story is {Article.Status(known.status).label} here: that is for the desk to change.")
    else:
        entry.outcome = "unchanged" if known.fingerprint == item.fingerprint else "changed"
    return entry.outcome in ("new", "changed")
