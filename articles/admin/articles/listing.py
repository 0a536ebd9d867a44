"""The list of stories."""

from articles.desk.base import DeskAdmin


class StoryList(DeskAdmin):
    list_display = ["headline", "status", "section", "source", "published_at"]
    list_filter = ["status", "section", "language"]
    list_select_related = ["section", "source"]
    search_fields = ["headline"]
