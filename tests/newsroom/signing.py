"""Coming in through the doors, as tests do it."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.desk.doors import ENROLLED
from tests.factories import make_user

PASSWORD = "grey-harbour-lights-at-nine"
CODE_SECONDS, SECONDS_TO_TYPE = 30, 3
SIGN_IN = "/admin/account/sign-in/"
SECOND_FACTOR = "/admin/account/sign-in/second-factor/"


def signed_in(client: Client, user: User) -> Client:
    """As after a password and a second factor, whatever STAFF_MFA says; `client.force_login` passes no factor."""
    client.force_login(user)
    session = client.session
    session[ENROLLED] = True
    session.save()
    return client


def make_person(role: str = "Reporter", **fields: Any) -> User:
    """A member of staff who can sign in with PASSWORD."""
    user = make_user(role, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def enrol(user: User) -> str:
    """Give a person an app and recovery codes; returns the app's secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret: str) -> str:
    """What the app shows now; one that is about to change is let go by, since it would be wrong once it is read."""
    left = CODE_SECONDS - time.time() % CODE_SECONDS
    if left < SECONDS_TO_TYPE:
        time.sleep(left)
    shown: str = format_hotp_value(hotp_value(secret, int(time.time()) // CODE_SECONDS))
    return shown


def recovery_codes(user: User) -> list[str]:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = row.wrap().get_unused_codes()
    return codes


def send_password(client: Client, user: User | str, password: str = PASSWORD, **more: Any) -> Any:
    name = user if isinstance(user, str) else user.username
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a test of the way in needs no slow hash
