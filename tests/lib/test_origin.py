"""Where the site is: said by the settings, else by the name it was asked by, which is one of ours."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import DisallowedHost
from django.test import RequestFactory
from pytest_django import Settings

from newsroom.lib.origin import absolute

PATH = "/en/hashtag/C%23/"
pytestmark = pytest.mark.django_db  # the checks of models ask what the database can do


def test_the_setting_says_it_whatever_was_asked(settings: Settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://news.example", ["*"]
    request = RequestFactory().get("/", headers={"Host": "evil.example"})
    assert absolute(request, PATH) == f"https://news.example{PATH}"


@pytest.mark.parametrize("secure", [True, False])
def test_without_it_the_request_does(settings: Settings, secure: bool) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    request = RequestFactory().get("/", headers={"Host": "news.example:8443"}, secure=secure)
    assert absolute(request, PATH) == f"http{'s' if secure else ''}://news.example:8443{PATH}"


def test_a_name_that_is_not_ours_is_refused(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    with pytest.raises(DisallowedHost):
        absolute(RequestFactory().get("/", headers={"Host": "evil.example"}), PATH)


def told() -> set[str | None]:
    return {message.id for message in run_checks(include_deployment_checks=True)} & {"newsroom.E001", "newsroom.W003"}


@pytest.mark.parametrize(
    "address",
    ["news.example", "https://news.example/en", "ftp://news.example", "https://", "//news.example", "https://a?b"],
)
def test_an_address_that_is_none_is_told_at_the_start(settings: Settings, address: str) -> None:
    settings.SITE_URL = address
    assert told() == {"newsroom.E001"}


@pytest.mark.parametrize("address", ["https://news.example", "http://127.0.0.1:8000", "https://[::1]"])
def test_an_address_of_a_site_is_taken(settings: Settings, address: str) -> None:
    settings.SITE_URL = address
    assert told() == set()


@pytest.mark.parametrize(
    ("hosts", "ambiguous"),
    [(["news.example"], False), (["news.example", "www.news.example"], True), (["*"], True), ([".news.example"], True)],
)
def test_several_names_without_an_address_are_told_of(settings: Settings, hosts: list[str], ambiguous: bool) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert told() == ({"newsroom.W003"} if ambiguous else set())
