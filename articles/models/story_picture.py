from collections.abc import Iterator, Mapping

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.image import Image
from articles.models.old_address import OldAddress
from newsroom.lib.html import pictures_in

STORIES_AT_ONCE = 500


class StoryPictureManager(models.Manager["StoryPicture"]):
    def note(self, article: Article, body: str) -> None:
        """A draft of this story has these pictures in its text. Nothing is written for a text without any."""
        images = images_named(pictures_in(body))
        new = [StoryPicture(article_id=article.pk, image_id=image) for image in images.values()]
        self.bulk_create(new, ignore_conflicts=True)

    def show(self, bodies: Mapping[int, str]) -> None:
        """The public text of each story, by its key: exactly the pictures in it are live. Five statements at most."""
        names = {key: pictures_in(body) for key, body in bodies.items()}
        images = images_named([name for found in names.values() for name in found])
        live = {(key, images[name]) for key, found in names.items() for name in found if name in images}
        known = {(row.article_id, row.image_id): row for row in self.filter(article__in=bodies)}
        new = [StoryPicture(article_id=key, image_id=image, is_live=True) for key, image in live - known.keys()]
        self.bulk_create(new)
        turned = [row for pair, row in known.items() if row.is_live != (pair in live)]
        for row in turned:
            row.is_live = not row.is_live
        self.bulk_update(turned, ["is_live"])

    def out_of_step(self) -> Iterator[Article]:
        """The auditor of `is_live`: published stories whose text has other pictures than the live ones."""
        last = 0
        marked = Exists(self.filter(article=OuterRef("pk"), is_live=True))
        told = Article.objects.exclude(status=Article.Status.DRAFT).filter(Q(body__contains="<img") | marked)
        while stories := list(told.filter(pk__gt=last).order_by("pk").only("body")[:STORIES_AT_ONCE]):
            names = {story.pk: pictures_in(story.body) for story in stories}
            images = images_named([name for found in names.values() for name in found])
            live = set(self.filter(article__in=names, is_live=True).values_list("article", "image"))
            for story in stories:
                meant = {images[name] for name in names[story.pk] if name in images}
                if meant != {image for key, image in live if key == story.pk}:
                    yield story
            last = stories[-1].pk


def images_named(names: list[str]) -> dict[str, int]:
    """The pictures of the library by the names of their files, present and past."""
    if not names:
        return {}
    rows = Image.objects.filter(file__in={f"pictures/{name}" for name in names}).values_list("file", "pk")
    found = {str(file).removeprefix("pictures/"): key for file, key in rows}
    if missing := set(names) - found.keys():  # the text still has the address of a file that was replaced
        old = OldAddress.objects.filter(kind="image", address__in=missing)
        found |= dict(old.values_list("address", "target_id"))
    return found


class StoryPicture(models.Model):
    """A picture in the text of a story, or of a draft of it: it may not go, and is public while `is_live`.

    `is_live` says of the text that was last published what the text says itself; `show` writes it in the step that
    publishes, so that asking for one picture need not read a million texts.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="text_pictures"
    )
    image = models.ForeignKey(
        Image, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="in_texts", db_index=False
    )
    is_live = models.BooleanField(_("in the public text"), default=False)

    objects = StoryPictureManager()

    class Meta:
        verbose_name = _("picture in a text")
        verbose_name_plural = _("pictures in texts")
        constraints = [
            # Its index answers for a picture that a reader asks for.
            models.UniqueConstraint(
                fields=["image", "article"],
                name="story_picture_is_unique",
                violation_error_message=_("The text has this picture already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.image_id}"
