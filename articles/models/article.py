from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.content import Content
from articles.models.section import Section
from articles.models.source import Source


def is_public(prefix: str = "") -> Q:
    """The one meaning of *public*: published, its time has come by the database's clock, and not expired.

    `prefix` is the path from another model to the story, as in `is_public("article__")`.
    """
    has_come = Q(**{f"{prefix}status": Article.Status.PUBLISHED, f"{prefix}published_at__lte": Now()})
    return has_come & is_unexpired(prefix)


def is_unexpired(prefix: str = "", *, for_another: timedelta | None = None) -> Q:
    """The last part of *public*, for rows that already know the rest (`Tagging.published_at`).

    `for_another`: and that will stay so for a while, so that what is made of it may be kept as long.
    """
    until = Now() + Value(for_another) if for_another else Now()
    return Q(**{f"{prefix}expires_at": None}) | Q(**{f"{prefix}expires_at__gt": until})


# (Word by word: SQLite sees that `status = 'draft'` is one of these, and does not see that it is not “published”.)
NOT_PUBLISHED = Q(status="draft") | Q(status="withdrawn") | Q(status="retracted")


def written_by(user: AbstractBaseUser, story: str = "pk") -> models.Exists:
    """Somebody wrote a revision of the story; `story` is the column with its key. One probe of an index a row."""
    revisions = Article.revisions.field.model._default_manager
    return models.Exists(revisions.filter(article=models.OuterRef(story), author=user))


