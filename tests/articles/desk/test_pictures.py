"""The library of pictures at the desk."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import pictures
from articles.admin.images.uploading import AT_ONCE
from articles.models import Image
from tests.articles.test_library import drawn
from tests.factories import make_draft, make_image, make_published, make_source, make_stored_image, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/image/", "/admin/articles/image/add/"


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.fixture
def desk() -> Client:
    return signed_in("Publisher")


def upload(name: str = "quay.png", colour: str = "red", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn(colour).getvalue() if content is None else content, "image/png")


class TestGrid:
    @pytest.fixture
    def library(self) -> dict[str, Image]:
        found = {name: make_image(alt=name) for name in ("published", "drafted", "logo", "nowhere", "")}
        make_published(lead_image_id=found["published"].pk)
        make_draft(lead_image_id=found["drafted"].pk)
        Image.objects.filter(alt="logo").update(of_the_house=True)
        make_source(logo=found["logo"])
        return found

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", {"published", "drafted", "logo", "nowhere", "does not say what it shows"}),
            ("use=used", {"published", "drafted", "logo"}),
            ("use=unused", {"nowhere", "does not say what it shows"}),
            ("words=missing", {"does not say what it shows"}),
            ("house=yes", {"logo"}),
            ("house=yes&use=unused", set()),
            ("q=publ", {"published"}),
        ],
    )
    def test_it_shows_what_is_asked_for(
        self, desk: Client, library: dict[str, Image], query: str, shown: set[str]
    ) -> None:
        page = Page.of(desk.get(f"{LIST}?{query}"))
        assert set(page.texts("ul.pictures span.alt")) == shown

    def test_every_picture_leads_to_its_page_and_says_its_size(self, desk: Client) -> None:
        picture = make_image(credit="Ida Moor", of_the_house=True)
        entry = Page.of(desk.get(LIST)).one("ul.pictures li")
        assert entry.one("a")["href"] == f"{LIST}{picture.pk}/change/"
        assert entry.one("img")["loading"] == "lazy"
        assert entry.one("p").text == "1200 × 800 · Ida Moor · of the house"

    def test_the_number_of_queries_does_not_grow(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        for _ in range(30):
            make_image()
        with django_assert_max_num_queries(8):
            desk.get(LIST)


class TestFiles:
    def test_a_small_copy_is_made_once_and_kept_by_ones_own_browser(self, desk: Client) -> None:
        picture = pictures.take_in(drawn(size=(1600, 800)))
        response = desk.get(f"{LIST}{picture.pk}/thumbnail/")
        assert response.headers["Content-Type"] == "image/webp"
        assert response.headers["Cache-Control"] == "private, max-age=86400"
        assert "Cookie" in response.headers["Vary"]
        assert len(response.content) < picture.file.size

    def test_the_whole_one_is_there_before_readers_see_it(self, desk: Client) -> None:
        picture = pictures.take_in(drawn())
        assert desk.get(picture.url).status_code == 404
        assert desk.get(f"{LIST}file/{picture.name}").content == picture.file.read()
        picture.file.close()

    @pytest.mark.parametrize("which", ["thumbnail", "file"])
    def test_nobody_else_gets_one(self, which: str, client: Client) -> None:
        def address(picture: Image) -> str:
            return f"{LIST}{picture.pk}/thumbnail/" if which == "thumbnail" else f"{LIST}file/{picture.name}"

        picture = make_stored_image()
        assert client.get(address(picture)).status_code == 302
        assert signed_in("Operator").get(address(picture)).status_code == 404
        assert signed_in("Reporter").get(address(picture)).status_code == 200
        assert signed_in("Reporter").get(address(make_image())).status_code == 404, "without a file"


class TestUpload:
    def test_one_leads_to_its_page(self, desk: Client) -> None:
        response = desk.post(ADD, {"pictures": [upload()]}, follow=True)
        assert response.redirect_chain == [(f"{LIST}{Image.objects.get().pk}/change/", 302)]
        assert b"Say what it shows" in response.content

    def test_what_cannot_be_used_is_told_by_name_and_the_rest_is_taken(self, desk: Client) -> None:
        files = [
            upload(),
            upload("notes.txt", content=b"words"),
            upload("boat.png", "blue"),
            upload("half.png", content=drawn().getvalue()[:60]),
        ]
        page = Page.of(desk.post(ADD, {"pictures": files}, follow=True))
        said = " ".join(page.texts("ul.messagelist li"))
        assert Image.objects.count() == 2
        assert "2 pictures are in the library" in said
        assert "“notes.txt”: The file is no picture we can read" in said
        assert "“half.png”: The picture is damaged" in said

    def test_when_none_can_be_used_the_form_says_why(self, desk: Client) -> None:
        page = Page.of(desk.post(ADD, {"pictures": [upload("notes.txt", content=b"words")]}))
        (reason,) = page.texts("ul.errorlist li")
        assert reason.startswith("“notes.txt”: ")

    @pytest.mark.parametrize(
        ("files", "sentence"), [([], "at least one file"), ([upload("x.png", content=b"")], "is empty")]
    )
    def test_nothing_is_told_too(self, desk: Client, files: list[Any], sentence: str) -> None:
        assert sentence in " ".join(Page.of(desk.post(ADD, {"pictures": files})).texts("ul.errorlist li"))

    def test_one_that_is_there_is_said_to_be(self, desk: Client) -> None:
        pictures.take_in(drawn(), alt="A quay")
        page = desk.post(ADD, {"pictures": [upload()]}, follow=True)
        assert "“quay.png” is in the library already." in page.content.decode()
        assert Image.objects.get().alt == "A quay"

    def test_too_many_at_once_are_named(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.admin.images.uploading.AT_ONCE", 1)
        assert AT_ONCE == 20
        page = desk.post(ADD, {"pictures": [upload(), upload("boat.png", "blue")]}, follow=True)
        assert "“boat.png”: too many at once" in page.content.decode()
        assert Image.objects.count() == 1

    def test_who_may_not_add_pictures_may_not(self) -> None:
        assert signed_in("Reporter").get(ADD).status_code == 200
        assert signed_in("Operator").post(ADD, {"pictures": [upload()]}).status_code == 403


class TestOne:
    def change(self, client: Client, picture: Image, **fields: Any) -> Any:
        form = {"alt": "A quay", "caption": "", "credit": "", "focal_x": 50, "focal_y": 50, **fields}
        return client.post(f"{LIST}{picture.pk}/change/", form)

    def test_its_words_and_focal_point_are_written_and_cleaned(self, desk: Client) -> None:
        picture = make_image()
        assert self.change(desk, picture, alt=" A\tquay ", focal_x=20, focal_y=0, of_the_house="on").status_code == 302
        picture.refresh_from_db()
        assert (picture.alt, picture.focal_x, picture.focal_y, picture.of_the_house) == ("A quay", 20, 0, True)

    def test_a_focal_point_outside_is_refused(self, desk: Client) -> None:
        response = self.change(desk, make_image(), focal_x=101)
        assert b"less than or equal to 100" in response.content

    def test_a_logo_is_kept_of_the_house_with_a_sentence(self, desk: Client) -> None:
        logo = make_image(of_the_house=True)
        make_source(logo=logo)
        response = self.change(desk, logo)
        assert b"those have to be of the house" in response.content

    def test_a_reporter_only_looks_at_what_readers_see(self) -> None:
        reporter, picture = signed_in("Reporter"), make_image()
        assert self.change(reporter, picture, of_the_house="on").status_code == 302
        assert not Image.objects.get().of_the_house
        make_published(lead_image_id=picture.pk)
        assert self.change(reporter, picture, alt="Another").status_code == 403
        page = Page.of(reporter.get(f"{LIST}{picture.pk}/change/"))
        assert not page.all('input[name="alt"]')
        assert not page.all("button.point")

    def test_where_it_is_used_tells_no_headline_one_may_not_read(self) -> None:
        picture = make_image()
        make_draft(headline="What nobody may know", lead_image_id=picture.pk)
        shown = make_published(headline="The boats sail", lead_image_id=picture.pk)
        page = Page.of(signed_in("Reporter").get(f"{LIST}{picture.pk}/change/"))
        assert page.texts("section.where dd li") == [f"{shown.headline} published", "and 1 more"]
        assert "nobody may know" not in page.html

    def test_one_in_use_is_not_removed(self, desk: Client) -> None:
        picture = make_image()
        make_published(headline="The boats sail", lead_image_id=picture.pk)
        for response in (
            desk.get(f"{LIST}{picture.pk}/delete/"),
            desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"}),
        ):
            page = Page.of(response)
            assert page.texts("ul#deleted-objects li") == ["1 story, 1 revision"]
            assert "The boats sail" not in page.html
        assert Image.objects.exists()
        unused = make_image()
        assert desk.post(f"{LIST}{unused.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not Image.objects.filter(pk=unused.pk).exists()


class TestReplacing:
    @pytest.fixture
    def picture(self) -> Image:
        return pictures.take_in(drawn(), alt="A quay")

    def send(self, client: Client, picture: Image, file: Any, seen: str = "") -> Any:
        return client.post(f"{LIST}{picture.pk}/replace/", {"file": file, "sha256": seen or picture.sha256})

    def test_it_leads_back_and_says_so(self, desk: Client, picture: Image) -> None:
        assert self.send(desk, picture, upload("blue.png", "blue")).headers["Location"] == f"{LIST}{picture.pk}/change/"
        assert Image.objects.get().sha256 != picture.sha256

    @pytest.mark.parametrize(
        ("file", "seen", "sentence"),
        [
            (upload("notes.txt", content=b"words"), "", "no picture we can read"),
            (upload(), "", "that is there"),
            (upload("blue.png", "blue"), "0" * 64, "Somebody else replaced"),
        ],
    )
    def test_what_cannot_be_is_told(self, desk: Client, picture: Image, file: Any, seen: str, sentence: str) -> None:
        file.seek(0)
        assert sentence in " ".join(Page.of(self.send(desk, picture, file, seen)).texts("ul.errorlist li"))
        assert Image.objects.get().sha256 == picture.sha256

    def test_who_may_not_may_not(self, picture: Image) -> None:
        make_published(lead_image_id=picture.pk)
        assert self.send(signed_in("Reporter"), picture, upload("blue.png", "blue")).status_code == 403
        assert self.send(signed_in("Operator"), picture, upload("blue.png", "blue")).status_code == 404
