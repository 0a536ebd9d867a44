"""In which fields a draft differs from what readers see."""

from collections.abc import Sequence

from articles.admin.articles.words import KEYS, WordsForm
from articles.models import Article, Revision


def from_live(article: Article, newest: Revision) -> list[str]:
    """The names of the fields in which the newest words are not those that are published."""
    if article.status != Article.Status.PUBLISHED or newest.stage == Revision.Stage.PUBLISHED:
        return []
    live = article.revisions.live().first()
    return [] if live is None else fields_that_differ(live, newest)


def fields_that_differ(one: Revision, other: Revision) -> list[str]:
    return [str(WordsForm.base_fields[name].label) for name in names_that_differ(one, other)]


def names_that_differ(one: Revision, other: Revision) -> Sequence[str]:
    names = [name for name in WordsForm.base_fields if name != "base"]
    return [name for name in names if getattr(one, KEYS.get(name, name)) != getattr(other, KEYS.get(name, name))]
