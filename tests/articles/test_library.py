"""What people at the desk do with pictures, and who may."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Pillow
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import drafting, library, pictures, workflow
from articles.errors import EditConflict, InUse, NotAllowed
from articles.models import Epoch, Image
from articles.pictures import UnusablePicture
from articles.thumbnails import thumbnail_of
from newsroom import integrity
from tests.factories import COMMAND, make_draft, make_image, make_published, make_source, make_tag, make_user

pytestmark = pytest.mark.django_db


def drawn(colour: str = "red", size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    written = io.BytesIO()
    Pillow.new("RGB", size, colour).save(written, "PNG")
    return io.BytesIO(written.getvalue())


@pytest.fixture
def picture() -> Image:
    return pictures.take_in(drawn(), alt="A quay", credit="Ida Moor")


@pytest.fixture(autouse=True)
def _whole() -> Any:
    yield
    assert integrity.examine(repair=False) == []


class TestBringIn:
    def test_it_says_whether_the_library_had_it(self) -> None:
        picture, new = library.bring_in(drawn(), by=make_user("Reporter"))
        assert new
        assert library.bring_in(drawn(), by=make_user("Reporter")) == (picture, False)

    def test_who_may_not_may_not(self) -> None:
        with pytest.raises(NotAllowed):
            library.bring_in(drawn(), by=make_user("Operator"))


class TestReplace:
    def test_the_new_file_stands_wherever_the_old_one_did(
        self, picture: Image, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        story = make_published(lead_image_id=picture.pk)
        old, old_file, row = picture.url, str(picture.file), picture.pk
        assert f'src="{old}"'.encode() in client.get("/en/").content
        with django_capture_on_commit_callbacks(execute=True):
            library.replace(picture, drawn("blue"), by=COMMAND)
        picture.refresh_from_db()
        assert picture.pk == row
        assert picture.url != old
        page = client.get(story.get_absolute_url()).content + client.get("/en/").content
        assert (page.count(old.encode()), page.count(f'src="{picture.url}"'.encode())) == (0, 2)
        assert not default_storage.exists(old_file)
        assert b"".join(client.get(picture.url)).startswith(b"RIFF")

    def test_the_old_address_leads_to_the_new_one_while_it_is_public(self, picture: Image, client: Client) -> None:
        make_published(lead_image_id=picture.pk)
        addresses = [picture.url]
        for colour in ("blue", "green"):
            library.replace(picture, drawn(colour), by=COMMAND)
            addresses.append(picture.url)
        for old in addresses[:2]:
            response = client.get(old)
            assert (response.status_code, response.headers["Location"]) == (301, picture.url)

    def test_a_text_that_has_it_goes_on_showing_it(self, picture: Image, client: Client) -> None:
        old, body = picture.url, f'<p>It sails.</p><img src="{picture.url}" alt="A quay">'
        story = make_published(body=body)
        library.replace(picture, drawn("blue"), by=COMMAND)
        for _ in range(2):
            assert client.get(old).headers["Location"] == picture.url
            assert b"".join(client.get(picture.url)).startswith(b"RIFF")
            assert library.whereabouts(picture, by=make_user("Editor")).stories == [story]
            workflow.publish(story, by=COMMAND, revision=drafting.revise(story, {"headline": "Again"}, by=COMMAND))

    def test_of_a_picture_that_nobody_shows_neither_is_found(self, picture: Image, client: Client) -> None:
        old = picture.url
        library.replace(picture, drawn("blue"), by=COMMAND)
        assert [client.get(address).status_code for address in (old, picture.url)] == [404, 404]

    def test_its_words_stay_and_the_epoch_moves(self, picture: Image) -> None:
        epoch = Epoch.objects.current()
        library.replace(picture, drawn("blue"), by=COMMAND)
        picture.refresh_from_db()
        assert (picture.alt, picture.credit, Epoch.objects.current()) == ("A quay", "Ida Moor", epoch + 1)

    @pytest.mark.parametrize(("size", "point"), [((120, 80), (10, 20)), ((40, 60), (50, 50))])
    def test_the_focal_point_stays_where_the_shape_does(
        self, picture: Image, size: tuple[int, int], point: tuple[int, int]
    ) -> None:
        picture.focal_x, picture.focal_y = 10, 20
        picture.save()
        library.replace(picture, drawn("blue", size), by=COMMAND)
        picture.refresh_from_db()
        assert (picture.focal_x, picture.focal_y) == point
        assert (picture.width, picture.height) == size

    def test_a_file_that_the_library_has_is_refused(self, picture: Image) -> None:
        pictures.take_in(drawn("blue"), alt="A boat")
        with pytest.raises(UnusablePicture, match="A boat"):
            library.replace(picture, drawn("blue"), by=COMMAND)
        with pytest.raises(UnusablePicture, match="that is there"):
            library.replace(picture, drawn(), by=COMMAND)

    def test_the_second_of_two_is_told(self, picture: Image) -> None:
        seen = picture.sha256
        library.replace(Image.objects.get(), drawn("blue"), by=COMMAND)
        for same in (picture, Image.objects.get()):
            with pytest.raises(EditConflict):
                library.replace(same, drawn("green"), seen=seen, by=COMMAND)

    def test_its_small_copy_goes_too(
        self, picture: Image, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        small = thumbnail_of(picture)
        assert small
        assert default_storage.exists(small)
        with django_capture_on_commit_callbacks(execute=True):
            library.replace(picture, drawn("blue"), by=COMMAND)
        assert not default_storage.exists(small)


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "free", "public", "house"),
        [
            ("Reporter", True, False, False),
            ("Editor", True, True, True),
            ("Publisher", True, True, True),
            ("Operator", False, False, False),
        ],
    )
    def test_what_readers_see_changes_by_those_who_may_publish(
        self, role: str, free: bool, public: bool, house: bool
    ) -> None:
        person = make_user(role)
        shown = make_image()
        make_published(lead_image_id=shown.pk)
        make_draft(lead_image_id=(drafted := make_image()).pk)
        for picture, may in [(drafted, free), (shown, public), (make_image(of_the_house=True), house)]:
            assert library.may_change(picture, person) is may
            for change in (library.describe, lambda it, by: library.replace(it, drawn("green"), by=by)):
                if not may:
                    with pytest.raises(NotAllowed):
                        change(picture, by=person)
            if may:
                library.describe(picture, by=person)

    def test_a_reporter_makes_no_picture_public(self, picture: Image) -> None:
        picture.of_the_house = True
        with pytest.raises(NotAllowed):
            library.describe(picture, by=make_user("Reporter"))
        library.describe(picture, by=make_user("Editor"))
        assert Image.objects.public().get() == picture

    @pytest.mark.parametrize("use", ["source", "tag"])
    def test_a_logo_stays_of_the_house(self, picture: Image, use: str) -> None:
        Image.objects.update(of_the_house=True)
        make_source(logo=picture) if use == "source" else make_tag(picture=picture)
        picture.of_the_house = False
        with pytest.raises(InUse):
            library.describe(picture, by=COMMAND)
        assert Image.objects.get().of_the_house


class TestWhereabouts:
    def test_stories_by_name_where_one_may_know_them_and_as_a_number_where_not(self, picture: Image) -> None:
        reporter = make_user("Reporter")
        public = make_published(lead_image_id=picture.pk)
        own, _ = make_draft(lead_image_id=picture.pk, by=reporter)
        make_draft(lead_image_id=picture.pk)
        where = library.whereabouts(picture, by=reporter)
        assert (set(where.stories), where.others, where.more) == ({public, own}, 1, "1")
        assert len(library.whereabouts(picture, by=make_user("Editor")).stories) == 3

    def test_words_that_once_showed_it_count(self, picture: Image) -> None:
        story, _ = make_draft(lead_image_id=picture.pk)
        drafting.revise(story, {"lead_image_id": None}, by=COMMAND)
        assert library.whereabouts(picture, by=make_user("Editor")).stories == [story]

    def test_sources_and_hashtags(self, picture: Image) -> None:
        Image.objects.update(of_the_house=True)
        source, tag = make_source(logo=picture), make_tag(picture=picture)
        where = library.whereabouts(picture, by=make_user("Reporter"))
        assert (where.sources, where.hashtags, bool(where)) == ([source], [tag], True)

    def test_one_that_is_used_nowhere(self, picture: Image) -> None:
        assert not library.whereabouts(picture, by=make_user("Reporter"))


class TestRemove:
    def test_row_and_files_go(
        self, picture: Image, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        names = [str(picture.file), thumbnail_of(picture) or ""]
        with django_capture_on_commit_callbacks(execute=True):
            library.remove(picture, by=COMMAND)
        assert not Image.objects.exists()
        assert not any(default_storage.exists(name) for name in names)

    def test_not_while_anything_uses_it(self, picture: Image) -> None:
        make_published(lead_image_id=picture.pk)
        with pytest.raises(InUse, match=r"1 story, 1 revision\."):
            library.remove(picture, by=COMMAND)
        assert default_storage.exists(str(picture.file))

    def test_who_may_not_may_not(self, picture: Image) -> None:
        for role in ("Reporter", "Editor"):
            with pytest.raises(NotAllowed):
                library.remove(picture, by=make_user(role))
