"""A story by what an address says: one that a person may not see is not found."""

from django.http import Http404, HttpRequest

from articles.desk.base import DeskAdmin
from articles.models import Article


def story_of(screen: DeskAdmin, request: HttpRequest, id: int | str) -> Article:
    article: Article | None = screen.get_object(request, str(id))
    if article is None or not screen.has_view_permission(request, article):
        raise Http404
    return article
