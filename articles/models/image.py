from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.licence import allow_pictures


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
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at", "-id"]
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
        return reverse("picture", args=[str(self.file).rpartition("/")[2]])
