"""The page that renames a hashtag, and the forms for its aliases."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.base import staff
from tags import renaming
from tags.admin.page import context, find
from tags.errors import NameTaken
from tags.models import Tag
from tags.names import NAME_LENGTH, UnusableName

MOST_TYPED = 200  # characters: what is too long is told by the name itself, with its number


class RenameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("New name"), max_length=MOST_TYPED)


class AliasForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Another name for it"), max_length=NAME_LENGTH)


def rename(screen: Any, request: HttpRequest, pk: int) -> HttpResponseBase:
    tag = find(screen, request, pk, "tags.rename_tag")
    form = RenameForm(request.POST) if request.method == "POST" else RenameForm(initial={"name": tag.name})
    taken: Tag | None = None
    if request.method == "POST" and form.is_valid():
        before = tag.name
        try:
            renaming.rename(tag, form.cleaned_data["name"], by=staff(request))
        except UnusableName as error:
            form.add_error("name", str(error))
        except NameTaken as error:
            form.add_error("name", str(error))
            taken = error.tag
        else:
            messages.success(request, _("The hashtag has its new name; “%s” leads to it.") % before)
            return redirect("admin:tags_tag_change", pk)
    page = context(screen, request, _("Rename the hashtag"), tag, form=form, taken=taken)
    return render(request, "admin/tags/tag/rename.html", page)


def aliases(screen: Any, request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add the alias that `name` says, or take away the one that `remove` names."""
    tag = find(screen, request, pk, "tags.change_tag")
    try:
        messages.success(request, _change(request, tag))
    except (NameTaken, UnusableName) as error:
        messages.error(request, str(error))
    return redirect("admin:tags_tag_change", pk)


def _change(request: HttpRequest, tag: Tag) -> str:
    remove = request.POST.get("remove", "")
    if alias := tag.aliases.filter(pk=remove).first() if remove.isdecimal() else None:
        renaming.remove_alias(alias, by=staff(request))
        return _("“%s” leads here no longer.") % alias.name
    alias = renaming.add_alias(tag, request.POST.get("name", ""), by=staff(request))
    return _("“%s” leads here.") % alias.name
