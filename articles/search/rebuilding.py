"""The search brought back into step with the stories: what `check_integrity` asks, and `rebuild_search` does."""

from collections.abc import Iterator
from itertools import batched

from django.db import connection, transaction
from django.db.models import F

from articles.models import Article, DraftText, Revision, SearchText
from articles.models.draft_text import newest_unpublished
from articles.models.search_text import parts_of
from articles.search import index
from newsroom.lib.html import plain_text
from newsroom.lib.words import terms_of

CHUNK = 1_000  # stories a transaction


def problems() -> Iterator[str]:
    for article_id in SearchText.objects.out_of_step().order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Story {article_id} is not found as it should be."
    for article_id in SearchText.objects.missing().order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Story {article_id} is not known to the search."
    rows = SearchText.objects.select_related("article").order_by("pk").iterator(chunk_size=CHUNK)
    for row in rows:
        text = plain_text(row.article.body)
        if row.article.text != text or row.terms != terms_of(parts_of(row.article.content(), text)):
            yield f"Story {row.pk} is found by other words than it has."
    yield from _of_drafts()
    if not index.is_whole(connection):
        yield "The index of the search is not that of its words."


def _of_drafts() -> Iterator[str]:
    for article_id in DraftText.objects.out_of_step().order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Story {article_id} is found at the desk by words that readers have."
    for article_id in DraftText.objects.missing().order_by("article").values_list("article", flat=True).iterator():
        yield f"The desk does not find the newest words of story {article_id}."
    for revision, terms in _drafts():
        if terms not in (None, revision.terms):
            yield f"Story {revision.article_id} is found at the desk by other words than its newest."


def _drafts() -> Iterator[tuple[Revision, str | None]]:
    """Unpublished words, and what the desk finds them by."""
    newest = newest_unpublished().annotate(known=F("article__draft_text__terms")).order_by("article")
    return ((revision, vars(revision)["known"]) for revision in newest.iterator(chunk_size=CHUNK))


def mend() -> None:
    for _ in rebuild():
        pass


def rebuild(*, everything: bool = False) -> Iterator[int]:
    """Write what is not as it should be (or all of it), so many stories at a time; yields how many were looked at.

    May be cut short and begun again.
    """
    with transaction.atomic():
        SearchText.objects.out_of_step().delete()
    index.install(connection)
    _rebuild_drafts()
    published = Article.objects.filter(status=Article.Status.PUBLISHED).order_by("pk").values_list("pk", flat=True)
    for ids in batched(published.iterator(chunk_size=CHUNK), CHUNK):
        yield _bring_into_step(ids, everything)
    index.rebuild(connection)


@transaction.atomic
def _rebuild_drafts() -> None:
    """(Of stories that somebody works on, or worked on: few beside those that are published.)"""
    DraftText.objects.out_of_step().delete()
    for wrong in batched((revision for revision, known in _drafts() if known != revision.terms), CHUNK):
        DraftText.objects.show_all(list(wrong))


@transaction.atomic
def _bring_into_step(ids: tuple[int, ...], everything: bool) -> int:
    stories = Article.objects.filter(pk__in=ids, status=Article.Status.PUBLISHED).order_by("pk")
    known = dict(SearchText.objects.filter(pk__in=ids).values_list("pk", "terms"))
    right = {}
    for story in stories.select_for_update(no_key=True):
        if (text := plain_text(story.body)) != story.text:  # an earlier version read it otherwise
            story.text = text
            # (Cards and feeds may show some words of it, and are kept by the version.)
            Article.objects.filter(pk=story.pk).update(text=text, version=F("version") + 1)
        right[story] = terms_of(parts_of(story.content(), text))
    SearchText.objects.show(
        {story: terms for story, terms in right.items() if everything or known.get(story.pk) != terms}
    )
    return len(ids)
