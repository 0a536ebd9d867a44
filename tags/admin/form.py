from typing import TYPE_CHECKING

from django.forms import ModelForm, ValidationError
from django.utils.translation import gettext_lazy as _

from tags.models import Tag
from tags.names import UnusableName, clean_name, hashtag_of, key_of

if TYPE_CHECKING:
    StockForm = ModelForm[Tag]
else:
    StockForm = ModelForm


class TagForm(StockForm):
    """A hashtag whose key and address follow from its name."""

    class Meta:
        model = Tag
        fields = ["name", "description", "picture", "hidden"]

    def clean_name(self) -> str:
        """Of a new one: the name of one that is there is changed on a page of its own."""
        try:
            name = clean_name(self.cleaned_data["name"])
        except UnusableName as error:
            raise ValidationError(str(error)) from error
        key = key_of(name)
        if same := Tag.objects.filter(key=key).first():
            raise ValidationError(_("#%s is the same hashtag.") % same.name)
        self.instance.key, self.instance.hashtag = key, hashtag_of(name)
        return name
