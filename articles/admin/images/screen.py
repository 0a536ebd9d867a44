from functools import partial
from typing import Any

from django.contrib import admin
from django.forms import ModelForm, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from articles import library
from articles.admin.images import files, replacing, uploading
from articles.admin.images.filters import HouseFilter, UseFilter, WordsFilter
from articles.desk.base import staff
from articles.desk.commons import CommonsAdmin
from articles.models import Image


class ImageForm(ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        leaves = "of_the_house" in self.changed_data and not cleaned.get("of_the_house")
        if leaves and (reason := library.why_of_the_house(self.instance)):
            raise ValidationError({"of_the_house": reason})
        return cleaned


@admin.register(Image)
class ImageAdmin(CommonsAdmin):
    """A grid of pictures; on the page of one, where it is used and which part of it matters."""

    form = ImageForm
    list_display = ["alt", "credit", "width", "height", "added_at"]
    list_filter = [UseFilter, WordsFilter, HouseFilter]
    list_per_page = 48
    search_fields = ["alt", "caption", "credit"]
    fields = ["alt", "caption", "credit", "of_the_house", ("focal_x", "focal_y")]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        kept = partial(self.admin_site.admin_view, cacheable=True)
        return [
            path("<int:pk>/thumbnail/", kept(partial(files.thumbnail, self)), name="articles_image_thumbnail"),
            path("file/<str:name>", kept(partial(files.file, self)), name="articles_image_file"),
            path("<int:pk>/replace/", view(partial(replacing.replace, self)), name="articles_image_replace"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return [] if library.may_share(staff(request)) else ["of_the_house"]

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return library.may_change(obj, staff(request))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return uploading.upload(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        picture = self.get_object(request, object_id)
        where = library.whereabouts(picture, by=staff(request)) if picture else None
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "where": where})

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        library.describe(obj, by=staff(request))

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        library.remove(obj, by=staff(request))
