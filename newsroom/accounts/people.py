"""The verbs over people. An account is deactivated, never removed; nobody gives away a right they do not have."""

import secrets
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actors import Actor, Command
from articles.errors import NotAllowed
from newsroom.models import OneTimePassword

MANAGE = "auth.change_user"
# Without what is easily misread when it is copied by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def rights_of(person: User) -> QuerySet[Permission]:
    """All that the account may do, or could do if it were active."""
    if person._state.adding:
        return Permission.objects.none()
    return Permission.objects.filter(Q(group__user=person) | Q(user=person)).distinct()


def may_manage(by: Actor, person: User) -> bool:
    """Only somebody who may do all that the person may: else a new password would be a way to more rights."""
    if isinstance(by, Command) or by.is_superuser:
        return True
    if person.is_superuser or not by.has_perm(MANAGE):
        return False
    return not rights_of(person).exclude(pk__in=rights_of(by)).exists()


def roles_to_give(by: Actor) -> QuerySet[Group]:
    """The roles that hold nothing beyond what the giver may, from the least to the most."""
    roles = Group.objects.order_by("pk")
    if isinstance(by, Command) or by.is_superuser:
        return roles
    return roles.exclude(permissions__in=Permission.objects.exclude(pk__in=rights_of(by)))


def holds_management(role: Group) -> bool:
    return role.permissions.filter(content_type__app_label="auth", codename="change_user").exists()


def managers() -> QuerySet[User]:
    """Who may manage people and can sign in."""
    roles = [role.pk for role in Group.objects.all() if holds_management(role)]
    holders = User.objects.filter(Q(is_superuser=True) | Q(groups__in=roles), is_active=True, is_staff=True)
    return User.objects.filter(pk__in=holders.values("pk"))


def is_last_manager(person: User) -> bool:
    """Whether without this one nobody could manage people. Locks the rows: two cannot send each other away at once."""
    others = managers().exclude(pk=person.pk).order_by("pk").select_for_update()
    return managers().filter(pk=person.pk).exists() and not list(others)


@transaction.atomic
def save(person: User, *, by: Actor) -> None:
    """Save a new or changed person; the sessions of one who was deactivated end. Raises `NotAllowed`."""
    _require(by, person)
    person.is_staff = True
    person.save()
    if not person.is_active:
        end_sessions(person)


@transaction.atomic
def give_one_time_password(person: User, *, by: Actor) -> str:
    """A new password that must be changed at the next sign-in; the only time it is told. Ends the sessions."""
    _require(by, person)
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    person.set_password(password)
    person.save()
    OneTimePassword.objects.update_or_create(person=person, defaults={"given_at": timezone.now()})
    end_sessions(person)
    return password


@transaction.atomic
def add(username: str, *, first_name: str, last_name: str, email: str, roles: Iterable[Group], by: Actor) -> str:
    """A new member of staff; returns their one-time password. Raises `NotAllowed`."""
    person = User(username=username, first_name=first_name, last_name=last_name, email=email)
    person.full_clean(exclude=["password"])
    save(person, by=by)
    person.groups.set(roles)
    return give_one_time_password(person, by=by)


@transaction.atomic
def reset_second_factor(person: User, *, by: Actor) -> None:
    """Forget every factor of somebody who lost theirs: the next sign-in leads to enrolment. Ends the sessions."""
    _require(by, person)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)


def end_sessions(person: User, *, but: str | None = None) -> None:
    """Sign a person out everywhere. Only those who work here have sessions, so all of them are few."""
    for session in Session.objects.exclude(session_key=but).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()


def _require(by: Actor, person: User) -> None:
    if not may_manage(by, person):
        raise NotAllowed(_("You may not manage this person."))
