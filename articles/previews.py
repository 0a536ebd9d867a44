"""A revision as the page it would be: for those at the desk, and by a link for somebody without an account.

The link is a row, not a signature: it can be seen, it ends, it can be revoked. Only a digest of its token is kept.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import licence
from articles.errors import NotAllowed, UnusableContent
from articles.models import Article, Event, Image, PreviewLink, Revision
from articles.models.image import ImageQuerySet
from articles.models.story_picture import images_named
from newsroom.lib.html import pictures_in

DAYS, MOST_DAYS = 7, 30
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Shown:
    """What the template of a story page takes; `shown` is what the licence of its source gives of the story."""

    article: Article
    shown: licence.Shown
    hashtags: list[Any]


def as_page(revision: Revision) -> Shown:
    """The story as readers would see it with these words: unsaved, and dated as it is, or now."""
    story = revision.article
    article = Article(
        pk=story.pk,
        text=revision.text,
        status=story.status,
        published_at=story.published_at or timezone.now(),
        updated_at=story.updated_at,
        **revision.content(),
    )
    shown = licence.shown(article, timezone.localdate())
    return Shown(article, shown, Article.tags.through.objects.as_shown(revision.tag_names))


def pictures_of(revision: Revision) -> ImageQuerySet:
    """The pictures that the page of this revision shows, and the public ones, such as the logo of its source."""
    if revision.source and not licence.gives_pictures(revision.source, timezone.localdate()):
        return Image.objects.public()
    shown = [revision.lead_image_id, *images_named(pictures_in(revision.body)).values()]
    return Image.objects.filter(pk__in=[key for key in shown if key]) | Image.objects.public()


@transaction.atomic
def share(revision: Revision, *, by: Any, days: int = DAYS) -> tuple[PreviewLink, str]:
    """A new link and its token, which is told this once. Raises `NotAllowed`, and `UnusableContent` for odd days."""
    if not Revision.objects.visible_to(by).filter(pk=revision.pk).exists() or not by.has_perm("articles.view_article"):
        raise NotAllowed(_("You may not show this revision to anybody."))
    if not 1 <= days <= MOST_DAYS:
        raise UnusableContent([_("A link lasts from one day to %d days.") % MOST_DAYS])
    token, now = token_urlsafe(32), timezone.now()
    link = PreviewLink.objects.create(
        digest=digest_of(token), revision=revision, by=by, made_at=now, ends_at=now + timedelta(days=days)
    )
    _log("share", link, by)
    return link, token


@transaction.atomic
def revoke(link: PreviewLink, *, by: Any) -> None:
    """End a link at once: one's own, or any for those who write on every draft. Raises `NotAllowed`."""
    if link.by_id != by.pk and not by.has_perm("articles.edit_any_article"):
        raise NotAllowed(_("This link is somebody else's."))
    if PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _log("revoke", link, by)


def opened(token: str) -> PreviewLink | None:
    """The link of a token, with all that its page takes; none when it is wrong, over or revoked. One query."""
    links = PreviewLink.objects.open().filter(digest=digest_of(token))
    related = ("article", "source__logo", "section", "lead_image")
    return links.select_related(*(f"revision__{name}" for name in related)).first()


def note_opening(link: PreviewLink) -> None:
    """For whoever made it to see that it was opened; written once a minute at most."""
    now = timezone.now()
    if link.last_seen_at is None or link.last_seen_at < now - SEEN_EVERY:
        PreviewLink.objects.filter(pk=link.pk).update(last_seen_at=now)


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _log(step: str, link: PreviewLink, by: Any) -> None:
    until = timezone.localtime(link.ends_at).strftime("%d-%m-%Y %H:%M %Z")
    story = link.revision.article
    Event.objects.create(
        article=story,
        step=step,
        at=timezone.now(),
        by=by,
        revision=link.revision,
        from_status=story.status,
        to_status=story.status,
        note=_("A preview link until %s.") % until,
    )
