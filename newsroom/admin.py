"""The people of the newsroom: accounts and their roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.desk.base import DeskAdmin

# Importing Django's screen registers it; roles (groups) are made by a migration and have no screen.
admin.site.unregister([User, Group])


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):  # type: ignore[type-arg]
    """An account is deactivated, never removed: stories and events name it. Its rights come from its roles alone."""

    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "groups"]}),
    ]
    filter_horizontal = ["groups"]

    def get_queryset(self, request: HttpRequest) -> Any:
        people = super().get_queryset(request)
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
