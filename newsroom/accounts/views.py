"""allauth's pages where the newsroom wants more of them, and what all of them have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from articles.desk.base import staff
from articles.desk.doors import ENROLLED
from newsroom.accounts import people
from newsroom.lib.cache import POLICIES

type View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Nobody keeps the page, and no search engine lists it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = POLICIES["private"]
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def enrolled(request: HttpRequest) -> None:
    """This session has a second factor now; sessions from before, which passed none, end."""
    request.session[ENROLLED] = True
    people.end_sessions(staff(request), but=request.session.session_key)


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        enrolled(self.request)
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        enrolled(self.request)
        return response


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect(self.get_success_url())
        response: HttpResponse = super().form_valid(form)
        return response
