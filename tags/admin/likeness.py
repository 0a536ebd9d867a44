"""The page of hashtags that look alike, and the answer that two of them are not the same."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.base import staff
from articles.shelf import current_shelf
from newsroom.lib import bounded
from tags import likeness
from tags.admin.page import context
from tags.likeness import Reason
from tags.models import Distinct, Tag

SHOWN = 50
TOLD = {
    Reason.NUMBER: gettext_lazy("one is the plural of the other"),
    Reason.MARKS: gettext_lazy("they differ in marks on letters"),
    Reason.JOINING: gettext_lazy("they differ in a word that only joins"),
    Reason.ORDER: gettext_lazy("the same words in another order"),
    Reason.SLIP: gettext_lazy("they differ in a letter"),
}


@dataclass(frozen=True)
class Shown:
    """A pair as the page shows it. The hashtag with fewer stories would become a part of the other."""

    smaller: Any
    larger: Any
    reason: Any


def alike(screen: Any, request: HttpRequest) -> HttpResponseBase:
    person = staff(request)
    if not person.has_perm("tags.merge_tag"):
        raise PermissionDenied
    if request.method == "POST":
        _distinct(request)
        return redirect("admin:tags_tag_alike")
    found = _pairs()
    tags = screen.get_queryset(request).in_bulk({id for alike in found[:SHOWN] for id in alike[:2]})
    page = context(
        screen,
        request,
        _("Hashtags that look alike"),
        pairs=[_shown(tags[first], tags[second], reason) for first, second, reason in found[:SHOWN]],
        more=max(0, len(found) - SHOWN),
    )
    return render(request, "admin/tags/tag/alike.html", page)


def _pairs() -> list[likeness.Alike]:
    """What looks alike and was not told apart. Looking takes seconds, so that it is kept until a hashtag changes."""
    found = current_shelf().get(
        "alike", lambda: likeness.pairs(dict(Tag.objects.canonical().values_list("pk", "name")))
    )
    said = set(Distinct.objects.values_list("first", "second"))
    return [alike for alike in found if alike[:2] not in said]


def _shown(one: Any, other: Any, reason: Reason) -> Shown:
    smaller, larger = sorted((one, other), key=lambda tag: tag.rows)
    for tag in (smaller, larger):
        tag.told = bounded.told(tag.rows)
    return Shown(smaller, larger, TOLD[reason])


def _distinct(request: HttpRequest) -> None:
    asked = [number for name in ("first", "second") if (number := request.POST.get(name, "")).isdecimal()]
    tags = list(Tag.objects.filter(pk__in=asked).order_by("pk"))
    if len(tags) == 2:
        Distinct.objects.get_or_create(first=tags[0], second=tags[1], defaults={"by": staff(request)})
        names = {"one": tags[0].hashtag, "other": tags[1].hashtag}
        messages.success(request, _("#%(one)s and #%(other)s are not the same: they are not proposed again.") % names)
