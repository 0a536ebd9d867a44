"""The form above the list of stories: what somebody asks for, as the query string says it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.desk.stories import Asked, Shown, Tagging
from articles.listings import NoSuchDay, day_bounds
from articles.models import Revision, Section, Source
from articles.search.query import Query, Unsearchable, parse
from newsroom.lib.keyset import Cursor, MalformedCursor
from newsroom.lib.text import clean_line

STORY_ADDRESS = re.compile(r"(?:\A|/article/)([1-9][0-9]{0,17})(?:/|\Z)")
PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
HASHTAGS = reverse_lazy(
    "admin:autocomplete", query={"app_label": "tags", "model_name": "tag", "field_name": "canonical"}
)
OPEN_STAGES = [(stage.value, stage.label) for stage in Revision.Stage if stage not in ("published", "superseded")]


class AskForm(forms.Form):
    """Nothing here is required; what cannot be understood is said, and shows no story rather than all of them."""

    q = forms.CharField(label=_("Search"), max_length=500, required=False)
    status = forms.ChoiceField(label=_("Readers see"), choices=[("", _("anything")), *Shown.choices], required=False)
    stage = forms.ChoiceField(label=_("Words"), choices=[("", _("anything")), *OPEN_STAGES], required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(), label=_("Section"), to_field_name="slug", required=False, empty_label=_("all")
    )
    source = forms.ModelChoiceField(
        Source.objects.only("name", "slug"),
        label=_("Source"),
        to_field_name="slug",
        required=False,
        empty_label=_("all"),
    )
    hashtag = forms.CharField(
        label=_("Hashtag"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "offers", "autocomplete": "off", "data-typeahead": HASHTAGS}),
    )
    mine = forms.BooleanField(label=_("mine"), required=False)
    hand = forms.BooleanField(label=_("in my hands"), required=False)
    on = forms.CharField(widget=forms.HiddenInput, required=False)
    since = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    until = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_q(self) -> Any:
        """Words as a `Query`, the number of a story, or a hashtag that was typed with its sign."""
        text = clean_line(self.cleaned_data["q"])
        if address := STORY_ADDRESS.search(text):
            return int(address[1])
        if text.startswith("#") and not self.data.get("hashtag") and (tag := Tagging.objects.hashtag(text)):
            return tag
        try:
            return parse(text, begun=True) if text else None
        except Unsearchable as told:
            raise forms.ValidationError(str(told)) from None

    def clean_hashtag(self) -> Any:
        spelling = clean_line(self.cleaned_data["hashtag"])
        if not spelling:
            return None
        tag = Tagging.objects.hashtag(spelling)
        if tag is None:
            raise forms.ValidationError(_("There is no hashtag “%(name)s”."), params={"name": spelling})
        return tag

    def clean_on(self) -> tuple[datetime, datetime] | None:
        if not self.cleaned_data["on"]:
            return None
        try:
            return period_bounds(self.cleaned_data["on"])
        except (ValueError, NoSuchDay):
            raise forms.ValidationError(_("This is no day, month or year.")) from None

    def clean_before(self) -> Cursor | None:
        try:
            return Cursor.parse(self.cleaned_data["before"]) if self.cleaned_data["before"] else None
        except MalformedCursor:
            raise forms.ValidationError(_("The address of this page of older stories is not complete.")) from None

    def asked(self, user: User) -> Asked:
        """Of a valid form. An id or the address of a story, typed or pasted, means that story alone."""
        given = self.cleaned_data
        if isinstance(given["q"], int):
            return Asked(pk=given["q"])
        words = given["q"] if isinstance(given["q"], Query) else None
        since, until = given["on"] or (given["since"], given["until"])
        return Asked(
            in_hand=given["hand"],
            mine=given["mine"],
            stage=given["stage"],
            hashtag=given["hashtag"] or (None if words else given["q"]),
            since=since,
            until=until,
            status=given["status"],
            source=given["source"],
            section=given["section"],
            query=words,
        )


def period_bounds(text: str) -> tuple[datetime, datetime]:
    """The first instant of a year, month or day (`2026`, `2026-11`, `2026-11-24`) in the site's zone, and of the next.

    Raises `ValueError` and `NoSuchDay`.
    """
    parts = PERIOD.match(text)
    if parts is None:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in parts.groups())
    first = date(year, month or 1, day or 1)
    if day:
        last = first
    elif month:
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    else:
        last = first.replace(month=12, day=31)
    return day_bounds(first)[0], day_bounds(last)[1]
