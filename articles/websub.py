"""WebSub: the hubs of `WEBSUB_HUBS` are told which feeds have changed, and tell those who follow.

A ping is a row and a task, written in the transaction of the change; it may be sent twice and does no harm. Feeds of
combinations have no hub: nobody knows which of them somebody follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import batched

from django.conf import settings
from django.db.models import F, Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Article, Ping, is_public
from newsroom.lib import fetch
from newsroom.lib.feeds import FORMS

ADDRESSES_AT_ONCE = 100
# Set by a step, and seen by readers at another time, or never.
UNSEEN = frozenset({"embargo_until", "expires_at"})
# How old a story of an import may be and still be news: an archive is not told of.
NEWS = timedelta(days=2)


@contextmanager
def telling(articles: Sequence[Article]) -> Iterator[None]:
    """A change of these stories: the feeds they stand in before and after it have changed. Call it in a transaction.

    A story that is public at a time to come is told of then. Six statements at most, none without a hub.
    """
    if not settings.WEBSUB_HUBS or not articles:
        yield
        return
    pages = pages_of(articles)
    yield
    changed(pages | pages_of(articles))
    for article in articles:
        if article.shown_at and article.shown_at > timezone.now():
            ping_once_public.using(run_after=article.shown_at).enqueue(article.pk)


def changed(pages: Iterable[str]) -> None:
    """Tell each hub of the feeds of these pages (`hashtag/Treaty/`); call it in the transaction of the change."""
    if named := sorted(pages):
        for hub in settings.WEBSUB_HUBS:
            ping.enqueue(Ping.objects.create(hub=hub, pages=named, made_at=timezone.now()).pk)


def pages_of(articles: Iterable[Article]) -> set[str]:
    """In whose feeds some stories stand, themselves or as the notice of a retraction. Two queries."""
    retracted = Q(status=Article.Status.RETRACTED, published_at__lte=F("updated_at"))
    keys = [article.pk for article in articles if article.pk]
    seen = Article.objects.filter(is_public() | retracted, pk__in=keys)
    hashtags = Article.tags.through._default_manager.filter(content_object__in=seen, tag__hidden=False)
    found = {("hashtag", hashtag) for hashtag in hashtags.order_by().values_list("tag__hashtag", flat=True).distinct()}
    for section, source in seen.order_by().values_list("section__slug", "source__slug"):
        found |= {("section", section), ("source", source)}
    pages = {below_language(reverse(name, args=[slug])) for name, slug in found}
    return pages | {""} if pages else pages


def below_language(path: str) -> str:
    """The path of a page without the prefix of its language; empty for the front page."""
    return path.lstrip("/").partition("/")[2]


@task()
def ping(key: int) -> None:
    """Tell one hub, unless it was told. Whoever tries again (`manage.py tend`) may: the hub looks for itself."""
    waiting = Ping.objects.waiting().filter(pk=key).first()
    if waiting is None:
        return
    for addresses in batched(feeds_of(waiting.pages), ADDRESSES_AT_ONCE):
        fields = [("hub.mode", "publish"), *(("hub.url", address) for address in addresses)]
        answer = fetch.post(waiting.hub, fields)
        if not 200 <= answer.status < 300:
            raise fetch.Unreachable(f"{waiting.hub} answers {answer.status}.")
    Ping.objects.filter(pk=key).update(sent_at=timezone.now())


@task()
def ping_once_public(key: int) -> None:
    """At the date of a scheduled story; where it is not public by now, whoever changed that has seen to it."""
    changed(pages_of([Article(pk=key)]))


def feeds_of(pages: Iterable[str]) -> Iterator[str]:
    """The whole address of each feed of these pages, in every language and form."""
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            front = settings.SITE_URL + reverse("front")
        for page in pages:
            for form in FORMS:
                yield f"{front}{page}feed.{form}"
