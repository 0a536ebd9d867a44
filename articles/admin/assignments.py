"""Who has a story in hand."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import assigning
from articles.actors import name_of
from articles.admin.beside import SignedAdmin, done, render, sent, shown, story_or_404, told
from articles.admin.people import PersonField
from articles.desk.base import staff
from articles.desk.wall_clock import WallClockField
from articles.errors import TransitionError
from articles.models import Assignment

PAGE = "admin:articles_assignment_story"


class AssignmentForm(forms.Form):
    person = PersonField(User.objects.none(), label=gettext_lazy("Person"))
    due_at = WallClockField(label=gettext_lazy("Due"), required=False)
    instruction = forms.CharField(label=gettext_lazy("Instruction"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = assigning.people()


@admin.register(Assignment)
class AssignmentAdmin(SignedAdmin):
    list_display = ["article", "in_hand_of", "due_at", "instruction", "who", "made_at", "ended_at", "finished"]
    list_filter = ["finished"]
    list_select_related = ["article", "person", "by"]
    fields = ["article", "in_hand_of", "due_at", "instruction", "who", "made_at", "ended_at", "finished"]

    @admin.display(description=gettext_lazy("person"))
    def in_hand_of(self, work: Assignment) -> str:
        return name_of(work.person)

    def get_urls(self) -> list[Any]:
        return [
            shown("story/<rowid:key>/", hands, "articles_assignment_story"),
            done("story/<rowid:key>/assign/", assign, "articles_assignment_make", on=PAGE),
            done("story/<rowid:key>/<rowid:assignment_key>/finish/", finish, "articles_assignment_finish", on=PAGE),
            *super().get_urls(),
        ]


def hands(request: HttpRequest, key: int, form: AssignmentForm | None = None) -> HttpResponse:
    article = story_or_404(request, key)
    all_of_them = list(article.assignments.select_related("person", "by")[:50])
    now = next((one for one in all_of_them if one.ended_at is None), None)
    return render(
        request,
        "assignment/story",
        article,
        _("In hand"),
        now=now,
        past=[one for one in all_of_them if one.ended_at],
        form=form or AssignmentForm(),
        may_assign=staff(request).has_perm("articles.add_assignment"),
        may_finish=now is not None and assigning.may_finish(now, staff(request)),
    )


def assign(request: HttpRequest, key: int) -> HttpResponse:
    article = story_or_404(request, key)
    form = AssignmentForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            assigning.assign(
                article,
                asked["person"],
                by=staff(request),
                due_at=asked["due_at"],
                instruction=asked["instruction"],
            )
        except TransitionError as error:
            form.add_error(None, error.blockers)
        else:
            messages.success(request, _("The story is in the hands of %s.") % name_of(asked["person"]))
            return sent(PAGE, key)
    return hands(request, key, form)


def finish(request: HttpRequest, key: int, assignment_key: int) -> HttpResponse:
    work = get_object_or_404(story_or_404(request, key).assignments, pk=assignment_key)
    return told(request, partial(assigning.finish, work, by=staff(request)), back_to=PAGE, key=key)
