"""Writing: every word that anybody brings in is cleaned here and becomes a revision; readers see nothing of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actors import Actor, command_name, person
from articles.errors import EditConflict, NotAllowed, UnusableContent
from articles.models import Article, Assignment, Content, DraftText, Event, Revision, StoryPicture
from articles.models.content import LANGUAGE_TAG
from newsroom.lib.html import clean_html
from newsroom.lib.slugs import slug_of
from newsroom.lib.text import clean_line, clean_text

LINES = ("headline", "byline", "language", "original_url")
LIMITS = {
    field.attname: (field.verbose_name, field.max_length) for field in Content._meta.local_fields if field.max_length
}
_is_address = URLValidator(schemes=["http", "https"])


def clean_content(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of `Content` from raw values: one-line fields as lines, the body through the allow-list.

    Raises `UnusableContent` with a sentence a field; nothing is ever cut off.
    """
    content = dict(raw)
    for name in LINES:
        if name in content:
            content[name] = clean_line(content[name] or "")
    if "standfirst" in content:
        content["standfirst"] = clean_text(content["standfirst"] or "").strip()
    if "body" in content:
        content["body"] = clean_html(content["body"] or "")
    content["slug"] = slug_of(content.get("headline", ""))
    if reasons := [*_too_long(content), *_malformed(content)]:
        raise UnusableContent(reasons)
    return content


def _too_long(content: Mapping[str, Any]) -> list[str]:
    return [
        _("The %(field)s has %(length)d characters; at most %(limit)d are possible.")
        % {"field": label, "length": len(content[name]), "limit": limit}
        for name, (label, limit) in LIMITS.items()
        if isinstance(content.get(name), str) and len(content[name]) > limit
    ]


def _malformed(content: Mapping[str, Any]) -> list[str]:
    reasons = []
    if content.get("language") and not LANGUAGE_TAG.match(content["language"]):
        reasons.append(_("“%s” is not a language tag such as “en” or “pt-BR”.") % content["language"])
    if url := content.get("original_url"):
        try:
            _is_address(url)
        except ValidationError:
            reasons.append(_("“%s” is not an http or https address.") % url)
    return reasons


@transaction.atomic
def start(content: Mapping[str, Any], *, tag_names: Sequence[str] = (), by: Actor) -> tuple[Article, Revision]:
    """A new story with its first draft. Raises `NotAllowed` and `UnusableContent`.

    The story's own row carries the words too, so that a list can name it; it is a draft and nobody else sees it.
    """
    if not by.has_perm("articles.add_article"):
        raise NotAllowed(_("You may not write stories."))
    cleaned, names = clean_content(content), [*map(clean_line, tag_names)]
    _require_known(names, by)
    article = Article.objects.create(**cleaned)
    revision = Revision.objects.create(article=article, number=1, tag_names=names, author=person(by), **cleaned)
    DraftText.objects.show(revision)
    Event.objects.create(**start_columns(revision, by))
    return article, revision


def start_columns(revision: Revision, by: Actor) -> dict[str, Any]:
    """Of the first event of a story, which begins with this revision."""
    return {
        "article_id": revision.article_id,
        "step": "start",
        "at": timezone.now(),
        "by_id": getattr(person(by), "pk", None),
        "via": command_name(by),
        "revision_id": revision.pk,
        "from_status": Article.Status.DRAFT,
        "to_status": Article.Status.DRAFT,
        "note": "",
        "date": None,
    }


@transaction.atomic
def revise(
    article: Article, content: Mapping[str, Any], *, tag_names: Sequence[str] | None = None, by: Actor
) -> Revision:
    """The next draft of a story: the newest revision's words with these changes.

    Raises as `start()` does, and `EditConflict` when somebody else wrote one at the same moment.
    """
    newest = newest_of(article)
    require_writer(newest, by)
    cleaned = clean_content({**newest.content(), **content})
    names = newest.tag_names if tag_names is None else [*map(clean_line, tag_names)]
    _require_known([name for name in names if name not in newest.tag_names], by)
    return _next(newest, cleaned, names, by)


