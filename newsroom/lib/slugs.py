"""Words as a part of an address, in any script."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

LENGTH = 100
GAPS = re.compile(r"[-\s]+")
# Accents beside the letters of any script (what NFKC can compose it has), and what only chooses a shape or is not seen.
PASSED_OVER = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    "|[\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


# Nothing but these, and there is no sign of a letter among them: most headlines.
SIGNLESS = re.compile("[\0-\u02ff\u2000-\u206f\uac00-\ud7a3]*")
LEFT_OUT = re.compile(r"[^\w\s-]+")


def slug_of(words: str, limit: int = LENGTH) -> str:
    """Letters, digits and the signs that belong to letters (vowels of Hindi or Thai), small and with hyphens between.

    “story” when nothing of it can stand in an address. `slug_of(slug_of(x)) == slug_of(x)`.
    """
    small = unicodedata.normalize("NFKC", words).lower()
    kept = LEFT_OUT.sub("", small) if SIGNLESS.fullmatch(small) else _with_signs(small)
    slug = GAPS.sub("-", unicodedata.normalize("NFKC", kept)).strip("-_")
    return _cut(slug, limit).strip("-_") or "story"


def _with_signs(words: str) -> str:
    kept: list[str] = []
    for char in words:
        stands_alone = char.isalnum() or char.isspace() or char in "_-"
        if stands_alone or (_is_sign(char) and kept and (kept[-1].isalnum() or _is_sign(kept[-1]))):
            kept.append(char)
    return "".join(kept)


def _cut(slug: str, limit: int) -> str:
    """In at most so many characters, and not between a letter and its signs."""
    end = limit
    while 0 < end < len(slug) and _is_sign(slug[end]):
        end -= 1
    return slug[:end]


def _is_sign(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc") and not PASSED_OVER.match(char)


def validate_slug(value: str) -> None:
    """What somebody types stands as it is: it holds what `slug_of()` could have left, but for capitals."""
    if not all(char.isalnum() or char in "_-" or _is_sign(char) for char in value):
        raise ValidationError(_("An address has letters, digits, hyphens and underscores."))


class SlugField(models.SlugField[str, str]):
    """One that takes the letters of every script whole. To a migration it is Django's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "allow_unicode": True})
        self.validators = [validate_slug, *(rule for rule in self.validators if rule is not validate_unicode_slug)]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.SlugField, self).formfield(**kwargs)  # past Django's, which knows no signs of letters
