"""What the stock template around a page of one story wants to know."""

from typing import Any

from django.http import HttpRequest

from articles.desk.base import DeskAdmin
from articles.models import Article


def frame(screen: DeskAdmin, request: HttpRequest, article: Article) -> dict[str, Any]:
    """What the stock template around the form wants to know."""
    is_public = Article.objects.published().filter(pk=article.pk).exists()
    url = screen.get_view_on_site_url(article) if is_public else None
    return {
        "opts": screen.opts,
        "change": True,
        "has_view_permission": True,
        "has_change_permission": screen.has_change_permission(request, article),
        "has_absolute_url": url is not None,
        "absolute_url": url,
        "is_popup": False,
        "is_nav_sidebar_enabled": False,  # the room is for the text
    }
