"""What the sitemaps hold of stories, sections and sources: public ones alone, asked anew each time.

Stories go by the month (in UTC) of their publication. A page of them is one range of the river's index, cut by keyset:
at most `STORIES` rows are read and held, however many a month or the archive has. The list of months is one pass over
the index of sources, which holds all that it asks for. Sources, and hashtags too, go by ranges of their ids.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db.models import Case, CharField, Count, Func, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles.licence import allow_pictures
from articles.models import Article, Section, Source, is_unexpired
from articles.shelf import PASSING
from articles.templatetags.reading import in_language
from newsroom.lib.keyset import Cursor, newest
from newsroom.lib.sitemap import Entry, NewsEntry

STORIES = 10_000  # on a page; with two languages 20,000 addresses and about 4 MB
THINGS = 10_000  # ids that a page of sources or hashtags goes through
NEWS_STORIES, NEWS_AGE = 1_000, timedelta(days=2)  # what Google reads of a news sitemap


class Month(NamedTuple):
    first: date
    stories: int
    changed: datetime


class UtcMonth(Func):
    """“2026-11”, by the database's own means: Django's for SQLite would call Python for each story."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 7)", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=template, **extra)


def pages_by_month() -> list[tuple[Month, list[Cursor | None]]]:
    """Every month with where its pages start. Made to be kept on the shelf while stories pass."""
    return [(month, starts(month)) for month in months()]


def months() -> list[Month]:
    """The months that have a story to be found, newest first; how many, and when the last of them changed.

    Of none that expires while this is kept on the shelf.
    """
    lasting = Article.objects.published().filter(is_unexpired(for_another=PASSING))
    lasting = lasting.filter(source__in=Source.objects.findable())  # along the index of sources, which holds it all
    rows = lasting.order_by().values(month=UtcMonth("published_at"))
    found = rows.annotate(stories=Count("pk"), changed=Max(Coalesce("updated_at", "published_at"))).order_by("-month")
    return [Month(date.fromisoformat(f"{row['month']}-01"), row["stories"], row["changed"]) for row in found]


def starts(month: Month) -> list[Cursor | None]:
    """Where the pages of a month start. All but the largest have one; each more takes one range of the index."""
    cursors: list[Cursor | None] = [None]
    rows: QuerySet[Any, Any] = Article.objects.shown().findable().values_list("published_at", "pk")
    while len(cursors) * STORIES < month.stories:
        along = newest(rows, before=cursors[-1], **_of_month(month.first))
        last = list(along[STORIES - 1 : STORIES + 1])  # of the page, and the first of the next one
        if len(last) < 2:  # some were taken down meanwhile
            break
        cursors.append(Cursor._make(last[0]))
    return cursors


def stories(month: date, before: Cursor | None, origin: str) -> list[Entry]:
    """A page of a month's stories, each in every language, newest first."""
    licensed = When(allow_pictures("source__", timezone.localdate()), then="lead_image__file")
    rows = Article.objects.shown().findable().annotate(picture=Case(licensed))
    columns: QuerySet[Any, Any] = rows.values_list("published_at", "pk", "slug", "updated_at", "picture")
    found = newest(columns, before=before, **_of_month(month))[:STORIES]
    stems, pictures = [origin + path for path in editions(_stem("article", 1, "x"))], origin + _stem("picture", "x")
    return [
        Entry(
            f"{stem}{pk}/{quote(slug)}/", changed or published, pictures + picture.rpartition("/")[2] if picture else ""
        )
        for published, pk, slug, changed, picture in found
        for stem in stems
    ]


def news(origin: str) -> list[NewsEntry]:
    """The stories of the last two days, in the language of the site that is theirs."""
    recent = Article.objects.published().findable().filter(published_at__gte=timezone.now() - NEWS_AGE)
    rows: QuerySet[Any, Any] = recent.order_by("-published_at", "-pk").values_list(
        "published_at", "pk", "slug", "language", "headline"
    )
    stem = _stem("article", 1, "x")
    return [
        NewsEntry(f"{origin}{in_language(stem, spoken(language))}{pk}/{quote(slug)}/", published, language, headline)
        for published, pk, slug, language, headline in rows[:NEWS_STORIES]
    ]


def pages(origin: str) -> list[Entry]:
    """The front page, the index of hashtags, and the sections that have stories."""
    newest = _newest_of("section")
    found = Section.objects.annotate(newest=Subquery(newest)).filter(newest__isnull=False)
    house = [(reverse("front"), None), (reverse("hashtags"), None)]
    sections = [(section.get_absolute_url(), section.newest) for section in found]
    return [Entry(origin + path, changed) for address, changed in house + sections for path in editions(address)]


def listed_sources() -> QuerySet[Source]:
    """Those that search engines may list and that have a public story."""
    return Source.objects.findable().annotate(newest=Subquery(_newest_of("source"))).filter(newest__isnull=False)


def numbers(rows: QuerySet[Any]) -> Iterator[int]:
    """The pages of sources or hashtags that have at least one: a probe each, whatever is on them."""
    number = 0
    while (key := rows.filter(pk__gte=number * THINGS).order_by("pk").values_list("pk", flat=True).first()) is not None:
        yield (number := key // THINGS)
        number += 1


def things(rows: QuerySet[Any], number: int, origin: str) -> list[Entry]:
    """A page of rows that have an address and a `newest`."""
    found = rows.filter(pk__gte=number * THINGS, pk__lt=(number + 1) * THINGS).order_by("pk")
    return [Entry(origin + path, row.newest) for row in found for path in editions(row.get_absolute_url())]


def editions(path: str) -> list[str]:
    """The same page in every language of the site."""
    return [in_language(path, code) for code, _ in settings.LANGUAGES]


def spoken(language: str) -> str:
    """The language of the site that a story is read in: its own when the site speaks it."""
    primary = language.partition("-")[0].lower()
    return primary if primary in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _picture(origin: str, file: str) -> str:
    return origin + _stem("picture", "x") + file.rpartition("/")[2]


@cache
def _stem(name: str, *example: Any) -> str:
    """What an address begins with, made once: to reverse ten thousand takes half a second."""
    with override(settings.LANGUAGE_CODE):
        tail = "/".join(map(str, example))
        return reverse(name, args=example).removesuffix("/").removesuffix(tail)


def _newest_of(thing: str) -> QuerySet[Article, Any]:
    rows = Article.objects.published().findable().filter(**{thing: OuterRef("pk")}).order_by("-published_at")
    return rows.values("published_at")[:1]


def _of_month(month: date) -> Any:
    start = datetime(month.year, month.month, 1, tzinfo=UTC)
    end = start.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return {"time": "published_at", "id": "id", "between": (start, end)}
