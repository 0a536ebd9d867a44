from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import shapes
from articles.licence import allow_pictures
from articles.shapes import Rendition


class ImageQuerySet(models.QuerySet["Image"]):
    def public(self) -> "ImageQuerySet":
        """The pictures a reader may load: those of the house (logos, hashtags), and those of a published story whose
        source's licence is for pictures, too.
        """
        from articles.models.article import Article, is_public
        from articles.models.story_picture import StoryPicture

        today = timezone.localdate()
        licensed, of_a_text = (allow_pictures(prefix, today) for prefix in ("source__", "article__source__"))
        leads = Exists(Article.objects.published().filter(licensed, lead_image=OuterRef("pk")))
        live = StoryPicture.objects.filter(is_public("article__"), of_a_text, is_live=True)
        in_a_text = Exists(live.filter(image=OuterRef("pk")))
        return self.filter(Q(of_the_house=True) | leads | in_a_text)

    def without_renditions(self) -> "ImageQuerySet":
        """Those that have none as their focal point and `shapes.RECIPE` ask for now."""
        focal_x, focal_y = (Cast(name, models.CharField()) for name in ("focal_x", "focal_y"))
        wanted = Concat(Value(f"{shapes.RECIPE}-"), focal_x, Value("-"), focal_y, output_field=models.CharField())
        return self.alias(wanted=wanted).exclude(renditions=F("wanted"))


class Image(models.Model):
    """A picture of the library: re-encoded by us, stored once by its content, without the camera's metadata."""

    sha256 = models.CharField(_("content hash"), max_length=64, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to="pictures/", max_length=120, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("what it shows"), max_length=300, blank=True, help_text=_("Read aloud in place of the picture.")
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, per cent from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, per cent from the top"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    of_the_house = models.BooleanField(
        _("of the house"),
        default=False,
        help_text=_("Public by itself, without a story: a logo, the picture of a hashtag."),
    )
    renditions = models.CharField(
        _("renditions"),
        max_length=16,
        blank=True,
        editable=False,
        help_text=_("The set that is in the storage; empty while there is none."),
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at", "-id"]
        indexes = [models.Index(fields=["file"], name="image_of_an_address")]
        constraints = [
            models.CheckConstraint(
                name="image_focal_point_is_inside",
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                violation_error_message=_("The focal point lies outside of the picture."),
            )
        ]

    def __str__(self) -> str:
        return self.alt or self.sha256[:12]

    @property
    def url(self) -> str:
        return reverse("picture", args=[self.name])

    @property
    def name(self) -> str:
        """Of its file, as in its address."""
        return str(self.file).rpartition("/")[2]

    @property
    def cut(self) -> str:
        """The set of renditions that its focal point asks for; `renditions` is the one that is there."""
        return shapes.cut_of(self.focal_x, self.focal_y)

    def rendition(self, shape: str = "wide", kind: str = "jpeg") -> Rendition:
        """The largest of a shape (“river”, “wide”, “square”, “whole”): `url` without host, `width`, `height`, `type`.

        For whoever names one file and no more, as Open Graph and JSON-LD do. While there are no renditions it is the
        whole picture as it is stored.
        """
        found = self.renditions_of(shape, kind)
        return found[-1] if found else self.as_stored

    @property
    def as_stored(self) -> Rendition:
        """The picture as it is stored."""
        return Rendition(self.url, self.width, self.height, "image/webp")

    def renditions_of(self, shape: str, kind: str) -> list[Rendition]:
        """Of one shape and kind (“avif”, “webp”, “jpeg”), the smallest first; none while they are not made."""
        if not self.renditions:
            return []
        files = (
            (shapes.File(self.sha256, self.renditions, shape, width, kind), width, height)
            for width, height in shapes.sizes(shape, self.width, self.height)
        )
        return [
            Rendition(reverse("picture", args=[str(file)]), width, height, shapes.TYPES[kind])
            for file, width, height in files
        ]
