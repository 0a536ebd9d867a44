"""What one types on a story: the fields of a draft, as they are posted."""

import csv
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.articles.pictures import numbered, picture_of
from articles.admin.articles.widgets import EditorInput
from articles.models import Image, Revision, Section, Source
from newsroom.lib.html import clean_html

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

    def clean_base(self) -> str:
        return token_in(self.cleaned_data["base"])

    def content(self) -> dict[str, Any]:
        """The columns of `Content` that were typed."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name not in ("tag_names", "base")}
        return {KEYS.get(name, name): getattr(value, "pk", value) for name, value in typed.items()}

    @property
    def picture(self) -> dict[str, Any] | None:
        found = numbered(str(self["lead_image"].value() or "")).first()
        return picture_of(found) if found else None

    @property
    def text(self) -> list[forms.BoundField]:
        return [self[name] for name in TEXT]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS]


def words_of(revision: Revision) -> dict[str, Any]:
    """What the form shows of a revision; its `base` says which it was, and has a mark of each field."""
    words = {name: getattr(revision, KEYS.get(name, name)) for name in WordsForm.base_fields if name != "base"}
    marks = (f"{name}={mark(field)}" for name, field in fields_of(WordsForm(initial=words)))
    return {**words, "base": f"{revision.token} {' '.join(marks)}"}


def fields_of(form: WordsForm) -> Iterator[tuple[str, forms.BoundField]]:
    return ((name, form[name]) for name in form.fields if name != "base")


def mark(field: forms.BoundField) -> str:
    """Tells whether a field is still as the form was opened, also where the words of that time are written over."""
    value = field.value()
    text = clean_html(value or "") if field.name == "body" else str("" if value is None else value)
    return blake2b(text.replace("\r\n", "\n").strip().encode(), digest_size=4).hexdigest()


def is_untouched(field: forms.BoundField) -> bool:
    """Of a posted form: whether its base has the mark of what is in the field."""
    return f"{field.name}={mark(field)}" in str(field.form["base"].value() or "").split()


def token_in(base: str) -> str:
    """The `Revision.token` that a posted base begins with."""
    return base.partition(" ")[0]
