"""What one types on a story: the fields of a draft, as they are posted."""

import csv
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.articles.pictures import picture_of
from articles.admin.articles.widgets import EditorInput
from articles.models import Image, Revision, Section, Source

TEXT = ("headline", "standfirst", "body")
FACTS = ("section", "source", "byline", "language", "original_url")
KEYS = {"section": "section_id", "source": "source_id", "lead_image": "lead_image_id"}


class NamesField(forms.Field):
    """Names of hashtags in order, parted by commas; one with a comma in it stands in quotation marks."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> list[str]:
        return names_in(value or "")

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else line_of(value or [])


def names_in(line: str) -> list[str]:
    rows = csv.reader([line.replace("\r", " ").replace("\n", " ")], skipinitialspace=True)
    names = (name.strip().lstrip("# ") for row in rows for name in row)
    return list(dict.fromkeys(name for name in names if name))


def line_of(names: Sequence[str]) -> str:
    quoted = ('"' + name.replace('"', '""') + '"' if "," in name or '"' in name else name for name in names)
    return ", ".join(quoted)


class WordsForm(forms.Form):
    """Takes what was typed as it is: `drafting` cleans it, and says what cannot be stored.

    No field is required, and none has a limit that a browser would cut a paste at: a draft may be unfinished, and
    what is too long is refused with a sentence.
    """

    headline = forms.CharField(label=_("headline"), required=False, widget=forms.Textarea({"rows": 1}))
    standfirst = forms.CharField(label=_("standfirst"), required=False, widget=forms.Textarea({"rows": 2}))
    body = forms.CharField(label=_("text"), required=False, strip=False, widget=EditorInput({"rows": 24}))
    section = forms.ModelChoiceField(Section.objects.all(), label=_("section"), required=False)
    source = forms.ModelChoiceField(Source.objects.all(), label=_("source"), required=False)
    byline = forms.CharField(label=_("byline"), required=False)
    language = forms.CharField(
        label=_("language"), required=False, help_text=_("The language of the story, as in “en” or “pt-BR”.")
    )
    original_url = forms.CharField(label=_("original address"), required=False)
    lead_image = forms.ModelChoiceField(
        Image.objects.all(), label=_("lead picture"), required=False, widget=forms.NumberInput({"min": 1})
    )
    tag_names = NamesField(label=_("hashtags"), required=False, help_text=_("At most 30, parted by commas, in order."))
    base = forms.CharField(widget=forms.HiddenInput)

    def content(self) -> dict[str, Any]:
        """The columns of `Content` that were typed."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name not in ("tag_names", "base")}
        return {KEYS.get(name, name): getattr(value, "pk", value) for name, value in typed.items()}

    @property
    def picture(self) -> dict[str, Any] | None:
        number = str(self["lead_image"].value() or "")
        found = Image.objects.filter(pk=number).first() if number.isdecimal() else None
        return picture_of(found) if found else None

    @property
    def text(self) -> list[forms.BoundField]:
        return [self[name] for name in TEXT]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS]


def words_of(revision: Revision) -> dict[str, Any]:
    """What the form shows of a revision."""
    words = {name: getattr(revision, KEYS.get(name, name)) for name in WordsForm.base_fields if name != "base"}
    return {**words, "base": revision.token}
