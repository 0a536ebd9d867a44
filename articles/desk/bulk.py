"""One step with many stories: first what would happen to each and what is in its way, then each by itself.

Nothing is written past the verbs: a story is published, withdrawn, or gets a new revision, in a transaction of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import assigning, drafting, workflow
from articles.actors import name_of
from articles.errors import EditConflict, NewsroomError, TransitionError
from articles.filing import file_anew, filed_anew
from articles.labels import label
from articles.models import Article, Revision
from articles.needs import Move, told
from articles.steps import STEPS

MOST = 500
OPEN_TO_CHANGE = (Article.Status.DRAFT, Article.Status.PUBLISHED)
Tagging: Any = Article.tags.through


@dataclass(frozen=True)
class Prospect:
    """What would happen to a story; with `reasons`, nothing. `seen` is the state that this was said of."""

    article: Article
    newest: Revision
    headline: str
    does: str
    reasons: list[str]

    @property
    def seen(self) -> str:
        return f"{self.article.version}.{self.newest.token}"


@dataclass(frozen=True)
class Result:
    article: Article
    headline: str
    done: str
    reasons: list[str]


class Job:
    """What is to be done with each story. `change` may raise any `NewsroomError`; it runs in a transaction."""

    def prospect(self, article: Article, newest: Revision, by: User) -> tuple[str, list[str]]:
        raise NotImplementedError

    def change(self, article: Article, newest: Revision, by: User) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class TakeStep(Job):
    step: str
    note: str = ""

    def prospect(self, article: Article, newest: Revision, by: User) -> tuple[str, list[str]]:
        move = Move(article, self._revision(newest), by, note=self.note or "?")
        return will_be(self.step, move), reasons_against(self.step, move)

    def change(self, article: Article, newest: Revision, by: User) -> None:
        workflow.take(article, self.step, by=by, revision=self._revision(newest), note=self.note)

    def _revision(self, newest: Revision) -> Revision | None:
        return newest if STEPS[self.step].stages else None


@dataclass(frozen=True)
class Assign(Job):
    """Give each story into one person's hands."""

    to: User
    instruction: str = ""

    def prospect(self, article: Article, newest: Revision, by: User) -> tuple[str, list[str]]:
        may = by.has_perm("articles.add_assignment")
        return _("in the hands of %s") % name_of(self.to), [] if may else [_("You may not assign stories.")]

    def change(self, article: Article, newest: Revision, by: User) -> None:
        assigning.assign(article, self.to, by=by, instruction=self.instruction)


@dataclass(frozen=True)
class Rewrite(Job):
    """A new revision with some facts changed, which stands where the words stood: published where readers see them."""

    facts: Mapping[str, Any]
    names: Callable[[Sequence[str]], list[str]]
    unchanged: str

    def prospect(self, article: Article, newest: Revision, by: User) -> tuple[str, list[str]]:
        if article.status not in OPEN_TO_CHANGE:
            return "", [_("The story is %s.") % article.get_status_display()]
        if not drafting.may_write(newest, by):
            return "", [_("You may not write on this story.")]
        if article.status == Article.Status.PUBLISHED and newest.stage != Revision.Stage.PUBLISHED:
            return "", [_("New words wait to be published: change it there.")]
        draft = filed_anew(article, newest, self.facts, self.names(newest.tag_names), by)
        if draft.content() == newest.content() and draft.tag_names == newest.tag_names:
            return "", [self.unchanged]
        step = self._step(draft, newest, by)
        move = Move(article, draft, by)
        reasons = Tagging.objects.reasons_against(draft.tag_names)
        return _does(step, move), reasons or (reasons_against(step, move) if step else [])

    def change(self, article: Article, newest: Revision, by: User) -> None:
        _does, reasons = self.prospect(article, newest, by)
        if reasons:
            raise TransitionError(reasons)
        draft = file_anew(article, self.facts, tag_names=self.names(newest.tag_names), by=by)
        if step := self._step(draft, newest, by):
            workflow.take(article, step, by=by, revision=draft)

    def _step(self, draft: Revision, newest: Revision, by: User) -> str:
        """What follows the new revision, so that the story stands where it stood."""
        if newest.stage == Revision.Stage.PUBLISHED:
            return "publish" if by.has_perm(STEPS["publish"].permission) else "submit"
        waited = newest.stage in (Revision.Stage.SUBMITTED, Revision.Stage.APPROVED)
        return "submit" if waited and draft.stage == Revision.Stage.DRAFT else ""


