"""The form field of a date that a person types by the site's clock."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.wall_clock import AmbiguousTime, ImpossibleTime, instant, shown

TYPED = "%Y-%m-%dT%H:%M"


class WallClockInput(forms.Widget):
    """A date and time with the zone's name beside it, and a choice where the clock shows that time twice.

    Its value is what was typed and which of the two was chosen: `("2026-10-25T01:30", "1")`.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, "").strip(), data.get(f"{name}_fold", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed, fold = value if isinstance(value, tuple | list) else decompress(value)
        context = {
            "name": name,
            "typed": typed,
            "fold": fold,
            "choices": _choices(typed),
            "zone": timezone.get_current_timezone_name(),
            "attrs": self.build_attrs(self.attrs, attrs),
        }
        return render_to_string("admin/articles/wall_clock.html", context)


class WallClockField(forms.Field):
    """Gives the instant. A time that a clock change skips or doubles is refused with both instants offered."""

    widget = WallClockInput

    def to_python(self, value: Any) -> datetime | None:
        typed, fold = value or ("", "")
        if not typed:
            return None
        try:
            return instant(
                parse(typed), timezone.get_current_timezone(), fold=int(fold) if fold in ("0", "1") else None
            )
        except (ImpossibleTime, AmbiguousTime) as error:
            raise ValidationError(str(error), code="clock_change") from error
        except ValueError:
            raise ValidationError(forms.DateTimeField.default_error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return decompress(initial) != tuple(data or ("", ""))


def decompress(moment: datetime | None) -> tuple[str, str]:
    """An instant as the widget shows it."""
    if moment is None:
        return "", ""
    there = timezone.localtime(moment)
    typed = there.strftime(TYPED)
    return typed, str(there.fold) if _choices(typed) else ""


def parse(typed: str) -> datetime:
    """What a browser's field gives, or a person types without one. Raises `ValueError`."""
    time = datetime.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    if not 1900 <= time.year < 2200:
        raise ValueError("No newsroom has a date like that.")
    return time


def _choices(typed: str) -> list[tuple[str, str]]:
    """The two instants of a time that the clock shows twice."""
    try:
        instant(parse(typed), timezone.get_current_timezone())
    except AmbiguousTime as error:
        return [("0", shown(error.first)), ("1", shown(error.second))]
    except (ImpossibleTime, ValueError):
        pass
    return []
