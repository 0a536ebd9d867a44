"""What the form of a story asks about hashtags: which begin like this, which the text speaks of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from articles.admin.articles.words import names_in
from articles.desk.base import DeskAdmin, staff
from articles.models import Article
from newsroom.lib.html import clean_html, plain_text
from tags import suggestions
from tags.models import SuggestionAnswer, Tag, Tagging
from tags.names import key_of

OFFERED = 10
COUNTED = 1_000  # stories of a hashtag; how many more there are, nobody needs to know
READ = 200_000  # characters of a text


def addresses(screen: DeskAdmin) -> list[Any]:
    door = screen.admin_site.admin_view
    return [
        path("find/", door(find), name="tags_tag_find"),
        path("suggest/", door(suggest), name="tags_tag_suggest"),
        path("answer/", door(answer), name="tags_tag_answer"),
    ]


@require_GET
def find(request: HttpRequest) -> JsonResponse:
    """The hashtags and aliases that begin like `q`, by one range of the index of keys, with the stories of each."""
    _require_view(request)
    start = key_of(request.GET.get("q", "")[:100])
    return JsonResponse({"tags": [_described(tag) for tag in begin_with(start)] if start else []})


def begin_with(start: str) -> list[Tag]:
    keys = Tag.objects.filter(key__gte=start, key__lt=start + "\U0010ffff")
    return list(keys.select_related("canonical").order_by("key")[:OFFERED])


def _described(tag: Tag) -> dict[str, Any]:
    meant = tag.canonical or tag
    return {
        "name": meant.name,
        "hashtag": meant.hashtag,
        "alias": tag.name if tag.canonical else "",
        "exact": tag.key,
        "stories": Tagging.objects.filter(tag=meant).order_by()[:COUNTED].count(),
    }


@require_POST
def suggest(request: HttpRequest) -> JsonResponse:
    """The hashtags that the posted words speak of, but for those they have, be it by an alias, and those refused."""
    _require_view(request)
    article = _story(request)
    said = [request.POST.get(name, "")[:READ] for name in ("headline", "standfirst")]
    text = "\n".join([*said, plain_text(clean_html(request.POST.get("body", "")[:READ]))])
    has = Tag.objects.meant_by(names_in(request.POST.get("tag_names", "")[:READ]))
    found = suggestions.suggest(text, without={*has, *SuggestionAnswer.objects.refused_for(article)})
    return JsonResponse({"suggestions": [vars(one) for one in found]})


@require_POST
def answer(request: HttpRequest) -> JsonResponse:
    """Remember that a suggestion was taken or refused."""
    _require_view(request)
    article = _story(request)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    tag = Tag.objects.filter(pk=_number(request, "tag")).first()
    if tag is None:
        raise Http404
    SuggestionAnswer.objects.remember(article, tag, accepted=request.POST.get("accepted") == "1", by=staff(request))
    return JsonResponse({})


def _story(request: HttpRequest) -> Article:
    found = Article.objects.visible_to(staff(request)).filter(pk=_number(request, "article")).first()
    if found is None:
        raise Http404
    return found


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise Http404
    return int(value)


def _require_view(request: HttpRequest) -> None:
    if not request.user.has_perm("tags.view_tag"):
        raise PermissionDenied
