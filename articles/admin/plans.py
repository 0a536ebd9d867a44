"""Planned changes of a story: its time line, and a form to plan another."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import planning
from articles.admin.beside import SignedAdmin, done, render, sent, shown, story_or_404, told
from articles.desk.base import staff
from articles.desk.wall_clock import WallClockField
from articles.errors import TransitionError
from articles.models import Article, Plan, Revision
from articles.needs import told as told_at

PAGE = "admin:articles_plan_story"


class PlanForm(forms.Form):
    revision = forms.ModelChoiceField(Revision.objects.none(), label=gettext_lazy("Approved words"))
    at = WallClockField(label=gettext_lazy("At"))
    note = forms.CharField(label=gettext_lazy("Note for the desk"), required=False, max_length=2000)
    notice = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("With one, it is a correction, and readers see the note under the story."),
    )

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["revision"]
        choices.queryset = planning.plannable(article)
        choices.empty_label = None


@admin.register(Plan)
class PlanAdmin(SignedAdmin):
    """All of them, the next one first."""

    list_display = ["article", "due_at", "who", "outcome", "done_at", "reason"]
    list_filter = ["outcome"]
    list_select_related = ["article", "by"]
    fields = ["article", "revision", "base", "due_at", "who", "note", "notice", "outcome", "done_at", "reason"]

    def get_urls(self) -> list[Any]:
        return [
            shown("story/<rowid:key>/", time_line, "articles_plan_story"),
            done("story/<rowid:key>/plan/", plan, "articles_plan_make", on=PAGE),
            done("story/<rowid:key>/<rowid:plan_key>/drop/", drop, "articles_plan_drop", on=PAGE),
            *super().get_urls(),
        ]


def _story(request: HttpRequest, key: int) -> Article:
    """Planned words may be anybody's: the author of a story may not see them all."""
    if not staff(request).has_perm("articles.view_plan"):
        raise Http404
    return story_or_404(request, key)


def time_line(request: HttpRequest, key: int, form: PlanForm | None = None) -> HttpResponse:
    article = _story(request, key)
    past = article.plans.exclude(outcome=Plan.Outcome.WAITING).select_related("revision", "by").order_by("-done_at")
    return render(
        request,
        "plan/story",
        article,
        _("Planned changes"),
        entries=planning.time_line(article),
        past=past[:20],
        form=form or PlanForm(article),
        may_plan=staff(request).has_perm("articles.publish_article"),
    )


def plan(request: HttpRequest, key: int) -> HttpResponse:
    article = _story(request, key)
    form = PlanForm(article, request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            planning.plan(
                article,
                asked["revision"],
                at=asked["at"],
                by=staff(request),
                note=asked["note"],
                notice=asked["notice"],
            )
        except TransitionError as error:
            form.add_error(None, error.blockers)
        else:
            messages.success(request, _("The change is planned for %s.") % told_at(asked["at"]))
            return sent(PAGE, key)
    return time_line(request, key, form)


def drop(request: HttpRequest, key: int, plan_key: int) -> HttpResponse:
    waiting = get_object_or_404(_story(request, key).plans, pk=plan_key)
    return told(request, partial(planning.drop, waiting, by=staff(request)), back_to=PAGE, key=key)
