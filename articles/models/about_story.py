"""Rows of the desk that hang on a story: the log, what is planned, said and assigned."""

from typing import Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

from articles.models.article import Article, reads_all


def of_stories_worked_on_by[Rows: models.QuerySet[models.Model]](
    user: AbstractBaseUser | AnonymousUser, rows: Rows
) -> Rows:
    """Those of the stories that somebody works on: that a story is public says nothing about its talk."""
    return rows if reads_all(user) else rows.filter(article__in=Article.objects.worked_on_by(user))


class AboutStoryQuerySet[Row: models.Model](models.QuerySet[Row]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return of_stories_worked_on_by(user, self)
