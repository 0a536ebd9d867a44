"""The screen of people: roles are given there, and nobody makes more of themselves than they are."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import Settings

from tests.factories import make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/auth/user/", "/admin/auth/user/add/"
SECRET = "a-long-enough-secret"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def publisher() -> User:
    return make_user("Publisher")


@pytest.fixture
def desk(client: Client, publisher: User) -> Client:
    client.force_login(publisher)
    return client


@pytest.fixture
def root() -> User:
    return make_user(username="root-of-all", is_staff=True, is_superuser=True)


def change(user: User) -> str:
    return f"/admin/auth/user/{user.pk}/change/"


def form(user: User, **changed: Any) -> dict[str, Any]:
    stored = {"username": user.username, "is_active": "on", "is_staff": "on"}
    return {**stored, "groups": list(user.groups.values_list("pk", flat=True)), **changed}


class TestAPublisher:
    def test_gives_roles(self, desk: Client) -> None:
        person = make_user("Reporter")
        editor = Group.objects.get(name="Editor")
        response = desk.post(change(person), form(person, groups=[editor.pk], first_name="Mara"))
        assert response.status_code == 302
        person.refresh_from_db()
        assert person.first_name == "Mara"
        assert list(person.groups.all()) == [editor]

    def test_cannot_make_anybody_superuser(self, desk: Client, publisher: User) -> None:
        for person in (publisher, make_user("Reporter")):
            right = Permission.objects.get(codename="add_user")
            desk.post(change(person), form(person, is_superuser="on", user_permissions=[right.pk]))
            person.refresh_from_db()
            assert not person.is_superuser
            assert not person.user_permissions.exists()

    def test_is_offered_no_such_thing(self, desk: Client, publisher: User) -> None:
        page = Page.of(desk.get(change(publisher)))
        names = {field.attributes.get("name") for field in page if field.tag in ("input", "select", "textarea")}
        assert not {"is_superuser", "user_permissions"} & names
        assert page.texts("div#id_groups label") == ["Reporter", "Editor", "Publisher"]

    def test_does_not_meet_a_superuser_anywhere(self, desk: Client, root: User) -> None:
        for address in (
            *(LIST, f"{LIST}?q=root", f"{LIST}?is_superuser__exact=1", f"{LIST}?id__exact={root.pk}"),
            *(change(root), f"{LIST}{root.pk}/password/", f"{LIST}{root.pk}/history/", f"{LIST}{root.pk}/delete/"),
            *(f"{LIST}{root.pk}/", f"/admin/r/{ContentType.objects.get_for_model(User).pk}/{root.pk}/"),
            "/admin/autocomplete/?app_label=articles&model_name=revision&field_name=author&term=root",
        ):
            assert "root-of-all" not in desk.get(address, follow=True).text, address

    def test_cannot_write_on_a_superuser(self, desk: Client, root: User) -> None:
        root.set_password(SECRET)
        root.save()
        desk.post(change(root), form(root, username="mine", is_active=""))
        desk.post(f"{LIST}{root.pk}/password/", {"password1": "another-secret-1", "password2": "another-secret-1"})
        desk.post(f"{LIST}{root.pk}/delete/", {"post": "yes"})
        root.refresh_from_db()
        assert (root.username, root.is_active) == ("root-of-all", True)
        assert root.check_password(SECRET)

    def test_removes_nobody(self, desk: Client) -> None:
        person = make_user("Reporter")
        assert desk.post(f"{LIST}{person.pk}/delete/", {"post": "yes"}).status_code == 403
        desk.post(LIST, {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"})
        assert User.objects.filter(pk=person.pk).exists()

    def test_deactivates_an_account_and_its_sessions_end_with_it(self, desk: Client) -> None:
        person = make_user("Editor")
        theirs = Client()
        theirs.force_login(person)
        assert theirs.get("/admin/").status_code == 200
        desk.post(change(person), form(person, is_active=""))
        assert theirs.get("/admin/").status_code == 302

    def test_reads_no_password_by_asking_the_list(self, desk: Client) -> None:
        make_user("Reporter", password="md5$x$y")
        for query in ("password__startswith=md5", "password=md5$x$y", "groups__permissions__codename=x"):
            assert desk.get(f"{LIST}?{query}").status_code in (302, 400), query


class TestTheOthers:
    @pytest.mark.parametrize("role", ["Reporter", "Editor", "Operator"])
    def test_have_no_such_screen(self, client: Client, role: str) -> None:
        person = make_user(role)
        client.force_login(person)
        for address in (LIST, ADD, change(person), f"{LIST}{person.pk}/password/", f"{LIST}{person.pk}/history/"):
            assert client.get(address).status_code == 403, address
        client.post(change(person), form(person, groups=[Group.objects.get(name="Publisher").pk], is_superuser="on"))
        person.refresh_from_db()
        assert [group.name for group in person.groups.all()] == [role]
        assert not person.is_superuser

    @pytest.mark.parametrize("role", ["Reporter", "Editor", "Operator"])
    def test_are_told_of_nobody_by_a_type_ahead(self, client: Client, role: str) -> None:
        client.force_login(make_user(role))
        asked = "/admin/autocomplete/?app_label=articles&model_name=revision&field_name=author"
        assert client.get(asked).status_code == 403


class TestASuperuser:
    def test_makes_no_other_superuser_by_the_form(self, client: Client, root: User) -> None:
        client.force_login(root)
        person = make_user("Reporter")
        client.post(change(person), form(person, is_superuser="on"))
        person.refresh_from_db()
        assert not person.is_superuser

    def test_removes_nobody_since_stories_and_events_name_them(self, client: Client, root: User) -> None:
        client.force_login(root)
        person = make_user("Reporter")
        assert client.post(f"{LIST}{person.pk}/delete/", {"post": "yes"}).status_code == 403
        assert User.objects.filter(pk=person.pk).exists()
