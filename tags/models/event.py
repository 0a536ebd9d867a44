from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.lib.append_only import AppendOnly, AppendOnlyQuerySet
from tags.models.tag import Tag
from tags.names import NAME_LENGTH


class TagEventQuerySet(AppendOnlyQuerySet["TagEvent"]):
    def about(self, tag: Tag) -> "TagEventQuerySet":
        """What happened to a hashtag, and to those that became a part of it."""
        return self.filter(models.Q(tag=tag) | models.Q(other=tag))


class TagEvent(AppendOnly):
    """Who did what to a hashtag, and when: one row a step, never changed, never removed.

    The names stand there as they were, for a hashtag can be removed and its log stays.
    """

    class Step(models.TextChoices):
        MAKE = "make", _("made")
        CHANGE = "change", _("described")
        RENAME = "rename", _("renamed")
        ALIAS = "alias", _("alias added")
        UNALIAS = "unalias", _("alias removed")
        MERGE = "merge", _("merged")
        UNDO = "undo", _("merge undone")
        REMOVE = "remove", _("removed")

    step = models.CharField(_("step"), max_length=8, choices=Step)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    via = models.CharField(
        _("via"), max_length=40, blank=True, help_text=_("The command that took it, when no person did.")
    )
    tag = models.ForeignKey(Tag, verbose_name=_("hashtag"), on_delete=models.SET_NULL, null=True, related_name="events")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    other = models.ForeignKey(
        Tag,
        verbose_name=_("other hashtag"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("What it was merged into, or the alias."),
    )
    other_name = models.CharField(_("name of the other"), max_length=NAME_LENGTH, blank=True)
    details = models.JSONField(_("details"), default=dict)
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), on_delete=models.PROTECT, null=True, related_name="undone_by"
    )

    objects = TagEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a hashtag")
        verbose_name_plural = _("events of hashtags")
        ordering = ["-at", "-id"]
        default_permissions = ()  # it is read on the screen of its hashtag
        constraints = [
            models.CheckConstraint(
                name="tag_event_undoes_a_merge",
                condition=models.Q(undoes__isnull=True) | models.Q(step="undo"),
                violation_error_message=_("Only a merge is undone."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} #{self.name} {self.at:%Y-%m-%d %H:%M}"


class MergedTagging(models.Model):
    """What a merge did to the hashtags of one story, as long as it can be undone.

    Plain numbers instead of keys: a merge writes a million of these, and what they name may be gone.
    """

    event = models.ForeignKey(TagEvent, on_delete=models.CASCADE, related_name="merged")
    article_id = models.PositiveBigIntegerField()
    kept_id = models.PositiveBigIntegerField(help_text="The row that the story has now, under the target.")
    position = models.PositiveSmallIntegerField(help_text="Where it stands.")
    moved = models.BooleanField(help_text="The row was the source's before.")
    removed_id = models.PositiveBigIntegerField(null=True, help_text="The later row of a story that had both.")
    removed_position = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("merged tagging")
        verbose_name_plural = _("merged taggings")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}: {self.article_id}"
