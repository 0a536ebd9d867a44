"""The library of pictures: what people at the desk do with it, and where a picture is used.

A picture that readers see changes as stories do: by those who may publish, or look after the house.
"""

from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from articles import addresses, commons, pictures, renditions
from articles.actors import Actor
from articles.errors import EditConflict, InUse, NotAllowed
from articles.models import Article, Image, Revision
from articles.pictures import UnusablePicture
from articles.storing import store
from articles.thumbnails import forget_thumbnail
from newsroom.lib import bounded

HOUSE = ("articles.change_source", "tags.change_tag")  # whoever chooses logos or pictures of hashtags
NAMED = 20  # stories that a picture's page names
SAME_SHAPE = 0.01
OF_THE_FILE = ("file", "sha256", "width", "height", "renditions")


@dataclass(frozen=True)
class Whereabouts:
    """Where a picture is used: `stories` are those a person may know of, `others` a bounded number."""

    stories: list[Article]
    others: int
    sources: list[Any]
    hashtags: list[Any]

    @property
    def more(self) -> str:
        return bounded.told(self.others) if self.others else ""

    def __bool__(self) -> bool:
        return bool(self.stories or self.others or self.sources or self.hashtags)


def may_share(by: Actor) -> bool:
    """May this person make a picture public without a story?"""
    return any(by.has_perm(permission) for permission in HOUSE)


def may_change(picture: Image, by: Actor) -> bool:
    if not by.has_perm("articles.change_image"):
        return False
    if Image.objects.filter(pk=picture.pk, of_the_house=True).exists():
        return may_share(by)
    return by.has_perm("articles.publish_article") or not Image.objects.public().filter(pk=picture.pk).exists()


def bring_in(file: "IO[bytes] | File[bytes]", *, by: Actor) -> tuple[Image, bool]:
    """The picture of the library, and whether it is new there. Raises `NotAllowed` and `UnusablePicture`."""
    if not by.has_perm("articles.add_image"):
        raise NotAllowed(_("You may not add pictures."))
    newest = Image.objects.order_by("-pk").first()
    picture = pictures.take_in(file)
    return picture, newest is None or picture.pk > newest.pk


@transaction.atomic
def describe(picture: Image, *, by: Actor) -> None:
    """Save its words and focal point, and whether it is of the house. Raises `NotAllowed` and `InUse`."""
    if not may_change(picture, by):
        raise NotAllowed(_("Readers see this picture: who may publish can change it."))
    now = Image.objects.select_for_update().get(pk=picture.pk)
    if picture.of_the_house != now.of_the_house and not may_share(by):
        raise NotAllowed(_("You may not say what is of the house."))
    if now.of_the_house and not picture.of_the_house and (reason := why_of_the_house(picture)):
        raise InUse(reason)
    for name in OF_THE_FILE:  # which others may have written since it was read
        setattr(picture, name, getattr(now, name))
    commons.save(picture, by=by)
    if picture.cut != now.cut:
        renditions.order(picture)


def why_of_the_house(picture: Image) -> str:
    """Why it has to stay public by itself; empty when it need not."""
    if sum(bounded.count(used.all()) for used in (_of(picture, "sources"), _of(picture, "tags"))):
        return _("It is a logo or the picture of a hashtag: those have to be of the house.")
    return ""


def replace(picture: Image, file: "IO[bytes] | File[bytes]", *, seen: str = "", by: Actor) -> None:
    """Another file in its place, wherever it is used. The old address leads to the new one; the old file goes.

    The focal point stays where the shape is the same. Raises `NotAllowed`, `UnusablePicture`, and `EditConflict` when
    the file is no longer the one that was `seen` (its content hash; else the one that `picture` was read with).
    """
    if not may_change(picture, by):
        raise NotAllowed(_("Readers see this picture: who may publish can change it."))
    encoded = pictures.encode(file)
    if same := Image.objects.filter(sha256=encoded.sha256).first():
        raise UnusablePicture(
            _("This is the picture that is there.")
            if same == picture
            else _("The library has this file already: %s") % same
        )
    with transaction.atomic():
        if not Image.objects.select_for_update().filter(pk=picture.pk, sha256=seen or picture.sha256).exists():
            raise EditConflict(_("Somebody else replaced this picture. Look at it again before you go on."))
        _write(picture, encoded, by)


def remove(picture: Image, *, by: Actor) -> None:
    """Row and file, while nothing uses it. Raises `NotAllowed` and `InUse`."""
    with transaction.atomic():
        name, sha256 = str(picture.file), picture.sha256
        commons.remove(picture, by=by)
        _remove_files(name, sha256)


def whereabouts(picture: Image, *, by: Any) -> Whereabouts:
    """At most seven queries, whatever the number of stories."""
    limit = bounded.LIMIT + 1
    ids = set(Article.objects.filter(lead_image=picture).order_by().values_list("pk", flat=True)[:limit])
    ids |= set(Revision.objects.filter(lead_image=picture).order_by().values_list("article", flat=True)[:limit])
    ids |= set(picture.in_texts.order_by().values_list("article", flat=True)[:limit])
    known = Article.objects.visible_to(by).filter(pk__in=ids)
    named = list(known.only("headline", "status").order_by("-pk")[:NAMED])
    sources, hashtags = (list(_of(picture, name).all()[:NAMED]) for name in ("sources", "tags"))
    return Whereabouts(named, len(ids) - len(named), sources, hashtags)


def _write(picture: Image, encoded: pictures.Encoded, by: Actor) -> None:
    name = f"pictures/{encoded.sha256}.webp"
    old, old_sha256 = str(picture.file), picture.sha256
    shape, new_shape = picture.width / picture.height, encoded.width / encoded.height
    if abs(shape / new_shape - 1) > SAME_SHAPE:
        picture.focal_x = picture.focal_y = 50
    store(name, encoded.data)
    picture.file.name = name
    picture.sha256, picture.width, picture.height = encoded.sha256, encoded.width, encoded.height
    picture.renditions = ""
    addresses.take(picture, name.rpartition("/")[2])
    addresses.leave_behind(picture, old.rpartition("/")[2])
    commons.save(picture, by=by)
    renditions.order(picture)
    _remove_files(old, old_sha256)


def _remove_files(name: str, sha256: str) -> None:
    """Once the change is certain: until then the row may come back, and with it the need for the file."""
    storage = Image._meta.get_field("file").storage

    def go() -> None:
        if not Image.objects.filter(file=name).exists():  # taken in anew at this very moment
            storage.delete(name)
            forget_thumbnail(sha256)
            renditions.forget(sha256)

    transaction.on_commit(go)


def _of(picture: Image, related: str) -> Any:
    """The hashtags of a picture are of the app above, which this one knows by name only."""
    return getattr(picture, related)