@transaction.atomic
def save(article: Article, content: Mapping[str, Any], tag_names: Sequence[str], *, by: Actor, base: str) -> Revision:
    """Write what somebody typed, if the newest words are still those they began with: `base`, a `Revision.token`.

    Their own unfinished revision is written in place, so that saving every few seconds makes no history; anything else
    is followed by a new draft. Words that are as they were make nothing at all. Raises as `start()` does, and
    `EditConflict` with the newest revision: nothing was written then.
    """
    newest = newest_of(article)
    require_writer(newest, by)
    cleaned = clean_content({**newest.content(), **content})
    names = [name for name in map(clean_line, tag_names) if name]
    if not _differs(newest, cleaned, names):
        return newest  # also for whoever sends the same again, because no answer came the first time
    if newest.token != base:
        raise EditConflict(_("Somebody else saved this story after you opened it."), theirs=newest)
    if names != newest.tag_names:
        _require_hashtags(names)
        _require_known([name for name in names if name not in newest.tag_names], by)
    saved = _in_place(newest, cleaned, names) if is_unfinished_by(newest, by) else _next(newest, cleaned, names, by)
    StoryPicture.objects.note(article, saved.body)
    # The row of a story that nobody has seen carries its words for the lists of the desk.
    Article.objects.filter(pk=article.pk, status=Article.Status.DRAFT, published_at=None).update(**cleaned)
    return saved


def newest_of(article: Article) -> Revision:
    """The newest revision, and nobody writes another one before this transaction ends.

    Whoever saves locks the story's row first: two revisions are never made of one base, and none is written in place
    behind the one that follows it. (SQLite has no row locks and needs none: its transactions begin with the lock.)
    """
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    return article.revisions.latest("number")


def may_write(newest: Revision, by: Actor) -> bool:
    """Whether somebody may write on a story, given its newest revision: they wrote on it, have it in hand, or edit any.

    Who began a story goes on with it after an editor wrote on it, too: else what they type meanwhile would be lost.
    """
    if not by.has_perm("articles.change_article"):
        return False
    story = newest.article_id
    return by.has_perm("articles.edit_any_article") or wrote_on(story, by) or has_in_hand(story, by)


def wrote_on(article_id: int, by: Actor) -> bool:
    author = person(by)
    return author is not None and Revision.objects.filter(article=article_id, author=author).exists()


def has_in_hand(article_id: int, by: Actor) -> bool:
    return Assignment.objects.open().filter(article=article_id, person=person(by)).exists()


def is_open(article: Article) -> bool:
    """What was retracted stays as it was: no words of it could be published."""
    return article.status != Article.Status.RETRACTED


def require_writer(newest: Revision, by: Actor) -> None:
    if not is_open(newest.article):
        raise NotAllowed(_("The story is retracted: nobody writes on it any more."))
    if not may_write(newest, by):
        raise NotAllowed(_("You may not write on this story."))


def is_unfinished_by(revision: Revision, by: Actor) -> bool:
    """Its words may still change: it is in the hands of the one who writes it."""
    own = revision.author_id == getattr(by, "pk", None) and revision.stage in Revision.UNFINISHED
    return own and not revision.preview_links.open().exists()  # what somebody was shown stays as it is


def _require_hashtags(names: Sequence[str]) -> None:
    """At most so many, each usable. (What an old revision brings is kept as it is, and cannot be approved.)"""
    if reasons := Article.tags.through.objects.reasons_against(names):
        raise UnusableContent(reasons)


def _require_known(names: Sequence[str], by: Actor) -> None:
    """A hashtag that is not there yet comes only by those who may make one."""
    if by.has_perm("tags.add_tag"):
        return
    if unknown := Article.tags.through.objects.unknown(names):
        raise UnusableContent([_("“%s” is no hashtag yet, and you may not make new ones.") % name for name in unknown])


def _differs(newest: Revision, cleaned: Mapping[str, Any], names: Sequence[str]) -> bool:
    """(A slug follows from its headline; an old one may have been made by another rule.)"""
    same = newest.tag_names == names and all(
        getattr(newest, name) == cleaned[name] for name in cleaned if name != "slug"
    )
    return not same


def _in_place(newest: Revision, cleaned: Mapping[str, Any], names: Sequence[str]) -> Revision:
    as_read = Revision.objects.filter(pk=newest.pk, stage=newest.stage, saves=newest.saves)
    if not as_read.update(saves=F("saves") + 1, saved_at=timezone.now(), tag_names=names, **cleaned):
        raise EditConflict(_("This story was saved at the same moment."), theirs=Revision.objects.get(pk=newest.pk))
    saved = Revision.objects.get(pk=newest.pk)
    DraftText.objects.show(saved)
    return saved


def _next(newest: Revision, cleaned: Mapping[str, Any], names: Sequence[str], by: Actor) -> Revision:
    try:
        written = Revision.objects.create(
            article_id=newest.article_id, number=newest.number + 1, tag_names=names, author=person(by), **cleaned
        )
    except IntegrityError as error:
        raise EditConflict(_("Somebody else saved this story at the same moment.")) from error
    DraftText.objects.show(written)
    return written
