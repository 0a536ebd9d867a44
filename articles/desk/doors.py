"""What a session still owes before its person is in: a password of their own, and a second factor.

Everything of the desk asks here, through `Desk.has_permission`; so must a page elsewhere that shows staff more.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

# Set in a session when it signed in with a one-time password, and when it enrolled a second factor.
ONE_TIME_PASSWORD, ENROLLED = "one_time_password", "enrolled"

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_in(request: HttpRequest) -> bool:
    """An active member of staff whose session owes nothing."""
    user = request.user
    return user.is_active and user.is_staff and debt(request) is None


def debt(request: HttpRequest) -> str | None:
    """The name of the page where the signed-in person of this session pays what it still owes."""
    if request.session.get(ONE_TIME_PASSWORD):
        return "account_change_password"
    if settings.STAFF_MFA and not passed_second_factor(request):
        return _proof(request)
    return None


def passed_second_factor(request: HttpRequest) -> bool:
    if request.session.get(ENROLLED):
        return True
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def _proof(request: HttpRequest) -> str:
    """Where to show the factor one has; without any, where to choose one."""
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]):
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if is_mfa_enabled(request.user, FACTORS) else "mfa_index"
