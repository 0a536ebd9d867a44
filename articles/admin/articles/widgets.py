"""The text of a story as HTML, which a script makes rich."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

NAME = "NAME"  # stands for a file in an address that a script fills in


class EditorInput(forms.Textarea):
    """The text as HTML; `desk/editor.js` makes it rich."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        data = {
            "data-editor": static("django_prose_editor/editor.js"),
            "data-paste": static("desk/paste.js"),
            "data-public-pictures": reverse("picture", args=[NAME]).removesuffix(NAME),
            "data-desk-pictures": reverse("admin:articles_image_file", args=[NAME]),
            "data-picture-label": _("picture from the library"),
        }
        return super().get_context(name, value, {**(attrs or {}), **data})
