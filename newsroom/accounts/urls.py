"""The pages of one's own account. Those of allauth that are missing here (signing up, e-mail, password by mail) are not
offered."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from newsroom.accounts.views import ActivateApp, AddPasskey, RemovePasskey, View, private


def door(route: str, view: View, name: str) -> URLPattern:
    """For whoever comes in."""
    return path(route, private(view), name=name)


def own(route: str, view: View, name: str) -> URLPattern:
    """For who has signed in, with a password at least."""
    return path(route, private(login_required(view)), name=name)


urlpatterns = [
    door("sign-in/", account.login, "account_login"),
    door("sign-in/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    door("sign-in/second-factor/", mfa.authenticate, "mfa_authenticate"),
    door("sign-out/", account.logout, "account_logout"),
    door("closed/", account.account_inactive, "account_inactive"),
    own("confirm/password/", account.reauthenticate, "account_reauthenticate"),
    own("confirm/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    own("confirm/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    own("password/", account.password_change, "account_change_password"),
    own("second-factor/", mfa.index, "mfa_index"),
    own("app/add/", ActivateApp.as_view(), "mfa_activate_totp"),
    own("app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    own("recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    own("recovery-codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    own("recovery-codes/download/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    own("passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    own("passkeys/add/", AddPasskey.as_view(), "mfa_add_webauthn"),
    own("passkeys/<int:pk>/name/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    own("passkeys/<int:pk>/remove/", RemovePasskey.as_view(), "mfa_remove_webauthn"),
]
