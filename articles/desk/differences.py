"""Two revisions beside each other, as an editor reads them: words marked, facts before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.comparing import Block, blocks_of, compare_blocks, compare_lines
from articles.models import Revision

LINES = {"headline": _("headline"), "standfirst": _("standfirst"), "byline": _("byline")}
FACTS = {
    "section": _("section"),
    "source": _("source"),
    "lead_image": _("lead picture"),
    "language": _("language"),
    "original_url": _("original address"),
}


@dataclass(frozen=True)
class Difference:
    """A field, and its blocks; facts are one block each."""

    label: Any
    blocks: list[Block]

    @property
    def changed(self) -> bool:
        return any(block.changed for block in self.blocks)


def differences(before: Revision, after: Revision) -> list[Difference]:
    """The words always, so that they can be read; the facts where they differ."""
    words = [
        Difference(label, [compare_lines(getattr(before, name), getattr(after, name))]) for name, label in LINES.items()
    ]
    body = Difference(_("text"), compare_blocks(blocks_of(before.body), blocks_of(after.body)))
    return [*words, body, *(fact for fact in _facts(before, after) if fact.changed)]


def only_form_differs(before: Revision, after: Revision) -> bool:
    """The same words in other dress: a heading, a list, emphasis."""
    return before.body != after.body and blocks_of(before.body) == blocks_of(after.body)


def _facts(before: Revision, after: Revision) -> Iterator[Difference]:
    for name, label in FACTS.items():
        yield Difference(label, compare_blocks(_value(before, name), _value(after, name)))
    yield Difference(_("hashtags"), compare_blocks(_hashtags(before), _hashtags(after)))


def _value(revision: Revision, name: str) -> list[str]:
    value = getattr(revision, name)
    return [str(value)] if value else []


def _hashtags(revision: Revision) -> list[str]:
    return [f"#{name}" for name in revision.tag_names]
