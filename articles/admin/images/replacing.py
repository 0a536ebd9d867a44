"""Another file in the place of a picture, wherever it is used."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library, uses
from articles.desk.base import staff
from articles.errors import EditConflict
from articles.models import Image
from articles.pictures import UnusablePicture


class ReplaceForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("The new file"))
    sha256 = forms.CharField(widget=forms.HiddenInput)  # of the one that the person saw


def replace(screen: Any, request: HttpRequest, pk: int) -> HttpResponseBase:
    picture: Image | None = screen.get_object(request, str(pk)) if screen.has_view_permission(request) else None
    if picture is None:
        raise Http404
    if not screen.has_change_permission(request, picture):
        raise PermissionDenied
    initial = {"sha256": picture.sha256}
    form = ReplaceForm(request.POST, request.FILES) if request.method == "POST" else ReplaceForm(initial=initial)
    if request.method == "POST" and form.is_valid() and _done(request, picture, form):
        messages.success(request, _("The new file stands wherever the old one did. Look whether its words still fit."))
        return redirect("admin:articles_image_change", pk)
    context = {
        **screen.admin_site.each_context(request),
        "title": _("Replace the file"),
        "opts": screen.opts,
        "original": picture,
        "form": form,
        "used": uses.told(uses.uses_of(picture)),
    }
    return render(request, "admin/articles/image/replace.html", context)


def _done(request: HttpRequest, picture: Image, form: ReplaceForm) -> bool:
    try:
        library.replace(picture, form.cleaned_data["file"], seen=form.cleaned_data["sha256"], by=staff(request))
    except (UnusablePicture, EditConflict) as error:
        form.add_error("file", str(error))
        return False
    return True
