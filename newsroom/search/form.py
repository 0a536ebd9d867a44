"""What a reader asks of the search, as the address says it."""

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.listings import NoSuchDay, day_bounds
from articles.models import Article, Section, Source
from articles.search.finding import Within
from articles.search.query import LONGEST
from newsroom.lib.keyset import EARLIEST, LATEST
from newsroom.lib.text import clean_line
from tags import vocabulary
from tags.models import Tag

NEWEST, BEST = "newest", "best"
ORDERS = [(NEWEST, _("Newest first")), (BEST, _("Best first"))]
HASHTAG_LENGTH = 200


class SearchForm(forms.Form):
    """Nothing is required. What cannot be understood is said, and nothing that was typed is lost."""

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        widget=forms.TextInput(
            {"type": "search", "maxlength": LONGEST, "enterkeyhint": "search", "aria-describedby": "search-help"}
        ),
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)
    hashtag = forms.CharField(label=_("Hashtag"), required=False, widget=forms.TextInput({"maxlength": HASHTAG_LENGTH}))
    section = forms.ModelChoiceField(
        Section.objects.all(), label=_("Section"), to_field_name="slug", required=False, empty_label=_("all")
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("Source"), to_field_name="slug", required=False, empty_label=_("all")
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, auto_id="search-%s", label_suffix="")
        # That a source is known, of which nothing was published, is for the desk.
        published = Article.objects.published().filter(source=OuterRef("pk"))
        self.fields["source"].queryset = Source.objects.filter(Exists(published))  # type: ignore[attr-defined]

    def clean_hashtag(self) -> Tag | None:
        spelling = clean_line(self.cleaned_data["hashtag"])[:HASHTAG_LENGTH]
        if not spelling:
            return None
        tag = vocabulary.find(spelling)
        if tag is None or not vocabulary.has_stories(tag):
            raise forms.ValidationError(_("There is no hashtag “%(name)s”."), params={"name": spelling})
        return tag

    def clean(self) -> None:
        """The days as two instants."""
        first, last = (self.cleaned_data.get(name) for name in ("since", "until"))
        self.between = None
        if not (first or last):
            return
        if first and last and last < first:
            raise forms.ValidationError(_("The last day comes before the first."))
        try:
            begin = day_bounds(first)[0] if first else EARLIEST
            self.between = begin, day_bounds(last)[1] if last else LATEST
        except NoSuchDay:
            raise forms.ValidationError(_("This is no day that a story could be of.")) from None

    @property
    def within(self) -> Within:
        given = self.cleaned_data
        return Within(given["hashtag"], given["section"], given["source"], self.between)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was given."""
        return any(self.data.get(name) for name in ("hashtag", "section", "source", "since", "until", "order"))
