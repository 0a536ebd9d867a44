"""Writing: every word that anybody brings in is cleaned here and becomes a revision; readers see nothing of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.actors import Actor, command_name, person
from articles.errors import EditConflict, NotAllowed, UnusableContent
from articles.models import Article, Content, Event, Revision
from articles.models.content import LANGUAGE_TAG
from newsroom.lib.html import clean_html
from newsroom.lib.text import clean_line, clean_text

LINES = ("headline", "byline", "language", "original_url")
LIMITS = {
    field.attname: (field.verbose_name, field.max_length) for field in Content._meta.local_fields if field.max_length
}
SLUG_LENGTH = 100
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


def slug_of(headline: str) -> str:
    """The headline as an address in any script; “story” when nothing of it can be one."""
    return slugify(headline, allow_unicode=True)[:SLUG_LENGTH].strip("-_") or "story"


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
    cleaned = clean_content(content)
    article = Article.objects.create(**cleaned)
    revision = Revision.objects.create(
        article=article, number=1, tag_names=[*map(clean_line, tag_names)], author=person(by), **cleaned
    )
    start_event(revision, by).save()
    return article, revision


def start_event(revision: Revision, by: Actor) -> Event:
    """The unsaved first event of a story that begins with this revision."""
    return Event(
        article=revision.article,
        step="start",
        at=timezone.now(),
        by=person(by),
        via=command_name(by),
        revision=revision,
        from_status=Article.Status.DRAFT,
        to_status=Article.Status.DRAFT,
    )


@transaction.atomic
def revise(
    article: Article, content: Mapping[str, Any], *, tag_names: Sequence[str] | None = None, by: Actor
) -> Revision:
    """The next draft of a story: the newest revision's words with these changes.

    Raises as `start()` does, and `EditConflict` when somebody else wrote one at the same moment.
    """
    newest = article.revisions.latest("number")
    author = person(by)
    own = author is not None and newest.author_id == author.pk
    if not by.has_perm("articles.change_article") or not (own or by.has_perm("articles.edit_any_article")):
        raise NotAllowed(_("You may not write on this story."))
    cleaned = clean_content({**newest.content(), **content})
    names = newest.tag_names if tag_names is None else [*map(clean_line, tag_names)]
    try:
        return Revision.objects.create(
            article=article, number=newest.number + 1, tag_names=names, author=author, **cleaned
        )
    except IntegrityError as error:
        raise EditConflict(_("Somebody else saved this story at the same moment.")) from error
