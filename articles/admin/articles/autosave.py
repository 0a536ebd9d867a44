"""Saving while somebody writes: the same verb as the button's, answered in JSON."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from articles import drafting
from articles.actors import name_of
from articles.admin.articles import links, steps
from articles.admin.articles.words import WordsForm, words_of
from articles.desk.base import staff
from articles.errors import EditConflict, NotAllowed, UnusableContent
from articles.models import Article, Revision

MEGABYTE = 1024 * 1024


def too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return limit is not None and int(length) > limit


def refusal(status: int, *reasons: str) -> JsonResponse:
    return JsonResponse({"reasons": reasons}, status=status)


@csrf_exempt  # the token is asked for below, once the size is known: reading it reads the whole form
@require_POST
def autosave(request: HttpRequest, article: Article) -> HttpResponse:
    """200 with the new token; 409 when somebody else saved; 413, 422 and 403 with the reasons."""
    if too_large(request):
        limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // MEGABYTE
        return refusal(413, _("The story has more than %d MB, which is more than can be saved.") % limit)
    return _save(request, article)


@csrf_protect
def _save(request: HttpRequest, article: Article) -> HttpResponse:
    form = WordsForm(request.POST)
    if not form.is_valid():
        return refusal(422, *(str(reason) for reasons in form.errors.values() for reason in reasons))
    try:
        saved = drafting.save(
            article, form.content(), form.cleaned_data["tag_names"], by=staff(request), base=form.cleaned_data["base"]
        )
    except EditConflict as error:
        return JsonResponse({"theirs": said_of(error.theirs), "reasons": [str(error)]}, status=409)
    except UnusableContent as error:
        return refusal(422, *error.reasons)
    except NotAllowed as error:
        return refusal(403, str(error))
    return JsonResponse(answer(request, article, saved))


def said_of(theirs: Revision | None) -> dict[str, object]:
    """Who wrote the newest words, when, and the words."""
    if theirs is None:
        return {}
    at = timezone.localtime(theirs.saved_at or theirs.created_at)
    return {
        "author": name_of(theirs.author) if theirs.author else "",
        "at": at.strftime("%H:%M"),
        "token": theirs.token,
        "words": words_of(theirs),
    }


def answer(request: HttpRequest, article: Article, saved: Revision) -> dict[str, object]:
    offered = steps.offers(article, saved, staff(request))
    return {
        "saved": timezone.localtime().strftime("%H:%M"),
        "token": words_of(saved)["base"],
        "steps": {offer.step: offer.reasons for offer in offered},
        "broken": links.broken(saved.body, request.get_host()),
    }
