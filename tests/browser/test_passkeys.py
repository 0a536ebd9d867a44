"""Coming in with a passkey, which a device of the browser's own making keeps."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.newsroom.signing import PASSWORD, QUICK, make_person


@pytest.fixture(autouse=True)
def strict(settings: Settings) -> None:
    settings.STAFF_MFA = True
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture(autouse=True)
def keyring(page: Page) -> Iterator[None]:
    """A device with a finger on it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    devtools.send("WebAuthn.disable")


def send_password(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def enrol(page: Page, *, alone: bool) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    if alone:
        page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def at_the_desk(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/admin/$"))


def sign_out(page: Page) -> None:
    page.goto("/admin/account/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_is_enrolled_and_asked_for_besides_the_password(page: Page) -> None:
    make_person(username="mara")
    page.goto("/admin/")
    send_password(page, "mara")
    expect(page.get_by_role("heading", name="Choose a second factor")).to_be_visible()
    enrol(page, alone=False)
    page.get_by_role("link", name="To the desk").click()
    at_the_desk(page)
    sign_out(page)
    send_password(page, "mara")
    page.get_by_role("button", name="Use a passkey").click()
    at_the_desk(page)


def test_a_passkey_that_knows_its_person_opens_the_desk_alone(page: Page) -> None:
    make_person(username="mara")
    page.goto("/admin/")
    send_password(page, "mara")
    enrol(page, alone=True)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    at_the_desk(page)


def test_one_that_is_not_there_is_told_and_the_other_ways_are_open(page: Page) -> None:
    page.goto("/admin/account/sign-in/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("The passkey was not used. Try again, or choose another way.")
    expect(page.get_by_label("Password")).to_be_editable()
