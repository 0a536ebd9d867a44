from collections.abc import Sequence
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

SEEN_FOR = timedelta(seconds=60)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self) -> Self:
        """Who was there a moment ago."""
        return self.filter(seen_at__gt=timezone.now() - SEEN_FOR)


class PresenceManager(models.Manager.from_queryset(PresenceQuerySet)):  # type: ignore[misc]
    def beat(self, article: Article, person: User) -> None:
        """One statement: somebody has this story open."""
        self.bulk_create(
            [Presence(article=article, person=person, seen_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["article", "person"],
            update_fields=["seen_at"],
        )

    def others(self, article: Article, person: User) -> Sequence[User]:
        """Who else has it open."""
        rows = self.get_queryset().now().filter(article=article).exclude(person=person).select_related("person")
        return [row.person for row in rows.order_by("pk")]


class Presence(models.Model):
    """Somebody has a story open in the form, or had a minute ago. It says so, and locks nothing."""

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="presences", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    seen_at = models.DateTimeField(_("seen"))

    objects = PresenceManager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            # Its index answers for one story.
            models.UniqueConstraint(
                fields=["article", "person"],
                name="presence_is_unique",
                violation_error_message=_("This person has the story open already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.person_id}"
