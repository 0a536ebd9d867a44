"""`manage.py load_sample`: an invented country's news week, by the same verbs as editors use."""

from collections import Counter
from itertools import islice
from zlib import crc32

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow

from articles.models import Article, Correction, Event, Image, Revision, Section, Source
from newsroom.integrity import examine
from newsroom.sample import loading, reading
from tags.models import Tag, Tagging
from tags.names import key_of
from tests.factories import make_draft

HOUSE, STORIES = reading.House.read(), reading.stories()
VOCABULARY = {key_of(name) for tag in HOUSE.tags for name in (tag["name"], *tag.get("aliases", []))}
PASSWORD = "a-password-to-look-around"


def small_picture(subject: str, number: int) -> Pillow.Image:
    """A few pixels, of a colour of its own for each subject and number."""
    red, green, blue, _ = crc32(f"{subject} {number}".encode()).to_bytes(4)
    return Pillow.new("RGB", (6, 4), (red, green, blue))


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setattr(loading, "draw", small_picture)
    monkeypatch.setattr(loading, "draw_source_logo", small_picture)
    settings.DEMO_PASSWORD = PASSWORD
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def in_state(state: str) -> list[reading.Story]:
    return [story for story in STORIES if story.state == state]


@pytest.mark.django_db
def test_it_loads_a_news_week() -> None:
    call_command("load_sample")
    assert Article.objects.count() == len(STORIES) > 80
    assert Source.objects.exclude(logo=None).count() == Source.objects.count() == 8
    assert Section.objects.count() == 8
    assert Tag.objects.canonical().count() == len(HOUSE.tags) > 40
    assert Tag.objects.exclude(picture=None).count() > 8
    assert Image.objects.filter(of_the_house=False).count() == sum(1 for story in STORIES if story.picture)
    assert Article.objects.published().count() == len(in_state("published"))
    assert Counter(Article.objects.values_list("status", flat=True)) == {
        "published": len(in_state("published")) + 2,
        "draft": len([story for story in STORIES if story.state in ("draft", "submitted", "returned", "approved")]),
        "withdrawn": 1,
        "retracted": 1,
    }


@pytest.mark.django_db
def test_every_stage_and_step_can_be_seen_in_it() -> None:
    call_command("load_sample")
    assert {"draft", "submitted", "returned", "approved", "published"} <= set(
        Revision.objects.values_list("stage", flat=True)
    )
    assert {"submit", "return", "approve", "publish", "correct", "withdraw", "retract"} <= set(
        Event.objects.values_list("step", flat=True)
    )
    for step, role in {"submit": "Reporter", "return": "Editor", "approve": "Editor"}.items():
        assert all(event.by and event.by.groups.get().name == role for event in Event.objects.filter(step=step))
    assert Article.objects.filter(status="published", published_at__gt=timezone.now()).count() == 2
    corrected = Correction.objects.get().article
    assert corrected.status == "published"
    assert Correction.objects.get().text
    assert Article.objects.get(status="retracted").notice
    assert Revision.objects.filter(author__isnull=False, stage="draft").exists()


@pytest.mark.django_db
def test_everybody_can_sign_in_and_has_a_role(client: Client) -> None:
    call_command("load_sample")
    roles = set()
    for person in HOUSE.people:
        assert client.login(username=person["username"], password=PASSWORD)
        response = client.get("/admin/", follow=True)
        user = response.context["user"]
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert [group.name for group in user.groups.all()] == [person["role"]]
        assert user.get_full_name().split() == person["name"].split()
        roles.add(person["role"])
    assert roles == {"Reporter", "Editor", "Publisher", "Operator"}


def everything() -> dict[str, object]:
    counted = (Article, Revision, Event, Correction, Image, Tag, Tagging, Source, Section)
    return {
        "counts": {model.__name__: model._default_manager.count() for model in counted},
        "stories": list(Article.objects.order_by("pk").values_list("pk", "version", "published_at", "updated_at")),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", "stage", "saves")),
    }


@pytest.mark.django_db
def test_loaded_again_it_changes_nothing() -> None:
    call_command("load_sample")
    Section.objects.filter(slug="sport").update(name="Sports")
    Source.objects.filter(slug="second-look").update(sentence="As an editor wrote it.")
    before = everything()
    call_command("load_sample")
    assert everything() == before
    assert Section.objects.get(slug="sport").name == "Sports"
    assert Source.objects.get(slug="second-look").sentence == "As an editor wrote it."


@pytest.mark.django_db
def test_cut_short_it_goes_on() -> None:
    loading.load_house(HOUSE, password=PASSWORD)
    assert list(islice(loading.load_stories(STORIES), 3)) == STORIES[:3]
    assert Article.objects.count() == 3
    call_command("load_sample")
    assert Article.objects.count() == len(STORIES)
    assert examine(repair=False) == []


@pytest.mark.django_db
def test_it_leaves_a_whole_newsroom() -> None:
    call_command("load_sample")
    assert examine(repair=False) == []
    assert {tag.key for tag in Tag.objects.all()} == VOCABULARY
    for tag in HOUSE.tags:
        for alias in tag["aliases"]:
            assert Tag.objects.get(key=key_of(alias)).canonical == Tag.objects.get(key=key_of(tag["name"]))
    unused = Tag.objects.canonical().filter(taggings=None)
    assert list(unused) == []


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["", "too-short"])
def test_it_wants_a_password(password: str, settings: LazySettings) -> None:
    settings.DEMO_PASSWORD = password
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("load_sample")
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_it_keeps_out_of_a_newsroom_with_stories_of_its_own() -> None:
    make_draft()
    with pytest.raises(CommandError, match="stories of its own"):
        call_command("load_sample")
    assert Article.objects.count() == 1
    assert not Tag.objects.exists()


def test_stories_use_what_the_house_has() -> None:
    sources, sections = ({row["slug"] for row in rows} for rows in (HOUSE.sources, HOUSE.sections))
    people = {person["username"] for person in HOUSE.people}
    for each in STORIES:
        assert each.source in sources, each.name
        assert each.section in sections, each.name
        assert {key_of(name) for name in each.tags} <= VOCABULARY, each.name
        assert each.author in people | {""}, each.name


def test_a_picture_has_an_alternative_text_and_a_credit() -> None:
    for each in STORIES:
        assert bool(each.picture) == bool(each.alt) == bool(each.credit), each.name
        assert each.picture or not (each.caption or each.take), each.name
