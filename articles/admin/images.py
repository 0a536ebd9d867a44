from django.contrib import admin
from django.http import HttpRequest

from articles.desk.base import DeskAdmin
from articles.models import Image


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    list_display = ["alt", "credit", "width", "height", "added_at"]
    search_fields = ["alt", "caption", "credit"]
    readonly_fields = ["width", "height", "added_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
