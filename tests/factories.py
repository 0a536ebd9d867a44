"""Plain functions that make what a test needs; what matters to a test stands in the test."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import drafting, workflow
from articles.actors import Actor, Command
from articles.bulk import publish_many
from articles.models import Article, Image, Revision, Section, Source
from articles.needs import Move
from newsroom.lib.slugs import slug_of
from tags.models import Tag

numbers = count(1)
COMMAND = Command("tests")


def make_source(name: str = "", **fields: Any) -> Source:
    name = name or f"Source {next(numbers)}"
    return Source.objects.create(**{"name": name, "slug": slug_of(name), **fields})


def make_section(name: str = "", **fields: Any) -> Section:
    name = name or f"Section {next(numbers)}"
    return Section.objects.create(**{"name": name, "slug": slug_of(name), **fields})


def general() -> Section:
    return Section.objects.get(slug=Section.DEFAULT_SLUG)


def make_tag(name: str = "", **fields: Any) -> Tag:
    tag = Tag.named(name or f"Tag {next(numbers)}", **fields)
    tag.save()
    return tag


def make_image(**fields: Any) -> Image:
    digest = f"{next(numbers):064x}"
    defaults = {
        "sha256": digest,
        "file": f"pictures/{digest}.webp",
        "width": 1200,
        "height": 800,
        "alt": "A quay",
    }
    return Image.objects.create(**{**defaults, **fields})


def make_user(role: str = "", **fields: Any) -> User:
    """A member of staff with one of the four roles; without a role, somebody who may do nothing."""
    user = User.objects.create(**{"username": f"user{next(numbers)}", "is_staff": bool(role), **fields})
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def grant(user: User, *permissions: str) -> User:
    """The same person with these rights besides (`articles.publish_article`), read anew."""
    for permission in permissions:
        app_label, _, codename = permission.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return User.objects.get(pk=user.pk)


def make_draft(*, tags: Sequence[str] = (), by: Actor = COMMAND, **content: Any) -> tuple[Article, Revision]:
    """Its hashtags are there, if whoever writes it may not make new ones."""
    if not by.has_perm("tags.add_tag"):
        Tag.objects.by_names(tags)
    content = {
        "headline": f"Story {next(numbers)}",
        "body": "<p>The ferry sails at nine.</p>",
        "section_id": general().pk,
        **content,
    }
    if "source_id" not in content:
        content["source_id"] = make_source().pk
    return drafting.start(content, tag_names=tags, by=by)


def make_published(
    *,
    tags: Sequence[str] = (),
    at: datetime | None = None,
    ago: timedelta = timedelta(minutes=1),
    **content: Any,
) -> Article:
    article, revision = make_draft(tags=tags, **content)
    workflow.publish(article, by=COMMAND, revision=revision, at=at or timezone.now() - ago)
    return article


def make_many(
    number: int, *, tags: Sequence[str] = (), newest: datetime | None = None, apart: timedelta = timedelta(minutes=1)
) -> list[Article]:
    """So many published stories, the newest one first, at the cost of one."""
    newest = newest or timezone.now() - timedelta(minutes=1)
    source, section = make_source(), general()
    moves = []
    for place in range(number):
        words = {"headline": f"Story {next(numbers)}", "body": f"<p>It is number {place}.</p>"}
        content = drafting.clean_content({**words, "source_id": source.pk, "section_id": section.pk})
        revision = Revision(article=Article(), tag_names=list(tags), **content)
        moves.append(Move(revision.article, revision, COMMAND, at=newest - place * apart))
    assert not any(publish_many(moves))
    return [move.article for move in moves]


def make_stored_image(content: bytes = b"RIFF....WEBP", **fields: Any) -> Image:
    """A picture whose file is there to be loaded."""
    image = make_image(**fields)
    default_storage.save(str(image.file), ContentFile(content))
    return image
