"""“Also open by …”: the form says every few seconds that somebody is there, and hears who else is."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from articles.actors import name_of
from articles.desk.base import staff
from articles.models import Article, Presence


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest, article: Article) -> JsonResponse:
    """Who else has the story open; POST tells that this person has. GET also gives a new token for the form: that of a
    page which was open while somebody signed in anew no longer holds."""
    person = staff(request)
    request.session.unattended()  # type: ignore[attr-defined]  # an open page is not yet somebody at the desk
    if request.method == "POST":
        Presence.objects.beat(article, person)
    others = [name_of(other) for other in Presence.objects.others(article, person)]
    return JsonResponse({"others": others, **({} if request.method == "POST" else {"csrf": get_token(request)})})
