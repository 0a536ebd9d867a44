"""The pages of a merge: into what, what will happen, done; and of undoing it."""

from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.desk.base import staff
from tags import merging
from tags.admin.page import context, find
from tags.errors import MergeBlocked
from tags.models import Tag, TagEvent
from tags.names import key_of


def merge(screen: Any, request: HttpRequest, pk: int) -> HttpResponseBase:
    """Asks into what; with `?into=` tells what will happen; with POST does it."""
    source = find(screen, request, pk, "tags.merge_tag")
    asked = (request.POST if request.method == "POST" else request.GET).get("into", "").strip()
    into = Tag.objects.select_related("canonical").filter(key=key_of(asked)).first() if asked else None
    reasons: list[str] = []
    if asked and into is None:
        reasons = [_("There is no hashtag “%s”.") % asked]
    if into and request.method == "POST":
        try:
            return _merged(request, merging.merge(source, into=into, by=staff(request)))
        except MergeBlocked as error:
            reasons = error.blockers
        except OperationalError:
            reasons = [_("A story with this hashtag is being changed at this moment. Try again.")]
    plan = merging.dry_run(source, into=into, by=staff(request)) if into else None
    page = context(screen, request, _("Merge into another hashtag"), source, asked=asked, plan=plan, reasons=reasons)
    return render(request, "admin/tags/tag/merge.html", page)


def undo(screen: Any, request: HttpRequest, pk: int, event: int) -> HttpResponseBase:
    tag = find(screen, request, pk, "tags.merge_tag")
    merge = TagEvent.objects.about(tag).filter(pk=event, step=TagEvent.Step.MERGE).first()
    if merge is None:
        raise Http404
    reasons: list[str] = []
    if request.method == "POST":
        try:
            undone = merging.undo(merge, by=staff(request))
        except MergeBlocked as error:
            reasons = error.blockers
        except OperationalError:
            reasons = [_("A story with this hashtag is being changed at this moment. Try again.")]
        else:
            messages.success(request, _("#%s is a hashtag of its own again.") % undone.name)
            return redirect("admin:tags_tag_change", merge.tag_id)
    plan = merging.undo_dry_run(merge, by=staff(request))
    page = context(screen, request, _("Undo the merge"), tag, plan=plan, reasons=reasons or plan.blockers)
    return render(request, "admin/tags/tag/undo.html", page)


def _merged(request: HttpRequest, event: TagEvent) -> HttpResponseBase:
    assert event.other_id
    undo = reverse("admin:tags_tag_undo", args=[event.other_id, event.pk])
    said = _("#%(source)s is a part of #%(into)s now.") % {"source": event.name, "into": event.other_name}
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, undo, _("Undo…")))
    return redirect("admin:tags_tag_change", event.other_id)
