"""The mail server's address."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.lib.mailer import mailer


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://localhost", {"host": "localhost", "port": 25, "username": "", "use_tls": False, "use_ssl": False}),
        (
            "smtp+tls://desk%40norvane.example:p%2Fss@mail.norvane.example",
            {"port": 587, "username": "desk@norvane.example", "password": "p/ss", "use_tls": True},
        ),
        ("smtp+ssl://mail.norvane.example:4650", {"port": 4650, "use_ssl": True, "use_tls": False}),
    ],
)
def test_it_is_one_that_django_takes(url: str, wanted: dict[str, object]) -> None:
    made = mailer(url)
    assert made["BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert wanted.items() <= made["OPTIONS"].items()


@pytest.mark.parametrize("url", ["localhost", "http://localhost", "smtp://", ""])
def test_any_other_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mailer(url)
