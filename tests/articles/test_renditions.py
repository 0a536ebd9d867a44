"""The renditions of a picture: what is made, when pages show it, and what becomes of it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image as Pillow
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import library, pictures, renditions, shapes, workflow
from articles.models import Epoch, Image
from articles.storing import listed, store
from tests.factories import COMMAND, make_draft, make_image, make_published, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
FULL = sum(len(shape.widths) for shape in shapes.SHAPES.values()) * len(shapes.TYPES)


def upload(drawing: Pillow.Image) -> io.BytesIO:
    written = io.BytesIO()
    drawing.save(written, "PNG", compress_level=1)
    return io.BytesIO(written.getvalue())


def stripes(width: int = 900, height: int = 300) -> Pillow.Image:
    """A third red, a third green, a third blue."""
    drawing = Pillow.new("RGB", (width, height), GREEN)
    drawing.paste(RED, (0, 0, width // 3, height))
    drawing.paste(BLUE, (width * 2 // 3, 0, width, height))
    return drawing


@pytest.fixture
def picture() -> Image:
    return pictures.take_in(upload(stripes()), alt="Stripes")


def made(picture: Image) -> Image:
    renditions.make.func(picture.pk)
    picture.refresh_from_db()
    return picture


def opened(file: shapes.File) -> Pillow.Image:
    with default_storage.open(file.path) as stored:
        return Pillow.open(io.BytesIO(stored.read()))


def files_of(picture: Image) -> list[shapes.File]:
    return list(shapes.files(picture.sha256, picture.renditions, picture.width, picture.height))


def looks_like(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(seen - meant) < 40 for seen, meant in zip(pixel, colour, strict=False))


class TestMaking:
    def test_every_file_of_the_set_is_there_as_its_name_says(self, picture: Image) -> None:
        made(picture)
        files = files_of(picture)
        assert sorted(listed(shapes.folder(picture.sha256))[1]) == sorted(Path(file.path).name for file in files)
        for file in files:
            drawn = opened(file)
            sizes = dict(shapes.sizes(file.shape, picture.width, picture.height))
            assert drawn.format == {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG"}[file.kind]
            assert drawn.size == (file.width, sizes[file.width])

    def test_of_a_large_picture_there_are_three_widths_of_each_shape(self) -> None:
        assert len(list(shapes.files("0" * 64, "1-50-50", 2_000, 1_400))) == FULL == 36

    @pytest.mark.parametrize(("focal_x", "colour"), [(0, RED), (50, GREEN), (100, BLUE)])
    def test_the_focal_point_says_what_is_kept(
        self, picture: Image, focal_x: int, colour: tuple[int, int, int]
    ) -> None:
        Image.objects.update(focal_x=focal_x)
        for file in files_of(made(Image.objects.get())):
            if file.shape == "square":
                drawn = opened(file).convert("RGB")
                assert looks_like(drawn.getpixel((file.width // 2, file.width // 2)), colour)
                assert looks_like(drawn.getpixel((2, 2)), colour)

    def test_transparency_is_kept_where_the_kind_knows_it_and_is_white_elsewhere(self) -> None:
        logo = pictures.take_in(upload(Pillow.new("RGBA", (256, 256), (0, 0, 0, 0))))
        for file in files_of(made(logo)):
            pixel = opened(file).convert("RGBA").getpixel((5, 5))
            assert pixel == ((255, 255, 255, 255) if file.kind == "jpeg" else pixel)
            assert file.kind == "jpeg" or pixel[3] == 0  # type: ignore[index]

    def test_they_carry_nothing_of_the_camera(self, picture: Image) -> None:
        for file in files_of(made(picture)):
            assert not opened(file).getexif()

    def test_made_again_nothing_is_written(self, picture: Image, monkeypatch: pytest.MonkeyPatch) -> None:
        made(picture)
        monkeypatch.setattr(renditions, "store", lambda name, data: pytest.fail(f"{name} is written again"))
        made(picture)
        assert not renditions.write(picture)

    @pytest.mark.parametrize("change", [{"focal_x": 7}, {"sha256": "0" * 64}])
    def test_a_picture_that_changed_meanwhile_is_not_said_to_have_what_it_has_not(
        self, picture: Image, change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def changed(name: str, data: bytes) -> None:
            Image.objects.update(**change)

        monkeypatch.setattr(renditions, "store", changed)
        assert not renditions.write(picture)
        assert Image.objects.get().renditions == ""

    def test_a_picture_that_is_gone_is_no_trouble(self, picture: Image) -> None:
        key = picture.pk
        picture.delete()
        renditions.make.func(key)

    def test_a_picture_whose_file_is_lost_fails_aloud(self) -> None:
        with pytest.raises(FileNotFoundError):
            renditions.make.func(make_image().pk)


class TestOrdering:
    def test_a_new_picture(self, ordered: list[Image]) -> None:
        picture = pictures.take_in(upload(stripes()))
        pictures.take_in(upload(stripes()))
        assert ordered == [picture], "once"

    def test_another_file(self, picture: Image, ordered: list[Image]) -> None:
        made(picture)
        ordered.clear()
        library.replace(picture, upload(stripes(600)), by=COMMAND)
        assert ordered == [picture]
        assert Image.objects.get().renditions == "", "those of the old file show something else"

    def test_another_focal_point_and_no_other_word(self, picture: Image, ordered: list[Image]) -> None:
        ordered.clear()
        picture.alt = "Red, green, blue"
        library.describe(picture, by=COMMAND)
        assert ordered == []
        picture.focal_x = 10
        library.describe(picture, by=COMMAND)
        assert ordered == [picture]

    def test_who_describes_a_picture_does_not_forget_what_was_made_meanwhile(self, picture: Image) -> None:
        read_before = Image.objects.get()
        made(picture)
        read_before.alt = "Red, green, blue"
        library.describe(read_before, by=COMMAND)
        assert Image.objects.get().renditions == picture.cut

    def test_the_order_is_a_task_of_the_transaction(self, picture: Image, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        renditions.order(picture)
        picture.refresh_from_db()
        assert picture.renditions == picture.cut


class TestPages:
    def test_a_card_shows_the_whole_picture_until_the_renditions_are_there(
        self, picture: Image, client: Client
    ) -> None:
        story = make_published(lead_image_id=picture.pk)
        for address in ("/en/", story.get_absolute_url()):
            shown = Page.of(client.get(address)).one(".picture img")
            assert (shown["src"], "srcset" in shown) == (picture.url, False)
            assert (shown["width"], shown["height"]) == ("900", "300")
        made(picture)
        for address in ("/en/", story.get_absolute_url()):
            page = Page.of(client.get(address))
            assert [source["type"] for source in page.all(".picture source")] == ["image/avif", "image/webp"]
            assert "sizes" in page.one(".picture img")

    @pytest.mark.parametrize("word", ["srcset", "src"])
    def test_every_address_on_a_page_leads_to_a_file(self, picture: Image, client: Client, word: str) -> None:
        tag = make_tag("Ferries", picture=made(pictures.take_in(upload(stripes(700, 700)), of_the_house=True)))
        body = f'<p>It sails.</p><img src="{picture.url}" alt="A quay">'
        story = make_published(lead_image_id=made(picture).pk, body=body, tags=["Ferries"])
        for page in ("/en/", story.get_absolute_url(), tag.get_absolute_url()):
            found = [element[word] for element in Page.of(client.get(page)) if word in element]
            for address in (one.split()[0] for value in found for one in value.split(", ")):
                if address.startswith("/media/"):
                    response = client.get(address)
                    assert response.status_code == 200
                    assert response.getvalue()
                    assert response.headers["Content-Type"] == f"image/{address.rpartition('.')[2]}"

    def test_the_widths_are_those_of_the_files_and_the_shape_is_the_same_in_all(
        self, picture: Image, client: Client
    ) -> None:
        make_published(lead_image_id=made(pictures.take_in(upload(stripes(1_500, 1_000)), alt="Stripes")).pk)
        lead, *_ = Page.of(client.get("/en/")).all(".picture")
        image = lead.one("img")
        assert int(image["width"]) * 9 == int(image["height"]) * 16, "the front page's lead"
        assert [one.split()[1] for one in image["srcset"].split(", ")] == ["720w", "1200w", "1488w"]
        make_published()
        _, card, *_ = Page.of(client.get("/en/section/general/")).all("article.entry")
        image = card.one("img")
        assert int(image["width"]) * 2 == int(image["height"]) * 3, "a card"

    def test_a_card_learns_of_it_whoever_made_it_and_only_where_there_can_be_one(self, picture: Image) -> None:
        epoch = Epoch.objects.current()
        made(picture)
        assert Epoch.objects.current() == epoch, "nobody shows it"
        make_published(lead_image_id=picture.pk)
        Image.objects.update(focal_x=20)
        made(picture)
        assert Epoch.objects.current() == epoch + 1

    def test_the_old_cut_is_shown_until_the_new_one_is_there(
        self, picture: Image, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        story = make_published(lead_image_id=made(picture).pk)
        before = client.get(story.get_absolute_url()).content
        picture.focal_x = 0
        library.describe(picture, by=COMMAND)
        assert b"-1-50-50-" in before
        assert b"-1-50-50-" in client.get(story.get_absolute_url()).content
        with django_capture_on_commit_callbacks(execute=True):
            made(picture)
        after = client.get(story.get_absolute_url()).content
        assert b"-1-50-50-" not in after
        assert b"-1-0-50-" in after
        assert not any(name.startswith("1-50-50") for name in listed(shapes.folder(picture.sha256))[1])

    def test_a_picture_in_a_text_comes_in_a_fitting_size_and_keeps_what_it_says(
        self, picture: Image, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        made(picture)
        body = f'<figure><img src="{picture.url}" alt="A &quot;quay&quot; &amp; a &lt;boat&gt;"></figure>'
        story = make_published(body=body)
        page = Page.of(client.get(story.get_absolute_url()))
        assert page.problems == []
        shown = page.one(".body picture img")
        assert shown["alt"] == 'A "quay" & a <boat>'
        assert (shown["width"], shown["height"], shown["loading"]) == ("900", "300", "lazy")
        assert len(page.all(".body picture source")) == 2

    def test_a_text_is_pasted_with_the_picture_itself_whatever_size_the_page_showed(self, picture: Image) -> None:
        rendition = made(picture).rendition("whole", "avif")
        _, revision = make_draft(body=f'<p>x</p><img src="{rendition.url}" alt="A quay">')
        assert f'src="{picture.url}"' in revision.body


class TestNaming:
    def test_one_file_for_whoever_names_one(self, picture: Image) -> None:
        assert picture.rendition("wide") == (picture.url, 900, 300, "image/webp"), "until they are made"
        url, width, height, kind = made(picture).rendition("wide")
        assert (width, height, kind) == (528, 297, "image/jpeg")
        assert url == f"/media/pictures/{picture.sha256}-1-50-50-wide-528.jpeg"

    def test_a_name_is_read_as_it_is_written(self, picture: Image) -> None:
        for file in files_of(made(picture)):
            assert shapes.File.named(str(file)) == file

    @pytest.mark.parametrize(
        "name",
        [
            *("", "x", "..", "{s}.webp", "{s}-1-50-50-wide-720.png", "{s}-1-50-50-tall-720.avif"),
            *("{s}-1-50-50-wide-0.avif", "{s}-1-50-50-wide-720.avif/..", "{s}-../../x-wide-720.avif"),
            *("{s}-1-50-50-wide-720.avif\n", "{s}-1-50-wide-9.avif"),
        ],
    )
    def test_nothing_else_is_one(self, name: str) -> None:
        assert shapes.File.named(name.replace("{s}", "a" * 64)) is None


class TestWhoMayLoad:
    """Who may load the picture may load its renditions, and nobody else."""

    def addresses(self, picture: Image) -> list[str]:
        return [f"/media/pictures/{file}" for file in files_of(picture)]

    def test_readers_while_a_public_page_shows_it(self, picture: Image, client: Client) -> None:
        addresses = self.addresses(made(picture))
        article, revision = make_draft(lead_image_id=picture.pk)
        assert {client.get(address).status_code for address in addresses} == {404}
        workflow.publish(article, by=COMMAND, revision=revision)
        for address in addresses:
            response = client.get(address)
            assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, max-age=3600")
            assert response.headers["Surrogate-Key"] == f"image-{picture.pk}"
            response.getvalue()
        workflow.take(article, "withdraw", by=COMMAND, note="Wrong.")
        for address in addresses:
            response = client.get(address)
            assert (response.status_code, response.headers["Cache-Control"]) == (404, "private, no-store")

    def test_one_that_is_not_there_leads_to_the_picture_while_that_is_public(
        self, picture: Image, client: Client
    ) -> None:
        address = f"/media/pictures/{picture.sha256}-1-9-9-river-720.avif"
        assert client.get(address).status_code == 404
        make_published(lead_image_id=picture.pk)
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, picture.url)

    def test_one_of_a_file_that_was_replaced_leads_to_the_new_picture(self, picture: Image, client: Client) -> None:
        make_published(lead_image_id=picture.pk)
        address = self.addresses(made(picture))[0]
        library.replace(picture, upload(stripes(600)), by=COMMAND)
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, picture.url)

    def test_of_a_picture_without_a_file_none_is_found(self, client: Client) -> None:
        image = make_image(of_the_house=True)
        assert client.get(f"/media/pictures/{image.sha256}-1-50-50-wide-720.avif").status_code == 404

    def test_the_desk_while_one_may_see_the_library(self, picture: Image, client: Client) -> None:
        address = f"/admin/articles/image/file/{files_of(made(picture))[0]}"
        assert client.get(address).status_code == 302
        client.force_login(make_user("Operator"))
        assert client.get(address).status_code == 404
        client.force_login(make_user("Reporter"))
        assert client.get(address).status_code == 200


class TestRemoving:
    def test_they_go_with_the_picture(
        self, picture: Image, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        made(picture)
        with django_capture_on_commit_callbacks(execute=True):
            library.remove(picture, by=COMMAND)
        assert listed("renditions") == ([], [])

    def test_and_with_its_file(
        self, picture: Image, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        old = made(picture).sha256
        with django_capture_on_commit_callbacks(execute=True):
            library.replace(picture, upload(stripes(600)), by=COMMAND)
        assert listed(shapes.folder(old)) == ([], [])


def run(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    """Exit status of the command, and what it printed."""
    status = 0
    try:
        call_command("make_renditions", *options)
    except SystemExit as ended:
        status = int(ended.code or 0)
    told = capsys.readouterr()
    return status, told.out, told.err


class TestCommand:
    def test_it_makes_what_is_missing_and_run_again_nothing(
        self, picture: Image, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(capsys, "--dry-run") == (0, "1 pictures lack renditions; 0 files nobody needs.\n", "")
        assert Image.objects.get().renditions == ""
        assert run(capsys) == (0, "1 pictures have renditions now; 0 files were removed.\n", "")
        assert Image.objects.get().renditions == picture.cut
        assert run(capsys, "--json")[1] == '{"pictures": 0, "failed": [], "removed": 0}\n'

    def test_a_card_learns_of_it(self, picture: Image, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
        make_published(lead_image_id=picture.pk)
        assert b"srcset" not in client.get("/en/").content
        run(capsys)
        assert b"srcset" in client.get("/en/").content

    def test_what_cannot_be_read_is_told_and_the_rest_is_made(
        self, picture: Image, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lost, torn = make_image(), make_image()
        store(str(torn.file), b"RIFF....WEBP")
        status, out, err = run(capsys)
        assert (status, out) == (1, "1 pictures have renditions now; 0 files were removed.\n")
        assert f"Picture {lost.pk} (pictures/{lost.sha256}.webp): its file is not in the storage." in err
        assert f"Picture {torn.pk} (pictures/{torn.sha256}.webp): its file cannot be read" in err
        assert [one["picture"] for one in json.loads(run(capsys, "--json")[1])["failed"]] == [torn.pk, lost.pk]

    def test_stopped_half_way_what_was_made_shows_and_the_rest_is_for_the_next_run(
        self, picture: Image, client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newer = pictures.take_in(upload(stripes(600)), alt="Newer")
        make_published(lead_image_id=newer.pk)
        client.get("/en/")
        write = renditions.write

        def stopped(image: Image) -> bool:
            if image == picture:
                raise KeyboardInterrupt
            return write(image)

        with monkeypatch.context() as patch:
            patch.setattr(renditions, "write", stopped)
            assert run(capsys)[0] == 130
        assert b"srcset" in client.get("/en/").content
        assert run(capsys)[1].startswith("1 pictures")

    def test_what_no_picture_has_any_more_goes(self, picture: Image, capsys: pytest.CaptureFixture[str]) -> None:
        kept = listed(shapes.folder(made(picture).sha256))[1]
        store(f"renditions/{'0' * 64}/1-50-50-wide-720.avif", b"of a picture that was removed")
        store(f"renditions/{picture.sha256}/1-9-9-wide-720.avif", b"of another focal point")
        assert run(capsys, "--dry-run")[1] == "0 pictures lack renditions; 2 files nobody needs.\n"
        assert run(capsys)[1] == "0 pictures have renditions now; 2 files were removed.\n"
        assert listed("renditions") == ([picture.sha256], [])
        assert listed(shapes.folder(picture.sha256))[1] == kept

    def test_what_is_being_made_stays(self, picture: Image, capsys: pytest.CaptureFixture[str]) -> None:
        made(picture)
        Image.objects.update(focal_x=3)
        store(f"renditions/{picture.sha256}/1-3-50-wide-720.avif", b"the first of the new set")
        assert run(capsys, "--dry-run")[1] == "1 pictures lack renditions; 0 files nobody needs.\n"
