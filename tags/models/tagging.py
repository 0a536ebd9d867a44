"""Which story has which hashtag, and since when that shows: the rows a hashtag page is one range of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.models import Article, is_unexpired
from newsroom.lib import rows
from tags.models.tag import Tag
from tags.names import UnusableName, clean_name, key_of

if TYPE_CHECKING:
    from tags.related import RelatedStory

STORY_LIMIT = 30


class TooManyHashtags(ValueError):
    def __str__(self) -> str:
        return gettext("A story has at most %d hashtags.") % STORY_LIMIT


def _too_many(names: Sequence[str]) -> bool:
    return len(names) > STORY_LIMIT < len({key_of(name) for name in names})


class TaggingQuerySet(models.QuerySet["Tagging"]):
    def show_from(self, when: datetime | None) -> int:
        """Write the copied date; none hides the rows. Called by the workflow in the transaction of its step."""
        return self.update(published_at=when)

    def dated(self) -> Self:
        """The rows of published stories, expired ones too."""
        return self.filter(published_at__isnull=False)

    def shown(self) -> Self:
        """The rows a hashtag page lists, before paging bounds their time: of published, unexpired stories."""
        return self.dated().filter(is_unexpired("content_object__"))

    def live(self, *, for_another: timedelta | None = None) -> Self:
        """Those of public stories; `for_another`: that do not expire within so long."""
        return self.filter(is_unexpired("content_object__", for_another=for_another), published_at__lte=Now())

    def under(self, spelling: str) -> Self:
        """The rows of the hashtag that a spelling means: its own, or the one it is an alias of."""
        key = key_of(spelling)
        return self.filter(tag__in=Tag.objects.filter(Q(key=key) | Q(aliases__key=key)))

    def out_of_step(self) -> Self:
        """The auditor of the copied date: rows whose date is not the one their story shows."""
        right = models.Case(
            models.When(content_object__status=Article.Status.PUBLISHED, then=F("content_object__published_at")),
            default=None,
            output_field=models.DateTimeField(),
        )
        rows = self.alias(right=right)
        return rows.filter(
            Q(published_at__isnull=True, right__isnull=False)
            | Q(published_at__isnull=False, right__isnull=True)
            | Q(published_at__lt=F("right"))
            | Q(published_at__gt=F("right"))  # (“Not equal” holds of two nulls: Django guards only one side.)
        )


_Manager = models.Manager.from_queryset(TaggingQuerySet)


class TaggingManager(_Manager["Tagging"]):
    def replace(self, hashtags: Mapping[Article, Sequence[str]], *, are_new: bool = False) -> None:
        """Give each story exactly these hashtags, by name and in this order, dated as the story shows.

        None of the stories has any yet when they `are_new`. A name of an alias gives its hashtag; an unknown one makes
        a new tag. Call it in a transaction. Set-based: at most six statements for any number of stories, seven on
        PostgreSQL. Raises `TooManyHashtags` and `UnusableName` before anything is written.
        """
        if any(map(_too_many, hashtags.values())):
            raise TooManyHashtags
        found = Tag.objects.by_names(name for names in hashtags.values() for name in names)
        leads = Tag.objects.held(found.values())
        tags = {name: leads[tag_id] for name, tag_id in found.items()}
        present = {} if are_new else self._present(hashtags)
        changed: dict[int, list[tuple[int, datetime | None]]] = {}
        for article, names in hashtags.items():
            date = article.shown_at
            dated = [(tag_id, date) for tag_id in dict.fromkeys([tags[name] for name in names])]
            if dated != present.get(article.pk, []):
                changed[article.pk] = dated
        if stale := changed.keys() & present.keys():
            self.filter(content_object__in=stale).delete()
        new = (
            (tag_id, key, place, date) for key, dated in changed.items() for place, (tag_id, date) in enumerate(dated)
        )
        rows.write(self.model, ("tag_id", "content_object_id", "position", "published_at"), new)

    def _present(self, articles: Iterable[Article]) -> dict[int, list[tuple[int, datetime | None]]]:
        """The hashtags that each story has, in order, with their dates."""
        present: dict[int, list[tuple[int, datetime | None]]] = {}
        shown = self.filter(content_object__in=[article.pk for article in articles]).order_by("position")
        for article_id, tag_id, date in shown.values_list("content_object_id", "tag_id", "published_at"):
            present.setdefault(article_id, []).append((tag_id, date))
        return present

    def bring_into_step(self) -> int:
        """Copy the date anew where it is not the one the story shows; the number of rows mended."""
        rows = self.out_of_step()
        shown = Article.objects.filter(pk=models.OuterRef("content_object"), status=Article.Status.PUBLISHED)
        return self.filter(pk__in=rows.values("pk")).update(published_at=models.Subquery(shown.values("published_at")))

    def related(self) -> "list[RelatedStory]":
        """Of the stories that share hashtags with this one, the likeliest to be read next."""
        from tags import related

        return related.stories(self.instance)  # type: ignore[attr-defined]  # a story's own manager knows it

    def trending_of(self, stories: Iterable[Article]) -> list[int]:
        """The trending hashtags that some stories have. One query."""
        from tags.models.trend import Trend

        return list(
            Trend.objects.filter(tag__taggings__content_object__in=stories).distinct().values_list("pk", flat=True)
        )

    def count_anew(self, hashtags: Sequence[int]) -> None:
        """Those figures of trending hashtags that stand on stories which were changed or taken back."""
        from tags import trending

        trending.count_anew(hashtags)

    def hashtag(self, spelling: str) -> Tag | None:
        """The hashtag that a spelling means, also a hidden one: its own, or the one it is an alias of."""
        tag = Tag.objects.select_related("canonical").filter(key=key_of(spelling)).first()
        return (tag.canonical or tag) if tag else None

    def meaning(self, name: str) -> Callable[[str], bool]:
        """Whether another name means the same hashtag, as a spelling or an alias of it. Two queries, made now."""
        tag = self.hashtag(name)
        keys = {key_of(name)} if tag is None else {tag.key, *tag.aliases.values_list("key", flat=True)}
        return lambda other: key_of(other) in keys

    def as_shown(self, names: Sequence[str]) -> list[Tag]:
        """The hashtags that readers would see with these names, in order; those that are new are not made."""
        keys = {name: key_of(name) for name in names}
        found = Tag.objects.select_related("canonical").filter(key__in=set(keys.values()))
        known = {tag.key: tag.canonical or tag for tag in found}
        shown = {keys[name]: known.get(keys[name]) or Tag.named(name) for name in names}
        return [tag for tag in shown.values() if not tag.hidden]

    def unknown(self, names: Sequence[str]) -> list[str]:
        """The names that no hashtag and no alias has yet."""
        keys = {name: key_of(name) for name in names}
        known = set(Tag.objects.filter(key__in=set(keys.values())).values_list("key", flat=True)) if keys else set()
        return [name for name, key in keys.items() if key not in known]

    def reasons_against(self, names: Sequence[str]) -> list[str]:
        """Why these names cannot be the hashtags of one story; empty when they can."""
        reasons = []
        for name in names:
            try:
                clean_name(name)
            except UnusableName as error:
                reasons.append(str(error))
        if _too_many(names):
            reasons.append(str(TooManyHashtags()))
        return reasons


class Tagging(ItemBase):
    """A hashtag of a story. `published_at` is a copy of the story's date, null while it is not published.

    The copy has one writer, this module (`replace`, `show_from`), and one auditor, `Tagging.objects.out_of_step()`.
    (taggit wants the story's key to be called `content_object`.)
    """

    tag = models.ForeignKey(
        Tag, verbose_name=_("hashtag"), on_delete=models.PROTECT, related_name="taggings", db_index=False
    )
    content_object = models.ForeignKey(
        Article,
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="taggings",
        db_column="article_id",
        db_index=False,
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = TaggingManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        ordering = ["position"]
        indexes = [
            # The hashtag page: one range, newest first. Also the governance of a hashtag that counts, lists or moves
            # all of its rows, drafts too.
            models.Index(fields=["tag", "-published_at", "-content_object"], name="tagging_river"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="tagging_is_unique",
                violation_error_message=_("The story has this hashtag already."),
            ),
            # With the unique position below: at most thirty a story.
            models.CheckConstraint(
                name="tagging_at_most_thirty",
                condition=Q(position__lt=STORY_LIMIT),
                violation_error_message=_("A story has at most 30 hashtags."),
            ),
            models.UniqueConstraint(
                fields=["content_object", "position"],
                name="tagging_position_is_unique",
                violation_error_message=_("Two hashtags of a story stand in the same place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_object_id} #{self.tag_id}"
