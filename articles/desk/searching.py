"""Stories of the desk's list by words: those that readers see, and the newest ones where readers have others or none.

As in the readers' search, few rows are looked at: of a common word enough are on the walk, and of a rare one the
indexes of words name all stories. In which order words stand is read from the texts, of so many stories a page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.desk.walks import Found, Rows, Walk
from articles.models import Article, DraftText, Revision, SearchText
from articles.models.draft_text import newest_unpublished
from articles.models.search_text import parts_of
from articles.search.finding import is_rare, words_in_order
from articles.search.index import Holds
from articles.search.query import Query
from newsroom.lib.keyset import EPOCH, Cursor
from newsroom.lib.words import in_order

LOOKED = 2_000  # stories on the walk that are asked for their words for one page
NAMED = 1_000  # stories that the indexes of words may name for one page
READ = 200  # stories whose texts are read for one page


def search(
    query: Query, walk: Walk, only: Callable[[Rows], Rows], user: User, *, before: Cursor | None, limit: int
) -> Found:
    """A page of the stories on a walk that fit. `only` asks each row for all else, and whether it `holds` the words."""
    most = READ if query.has_order else limit
    found = walk.page(before=before, limit=most, only=only, most=LOOKED)
    if found.short and is_rare(query):
        found = _named(query, walk, only, user, before=before, limit=most)
    return _fitting(query, found, user, limit) if query.has_order else found


def holds(query: Query, user: User) -> Q:
    """Whether a story has the words among what somebody may read of it, in whatever order.

    (Asked as values: of an `Exists` PostgreSQL may think that it is quicker to look at all texts first.)
    """
    return Q(_value(SearchText.objects.all(), query)) | Q(_value(DraftText.objects.visible_to(user), query))


def _value(texts: QuerySet[Any], query: Query) -> Coalesce:
    of_the_story = texts.filter(pk=OuterRef("pk")).annotate(holds=Holds(query, by_index=False))
    return Coalesce(Subquery(of_the_story.values("holds")), False, output_field=BooleanField())


def _named(
    query: Query, walk: Walk, only: Callable[[Rows], Rows], user: User, *, before: Cursor | None, limit: int
) -> Found:
    places = _by_index(query, user, before, dated=bool(walk.time))
    found = walk.among(places, limit=limit, only=only)
    if found.older is None and len(places) == NAMED:
        return Found(found.places, places[-1], short=True)
    return found


def _by_index(query: Query, user: User, before: Cursor | None, *, dated: bool) -> list[Cursor]:
    """The newest stories that the indexes of words name, in the order of the walk."""
    texts = Walk(SearchText.objects.filter(Holds(query)), "article_id", "published_at" if dated else "")
    drafts = Walk(
        DraftText.objects.visible_to(user).filter(Holds(query)), "article_id", "article__published_at" if dated else ""
    )
    rows = [each.older_than(each.rows, before) if before else each.rows for each in (texts, drafts)]
    if dated:
        named = rows[0].values_list("published_at", "article_id")
        others = rows[1].exclude(article__published_at=None).values_list("article__published_at", "article_id")
        return [Cursor(*place) for place in named.union(others).order_by("-published_at", "-article_id")[:NAMED]]
    named, others = (each.values_list("article_id", flat=True) for each in rows)
    return [Cursor(EPOCH, id) for id in named.union(others).order_by("-article_id")[:NAMED]]


def _fitting(query: Query, found: Found, user: User, limit: int) -> Found:
    """Those whose words stand in order, in what readers see or in the newest words."""
    published = Article.objects.filter(pk__in=found.ids, status=Article.Status.PUBLISHED)
    texts = words_in_order(list(published.values_list("pk", flat=True)))
    newest = newest_unpublished().visible_to(user).filter(article__in=found.ids)
    drafts = {revision.article_id: revision for revision in newest}
    fitting = []
    for place in found.places:
        if query.fits(texts.get(place.id, "")) or (place.id in drafts and query.fits(_words(drafts[place.id]))):
            fitting.append(place)
        if len(fitting) > limit:
            return Found(fitting[:limit], fitting[limit - 1])
    return Found(fitting, found.older, short=found.older is not None)


def _words(revision: Revision) -> str:
    return in_order(parts_of(revision.content(), revision.text))
