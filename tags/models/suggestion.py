from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from tags.models.tag import Tag


class SuggestionManager(models.Manager["SuggestionAnswer"]):
    def remember(self, article: Article, tag: Tag, *, accepted: bool, by: User) -> None:
        """One statement; the last answer counts."""
        self.bulk_create(
            [SuggestionAnswer(article=article, tag=tag, person=by, accepted=accepted, at=timezone.now())],
            update_conflicts=True,
            unique_fields=["article", "tag"],
            update_fields=["person", "accepted", "at"],
        )

    def refused_for(self, article: Article) -> list[int]:
        """The hashtags that are not offered again for this story."""
        return list(self.filter(article=article, accepted=False).values_list("tag_id", flat=True))


class SuggestionAnswer(models.Model):
    """Somebody took a hashtag that was suggested for a story, or refused it."""

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    tag = models.ForeignKey(Tag, verbose_name=_("hashtag"), on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    accepted = models.BooleanField(_("accepted"))
    at = models.DateTimeField(_("at"))

    objects = SuggestionManager()

    class Meta:
        verbose_name = _("answer to a suggestion")
        verbose_name_plural = _("answers to suggestions")
        constraints = [
            # Its index answers for one story.
            models.UniqueConstraint(
                fields=["article", "tag"],
                name="suggestion_answer_is_unique",
                violation_error_message=_("This suggestion has been answered for this story."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} #{self.tag_id}"
