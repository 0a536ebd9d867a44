"""The bulk steps of the list: ask what is needed, show what will happen, do it, and tell what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import assigning
from articles.admin.people import PersonField
from articles.desk import bulk
from articles.desk.base import DeskAdmin, staff
from articles.errors import TransitionError
from articles.models import Article, Section
from newsroom.lib.text import clean_line, clean_text


class NoteForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Reason, for the desk"), max_length=2000)


class OptionalNoteForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Note, for the desk"), max_length=2000, required=False)


class HashtagForm(forms.Form):
    hashtag = forms.CharField(label=gettext_lazy("Hashtag"), max_length=200)


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.all(), label=gettext_lazy("Section"), to_field_name="slug")


class AssignForm(forms.Form):
    person = PersonField(User.objects.none(), label=gettext_lazy("Person"))
    instruction = forms.CharField(label=gettext_lazy("Instruction"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = assigning.people()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Kind:
    """A bulk step: what it asks for, and the job that comes of it (or the reasons why there is none)."""

    title: Any
    form: type[forms.Form]
    job: Callable[[dict[str, Any], Any], bulk.Job]


KINDS = {
    "bulk_publish": Kind(
        gettext_lazy("Publish"), OptionalNoteForm, lambda given, by: bulk.TakeStep("publish", clean_text(given["note"]))
    ),
    "bulk_withdraw": Kind(
        gettext_lazy("Withdraw"), NoteForm, lambda given, by: bulk.TakeStep("withdraw", clean_text(given["note"]))
    ),
    "bulk_add_hashtag": Kind(
        gettext_lazy("Add a hashtag"), HashtagForm, lambda given, by: bulk.add_hashtag(clean_line(given["hashtag"]), by)
    ),
    "bulk_remove_hashtag": Kind(
        gettext_lazy("Remove a hashtag"),
        HashtagForm,
        lambda given, by: bulk.remove_hashtag(clean_line(given["hashtag"])),
    ),
    "bulk_section": Kind(
        gettext_lazy("Move to a section"), SectionForm, lambda given, by: bulk.move_to(given["section"])
    ),
    "bulk_assign": Kind(
        gettext_lazy("Assign"), AssignForm, lambda given, by: bulk.Assign(given["person"], given["instruction"])
    ),
}


@admin.action(permissions=["publish"], description=gettext_lazy("Publish …"))
def bulk_publish(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    return _answer(screen, request, queryset, "bulk_publish")


@admin.action(permissions=["withdraw"], description=gettext_lazy("Withdraw …"))
def bulk_withdraw(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    return _answer(screen, request, queryset, "bulk_withdraw")


@admin.action(permissions=["change"], description=gettext_lazy("Add a hashtag …"))
def bulk_add_hashtag(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    return _answer(screen, request, queryset, "bulk_add_hashtag")


@admin.action(permissions=["change"], description=gettext_lazy("Remove a hashtag …"))
def bulk_remove_hashtag(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    return _answer(screen, request, queryset, "bulk_remove_hashtag")


@admin.action(permissions=["change"], description=gettext_lazy("Move to a section …"))
def bulk_section(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    return _answer(screen, request, queryset, "bulk_section")


@admin.action(permissions=["assign"], description=gettext_lazy("Assign …"))
def bulk_assign(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    return _answer(screen, request, queryset, "bulk_assign")


ACTIONS = [bulk_publish, bulk_withdraw, bulk_add_hashtag, bulk_remove_hashtag, bulk_section, bulk_assign]


def _answer(screen: DeskAdmin, request: HttpRequest, queryset: QuerySet[Article], name: str) -> HttpResponse | None:
    """The page for what was posted so far. None goes back to the list, with a message."""
    related = ("section", "source", "lead_image")
    articles = list(queryset.select_related(*related).defer("body", "text").order_by("-pk")[: bulk.MOST + 1])
    if len(articles) > bulk.MOST:
        messages.error(request, _("At most %d stories at once: choose fewer.") % bulk.MOST)
        return None
    kind, person = KINDS[name], staff(request)
    form = kind.form(request.POST if "asked" in request.POST else None)
    context: dict[str, Any] = {"form": form, "articles": articles}
    if form.is_valid():
        try:
            job = kind.job(form.cleaned_data, person)
        except TransitionError as error:
            form.add_error(None, error.blockers)
        else:
            answer = _carried_out if "do" in request.POST else _prospects
            context |= answer(request, job, articles)
    return _page(screen, request, name, context)


def _prospects(request: HttpRequest, job: bulk.Job, articles: list[Article]) -> dict[str, Any]:
    found = bulk.prospects(job, articles, by=staff(request))
    possible = [prospect for prospect in found if not prospect.reasons]
    return {"shown": True, "possible": possible, "impossible": [each for each in found if each.reasons]}


def _carried_out(request: HttpRequest, job: bulk.Job, articles: list[Article]) -> dict[str, Any]:
    """Of those that were shown as possible: only they carry what was seen of them."""
    seen = {article.pk: request.POST.get(f"seen-{article.pk}", "") for article in articles}
    results = bulk.carry_out(job, [article for article in articles if seen[article.pk]], seen, by=staff(request))
    return {
        "over": True,
        "done": [result for result in results if not result.reasons],
        "failed": [result for result in results if result.reasons],
    }


def _page(screen: DeskAdmin, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request,
        "admin/articles/article/bulk.html",
        {
            **screen.admin_site.each_context(request),
            "opts": screen.opts,
            "title": KINDS[name].title,
            "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
            **context,
        },
    )
