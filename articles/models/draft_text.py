"""What the desk knows besides what readers know: the newest words of a story, where those are not its public ones."""

from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models.article import Article, assigned_to, reads_all, written_by
from articles.models.revision import OPEN, Revision, RevisionQuerySet

GONE = Q(article__status__in=[Article.Status.WITHDRAWN, Article.Status.RETRACTED])


def newest_unpublished() -> RevisionQuerySet:
    """Of each story the newest words, unless they are those that readers have or are to have."""
    return Revision.objects.newest().filter(OPEN | GONE)


class DraftTextQuerySet(models.QuerySet["DraftText"]):
    def visible_to(self, user: AbstractBaseUser) -> Self:
        """Unpublished words are for whoever works on the story, and for those who read every draft."""
        if reads_all(user):
            return self
        return self.filter(Q(written_by(user, "article")) | Q(assigned_to(user, "article")))

    def out_of_step(self) -> Self:
        """Rows of stories whose newest words are public."""
        return self.filter(~Exists(newest_unpublished().filter(article=OuterRef("pk"))))


class DraftTextManager(models.Manager.from_queryset(DraftTextQuerySet)):  # type: ignore[misc]
    def show(self, revision: Revision) -> None:
        """These are the newest words of their story, and readers have others or none."""
        self.show_all([revision])

    def show_all(self, revisions: "list[Revision]") -> None:
        texts = [self.model(article_id=revision.article_id, terms=revision.terms) for revision in revisions]
        self.bulk_create(texts, update_conflicts=True, unique_fields=["article"], update_fields=["terms"])

    def follow(self, article: Article) -> None:
        """A step was taken: the newest words may be public now, or no more."""
        newest = newest_unpublished().filter(article=article).first()
        if newest is None:
            self.forget([article])
        elif not self.filter(pk=article.pk).exists():
            self.show(newest)

    def forget(self, published: "list[Article]") -> None:
        """The newest words of these stories are public."""
        self.filter(pk__in=[article.pk for article in published]).delete()

    def missing(self) -> "models.QuerySet[Revision]":
        """Words that the desk does not know."""
        return newest_unpublished().filter(~Exists(self.filter(pk=OuterRef("article"))))


class DraftText(models.Model):
    """Each word once, as in `SearchText`, and indexed in the same way. A table of its own, so that no reader's search
    can come upon what is in it.

    One writer, this module's manager, and one auditor, `out_of_step()` and `missing()`.
    """

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="draft_text")
    terms = models.TextField()

    objects = DraftTextManager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id}"
