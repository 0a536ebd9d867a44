"""Who is let in is looked after at the desk: people, roles, one-time passwords. Nobody gives what they lack."""

from typing import Any, cast

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, path, reverse
from pytest_django import Settings

from articles.actors import Command
from articles.desk.base import DeskAdmin
from articles.errors import NotAllowed
from newsroom.accounts import people
from newsroom.models import OneTimePassword
from tests.factories import grant, make_user
from tests.html import Page
from tests.newsroom.signing import QUICK, make_person, send_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture
def publisher(client: Client) -> User:
    """Signed in at the desk, and not the only one who manages people."""
    make_user("Publisher")
    user = make_person("Publisher")
    client.force_login(user)
    return user


def address(person: User, what: str = "change") -> str:
    return reverse(f"admin:auth_user_{what}", args=[person.pk])


def form(person: User, **changes: Any) -> dict[str, Any]:
    """What the form of a person sends when nothing but these is changed."""
    sent: dict[str, Any] = {
        "username": person.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "groups": [role.pk for role in person.groups.all()],
        "is_active": "on" if person.is_active else "",
        **changes,
    }
    return {name: value for name, value in sent.items() if value != ""}


def role(name: str) -> Group:
    return Group.objects.get(name=name)


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


class TestAdding:
    def add(self, client: Client, **fields: Any) -> Any:
        return client.post(reverse("admin:auth_user_add"), {"username": "ida", "first_name": "Ida", **fields})

    def test_shows_a_one_time_password_once(self, client: Client, publisher: User) -> None:
        answer = self.add(client, groups=[role("Editor").pk])
        password = Page.of(answer).one("code[data-one-time-password]").text
        person = User.objects.get(username="ida")
        assert person.check_password(password)
        assert (person.is_staff, person.is_superuser, person.groups.get().name) == (True, False, "Editor")
        assert OneTimePassword.objects.get().person == person
        assert "no-store" in answer.headers["Cache-Control"]
        for again in (address(person), reverse("admin:index"), reverse("admin:auth_user_history", args=[person.pk])):
            assert password not in client.get(again).content.decode()
        assert not any(password in str(entry.change_message) for entry in LogEntry.objects.all())

    def test_nobody_is_added_with_rights_that_no_form_offers(self, client: Client, publisher: User) -> None:
        forged = {"is_superuser": "on", "user_permissions": [Permission.objects.get(codename="delete_user").pk]}
        self.add(client, **forged)
        person = User.objects.get(username="ida")
        assert not person.is_superuser
        assert not person.user_permissions.exists()

    def test_a_role_beyond_ones_own_is_refused(self, client: Client, publisher: User) -> None:
        assert Page.of(self.add(client, groups=[role("Operator").pk])).all(".errorlist")
        assert not User.objects.filter(username="ida").exists()

    @pytest.mark.parametrize("name", ["Reporter", "Editor", "Operator"])
    def test_is_for_those_who_manage_people(self, client: Client, name: str) -> None:
        client.force_login(make_user(name))
        assert self.add(client).status_code == 403
        with pytest.raises(NotAllowed):
            people.save(User(username="ida"), by=make_user(name))


class TestRoles:
    @pytest.mark.parametrize("name", ["Reporter", "Editor", "Publisher"])
    def test_up_to_ones_own_are_given(self, client: Client, publisher: User, name: str) -> None:
        person = make_user("Reporter")
        client.post(address(person), form(person, groups=[role(name).pk]))
        assert person.groups.get().name == name

    def test_beyond_ones_own_are_not_offered_and_not_taken(self, client: Client, publisher: User) -> None:
        person = make_user("Reporter")
        assert "Operator" not in Page.of(client.get(address(person))).texts('select[name="groups"] option')
        client.post(address(person), form(person, groups=[role("Operator").pk]))
        assert person.groups.get().name == "Reporter"

    def test_a_superuser_gives_any(self, client: Client) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        person = make_user("Reporter")
        client.post(address(person), form(person, groups=[role("Operator").pk]))
        assert person.groups.get().name == "Operator"

    def test_somebody_with_more_rights_can_be_seen_and_not_touched(self, client: Client, publisher: User) -> None:
        other = make_user("Operator")
        direct = grant(make_user("Reporter"), "articles.view_importrun")
        for person in (other, direct):
            assert client.get(address(person)).status_code == 200
            assert client.post(address(person), form(person, username="taken")).status_code == 403
            assert client.post(address(person, "password_change")).status_code == 403
            assert fresh(person).username != "taken"

    def test_nobody_without_the_right_manages_people_at_all(self) -> None:
        for name in ("Reporter", "Editor", "Operator"):
            assert not people.may_manage(make_user(name), make_user("Reporter"))
        assert people.may_manage(Command("tests"), make_user(is_superuser=True))


