"""How allauth does things here: staff only, nobody signs up, and what was refused costs no hash."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_ip
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from articles.desk.doors import FACTORS, ONE_TIME_PASSWORD
from newsroom.models import OneTimePassword

REFUSED = {"too_many_login_attempts", "rate_limited"}


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and this password do not belong together."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only an address of this very host: after signing in, nobody is sent elsewhere."""
        request: HttpRequest = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted by: the name *and* the address, so that nobody can shut a colleague out."""
        return f"{credentials.get('username', '').casefold()} {get_ip(request)}"

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Too many attempts are answered by a page with a status of its own, not by a remark in a form."""
        if code in REFUSED:
            raise ImmediateHttpResponse(respond_429(context.request))
        error: ValidationError = super().validation_error(code, *args)
        return error

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Active staff only, and a one-time password only while it is fresh."""
        if not user.is_staff or OneTimePassword.objects.spoiled().filter(person=user).exists():
            clear_login(request)
            refused: HttpResponse = self.respond_user_inactive(request, user)
            return refused
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        if OneTimePassword.objects.filter(person=user).exists():
            request.session[ONE_TIME_PASSWORD] = True

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just come in need not prove it once more."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def clean_password(self, password: str, user: User | None = None) -> str:
        if user is not None and user.check_password(password):
            raise self.validation_error("same_as_current")
        cleaned: str = super().clean_password(password, user=user)
        return cleaned

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        OneTimePassword.objects.filter(person=user).delete()
        context.request.session.pop(ONE_TIME_PASSWORD, None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        url: str = self.get_login_redirect_url(request)
        return url


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This is your only second factor. Add another one before you remove it."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.STAFF_MFA:
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return bool(others.exists())
