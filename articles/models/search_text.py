"""What the search knows: a row for each published story and for nothing else."""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from articles.models.article import Article
from newsroom.lib import rows

ROWS_A_STATEMENT = 1_000
COLUMNS = ("article_id", "published_at", "section_id", "source_id", "terms")


def parts_of(content: Mapping[str, Any], text: str) -> list[str]:
    """What a story is found by, given the columns of `Content`; `text` is the plain text of its body."""
    return [*(content[name] for name in ("headline", "standfirst", "byline")), text]


class SearchTextQuerySet(models.QuerySet["SearchText"]):
    def out_of_step(self) -> Self:
        """The auditor of the copies: rows of a story that is not published, or with another date, section or source."""
        same = Q(
            article__status=Article.Status.PUBLISHED,
            published_at=F("article__published_at"),
            section=F("article__section"),
            source=F("article__source"),
        )
        return self.exclude(same)


class SearchTextManager(models.Manager.from_queryset(SearchTextQuerySet)):  # type: ignore[misc]
    def show(self, stories: Mapping[Article, str], *, are_new: bool = False) -> None:
        """Make these published stories found, by these terms; none of them is found yet when they `are_new`."""
        found = (
            (article.pk, article.published_at, article.section_id, article.source_id, terms)
            for article, terms in stories.items()
        )
        if are_new:
            rows.write(self.model, COLUMNS, found)
        else:
            texts = [self.model(**dict(zip(COLUMNS, row, strict=True))) for row in found]
            self.bulk_create(
                texts, ROWS_A_STATEMENT, update_conflicts=True, unique_fields=["article"], update_fields=COLUMNS[1:]
            )

    def follow(self, article: Article) -> None:
        """The story has another date, or is not published any more; its terms are what they were."""
        row = self.filter(pk=article.pk)
        row.update(published_at=article.shown_at) if article.shown_at else row.delete()

    def missing(self) -> "models.QuerySet[Article]":
        """Published stories that the search does not know."""
        return Article.objects.filter(~Exists(self.filter(article=OuterRef("pk"))), status=Article.Status.PUBLISHED)


class SearchText(models.Model):
    """The words of a published story, each once (`newsroom.lib.words.terms_of`), and copies of what narrows a search.

    On PostgreSQL a generated column `vector` with a GIN index is made of the terms, on SQLite a table of FTS5: see
    `articles.search.index`. The copies have one writer, this module's manager, and one auditor, `out_of_step()`.
    """

    # (That a story, section and source exist, and that nothing hangs on them, is for the story's own row to say: to ask
    # it here again would be a tenth of the cost of a row.)
    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="search_text", db_constraint=False
    )
    published_at = models.DateTimeField()
    section = models.ForeignKey(
        "articles.Section", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    source = models.ForeignKey(
        "articles.Source", on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    terms = models.TextField()

    objects = SearchTextManager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id}"