class TestDeactivating:
    def test_ends_every_session_at_once_and_for_good(self, client: Client, publisher: User) -> None:
        person, theirs = make_person("Editor"), Client()
        theirs.force_login(person)
        assert theirs.get("/admin/").status_code == 200
        client.post(address(person), form(person, is_active=""))
        assert theirs.get("/admin/").status_code == 302
        client.post(address(person), form(fresh(person), is_active="on"))
        assert fresh(person).is_active
        assert theirs.get("/admin/").status_code == 302
        assert client.get("/admin/").status_code == 200
        assert Session.objects.count() == 1

    def test_takes_the_way_in(self, client: Client, publisher: User) -> None:
        person = make_person("Editor")
        client.post(address(person), form(person, is_active=""))
        assert send_password(Client(), person).headers["Location"] == reverse("account_inactive")

    @pytest.mark.parametrize("change", [{"is_active": ""}, {"groups": []}])
    def test_the_last_who_manages_people_stays(self, client: Client, change: dict[str, Any]) -> None:
        make_user("Publisher", is_active=False)
        last = make_user("Publisher")
        client.force_login(last)
        answer = Page.of(client.post(address(last), form(last, **change)))
        assert answer.texts(".errorlist li") == [
            "Nobody else could manage people. Give somebody else the right to, first."
        ]
        assert fresh(last).is_active
        assert last.groups.exists()
        make_user("Publisher")
        assert client.post(address(last), form(last, **change)).status_code == 302


class TestOneTimePasswords:
    def test_are_asked_for_before_one_is_made(self, client: Client, publisher: User) -> None:
        person = make_person("Editor")
        page = Page.of(client.get(address(person, "password_change")))
        assert page.all('input[type="submit"]')
        assert not page.all("code[data-one-time-password]")
        assert fresh(person).password == person.password

    def test_replace_a_password_and_end_the_sessions(self, client: Client, publisher: User) -> None:
        person, theirs = make_person("Editor"), Client()
        theirs.force_login(person)
        answer = client.post(address(person, "password_change"))
        password = Page.of(answer).one("code[data-one-time-password]").text
        assert fresh(person).check_password(password)
        assert theirs.get("/admin/").status_code == 302
        assert password not in str(list(LogEntry.objects.values_list("change_message", flat=True)))


class TestChecks:
    def test_the_desk_as_it_is_keeps_them(self) -> None:
        assert [error for error in run_checks() if error.id and error.id.startswith("articles.E")] == []

    def test_a_page_of_a_screen_that_asks_nobody_in_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Open(DeskAdmin):
            def get_urls(self) -> list[URLPattern]:
                return [path("open/", self.open, name="open"), *super().get_urls()]

            def open(self, request: HttpRequest) -> HttpResponse:
                return HttpResponse()

        monkeypatch.setitem(cast("dict[Any, Any]", admin.site._registry), User, Open(User, admin.site))
        assert [error.id for error in run_checks()] == ["articles.E005"]

    def test_a_site_without_a_second_factor_is_told_so(self, settings: Settings) -> None:
        def told() -> list[Any]:
            return [warning.id for warning in run_checks(include_deployment_checks=True)]

        settings.STAFF_MFA = True
        assert "newsroom.W002" not in told()
        settings.STAFF_MFA = False
        assert "newsroom.W002" in told()
