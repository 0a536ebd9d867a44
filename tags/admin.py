from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.desk.base import DeskAdmin
from tags import desk
from tags.models import Tag
from tags.names import UnusableName, clean_name, hashtag_of, key_of

if TYPE_CHECKING:
    StockForm = ModelForm[Tag]
else:
    StockForm = ModelForm


class TagForm(StockForm):
    """A hashtag whose key and address follow from its name."""

    class Meta:
        model = Tag
        fields = ["name", "description", "picture", "hidden"]

    def clean_name(self) -> str:
        try:
            name = clean_name(self.cleaned_data["name"])
        except UnusableName as error:
            raise ValidationError(str(error)) from error
        key = key_of(name)
        same = Tag.objects.filter(key=key).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(_("#%s is the same hashtag.") % same.name)
        if self.instance.pk and key != self.instance.key:
            raise ValidationError(_("Only the spelling can change here: the old address would lead nowhere."))
        self.instance.key, self.instance.hashtag = key, hashtag_of(name)
        return name


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    form = TagForm
    list_display = ["name", "hashtag", "canonical", "hidden"]
    list_filter = ["hidden", ("canonical", admin.EmptyFieldListFilter)]
    list_select_related = ["canonical"]
    search_fields = ["name", "key"]
    autocomplete_fields = ["picture"]

    def get_urls(self) -> list[Any]:
        return [*desk.addresses(self), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Tag]:
        return super().get_queryset(request).order_by("key")
