"""System checks for what a deployment gets wrong."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def site_has_hosts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        return [
            Warning(
                "ALLOWED_HOSTS names only this machine.",
                hint="Set ALLOWED_HOSTS to the names readers use.",
                id="newsroom.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def staff_have_a_second_factor(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.STAFF_MFA:
        return []
    return [
        Warning(
            "STAFF_MFA is off: whoever learns a password is at the desk.",
            hint="Turn it off for a trial only.",
            id="newsroom.W002",
        )
    ]


@register(Tags.urls)
def site_has_an_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.SITE_URL:
        return []
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL and parts.hostname:
        return []
    return [
        Error(
            f"SITE_URL is “{settings.SITE_URL}”, which is not the address of a site.",
            hint="Give scheme and host and no path, such as https://news.example.",
            id="newsroom.E001",
        )
    ]


@register(Tags.security, deploy=True)
def site_has_one_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    one_name = len(settings.ALLOWED_HOSTS) == 1 and not settings.ALLOWED_HOSTS[0].startswith((".", "*"))
    if settings.SITE_URL or one_name:
        return []
    return [
        Warning(
            "ALLOWED_HOSTS has several names and SITE_URL is empty: each page is another page under each name.",
            hint="Set SITE_URL to the address that search engines and feed readers shall keep.",
            id="newsroom.W003",
        )
    ]


@register(Tags.urls)
def hubs_can_be_told(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.WEBSUB_HUBS:
        return []
    odd = [hub for hub in settings.WEBSUB_HUBS if urlsplit(hub).scheme not in ("http", "https")]
    if settings.SITE_URL and not odd:
        return []
    return [
        Error(
            "WEBSUB_HUBS needs whole addresses, and SITE_URL: a hub is told where our feeds are.",
            hint="Give hubs such as https://hub.example/ and set SITE_URL, or leave WEBSUB_HUBS empty.",
            id="newsroom.E002",
        )
    ]
