"""Telling those concerned: a line at the desk, and a mail where they have an address.

Those concerned with a story are who wrote the words, who has it in hand, who is named in a comment, and who planned a
change; never the one who did what is told of.
"""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from articles.actors import Actor, name_of, person
from articles.models import Article, Assignment, Event, Notice, Plan, Revision
from newsroom.lib.text import clean_line

# What is told of, and how: `who` did it, `story` is its headline, or “a story” for who may not read it.
SENTENCES = {
    "submit": gettext_lazy("%(who)s submitted %(story)s."),
    "return": gettext_lazy("%(who)s returned %(story)s."),
    "approve": gettext_lazy("%(who)s approved %(story)s."),
    "publish": gettext_lazy("%(who)s published %(story)s."),
    "correct": gettext_lazy("%(who)s corrected %(story)s."),
    "reschedule": gettext_lazy("%(who)s rescheduled %(story)s."),
    "unschedule": gettext_lazy("%(who)s took %(story)s off the schedule."),
    "withdraw": gettext_lazy("%(who)s withdrew %(story)s."),
    "retract": gettext_lazy("%(who)s retracted %(story)s."),
    "reopen": gettext_lazy("%(who)s reopened %(story)s."),
    "assign": gettext_lazy("%(who)s assigned %(story)s to you."),
    "hand over": gettext_lazy("%(who)s gave %(story)s to somebody else."),
    "finish": gettext_lazy("%(who)s finished the work on %(story)s."),
    "comment": gettext_lazy("%(who)s commented on %(story)s."),
    "mention": gettext_lazy("%(who)s named you in a comment on %(story)s."),
    "plan overtaken": gettext_lazy("Other words of %(story)s are public now: your planned change will not be made."),
    "plan failed": gettext_lazy("A planned change of %(story)s was not made."),
}


def tell(people: Iterable[User | None], what: str, article: Article, *, by: Actor | None, note: str = "") -> None:
    """Tell each of them once. Call it in the transaction of what is told of: the mail leaves if and only if it was."""
    doer = person(by) if by else None
    concerned = {one.pk: one for one in people if one and one.is_active and one != doer}
    for one in concerned.values():
        notice = Notice.objects.create(person=one, article=article, what=what, by=doer, note=note)
        if settings.SENDS_MAIL and one.email:
            mail.enqueue(notice.pk)


def tell_of_step(event: Event, *, by: Actor) -> None:
    """Who wrote the words, and who has the story in hand; of a return, all who wrote on what readers have not seen.

    Of a submission, who returned the story before.
    """
    if event.step in SENTENCES:
        concerned = [author(event.article, event.revision), in_hand_of(event.article)]
        if event.step == "return":
            concerned += writers(event.article)
        if event.step == "submit":
            concerned += returners(event.article)
        tell(concerned, event.step, event.article, by=by, note=event.note)
    if plan := overtaken_by(event):
        tell([plan.by], "plan overtaken", event.article, by=by)


def overtaken_by(event: Event) -> Plan | None:
    """The planned change that a publication took the words from that it was to follow."""
    if event.step not in ("publish", "correct") or event.revision is None:
        return None
    return Plan.objects.overtaken(event.article, by=event.revision, now=timezone.now())


def author(article: Article, revision: Revision | None = None) -> User | None:
    """Who wrote these words, else those that readers see, else the newest."""
    words = revision or article.revisions.live().first() or article.revisions.order_by("-number").first()
    return words.author if words else None


def writers(article: Article) -> list[User]:
    """Who wrote on a story since readers last saw it."""
    live = article.revisions.live().order_by("-number").values_list("number", flat=True).first()
    return list(User.objects.filter(revisions__article=article, revisions__number__gt=live or 0).distinct())


def returners(article: Article) -> list[User]:
    """Who sent a story back since readers last saw it."""
    last = article.events.filter(to_status=Article.Status.PUBLISHED, step__in=("publish", "correct")).first()
    returns = article.events.filter(step="return", pk__gt=last.pk if last else 0)
    return list(User.objects.filter(pk__in=returns.values("by")))


def in_hand_of(article: Article) -> User | None:
    open_one = Assignment.objects.open().filter(article=article).select_related("person").first()
    return open_one.person if open_one else None


def may_read(notice: Notice) -> bool:
    """Whether its reader may see the story at the desk, as things are now."""
    return Article.objects.visible_to(notice.person).filter(pk=notice.article_id).exists()


def sentence(notice: Notice, *, readable: bool) -> str:
    story = f"“{notice.article.headline}”" if readable else _("a story")
    who = name_of(notice.by) if notice.by else pgettext("who did it", "The desk")
    return str(SENTENCES[notice.what]) % {"who": who, "story": story}


@task()
def mail(key: int) -> None:
    """Send one notice, once however often this runs: who sets `sent_at` sends it."""
    notice = Notice.objects.select_related("person", "article", "by").filter(pk=key).first()
    if notice is None or not notice.person.is_active or not notice.person.email:
        return
    if not Notice.objects.filter(pk=key, sent_at=None).update(sent_at=timezone.now()):
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _send(notice)
    except OSError:  # the mail server: whoever tries again may
        Notice.objects.filter(pk=key).update(sent_at=None)
        raise


def _send(notice: Notice) -> None:
    readable = may_read(notice)
    subject = sentence(notice, readable=readable)
    lines = [subject]
    if readable and notice.note:
        lines += ["", notice.note]
    if settings.SITE_URL:
        lines += ["", settings.SITE_URL + reverse("admin:articles_notice_changelist")]
    send_mail(clean_line(f"[{settings.SITE_NAME}] {subject}"), "\n".join(lines), None, [notice.person.email])
