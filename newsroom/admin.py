"""The people of the newsroom: accounts and their roles."""

from typing import TYPE_CHECKING, Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.fields.related import RelatedField
from django.forms import CheckboxSelectMultiple, ModelForm, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django_tasks_db import admin as tasks_screen  # noqa: F401
from django_tasks_db.models import DBTaskResult

from articles.actors import name_of
from articles.desk.base import DeskAdmin, staff
from newsroom.accounts import people

if TYPE_CHECKING:
    PersonModelForm = ModelForm[User]
    PersonChangeForm = UserChangeForm[User]
else:
    PersonModelForm, PersonChangeForm = ModelForm, UserChangeForm

# Importing these screens registers them. Roles (groups) are made by a migration and have no screen; a second factor is
# looked after by its person alone, or taken away by `create_staff --reset-factor`; tasks, by `manage.py tend`.
admin.site.unregister([User, Group, EmailAddress, Authenticator, DBTaskResult])


class NewPersonForm(PersonModelForm):
    """Without a password: one is made up, and shown once."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups"]


class PersonForm(PersonChangeForm):
    def clean(self) -> dict[str, Any] | None:
        """Somebody must be left who may manage people, or nobody could ever be let in again."""
        cleaned = super().clean() or {}
        roles = cleaned.get("groups", ())
        goes_on = cleaned.get("is_active") and (
            self.instance.is_superuser
            or any(role.permissions.filter(codename="change_user").exists() for role in roles)
        )
        if not goes_on and people.is_last_manager(self.instance):
            raise ValidationError(_("Nobody else could manage people. Give somebody else the right to, first."))
        return cleaned


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):  # type: ignore[type-arg]
    """An account is deactivated, never removed: stories and events name it. Its rights come from its roles alone."""

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = None
    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (gettext_lazy("Rights"), {"fields": ["is_active", "groups"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "groups"]}),
    ]
    filter_horizontal = []

    def get_queryset(self, request: HttpRequest) -> Any:
        everybody = super().get_queryset(request)
        return everybody if request.user.is_superuser else everybody.filter(is_superuser=False)

    def get_field_queryset(
        self, db: str | None, db_field: "RelatedField[Any, Any]", request: HttpRequest
    ) -> models.QuerySet[Any] | None:
        if db_field.name == "groups":
            return people.roles_to_give(staff(request))
        return super().get_field_queryset(db, db_field, request)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Four roles are boxes to tick."""
        return super().formfield_for_manytomany(db_field, request, **{"widget": CheckboxSelectMultiple, **kwargs})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(people.MANAGE)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm(people.MANAGE) and (obj is None or people.may_manage(staff(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @sensitive_variables("password")
    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[Any]", change: bool) -> None:
        by = staff(request)
        people.save(obj, by=by)
        if not change:
            password = people.give_one_time_password(obj, by=by)
            request._one_time_password = password  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        return one_time_page(request, obj, password=request._one_time_password)  # type: ignore[attr-defined]

    @sensitive_variables("password")
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Give a person a one-time password, instead of choosing one for them."""
        person = self.get_object(request, id)
        if person is None:
            raise Http404
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if request.method != "POST":
            return one_time_page(request, person)
        password = people.give_one_time_password(person, by=staff(request))
        self.log_change(request, person, _("Gave a one-time password."))
        return one_time_page(request, person, password=password)


@sensitive_variables("password")
def one_time_page(request: HttpRequest, person: User, *, password: str = "") -> HttpResponse:
    """Asks whether to make a one-time password; with one, tells it, once."""
    context = {
        **admin.site.each_context(request),
        "title": _("A one-time password for %s") % name_of(person),
        "opts": person._meta,
        "original": person,
        "password": password,
    }
    return TemplateResponse(request, "admin/auth/user/one_time_password.html", context)
