"""Bringing pictures in, one or many: what cannot be used is told by its name, the rest is taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import library
from articles.desk.base import staff
from articles.models import Image
from articles.pictures import BYTES_LIMIT, FORMATS, UnusablePicture

AT_ONCE = 20  # each takes about a second


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class UploadForm(forms.Form):
    pictures = FilesField(
        label=gettext_lazy("Pictures"),
        error_messages={
            "required": gettext_lazy("Choose at least one file."),
            "empty": gettext_lazy("A file is empty."),
        },
    )


def upload(screen: Any, request: HttpRequest) -> HttpResponse:
    if not screen.has_add_permission(request):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        taken, refused = _take(request, form.cleaned_data["pictures"])
        if taken:
            for reason in refused:
                messages.error(request, reason)
            return _lead_on(request, taken)
    context = {
        **screen.admin_site.each_context(request),
        "title": _("Add pictures"),
        "opts": screen.opts,
        "form": form,
        "refused": refused,
        "limits": {"formats": ", ".join(FORMATS), "megabytes": BYTES_LIMIT // 1024**2, "at_once": AT_ONCE},
    }
    return render(request, "admin/articles/image/add.html", context)


def _take(request: HttpRequest, files: "list[UploadedFile[Any]]") -> tuple[list[Image], list[str]]:
    """The pictures of the library, and a sentence for each file that is none."""
    taken: dict[int, Image] = {}
    refused = [_("“%s”: too many at once; bring it in next.") % file.name for file in files[AT_ONCE:]]
    for file in files[:AT_ONCE]:
        try:
            picture, new = library.bring_in(file, by=staff(request))
        except UnusablePicture as error:
            refused.append(f"“{file.name}”: {error}")
            continue
        if not new:
            messages.info(request, _("“%s” is in the library already.") % file.name)
        taken[picture.pk] = picture
    return list(taken.values()), refused


def _lead_on(request: HttpRequest, taken: list[Image]) -> HttpResponse:
    """To the one that came in, which wants describing; to the newest of all, when there were more."""
    said = ngettext("%d picture is in the library.", "%d pictures are in the library.", len(taken)) % len(taken)
    messages.success(request, f"{said} {_('Say what it shows, for those who cannot see it.')}")
    if len(taken) == 1:
        return redirect("admin:articles_image_change", taken[0].pk)
    return redirect("admin:articles_image_changelist")
