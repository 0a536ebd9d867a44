"""The base of every screen of the desk."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.db.models.fields.related import RelatedField
from django.forms import ModelForm
from django.http import HttpRequest

from articles import commons, uses

if TYPE_CHECKING:
    StockAdmin = admin.ModelAdmin[Any]
else:
    StockAdmin = admin.ModelAdmin


class DeskAdmin(StockAdmin):
    """Shows a person what they may see and nothing more, and saves by the verb of the thing.

    A model whose queryset has `visible_to(user)` is scoped by it everywhere: lists, forms, type-ahead, choices.
    """

    show_full_result_count = False  # a COUNT over the whole table
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return scoped(super().get_queryset(request), request)

    def get_field_queryset(
        self, db: str | None, db_field: "RelatedField[Any, Any]", request: HttpRequest
    ) -> models.QuerySet[Any] | None:
        """The choices of a foreign key: a posted id outside of them is refused as if it did not exist."""
        related: Any = db_field.remote_field.model
        queryset = super().get_field_queryset(db, db_field, request)
        return scoped(related._default_manager.all() if queryset is None else queryset, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefilled from the address only where that can tell nothing: not through a relation."""
        plain = {field.name for field in self.opts.get_fields() if not field.is_relation}
        return {name: value for name, value in super().get_changeform_initial_data(request).items() if name in plain}

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What uses a thing, in numbers: the stock page reads each story whole, and prints headlines one may not."""
        if used := [use for thing in objs for use in uses.uses_of(thing)]:
            return [], {}, set(), [uses.told(used)]
        nested, counts, missing, protected = super().get_deleted_objects(objs, request)
        return nested[:1], counts, missing, protected

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool) -> None:
        commons.save(obj, by=staff(request))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        commons.remove(obj, by=staff(request))


def scoped(queryset: models.QuerySet[Any], request: HttpRequest) -> models.QuerySet[Any]:
    visible_to = getattr(queryset, "visible_to", None)
    return queryset if visible_to is None else visible_to(request.user)


def staff(request: HttpRequest) -> User:
    """The person at the desk: the site lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user
