"""Coming in: a password, a second factor, a session with an end. Wrong guesses are counted before they cost much."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings as project
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from newsroom.models import CacheEntry, OneTimePassword
from tests.factories import make_draft, make_user
from tests.html import Page
from tests.newsroom.signing import (
    PASSWORD,
    QUICK,
    SECOND_FACTOR,
    SIGN_IN,
    code,
    enrol,
    make_person,
    recovery_codes,
    send_password,
    signed_in,
)

pytestmark = pytest.mark.django_db

NEW = "quiet-boats-under-the-bridge"


@pytest.fixture(autouse=True)
def strict(settings: Settings) -> None:
    """As in production, but for the time a hash takes."""
    settings.STAFF_MFA = True
    settings.PASSWORD_HASHERS = QUICK


def is_in(client: Client) -> bool:
    return bool(client.get("/admin/").status_code == 200)


class TestPassword:
    def test_opens_the_desk_where_no_second_factor_is_asked(self, client: Client, settings: Settings) -> None:
        settings.STAFF_MFA = False
        assert send_password(client, make_person()).headers["Location"] == "/admin/"
        assert is_in(client)

    def test_a_wrong_one_is_told_without_saying_which_half_was_wrong(self, client: Client) -> None:
        answers = [
            Page.of(send_password(client, name, "wrong")).texts(".errorlist li") for name in (make_person(), "nobody")
        ]
        assert answers[0] == answers[1] == ["This name and this password do not belong together."]

    def test_of_somebody_who_is_not_staff_or_was_deactivated_opens_nothing(self, client: Client) -> None:
        for person in (make_person(is_staff=False), make_person(is_active=False)):
            answer = send_password(client, person)
            assert answer.headers["Location"] == reverse("account_inactive")
            assert not is_in(client)

    def test_leads_to_where_one_wanted(self, client: Client, settings: Settings) -> None:
        settings.STAFF_MFA = False
        asked = client.get("/admin/tags/tag/?q=x", follow=True)
        wanted = Page.of(asked).all('input[name="next"]')[0]["value"]
        assert send_password(client, make_person(), next=wanted).headers["Location"] == "/admin/tags/tag/?q=x"

    @pytest.mark.parametrize(
        "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\0", "https:x"]
    )
    def test_leads_to_no_foreign_host(self, client: Client, settings: Settings, target: str) -> None:
        settings.STAFF_MFA = False
        settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
        settings.CSRF_TRUSTED_ORIGINS = ["https://evil.example"]
        person = make_person()
        assert send_password(client, person, next=target).headers["Location"] == "/admin/"
        assert client.get("/admin/login/", {"next": target}).headers.get("Location", "/admin/") == "/admin/"

    def test_nobody_can_sign_up(self, client: Client) -> None:
        for path in ("sign-up/", "signup/", "email/", "password/reset/"):
            assert client.get(f"/admin/account/{path}").status_code in (302, 404)
            assert client.post(f"/admin/account/{path}").status_code in (302, 404)

    def test_the_session_has_another_key_than_before(self, client: Client, settings: Settings) -> None:
        settings.STAFF_MFA = False
        session = client.session
        session["planted"] = True
        session.save()
        client.cookies[project.SESSION_COOKIE_NAME] = planted = str(session.session_key)
        send_password(client, make_person())
        assert is_in(client)
        assert client.cookies[project.SESSION_COOKIE_NAME].value != planted
        other = Client()
        other.cookies[project.SESSION_COOKIE_NAME] = planted
        assert not is_in(other)


class TestChangingIt:
    def change(self, client: Client, old: str = PASSWORD, new: str = NEW) -> Any:
        return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})

    def test_ends_every_other_session(self, client: Client) -> None:
        person, elsewhere = make_person(), Client()
        signed_in(client, person)
        signed_in(elsewhere, person)
        assert self.change(client).status_code == 302
        assert is_in(client)
        assert not is_in(elsewhere)

    @pytest.mark.parametrize("new", ["short", "password1234", "909090909090909", PASSWORD])
    def test_a_weak_one_or_the_same_is_refused(self, client: Client, new: str) -> None:
        signed_in(client, make_person())
        assert Page.of(self.change(client, new=new)).all(".errorlist")

    def test_needs_the_old_one(self, client: Client) -> None:
        signed_in(client, make_person())
        assert Page.of(self.change(client, old="wrong")).all(".errorlist")

    def test_a_one_time_password_opens_nothing_but_the_page_for_ones_own(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        OneTimePassword.objects.create(person=person, given_at=timezone.now())
        send_password(client, person)
        client.post(SECOND_FACTOR, {"code": code(secret)})
        answer = client.get("/admin/tags/tag/", follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_change_password"))
        self.change(client)
        assert is_in(client)
        assert not OneTimePassword.objects.exists()

    def test_a_one_time_password_grows_old(self, client: Client) -> None:
        person = make_person()
        OneTimePassword.objects.create(person=person, given_at=timezone.now() - timedelta(days=7))
        assert send_password(client, person).headers["Location"] == reverse("account_inactive")


class TestSecondFactor:
    def test_without_one_there_is_nothing_but_enrolment(self, client: Client) -> None:
        send_password(client, make_person("Publisher"))
        for path in ("", "articles/article/", "auth/user/", "jsi18n/", "autocomplete/", "r/1/1/"):
            chain = client.get(f"/admin/{path}", follow=True).redirect_chain
            assert chain[-1][0].startswith(reverse("mfa_index")), path

    def test_an_app_is_enrolled_and_asked_for_the_next_time(self, client: Client) -> None:
        person = make_person()
        send_password(client, person)
        secret = Page.of(client.get(reverse("mfa_activate_totp"))).one("code.secret").text
        done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)
        assert len(Page.of(done).all("ol.codes li")) == 10
        assert is_in(client)
        again = Client()
        assert send_password(again, person).headers["Location"] == SECOND_FACTOR
        assert not is_in(again)
        assert again.post(SECOND_FACTOR, {"code": code(secret)}).status_code == 302
        assert is_in(again)

    def test_a_wrong_code_opens_nothing(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        send_password(client, person)
        wrong = f"{(int(code(secret)) + 1) % 1_000_000:06}"
        assert Page.of(client.post(SECOND_FACTOR, {"code": wrong})).all(".errorlist")
        assert not is_in(client)

    def test_a_code_opens_once(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        with time_machine.travel(timezone.now(), tick=False):
            send_password(client, person)
            client.post(SECOND_FACTOR, {"code": code(secret)})
            assert is_in(client)
            thief = Client()
            send_password(thief, person)
            thief.post(SECOND_FACTOR, {"code": code(secret)})
            assert not is_in(thief)

    def test_a_recovery_code_opens_once(self, client: Client) -> None:
        person = make_person()
        enrol(person)
        spare = recovery_codes(person)[0]
        for opens in (True, False):
            client = Client()
            send_password(client, person)
            client.post(SECOND_FACTOR, {"code": spare})
            assert is_in(client) is opens

    def test_the_page_for_it_is_none_without_a_password(self, client: Client) -> None:
        assert client.get(SECOND_FACTOR).headers["Location"] == SIGN_IN
        assert client.post(SECOND_FACTOR, {"code": "123456"}).headers["Location"] == SIGN_IN

    def test_a_session_that_passed_none_is_not_in_and_can_pass_it(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        client.force_login(person)
        assert (
            client.get("/admin/tags/tag/", follow=True).redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
        )
        passed = client.post(reverse("mfa_reauthenticate"), {"code": code(secret), "next": "/admin/tags/tag/"})
        assert passed.headers["Location"] == "/admin/tags/tag/"
        assert is_in(client)

    def test_enrolling_ends_the_sessions_that_passed_none(self, client: Client) -> None:
        person, elsewhere = make_person(), Client()
        send_password(client, person)
        send_password(elsewhere, person)
        secret = Page.of(client.get(reverse("mfa_activate_totp"))).one("code.secret").text
        client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
        assert is_in(client)
        assert elsewhere.get(reverse("mfa_index")).status_code == 302

    def test_the_only_one_cannot_be_removed(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        send_password(client, person)
        client.post(SECOND_FACTOR, {"code": code(secret)})
        client.post(reverse("mfa_deactivate_totp"))
        Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)

    def test_the_only_passkey_cannot_be_removed(self, client: Client) -> None:
        person = make_person()
        data = {"name": "Phone", "credential": {}}
        passkey = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)
        signed_in(client, person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
        assert client.get(remove).status_code == 200
        client.post(remove)
        assert Authenticator.objects.filter(pk=passkey.pk).exists()
        enrol(person)
        client.post(remove)
        assert not Authenticator.objects.filter(pk=passkey.pk).exists()

    def test_changing_it_long_after_signing_in_asks_who_it_is(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        send_password(client, person)
        client.post(SECOND_FACTOR, {"code": code(secret)})
        with time_machine.travel(timezone.now() + timedelta(minutes=10)):
            assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302

    def test_somebody_elses_passkey_is_not_found(self, client: Client) -> None:
        data = {"name": "Phone", "credential": {}}
        passkey = Authenticator.objects.create(user=make_user("Editor"), type=Authenticator.Type.WEBAUTHN, data=data)
        person = make_person()
        signed_in(client, person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
            assert client.get(reverse(name, args=[passkey.pk])).status_code == 404


class TestTooManyAttempts:
    def test_are_refused_without_a_hash_on_a_page_like_the_site(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = make_person()
        for _ in range(5):
            assert send_password(client, person, "wrong").status_code == 200
        no_hash(monkeypatch)
        assert send_password(client, person, "wrong").status_code == 429
        answer = send_password(client, person)
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "900"
        assert answer.headers["Cache-Control"] == "private, no-store"
        page = Page.of(answer)
        assert page.problems == []
        assert page.all("header.masthead a.logo")
        assert page.one("h1").text == "429 Too many attempts"

    def test_for_an_unknown_name_too(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(5):
            send_password(client, "nobody", "wrong")
        no_hash(monkeypatch)
        assert send_password(client, "NoBody", "wrong").status_code == 429

    def test_from_one_address_shut_nobody_out_elsewhere(self, client: Client, settings: Settings) -> None:
        settings.STAFF_MFA = False
        person = make_person()
        for _ in range(6):
            send_password(client, person, "wrong")
        elsewhere = Client(REMOTE_ADDR="198.51.100.7")
        assert send_password(elsewhere, person).status_code == 302

    def test_over_many_names_are_counted_by_address(self, client: Client) -> None:
        answers = [send_password(client, f"name{number}", "wrong").status_code for number in range(21)]
        assert answers == [*([200] * 20), 429]

    def test_from_one_network_are_from_one_address(self, client: Client) -> None:
        person = make_person()
        answers = [
            send_password(Client(REMOTE_ADDR=f"2001:db8::{host}"), person, "wrong").status_code for host in range(1, 7)
        ]
        assert answers[-1] == 429

    def test_of_codes_are_refused_too(self, client: Client) -> None:
        person = make_person()
        secret = enrol(person)
        send_password(client, person)
        with time_machine.travel(timezone.now(), tick=False):
            wrong = f"{(int(code(secret)) + 1) % 1_000_000:06}"
            answers = [client.post(SECOND_FACTOR, {"code": wrong}).status_code for _ in range(6)]
            assert answers == [*([200] * 5), 429]
            assert client.post(SECOND_FACTOR, {"code": code(secret)}).status_code == 429
        assert not is_in(client)

    def test_are_forgotten_after_a_while(self, client: Client) -> None:
        person = make_person()
        enrol(person)
        for _ in range(6):
            send_password(client, person, "wrong")
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert send_password(client, person).status_code == 302

    def test_are_counted_where_every_process_sees_it(self, client: Client) -> None:
        send_password(client, make_person(), "wrong")
        assert CacheEntry.objects.filter(cache_key__contains="login_failed").exists()


def no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    def costs(*args: object, **kwargs: object) -> None:
        raise AssertionError("a password was hashed")

    monkeypatch.setattr(MD5PasswordHasher, "encode", costs)
    monkeypatch.setattr(MD5PasswordHasher, "verify", costs)


class TestSessions:
    def test_end_after_two_idle_hours(self, client: Client) -> None:
        start = timezone.now()
        with time_machine.travel(start, tick=False) as clock:
            signed_in(client, make_person())
            assert is_in(client)
            for _ in range(3):
                clock.shift(timedelta(minutes=119))
                assert is_in(client)
            clock.shift(timedelta(minutes=121))
            assert not is_in(client)
            clock.move_to(start)
            assert not is_in(client)  # it is gone, not asleep

    def test_are_not_kept_alive_by_a_story_that_was_left_open(self, client: Client) -> None:
        person = make_person()
        article, _ = make_draft(by=person)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            signed_in(client, person)
            for _ in range(5):
                clock.shift(timedelta(minutes=20))
                assert client.post(reverse("admin:articles_article_presence", args=[article.pk])).status_code == 200
            clock.shift(timedelta(minutes=21))
            assert client.post(reverse("admin:articles_article_presence", args=[article.pk])).status_code != 200

    def test_end_after_a_working_day_whatever_was_done(self, client: Client) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            signed_in(client, make_person())
            for _ in range(12):
                assert is_in(client)
                clock.shift(timedelta(minutes=59))
            assert is_in(client)
            clock.shift(timedelta(minutes=15))
            assert not is_in(client)

    def test_are_not_written_with_every_request(self, client: Client) -> None:
        with time_machine.travel(timezone.now(), tick=False):
            signed_in(client, make_person())
            is_in(client)
            assert project.SESSION_COOKIE_NAME not in client.get("/admin/").cookies

    def test_are_of_nobody_who_only_reads(self, client: Client) -> None:
        assert not client.get("/en/").cookies

    def test_are_over_when_signed_out(self, client: Client) -> None:
        signed_in(client, make_person())
        key = client.cookies[project.SESSION_COOKIE_NAME].value
        assert client.post(reverse("admin:logout")).headers["Location"] == SIGN_IN
        client.cookies[project.SESSION_COOKIE_NAME] = key
        assert not is_in(client)

    def test_signing_out_takes_a_form(self, client: Client) -> None:
        signed_in(client, make_person())
        assert client.get(reverse("account_logout")).status_code == 200
        assert client.get(reverse("admin:logout")).status_code == 405
        assert is_in(client)


class TestCookies:
    @pytest.mark.parametrize(
        ("tls", "told"),
        [
            ("on", "__Host-session __Host-csrf True True True Lax"),
            ("off", "sessionid csrftoken False False True Lax"),
        ],
    )
    def test_are_bound_to_this_host_over_tls(self, tmp_path: Path, tls: str, told: str) -> None:
        script = (
            "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
            "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)"
        )
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "TLS": tls, "VAR_DIR": str(tmp_path)}
        asked = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)  # noqa: S603
        assert asked.stdout.strip() == told

    def test_are_kept_from_scripts_and_other_sites(self, client: Client, settings: Settings) -> None:
        settings.STAFF_MFA = False
        cookie = send_password(client, make_person()).cookies[project.SESSION_COOKIE_NAME]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


class TestPages:
    def test_are_for_nobody_elses_eyes(self, client: Client) -> None:
        assert_private(client.get(SIGN_IN))
        signed_in(client, make_person())
        for name in ("mfa_index", "account_change_password", "account_logout", "account_reauthenticate"):
            assert_private(client.get(reverse(name)))

    @pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "mfa_list_webauthn", "mfa_add_webauthn"])
    def test_of_ones_account_lead_a_stranger_to_the_sign_in(self, client: Client, name: str) -> None:
        assert client.get(reverse(name)).headers["Location"].startswith(SIGN_IN)

    def test_are_a_link_away_from_the_desk(self, client: Client) -> None:
        signed_in(client, make_person(first_name="Mara", last_name="Quill"))
        tools = Page.of(client.get("/admin/")).one("#user-tools")
        assert "Mara Quill" in tools.text
        links = {link["href"] for link in tools.all("a")}
        assert {reverse("mfa_index"), reverse("admin:password_change")} <= links

    def test_refuse_a_form_without_its_token_on_a_page_like_the_site(self) -> None:
        answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": "x", "password": "y"})
        assert answer.status_code == 403
        assert Page.of(answer).all("header.masthead a.logo")

    def test_refuse_a_body_that_no_form_has(self, client: Client) -> None:
        large = "x" * (project.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        assert client.post(SIGN_IN, f"login={large}", "application/x-www-form-urlencoded").status_code == 400

    def test_say_their_mistakes_beside_the_field(self, client: Client) -> None:
        page = Page.of(client.post(SIGN_IN, {"login": "", "password": ""}))
        field = page.one('input[name="login"]')
        assert field["aria-invalid"] == "true"
        assert {element["id"] for element in page if "id" in element} >= set(field["aria-describedby"].split())


def assert_private(response: Any) -> None:
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    page = Page.of(response)
    assert page.problems == []
    assert page.all("header.masthead a.logo")
