from django.contrib import admin
from django.http import HttpRequest

from articles.desk.base import DeskAdmin
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    """Stories to look at. They change by a step of the workflow, never by a form over their row."""

    list_display = ["headline", "status", "section", "source", "published_at"]
    list_filter = ["status", "section", "language"]
    list_select_related = ["section", "source"]
    search_fields = ["headline"]
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
