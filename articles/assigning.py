"""Giving a story into somebody's hands."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices
from articles.actors import Actor, command_name, name_of, person
from articles.errors import EditConflict, NotAllowed, TransitionError
from articles.models import Article, Assignment, Event
from newsroom.lib.text import clean_line


@transaction.atomic
def assign(
    article: Article, to: User, *, by: Actor, due_at: datetime | None = None, instruction: str = ""
) -> Assignment:
    """Give a story to a person; whoever had it has it no more. Raises `NotAllowed`, and `TransitionError`."""
    if not by.has_perm("articles.add_assignment"):
        raise NotAllowed(_("You may not assign stories."))
    instruction = clean_line(instruction)
    if reasons := list(_reasons_against(to, due_at, instruction)):
        raise TransitionError(reasons)
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    before = article.assignments.open().select_related("person").first()
    if before:
        _end(before, finished=False)
    made = Assignment.objects.create(article=article, person=to, by=person(by), due_at=due_at, instruction=instruction)
    _log("assign", made, by)
    notices.tell([to], "assign", article, by=by, note=instruction)
    if before and before.person != to:
        notices.tell([before.person], "hand over", article, by=by)
    return made


@transaction.atomic
def finish(assignment: Assignment, *, by: User) -> None:
    """The work is done: said by who did it, or by who may assign. Raises `NotAllowed`, `EditConflict`."""
    if not may_finish(assignment, by):
        raise NotAllowed(_("The story is in somebody else's hands."))
    if not _end(assignment, finished=True):
        raise EditConflict(_("This work is over already."))
    _log("finish", assignment, by)
    notices.tell([assignment.person, assignment.by], "finish", assignment.article, by=by)


def people() -> QuerySet[User]:
    """Who may be given a story: who writes here."""
    writers = Permission.objects.filter(content_type__app_label="articles", codename="change_article")
    writes = Q(groups__permissions__in=writers) | Q(user_permissions__in=writers) | Q(is_superuser=True)
    here = User.objects.filter(is_active=True, is_staff=True)
    return here.filter(pk__in=User.objects.filter(writes).values("pk")).order_by("username")


def may_finish(assignment: Assignment, by: User) -> bool:
    return by.is_active and (assignment.person_id == by.pk or by.has_perm("articles.add_assignment"))


def _reasons_against(to: User, due_at: datetime | None, instruction: str) -> Iterator[str]:
    if not people().filter(pk=to.pk).exists():
        yield _("%s does not write here.") % to
    if due_at and due_at <= timezone.now():
        yield _("The date is in the past.")
    limit = Assignment._meta.get_field("instruction").max_length
    if limit and len(instruction) > limit:
        yield _("The instruction has at most %d characters.") % limit


def _end(assignment: Assignment, *, finished: bool) -> bool:
    """End its being open; false when it was over already."""
    ended_at = timezone.now()
    mine = Assignment.objects.open().filter(pk=assignment.pk)
    if not mine.update(ended_at=ended_at, finished=finished):
        return False
    assignment.ended_at, assignment.finished = ended_at, finished
    return True


def _log(step: str, assignment: Assignment, by: Actor) -> None:
    article = assignment.article
    note = ": ".join(filter(None, [name_of(assignment.person), assignment.instruction]))
    Event.objects.create(
        article=article,
        step=step,
        at=timezone.now(),
        by=person(by),
        via=command_name(by),
        from_status=article.status,
        to_status=article.status,
        note=note,
        date=assignment.due_at,
    )