DOES: dict[str, Callable[[], str]] = {
    "publish": lambda: _("a new revision, published"),
    "submit": lambda: _("a new revision, submitted"),
    "submitted": lambda: _("a new revision, submitted"),
    "approved": lambda: _("a new revision, approved"),
    "returned": lambda: _("a new revision, returned"),
    "draft": lambda: _("a new draft"),
}


def _does(step: str, move: Move) -> str:
    if step == "publish" and move.date > timezone.now():
        return _("a new revision, scheduled for %s") % told(move.date)
    return DOES[step or (move.revision.stage if move.revision else "")]()


def will_be(step: str, move: Move) -> str:
    """What the step makes of the story."""
    if step == "publish" and move.date > timezone.now():
        return _("scheduled for %s") % told(move.date)
    status = STEPS[step].to_status
    return str(status.label if status else label(step))


def add_hashtag(name: str, by: User) -> Job:
    same = Tagging.objects.meaning(name)
    known = Tagging.objects.hashtag(name) is not None
    if not known and not by.has_perm("tags.add_tag"):
        raise TransitionError([_("There is no hashtag “%s”, and you may not make one.") % name])
    if reasons := Tagging.objects.reasons_against([name]):
        raise TransitionError(reasons)
    return Rewrite({}, lambda names: [*names] if any(map(same, names)) else [*names, name], _("It has the hashtag."))


def remove_hashtag(name: str) -> Job:
    same = Tagging.objects.meaning(name)
    return Rewrite({}, lambda names: [other for other in names if not same(other)], _("It has not got the hashtag."))


def move_to(section: Any) -> Job:
    return Rewrite({"section_id": section.pk}, list, _("It is in this section."))


def reasons_against(step: str, move: Move) -> list[str]:
    if not move.by.has_perm(STEPS[step].permission):
        return [_("You may not take the step “%s”.") % label(step)]
    return workflow.blockers(step, move)


def prospects(job: Job, articles: Sequence[Article], *, by: User) -> list[Prospect]:
    """In the order given. Two queries for any number of stories."""
    newest = Revision.objects.newest().filter(article__in=[article.pk for article in articles])
    words = {revision.article_id: revision for revision in newest.select_related("lead_image", "author")}
    return [_prospect(job, article, words[article.pk], by) for article in articles]


def _prospect(job: Job, article: Article, newest: Revision, by: User) -> Prospect:
    may_read = newest.author_id == by.pk or by.has_perm("articles.view_any_article")
    headline = newest.headline if may_read else article.headline
    return Prospect(article, newest, headline, *job.prospect(article, newest, by))


def carry_out(job: Job, articles: Sequence[Article], seen: Mapping[int, str], *, by: User) -> list[Result]:
    """Each story by itself; one that is not as it was seen is left alone and told of."""
    return [_one(job, article, seen.get(article.pk, ""), by) for article in articles]


def _one(job: Job, article: Article, seen: str, by: User) -> Result:
    headline = article.headline
    try:
        with transaction.atomic():
            newest = drafting.newest_of(article)
            article = Article.objects.get(pk=article.pk)
            prospect = _prospect(job, article, newest, by)
            headline = prospect.headline
            if prospect.seen != seen:
                raise EditConflict(_("It was changed meanwhile."))
            job.change(article, newest, by)
    except NewsroomError as error:
        return Result(article, headline, "", error.blockers if isinstance(error, TransitionError) else [str(error)])
    return Result(article, headline, prospect.does, [])
