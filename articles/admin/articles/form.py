"""The form of a story."""

from django.http import HttpRequest

from articles.desk.base import DeskAdmin
from articles.models import Article


class StoryForm(DeskAdmin):
    fields = [
        "headline",
        "standfirst",
        "status",
        "section",
        "source",
        "byline",
        "published_at",
        "updated_at",
        "notice",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False
