"""Load the sample newsroom, by the same verbs as editors use. Whatever is there already is left as it is."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zlib import crc32

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL.Image import Image as Drawing

from articles import drafting, pictures, workflow
from articles.actors import Actor, Command
from articles.models import Article, Epoch, Image, Revision, Section, Source
from newsroom.sample.pictures import draw, draw_source_logo
from newsroom.sample.reading import House, Story
from tags.models import Tag
from tags.names import key_of

DESK = Command("load_sample")
SOURCE_FIELDS = ("name", "website", "sentence", "extent", "word_limit", "pictures", "indexing")


def load_house(house: House, *, password: str) -> None:
    """Sources, sections, hashtags with their aliases, and an account for each person."""
    with transaction.atomic():
        _load_sections(house)
        _load_sources(house)
        _load_tags(house)
        Epoch.objects.bump()
    for person in house.people:
        _load_person(person["username"], person["name"], person["role"], password)


def load_stories(stories: Iterable[Story]) -> Iterator[Story]:
    """Load what is not there yet, each story in one transaction; yields every story as it is done with."""
    loaded = set(Article.objects.filter(external_id__startswith="sample:").values_list("external_id", flat=True))
    now = timezone.now()
    for story in stories:
        if f"sample:{story.name}" not in loaded:
            with transaction.atomic():
                _load_story(story, now)
        yield story


def _load_sections(house: House) -> None:
    for section in house.sections:
        Section.objects.get_or_create(slug=section["slug"], defaults=section)


def _load_sources(house: House) -> None:
    for source in house.sources:
        fields = {key: source[key] for key in SOURCE_FIELDS if key in source}
        found, new = Source.objects.get_or_create(slug=source["slug"], defaults=fields)
        if new:
            found.logo = _picture(draw_source_logo(source["name"], 256), alt=source["name"], of_the_house=True)
            found.save()


def _load_tags(house: House) -> None:
    for entry in house.tags:
        if Tag.objects.filter(key=key_of(entry["name"])).exists():
            continue
        tag = Tag.named(entry["name"], description=entry.get("description", ""), hidden=entry.get("hidden", False))
        if scene := entry.get("picture"):
            tag.picture = _picture(
                _draw(scene, entry["name"], entry.get("take", 0)), alt=entry["name"], of_the_house=True
            )
        tag.save()
        for alias in entry.get("aliases", []):
            Tag.named(alias, canonical=tag).save()


def _load_person(username: str, name: str, role: str, password: str) -> None:
    first, _, last = name.rpartition(" ")
    defaults = {"first_name": first, "last_name": last, "is_staff": True}
    user, new = User.objects.get_or_create(username=username, defaults=defaults)
    if new:
        user.set_password(password)
        user.save()
        user.groups.add(Group.objects.get(name=role))


def _load_story(story: Story, now: datetime) -> None:
    author: Actor = User.objects.get(username=story.author) if story.author else DESK
    content = {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": story.first_body,
        "byline": story.byline,
        "language": story.language,
        "original_url": story.url,
        "source_id": Source.objects.get(slug=story.source).pk,
        "section_id": Section.objects.get(slug=story.section).pk,
    }
    if story.picture:
        drawing = _draw(story.picture, story.name, story.take)
        content["lead_image_id"] = _picture(drawing, alt=story.alt, caption=story.caption, credit=story.credit).pk
    article, revision = drafting.start(content, tag_names=story.tags, by=author)
    Article.objects.filter(pk=article.pk).update(external_id=f"sample:{story.name}")
    _bring_to_its_state(story, article, revision, now - timedelta(hours=story.hours_ago))


def _bring_to_its_state(story: Story, article: Article, revision: Revision, date: datetime) -> None:
    """Take the steps that lead to the story's state; what people talk about at the desk, by people."""
    author = revision.author or DESK
    match story.state:
        case "draft":
            return
        case "submitted":
            workflow.take(article, "submit", by=author, revision=revision)
        case "returned":
            workflow.take(article, "submit", by=author, revision=revision)
            workflow.take(article, "return", by=_an_editor(), revision=revision, note=story.note)
        case "approved":
            workflow.take(article, "submit", by=author, revision=revision)
            workflow.take(article, "approve", by=_an_editor(), revision=revision)
        case "published" | "scheduled":
            workflow.publish(article, by=DESK, revision=revision, at=date)
        case "withdrawn":
            workflow.publish(article, by=DESK, revision=revision, at=date)
            workflow.take(article, "withdraw", by=DESK, note=story.note)
        case "retracted":
            workflow.publish(article, by=DESK, revision=revision, at=date)
            workflow.take(article, "retract", by=DESK, note="See the notice.", notice=story.note)
        case state:
            raise ValueError(f"{story.name}: “{state}” is not a state of a story.")
    if story.correction:
        corrected = drafting.revise(article, {"body": story.body}, by=DESK)
        workflow.take(article, "correct", by=DESK, revision=corrected, notice=story.correction)


def _an_editor() -> Actor:
    return User.objects.filter(groups__name="Editor").order_by("pk")[0]


def _draw(scene: str, name: str, take: int) -> Drawing:
    return draw(scene, crc32(name.encode()) + take)


def _picture(drawing: Drawing, **fields: object) -> Image:
    png = io.BytesIO()
    drawing.save(png, "PNG", compress_level=1)
    return pictures.take_in(ContentFile(png.getvalue()), **fields)
