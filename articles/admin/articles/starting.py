"""“Add story”: a headline, and the first draft is there to be written on."""

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import drafting
from articles.desk.base import DeskAdmin, staff
from articles.errors import UnusableContent
from articles.models import Section

if TYPE_CHECKING:
    SectionChoice = forms.ModelChoiceField[Section]
else:
    SectionChoice = forms.ModelChoiceField


class StartForm(forms.Form):
    headline = forms.CharField(
        label=_("headline"),
        required=False,
        help_text=_("It may change until the story is published."),
        widget=forms.TextInput({"autofocus": True, "autocomplete": "off"}),
    )
    section = SectionChoice(Section.objects.all(), label=_("section"), empty_label=None)
    language = forms.CharField(label=_("language"), help_text=_("The language of the story, as in “en” or “pt-BR”."))


def begin(screen: DeskAdmin, request: HttpRequest) -> HttpResponse:
    if not screen.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return _show(screen, request, StartForm(initial=_usual()))
    form = StartForm(request.POST)
    if not form.is_valid():
        return _show(screen, request, form)
    content = {**form.cleaned_data, "section_id": form.cleaned_data["section"].pk}
    del content["section"]
    try:
        article, _revision = drafting.start(content, by=staff(request))
    except UnusableContent as error:
        form.add_error(None, error.reasons)
        return _show(screen, request, form)
    return redirect("admin:articles_article_change", article.pk)


def _usual() -> dict[str, object]:
    return {"section": Section.objects.get(slug=Section.DEFAULT_SLUG).pk, "language": get_language() or "en"}


def _show(screen: DeskAdmin, request: HttpRequest, form: StartForm) -> HttpResponse:
    context = {
        **screen.admin_site.each_context(request),
        "opts": screen.opts,
        "title": _("New story"),
        "form": form,
        "has_view_permission": screen.has_view_permission(request),
    }
    return TemplateResponse(request, "admin/articles/article/start.html", context)
