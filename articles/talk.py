"""What is said about a story at the desk: threads of comments, one level deep, with @names."""

import re
from collections.abc import Iterator, Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, Comment
from newsroom.lib.text import clean_text

# Django's user names; not after a letter, or an address of a mail would name somebody.
NAMED = re.compile(r"(?<![\w.+/@-])@([\w.+-]*\w)")
MOST_NAMES = 20
LIMIT = Comment._meta.get_field("text").max_length or 0


@transaction.atomic
def say(article: Article, text: str, *, by: User, reply_to: Comment | None = None) -> Comment:
    """Comment on a story, or reply in a thread. Raises `NotAllowed`, and `TransitionError` with the reasons."""
    _require(article, by)
    text = clean_text(text).strip()
    if reasons := list(_reasons_against(article, text, reply_to)):
        raise TransitionError(reasons)
    thread = reply_to.parent or reply_to if reply_to else None
    comment = Comment.objects.create(article=article, parent=thread, by=by, text=text)
    named = people_named(text)
    notices.tell(named, "mention", article, by=by, note=text)
    others = {notices.author(article), notices.in_hand_of(article), *_speakers(thread)} - {*named}
    notices.tell(others, "comment", article, by=by, note=text)
    return comment


@transaction.atomic
def resolve(comment: Comment, *, by: User, resolved: bool = True) -> None:
    """Mark a thread as settled, or open it again. Raises `NotAllowed`."""
    _require(comment.article, by)
    thread = comment.parent or comment
    thread.resolved_at, thread.resolved_by = (timezone.now(), by) if resolved else (None, None)
    thread.save(update_fields=["resolved_at", "resolved_by"])


def may_talk(article: Article, by: User) -> bool:
    """Who works on a story at the desk and may comment; a public story of others is no business of a reporter's."""
    return by.has_perm("articles.add_comment") and Article.objects.worked_on_by(by).filter(pk=article.pk).exists()


def threads(article: Article) -> Sequence[Comment]:
    """The threads of a story, the oldest first, complete in two queries."""
    replies = Prefetch("replies", Comment.objects.select_related("by"))
    top = article.comments.filter(parent=None).select_related("by", "resolved_by")
    return list(top.prefetch_related(replies))


def names_in(text: str) -> list[str]:
    """The user names after an @, each once; a full stop at the end of a sentence is none of theirs."""
    return list(dict.fromkeys(NAMED.findall(text)))[:MOST_NAMES]


def people_named(text: str) -> list[User]:
    return list(User.objects.filter(username__in=names_in(text), is_active=True, is_staff=True))


def _speakers(thread: Comment | None) -> Iterator[User]:
    if thread:
        yield thread.by
        yield from (reply.by for reply in thread.replies.select_related("by"))


def _reasons_against(article: Article, text: str, reply_to: Comment | None) -> Iterator[str]:
    if not text:
        yield _("A comment says something.")
    if len(text) > LIMIT:
        yield _("A comment has at most %d characters.") % LIMIT
    if reply_to and reply_to.article_id != article.pk:
        yield _("The comment is another story's.")


def _require(article: Article, by: User) -> None:
    if not may_talk(article, by):
        raise NotAllowed(_("You may not comment on this story."))
