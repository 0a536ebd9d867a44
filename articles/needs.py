"""What a step needs: each need looks at a move and gives the reason why not, or nothing.

The button of a step shows when there is no reason; `workflow.take()` raises the same reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actors import Actor, Command, person
from articles.models import Article, Revision
from newsroom.lib.html import has_picture_without_alt


@dataclass(frozen=True)
class Move:
    """A step about to be taken. `at` is the date asked for, none means now; `notice` is for readers, `note` is not."""

    article: Article
    revision: Revision | None
    by: Actor
    at: datetime | None = None
    note: str = ""
    notice: str = ""

    @property
    def words(self) -> Revision | Article:
        """Where the words are that the step is about."""
        return self.revision or self.article

    @property
    def date(self) -> datetime:
        """The date a publication gives the story: the one asked for, else the one it has, else now."""
        has = self.article.published_at if self.article.status == Article.Status.PUBLISHED else None
        return self.at or has or timezone.now()

    @property
    def public_since(self) -> datetime | None:
        """The date of a story that readers have seen."""
        date = self.article.published_at
        seen = self.article.status == Article.Status.PUBLISHED and date and date <= timezone.now()
        return date if seen else None


# A river's headline stands on three lines of a phone and two of a desk's list at most.
RIVER_HEADLINE = 120

type Need = Callable[[Move], str | None]


def has_headline(move: Move) -> str | None:
    return None if move.words.headline else _("The story has no headline.")


def headline_fits_the_river(move: Move) -> str | None:
    """A source owns its headlines: a command may bring a longer one."""
    length = len(move.words.headline)
    if length <= RIVER_HEADLINE or isinstance(move.by, Command):
        return None
    return _("The headline has %(length)d characters: a river has room for %(limit)d.") % {
        "length": length,
        "limit": RIVER_HEADLINE,
    }


def has_text(move: Move) -> str | None:
    return None if move.words.body or move.words.standfirst else _("The story has no text.")


def has_source(move: Move) -> str | None:
    return None if move.words.source_id else _("The story has no source.")


def has_section(move: Move) -> str | None:
    return None if move.words.section_id else _("The story has no section.")


def picture_has_alt(move: Move) -> str | None:
    picture = move.words.lead_image
    return _("The picture has no alternative text.") if picture and not picture.alt else None


def pictures_in_text_have_alt(move: Move) -> str | None:
    bare = has_picture_without_alt(move.words.body)
    return _("A picture in the text has no alternative text.") if bare else None


def hashtags_are_usable(move: Move) -> str | None:
    names = move.revision.tag_names if move.revision else []
    return " ".join(Article.tags.through.objects.reasons_against(names)) or None


def embargo_is_over(move: Move) -> str | None:
    until = move.article.embargo_until
    return _("The embargo lasts until %s.") % told(until) if until and move.date < until else None


def expires_later(move: Move) -> str | None:
    until = move.article.expires_at
    return _("The story would expire before it is published.") if until and move.date >= until else None


def is_new_date_only_before_publication(move: Move) -> str | None:
    """A story that readers have seen keeps its date; a command may mend it (a source owns its dates), not hide it."""
    if not move.at or not move.public_since or move.at == move.public_since:
        return None
    if isinstance(move.by, Command) and move.at <= timezone.now():
        return None
    return _("The story is public already: its date stays.")


def was_seen(move: Move) -> str | None:
    """There is nothing to correct before readers saw it."""
    return None if move.public_since else _("Readers have not seen the story yet: publish the new words instead.")


def is_not_only_scheduled(move: Move) -> str | None:
    """There is nothing to take away before readers saw it."""
    if move.article.status != Article.Status.PUBLISHED or move.public_since:
        return None
    return _("Readers have not seen the story yet: take it off the schedule instead.")


def is_not_over(move: Move) -> str | None:
    """A date for readers to come, or this minute."""
    over = move.at and move.at < timezone.now() - timedelta(minutes=1)
    return _("The date is in the past.") if over else None


def is_to_come(move: Move) -> str | None:
    """A date to come, or none at all."""
    return _("The date is in the past.") if move.at and move.at <= timezone.now() else None


def is_not_scheduled_before(move: Move) -> str | None:
    date = move.article.published_at
    if move.at and date and date < move.at:
        return _("The story is scheduled for %s, before that: reschedule it first.") % told(date)
    return None


def is_after_publication(move: Move) -> str | None:
    date = move.article.published_at
    return _("The story would expire before it is published.") if move.at and date and move.at <= date else None


def may_withdraw_what_is_public(move: Move) -> str | None:
    """To say when readers lose a story is to withdraw it, later; to lift the date that somebody set is not."""
    lifts = not move.at and move.article.expires_at
    if lifts or not move.public_since or move.by.has_perm("articles.withdraw_article"):
        return None
    return _("The story is public: only who may withdraw it may say when it expires.")


def is_approved(move: Move) -> str | None:
    """Approved by somebody, or about to be by the one who publishes."""
    if move.revision and move.revision.stage == Revision.Stage.APPROVED:
        return None
    if not move.by.has_perm("articles.approve_article"):
        return _("The story is not approved yet.")
    return somebody_else_wrote_it(move)


def somebody_else_wrote_it(move: Move) -> str | None:
    if isinstance(move.by, Command) or settings.OWN_STORY_APPROVAL or move.by.has_perm("articles.approve_own_article"):
        return None
    own = move.revision is not None and move.revision.author_id == move.by.pk
    return _("Nobody approves a story of their own.") if own and not _needs_nobody_else(move) else None


# What does not make other words of a story: its hashtags are no column, and its slug follows from the headline.
FILED_BY = ("section_id", "slug")


def _needs_nobody_else(move: Move) -> bool:
    live = move.article.revisions.live().order_by("-number").first()
    return _is_only_filed_anew(move, live) or _others_wrote_on_it(move, live)


def _is_only_filed_anew(move: Move, live: Revision | None) -> bool:
    """The words are those that readers have, with other hashtags or in another section: nothing is there to approve."""
    if live is None or move.revision is None:
        return False
    words = move.revision.content()
    return all(words[name] == value for name, value in live.content().items() if name not in FILED_BY)


def _others_wrote_on_it(move: Move, live: Revision | None) -> bool:
    """Since readers last saw it: an editor who mends a reporter's words does not make the story their own."""
    revisions = move.article.revisions.filter(number__gt=live.number if live else 0)
    return revisions.exclude(author=person(move.by)).exists()


def is_ones_own_or_one_edits_all(move: Move) -> str | None:
    if move.by.has_perm("articles.edit_any_article"):
        return None
    author = person(move.by)
    own = author is not None and move.article.revisions.filter(author=author).exists()
    return None if own else _("The story is somebody else's.")


def has_note(move: Move) -> str | None:
    return None if move.note.strip() else _("Give a reason.")


def has_notice(move: Move) -> str | None:
    return None if move.notice.strip() else _("Give a notice that readers will see.")


def told(when: datetime) -> str:
    """A date in a sentence, in the site's zone."""
    return timezone.localtime(when).strftime("%d-%m-%Y %H:%M %Z")
