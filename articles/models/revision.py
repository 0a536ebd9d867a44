from functools import cached_property
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, assigned_to, is_public, reads_all, written_by
from articles.models.content import Content
from articles.models.search_text import parts_of
from newsroom.lib.html import plain_text
from newsroom.lib.words import terms_of

# (Word by word, so that SQLite sees that `stage = 'draft'` is one of these.)
OPEN = Q(stage="draft") | Q(stage="submitted") | Q(stage="returned") | Q(stage="approved")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def live(self) -> Self:
        """What was last published of each story."""
        return self.filter(stage=Revision.Stage.PUBLISHED)

    def newest(self, among: "RevisionQuerySet | None" = None) -> Self:
        """Of each story the one that was written last, among all or some. One probe of an index a row."""
        others = Revision.objects.all() if among is None else among
        later = others.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What somebody may read at the desk: what is public, all of a story they work on, all with *view*."""
        if reads_all(user):
            return self
        public = is_public("article__") & Q(stage=Revision.Stage.PUBLISHED)
        if user.is_authenticated and user.is_active:
            return self.filter(public | Q(written_by(user, "article")) | Q(assigned_to(user, "article")))
        return self.filter(public)


class Revision(Content):
    """What somebody wrote. Its words are never changed once it left the draft stage: a new one follows it."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")

    UNFINISHED = (Stage.DRAFT, Stage.RETURNED)

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("1 is the first of its story."))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.DRAFT)
    tag_names = models.JSONField(_("hashtags"), default=list, help_text=_("Names, in order."))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        related_name="revisions",
        db_index=False,
        help_text=_("Nobody for what a command brought in."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    saves = models.PositiveIntegerField(
        _("saves"),
        default=0,
        editable=False,
        help_text=_("Goes up by one each time the draft is written in place."),
    )
    saved_at = models.DateTimeField(_("saved in place"), null=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        indexes = [
            # The desk: what waits at each stage, and of that what is somebody's own.
            models.Index(
                fields=["stage", "-article"],
                name="revision_desk",
                condition=OPEN,
            ),
            models.Index(
                fields=["author", "stage", "-article"],
                name="revision_mine",
                condition=OPEN,
            ),
            # Which stories somebody wrote on.
            models.Index(fields=["author", "-article"], name="revision_author", condition=Q(author__isnull=False)),
            # What a picture leads: whether it may be removed.
            models.Index(fields=["lead_image"], name="revision_picture", condition=Q(lead_image__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="revision_number_is_unique",
                violation_error_message=_("Somebody else saved this story at the same moment."),
            ),
            models.UniqueConstraint(
                fields=["article"],
                name="revision_one_is_live",
                condition=Q(stage="published"),
                violation_error_message=_("Only one revision of a story is live."),
            ),
            models.CheckConstraint(
                name="revision_stage_is_known",
                condition=Q(stage__in=["draft", "submitted", "returned", "approved", "published", "superseded"]),
                violation_error_message=_("This is not a stage of a revision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    @property
    def token(self) -> str:
        """What a form was opened on: of two equal ones, the words between are the same."""
        return f"{self.pk}.{self.saves}"

    @cached_property
    def text(self) -> str:
        """The words of the body alone: what publishing writes beside it."""
        return plain_text(self.body)

    @cached_property
    def terms(self) -> str:
        """What the search keeps of its words."""
        return terms_of(parts_of(self.content(), self.text))
