"""System checks for what a deployment gets wrong."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


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
