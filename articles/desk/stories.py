"""What one asks of the list of stories, and the index that answers it best."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.desk.searching import holds, search
from articles.desk.walks import Found, Rows, Walk
from articles.models import Article, Assignment, Event, Presence, Revision, Section, Source, is_public
from articles.models.article import assigned_to, written_by
from articles.search.query import Query
from newsroom.lib.keyset import Cursor

LIST_LENGTH = 50
# Stages of which there are few at a time, of whomever: what waits for somebody.
HANDED_OVER = (Revision.Stage.SUBMITTED, Revision.Stage.RETURNED, Revision.Stage.APPROVED)
Tagging: Any = Article.tags.through


class Shown(models.TextChoices):
    """What readers see of a story: its status, with the time in it."""

    DRAFT = "draft", _("not published yet")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETRACTED = "retracted", _("retracted")


@dataclass(frozen=True)
class Asked:
    """Which stories; nothing means all. `mine` are those one wrote on; `stage` is that of the newest revision.

    Of drafts, `mine` are those one is writing. `query` is about all words that one may read, `headline` about parts of
    that alone.
    """

    pk: int | None = None
    in_hand: bool = False
    mine: bool = False
    stage: str = ""
    hashtag: Any = None
    since: datetime | None = None
    until: datetime | None = None
    status: str = ""
    source: Source | None = None
    section: Section | None = None
    query: Query | None = None
    headline: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """About the date of publication, so the newest date comes first; else the newest story does."""
        return self.status in (Shown.SCHEDULED, Shown.LIVE) or (not self.status and bool(self.since or self.until))

    @property
    def named(self) -> set[str]:
        """What was asked for, by name; two bounds are one thing."""
        given = {name for name in CONDITIONS if getattr(self, name)}
        return given | ({"since"} if self.until else set())


def find(asked: Asked, user: User, *, before: Cursor | None = None, limit: int = LIST_LENGTH) -> Found:
    """A page of the stories that somebody asked for and may see. At most seven queries, each of bounded cost."""
    walk, known = _walk(asked, user)
    only = _only(asked, user, walk, asked.named - known)
    if asked.query and only:
        return search(asked.query, walk, only, user, before=before, limit=limit)
    return walk.page(before=before, limit=limit, only=only)


def complete(ids: list[int], user: User) -> list[Article]:
    """These stories, in this order, as a list shows them: `newest` is the last revision they may read. Two queries."""
    stories = Article.objects.visible_to(user).select_related("section", "source", "lead_image").defer("body", "text")
    found = stories.in_bulk(ids)
    readable = Revision.objects.visible_to(user)
    newest = readable.filter(article__in=ids).newest(among=readable).select_related("author").defer("body")
    words = {revision.article_id: revision for revision in newest}
    for article in found.values():
        article.newest = words.get(article.pk)  # type: ignore[attr-defined]
    return [found[id] for id in ids if id in found]


def who_else(articles: Sequence[Article], user: User) -> dict[int, list[User]]:
    """Who besides this person has one of these stories open now, by its key. One query."""
    there = Presence.objects.now().filter(article__in=[article.pk for article in articles]).exclude(person=user)
    found: dict[int, list[User]] = {}
    for presence in there.select_related("person"):
        found.setdefault(presence.article_id, []).append(presence.person)
    return found


def _walk(asked: Asked, user: User) -> tuple[Walk, set[str]]:
    """The index to follow, the most telling first, and what it knows already of what was asked."""
    if asked.pk is not None:
        return Walk(Article.objects.filter(pk=asked.pk)), {"pk"}
    if asked.in_hand:
        return Walk(Assignment.objects.open().filter(person=user), id="article_id"), {"in_hand"}
    if asked.mine and not (asked.stage and asked.stage in HANDED_OVER):
        return _own(asked, user)
    if asked.stage:
        newest = Revision.objects.newest().filter(stage=asked.stage)
        if asked.mine and asked.stage == Revision.Stage.RETURNED:
            newest = newest.exclude(_returned_by(user))
        return Walk(newest, id="article_id"), {"stage"}
    if asked.hashtag and (asked.is_dated or not asked.status):
        rows = Tagging.objects.filter(tag=asked.hashtag, published_at__isnull=False)
        return _dated(asked, rows, id="content_object_id"), {"hashtag", "since"}
    place = {name: getattr(asked, name) for name in ("source", "section") if getattr(asked, name)}
    column = dict(list(place.items())[:1])  # one of them has an index to follow
    if asked.is_dated:
        published = Article.objects.filter(status=Article.Status.PUBLISHED, **column)
        return _dated(asked, published, id="id"), {"since", *column}
    if asked.status:
        return Walk(Article.objects.filter(status=asked.status)), {"status"}
    return Walk(Article.objects.filter(**column)), set(column)


def _own(asked: Asked, user: User) -> tuple[Walk, set[str]]:
    """By the index of who wrote what."""
    own = Revision.objects.filter(author=user)
    if asked.stage == Revision.Stage.DRAFT:
        return Walk(own.newest().filter(stage=asked.stage), id="article_id"), {"mine", "stage"}
    return Walk(own.values("article_id").distinct(), id="article_id"), {"mine"}


def _returned_by(user: User) -> Exists:
    """What one returned oneself waits for the others who wrote on it."""
    returns = Event.objects.filter(article=OuterRef("article_id"), revision=OuterRef("pk"), step="return")
    return Exists(returns.filter(by=user))


def _dated(asked: Asked, rows: Rows, id: str) -> Walk:
    if asked.since:
        rows = rows.filter(published_at__gte=asked.since)
    if asked.until:
        rows = rows.filter(published_at__lt=asked.until)
    if asked.status == Shown.SCHEDULED:
        rows = rows.filter(published_at__gt=Now())
    return Walk(rows, id=id, time="published_at")


def _only(asked: Asked, user: User, walk: Walk, rest: set[str]) -> Callable[[Rows], Rows] | None:
    """What has to be asked of each row on the way: what the index does not know, and whether they may see it."""
    sees_all = asked.mine or asked.in_hand or user.has_perm("articles.view_any_article")
    if sees_all and not rest:
        return None
    wanted = [condition for name in sorted(rest) for condition in CONDITIONS[name](asked, user)]
    if walk.rows.model is Article:
        return lambda rows: rows.visible_to(user).filter(*wanted)
    story = Article.objects.visible_to(user).filter(*wanted, pk=OuterRef(walk.id))
    if walk.rows.model is Revision:
        return lambda rows: rows.visible_to(user).filter(_probe(story))
    return lambda rows: rows.filter(Exists(story))


def _probe(rows: QuerySet[Any]) -> Case:
    """Whether there are such rows, asked of each row on the way.

    PostgreSQL joins a plain `Exists` from whichever end it likes, and the order of the walk is lost.
    """
    return Case(When(Exists(rows), then=True), default=False, output_field=BooleanField())


def _status(asked: Asked, user: User) -> Iterator[Q | Exists]:
    if asked.status == Shown.LIVE:
        yield is_public()
    elif asked.status == Shown.SCHEDULED:
        yield Q(status=Article.Status.PUBLISHED, published_at__gt=Now())
    else:
        yield Q(status=asked.status)


def _in_hand(asked: Asked, user: User) -> Iterator[Q | Exists]:
    yield assigned_to(user)


def _mine(asked: Asked, user: User) -> Iterator[Q | Exists]:
    yield written_by(user)


def _stage(asked: Asked, user: User) -> Iterator[Q | Exists]:
    yield Exists(Revision.objects.visible_to(user).newest().filter(article=OuterRef("pk"), stage=asked.stage))


def _hashtag(asked: Asked, user: User) -> Iterator[Q | Exists]:
    yield Exists(Tagging.objects.filter(content_object=OuterRef("pk"), tag=asked.hashtag))


def _dates(asked: Asked, user: User) -> Iterator[Q | Exists]:
    if asked.since:
        yield Q(published_at__gte=asked.since)
    if asked.until:
        yield Q(published_at__lt=asked.until)


def _query(asked: Asked, user: User) -> Iterator[Q | Exists]:
    if asked.query:
        yield holds(asked.query, user)


def _headline(asked: Asked, user: User) -> Iterator[Q | Exists]:
    for word in asked.headline:
        # (SQLite knows no capitals but those of ASCII.)
        forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
        anyhow = Q()
        for form in sorted(forms):
            anyhow |= Q(headline__icontains=form)
        yield anyhow


CONDITIONS: dict[str, Callable[[Asked, User], Iterator[Q | Exists]]] = {
    "pk": lambda asked, user: iter([Q(pk=asked.pk)]),
    "in_hand": _in_hand,
    "mine": _mine,
    "stage": _stage,
    "hashtag": _hashtag,
    "since": _dates,
    "status": _status,
    "source": lambda asked, user: iter([Q(source=asked.source)]),
    "section": lambda asked, user: iter([Q(section=asked.section)]),
    "query": _query,
    "headline": _headline,
}
