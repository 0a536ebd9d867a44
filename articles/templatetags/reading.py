"""Small helps for the readers' pages: languages and days."""

from datetime import date, datetime, timedelta

from django import template
from django.conf import settings
from django.utils import timezone

from newsroom.lib.times import label

register = template.Library()

# Primary language tags that are written from right to left whatever the region.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
ONE_DAY = timedelta(days=1)


@register.filter
def direction(language: str) -> str:
    """“rtl” or “ltr”, for a language tag such as `ar-EG`."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@register.filter
def ago(when: datetime) -> str:
    """“3 hours ago” or “11-07-2025”, in a `<time data-relative>` that the browser brings up to date."""
    return label(when, timezone.now())


@register.filter(expects_localtime=True)
def moment(when: datetime) -> str:
    """For the `datetime` of a `<time>`, which knows no smaller part of a second than a thousandth."""
    return when.isoformat(timespec="seconds")


@register.filter
def in_language(path: str, language: str) -> str:
    """The address of the same page in another language; of its front page when the page has no language.

    Only the prefix differs (`i18n_patterns`), so nothing has to be resolved.
    """
    prefix, _, rest = path.lstrip("/").partition("/")
    return f"/{language}/{rest}" if prefix in dict(settings.LANGUAGES) else f"/{language}/"


@register.simple_tag
def today() -> date:
    """The day in the site's zone."""
    return timezone.localdate()


@register.filter
def day_before(day: date) -> date | None:
    return day - ONE_DAY if day > date.min else None


@register.filter
def day_after(day: date) -> date | None:
    """None when that day has not begun: it has no stories yet."""
    return day + ONE_DAY if day < timezone.localdate() else None
