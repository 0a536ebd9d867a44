"""The file of a picture: for readers exactly as long as a public page shows it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from articles import drafting, workflow
from articles.models import Article, Image
from tests.factories import COMMAND, make_draft, make_image, make_published, make_stored_image, make_user

pytestmark = pytest.mark.django_db

CONTENT = b"RIFF....WEBP"


def is_served(client: Client, image: Image) -> bool:
    response = client.get(image.url)
    if response.status_code == 404:
        assert response.headers["Cache-Control"] == "private, no-store"
        assert CONTENT not in response.content
        return False
    assert response.status_code == 200
    assert response.getvalue() == CONTENT
    return True


def test_a_picture_of_a_public_story_is_served(client: Client) -> None:
    image = make_stored_image()
    make_published(lead_image_id=image.pk)
    assert is_served(client, image)


def test_a_picture_that_no_story_shows_is_not_found(client: Client) -> None:
    assert not is_served(client, make_stored_image())


def test_a_picture_of_a_draft_is_not_found_by_anybody(client: Client) -> None:
    image = make_stored_image()
    make_draft(lead_image_id=image.pk)
    assert not is_served(client, image)
    client.force_login(make_user("Publisher", is_superuser=True))
    assert not is_served(client, image), "a public address answers everybody alike"


def test_a_picture_of_the_next_draft_of_a_live_story_is_not_found(client: Client) -> None:
    image = make_stored_image()
    story = make_published()
    revision = drafting.revise(story, {"lead_image_id": image.pk}, by=COMMAND)
    assert not is_served(client, image)
    workflow.publish(story, by=COMMAND, revision=revision)
    assert is_served(client, image)


def test_a_picture_appears_with_its_story_and_goes_with_it(client: Client) -> None:
    image = make_stored_image()
    story = make_published(lead_image_id=image.pk, ago=-timedelta(minutes=5))
    assert not is_served(client, image), "scheduled"
    Article.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(minutes=5))
    assert is_served(client, image)
    Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert not is_served(client, image), "expired"


@pytest.mark.parametrize("step", ["withdraw", "retract"])
def test_a_picture_of_a_story_taken_down_is_not_found(client: Client, step: str) -> None:
    image = make_stored_image()
    story = make_published(lead_image_id=image.pk)
    assert is_served(client, image)
    workflow.take(story, step, by=COMMAND, note="Wrong.", notice="It was wrong.")
    assert not is_served(client, image)


def test_a_picture_that_another_public_story_shows_stays(client: Client) -> None:
    image = make_stored_image()
    story = make_published(lead_image_id=image.pk)
    make_published(lead_image_id=image.pk)
    workflow.take(story, "withdraw", by=COMMAND, note="Wrong.")
    assert is_served(client, image)


def test_a_picture_of_the_house_needs_no_story(client: Client) -> None:
    assert is_served(client, make_stored_image(of_the_house=True))


def test_a_picture_whose_file_is_lost_is_not_found(client: Client) -> None:
    assert not is_served(client, make_image(of_the_house=True))


def test_a_file_that_the_library_does_not_know_is_not_found(client: Client) -> None:
    default_storage.save("pictures/stray.webp", ContentFile(CONTENT))
    assert client.get("/media/pictures/stray.webp").status_code == 404


@pytest.mark.parametrize("name", ["..%2F..%2Fpyproject.toml", "../../pyproject.toml", "%2Fetc%2Fpasswd", "", "a.webp/"])
def test_no_name_leads_out_of_the_library(client: Client, name: str) -> None:
    assert client.get(f"/media/pictures/{name}").status_code == 404


def test_its_headers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mimetypes.guess_type", lambda *args, **kwargs: (None, None))  # as older Pythons answer
    image = make_stored_image(of_the_house=True)
    response = client.get(image.url, headers={"Accept-Encoding": "br, gzip"})
    assert response.getvalue() == CONTENT
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Length"] == str(len(CONTENT))
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert response.headers["Surrogate-Key"] == f"image-{image.pk}"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "Content-Encoding" not in response.headers
    assert not response.cookies


def test_head_has_the_headers_and_no_file(client: Client) -> None:
    response = client.head(make_stored_image(of_the_house=True).url)
    assert response.status_code == 200
    assert response.getvalue() == b""
    assert response.headers["Content-Length"] == str(len(CONTENT))


def test_it_is_the_same_picture_in_every_language(client: Client) -> None:
    image = make_stored_image()
    make_published(lead_image_id=image.pk)
    pages = [client.get(f"/{language}/").content.decode() for language in ("en", "ko")]
    assert all(f'src="{image.url}"' in page for page in pages)