def reads_all(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(user.is_active and user.is_staff and user.has_perm("articles.view_any_article"))  # type: ignore[attr-defined]


def assigned_to(user: AbstractBaseUser, story: str = "pk") -> models.Exists:
    """Somebody has the story in hand; `story` is the column with its key."""
    assignments = Article.assignments.field.model._default_manager
    return models.Exists(assignments.filter(article=models.OuterRef(story), person=user, ended_at=None))


def is_worked_on_by(user: AbstractBaseUser) -> Q:
    return Q(written_by(user)) | Q(assigned_to(user))


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> Self:
        return self.filter(is_public())

    def shown(self) -> Self:
        """Published and not expired, before the paging of a listing bounds their time (`newsroom.lib.keyset`)."""
        return self.filter(is_unexpired(), status=Article.Status.PUBLISHED)

    def scheduled(self) -> Self:
        """Published at a time that has not come."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__gt=Now())

    def expired(self, now: datetime) -> Self:
        """Published, and seen no more: what waits to be withdrawn."""
        return self.filter(status=Article.Status.PUBLISHED, expires_at__lte=now).order_by("expires_at")

    def gone(self) -> Self:
        """Was public and is no more: its address answers 410."""
        return self.filter(status__in=[Article.Status.WITHDRAWN, Article.Status.RETRACTED])

    def retracted_since(self, when: datetime) -> Self:
        """Readers saw them and find a notice in their place. (Words that become a notice are changed: `updated_at`.)"""
        return self.filter(status=Article.Status.RETRACTED, updated_at__gte=when, published_at__lte=F("updated_at"))

    def in_section(self, section: Section) -> Self:
        return self.filter(section=section)

    def from_source(self, source: Source) -> Self:
        return self.filter(source=source)

    def findable(self) -> Self:
        """Of the sources whose stories search engines may list. No join, so that a listing keeps its index."""
        return self.exclude(source__in=Source.objects.unfindable())

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What somebody may read at the desk: what is public, what they work on, and everything with *view*."""
        if reads_all(user):
            return self
        if user.is_authenticated and user.is_active:
            return self.filter(is_public() | is_worked_on_by(user))
        return self.published()

    def worked_on_by(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Whose talk, plans and log are somebody's business: what they wrote on or have in hand, or all with *view*."""
        if reads_all(user):
            return self
        if user.is_authenticated and user.is_active and user.is_staff:  # type: ignore[attr-defined]
            return self.filter(is_worked_on_by(user))
        return self.none()

    def with_card(self) -> Self:
        """Complete for a card or a story page: source, section, picture and hashtags, in two queries and no more."""
        taggings = Article.tags.through._default_manager.select_related("tag").fetch_mode(models.FETCH_RAISE)
        return (
            self.select_related("source", "section", "lead_image")
            .prefetch_related(models.Prefetch("taggings", taggings))
            .fetch_mode(models.FETCH_RAISE)
        )


class Article(Content):
    """A story as the public sees it. Its words change only by a step of `articles.workflow`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RETRACTED = "retracted", _("retracted")

    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        related_name="articles",
        db_index=False,
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        related_name="articles",
        db_index=False,
    )
    text = models.TextField(_("plain text"), blank=True, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(
        _("updated"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the words readers see last changed."),
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    notice = models.TextField(_("public notice"), max_length=2000, blank=True, editable=False)
    external_id = models.CharField(
        _("id at the source"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("What an import knows it by."),
    )
    fingerprint = models.CharField(
        _("fingerprint"),
        max_length=32,
        blank=True,
        editable=False,
        help_text=_("Of the line it was last imported from."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=0,
        editable=False,
        help_text=_("Goes up by one with every step: nobody writes on a stale copy."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    tags = TaggableManager(_("hashtags"), through="tags.Tagging", blank=True)

    objects = ArticleQuerySet.as_manager()

    if TYPE_CHECKING:
        taggings: Any

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-published_at", "-id"]
        indexes = [
            # The front page and the day archive. (With its state, SQLite reads it alone, and no other in its place.)
            models.Index(
                fields=["-published_at", "-id", "status"], name="article_river", condition=Q(status="published")
            ),
            # The pages of a section and of a source. The latter, with what follows the id, is all that the list of a
            # sitemap's months reads.
            models.Index(
                fields=["section", "-published_at", "-id"],
                name="article_section_river",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["source", "-published_at", "-id", "updated_at", "expires_at", "status"],
                name="article_source_river",
                condition=Q(status="published"),
            ),
            # What has expired and is not withdrawn yet.
            models.Index(
                fields=["expires_at"],
                name="article_expiry",
                condition=Q(status="published", expires_at__isnull=False),
            ),
            # The desk's lists, newest story first: of what is not public, of a section, of a source. (The latter two
            # also say quickly that nothing hangs on a section or source that shall be removed.)
            models.Index(fields=["status", "-id"], name="article_desk", condition=NOT_PUBLISHED),
            models.Index(fields=["section", "-id"], name="article_section_desk"),
            models.Index(fields=["source", "-id"], name="article_source_desk"),
            # What a picture leads: whether a reader may load it, and whether it may be removed.
            models.Index(fields=["lead_image"], name="article_picture", condition=Q(lead_image__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_status_is_known",
                condition=Q(status__in=["draft", "published", "withdrawn", "retracted"]),
                violation_error_message=_("A story is a draft, published, withdrawn or retracted."),
            ),
            models.CheckConstraint(
                name="article_published_is_whole",
                condition=Q(status="draft")
                | (
                    Q(published_at__isnull=False, section__isnull=False, source__isnull=False)
                    & ~Q(headline="")
                    & ~Q(slug="")
                ),
                violation_error_message=_("A published story has a headline, a source, a section and a date."),
            ),
            models.CheckConstraint(
                name="article_retraction_has_notice",
                condition=~Q(status="retracted") | ~Q(notice=""),
                violation_error_message=_("A retraction has a notice that readers can see."),
            ),
            models.CheckConstraint(
                name="article_embargo_is_kept",
                condition=Q(embargo_until__isnull=True)
                | Q(published_at__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
                violation_error_message=_("The story cannot be public before its embargo is over."),
            ),
            models.CheckConstraint(
                name="article_expires_after_publication",
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                violation_error_message=_("The story would expire before it is published."),
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                name="article_external_id_is_unique",
                condition=~Q(external_id=""),
                violation_error_message=_("This source has another story with this id."),
            ),
        ]
        permissions = [
            ("view_any_article", _("Can read every draft")),
            ("edit_any_article", _("Can write on every draft")),
            ("submit_article", _("Can submit a story")),
            ("return_article", _("Can return a story")),
            ("approve_article", _("Can approve a story")),
            ("approve_own_article", _("Can approve a story of their own")),
            ("publish_article", _("Can publish a story")),
            ("correct_article", _("Can correct a published story")),
            ("withdraw_article", _("Can withdraw a story")),
            ("retract_article", _("Can retract a story")),
            ("reopen_article", _("Can reopen a withdrawn story")),
        ]

    def __str__(self) -> str:
        return self.headline or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk, self.slug])

    @property
    def shown_at(self) -> Any:
        """The date on the hashtag pages: its publication while it is published, else none."""
        return self.published_at if self.status == self.Status.PUBLISHED else None
