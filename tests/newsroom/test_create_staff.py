"""`manage.py create_staff`: the first account, and the way back in."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from newsroom.models import OneTimePassword
from tests.newsroom.signing import PASSWORD, enrol, make_person, send_password, signed_in

pytestmark = pytest.mark.django_db


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """The one-time password that was printed."""
    return capsys.readouterr().out.strip().rpartition(": ")[2]


def test_the_first_account_opens_once_and_asks_for_a_password_of_ones_own(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("create_staff", "mara", name="Mara Lou Quill", email="mara@herald.example", role="Publisher")
    person = User.objects.get()
    assert (person.first_name, person.last_name, person.email) == ("Mara Lou", "Quill", "mara@herald.example")
    assert (person.is_staff, person.is_superuser, person.groups.get().name) == (True, False, "Publisher")
    assert send_password(client, "mara", told(capsys)).status_code == 302
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/admin/account/password/")


def test_no_two_passwords_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    passwords = set()
    for name in ("mara", "ida"):
        call_command("create_staff", name, role="Reporter")
        passwords.add(told(capsys))
    assert len(passwords) == 2
    assert all(len(password) >= 20 for password in passwords)


def test_an_account_that_is_there_is_left_as_it_is() -> None:
    person = make_person("Reporter", username="mara")
    with pytest.raises(CommandError, match="already") as refused:
        call_command("create_staff", "mara", role="Publisher")
    assert refused.value.returncode == 1
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert person.groups.get().name == "Reporter"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["mara"], "--role"),
        (["mara", "--role", "Owner"], "invalid choice"),
        (["a name", "--role", "Editor"], "username"),
        (["mara", "--role", "Editor", "--email", "x"], "email"),
        (["nobody", "--reset-factor"], "no account"),
        (["nobody", "--new-password"], "no account"),
    ],
)
def test_what_cannot_be_is_told_and_makes_nobody(words: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("create_staff", *words)
    assert not User.objects.exists()


def test_a_lost_factor_is_forgotten_and_the_sessions_end(client: Client) -> None:
    person = make_person(username="mara")
    enrol(person)
    signed_in(client, person)
    call_command("create_staff", "mara", "--reset-factor")
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 302
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_a_one_time_one(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    person = make_person(username="mara")
    enrol(person)
    call_command("create_staff", "mara", "--new-password")
    person.refresh_from_db()
    assert person.check_password(told(capsys))
    assert OneTimePassword.objects.get().person == person
    assert Authenticator.objects.filter(user=person).exists()
