"""People in forms: called as they are everywhere at the desk."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.models import User

from articles.actors import name_of

if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
else:
    PersonChoice = forms.ModelChoiceField


class PersonField(PersonChoice):
    def label_from_instance(self, obj: User) -> str:
        return name_of(obj)
