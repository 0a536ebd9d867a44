"""What becomes of the lines of a batch: compared with what is there, and published where they say something new."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from articles.bulk import publish_many
from articles.models import Article, Epoch, Section, Source
from articles.needs import Move
from articles.transfer import IMPORT
from articles.transfer.batches import Entry, waves
from articles.transfer.fields import Item
from articles.transfer.house import House
from newsroom.lib.lookups import AmongPairs


class Known(NamedTuple):
    """What the newsroom knows of a story that is there already."""

    pk: int
    fingerprint: str
    status: str


def settle(batch: Iterable[Entry], house: House) -> None:
    """Give each usable entry its outcome, and write what that asks for. Call it in a transaction."""
    house.as_of(Epoch.objects.select_for_update().get(pk=Epoch.HOUSE).number)  # one import writes at a time
    for wave in waves(batch):
        _settle(wave, house)


def known_stories(items: Iterable[Item], sources: Mapping[str, int]) -> dict[tuple[str, str], Known]:
    """Those of these items that are there already, by key, given the ids of the sources there; one query."""
    keys = {(sources[item.source], item.id): item.key for item in items if item.source in sources}
    # (The exclusion is what lets an index answer.)
    rows = Article.objects.exclude(external_id="").filter(AmongPairs(("source", "external_id"), keys)).order_by()
    columns = rows.values_list("source", "external_id", "pk", "fingerprint", "status")
    return {keys[source, id]: Known(pk, fingerprint, status) for source, id, pk, fingerprint, status in columns}


def _settle(wave: list[tuple[Entry, Item]], house: House) -> None:
    there = house.there(Source, {item.source for _, item in wave})
    known = known_stories((item for _, item in wave), there)
    coming = [(entry, item) for entry, item in wave if _brings_news(entry, item, known.get(item.key))]
    sources = house.made(Source, {item.source for _, item in coming})
    sections = house.made(Section, {item.section for _, item in coming})
    changed = [known[item.key].pk for _, item in coming if item.key in known]
    stories = Article.objects.select_for_update().in_bulk(changed)
    moves = []
    for entry, item in coming:
        revision = item.revision
        if item.key in known:
            revision.article = stories[known[item.key].pk]
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
