"""The picture of a line: beside the file, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from articles.models import Article, Epoch, Image, Revision
from tests.articles.transfer.running import Told, bring_in_lines, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a picture in it, and one that lies outside."""
    (tmp_path / "stories" / "pictures").mkdir(parents=True)
    Pillow.new("RGB", (60, 40), (200, 30, 30)).save(tmp_path / "stories" / "pictures" / "boat.png")
    Pillow.new("RGB", (60, 40), (30, 30, 200)).save(tmp_path / "secret.png")
    return tmp_path / "stories"


def bring_in_with(folder: Path, image: Any, **fields: Any) -> Told:
    return bring_in_lines(folder, story(image=image, **fields))


def test_a_path_becomes_the_lead_picture_and_the_headline_its_alt_text(folder: Path) -> None:
    assert bring_in_with(folder, "pictures/boat.png").numbers == (1, 0, 0, 0)
    picture = Article.objects.get().lead_image
    assert picture is not None
    assert picture == Revision.objects.get().lead_image == Image.objects.get()
    assert (picture.alt, picture.width) == ("Story 1", 60)


def test_an_object_describes_it(folder: Path) -> None:
    told = {"path": "pictures/boat.png", "alt": "A red boat", "caption": " At\tsea ", "credit": "Ida Moor", "id": 7}
    bring_in_with(folder, told)
    picture = Image.objects.get()
    assert (picture.alt, picture.caption, picture.credit) == ("A red boat", "At sea", "Ida Moor")


def test_another_description_is_a_change(folder: Path) -> None:
    bring_in_with(folder, {"path": "pictures/boat.png", "alt": "A red boat", "credit": "Ida Moor"})
    epoch = Epoch.objects.current()
    assert bring_in_with(folder, {"path": "pictures/boat.png", "alt": "A boat in red"}).numbers == (0, 1, 0, 0)
    picture = Image.objects.get()
    assert (picture.alt, picture.credit) == ("A boat in red", "Ida Moor")
    assert Epoch.objects.current() > epoch, "other cards may show it, too"


def test_the_same_picture_again_is_not_decoded_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in_with(folder, "pictures/boat.png")
    monkeypatch.setattr("articles.pictures.encode", None)
    assert bring_in_with(folder, "pictures/boat.png").numbers == (0, 0, 1, 0)


def test_another_file_under_the_same_name_is_a_change(folder: Path) -> None:
    bring_in_with(folder, "pictures/boat.png")
    Pillow.new("RGB", (80, 40)).save(folder / "pictures" / "boat.png")
    assert bring_in_with(folder, "pictures/boat.png").numbers == (0, 1, 0, 0)
    picture = Article.objects.get().lead_image
    assert picture is not None
    assert picture.width == 80


def test_a_line_without_its_picture_takes_it_off_the_story(folder: Path) -> None:
    bring_in_with(folder, "pictures/boat.png")
    bring_in_with(folder, None)
    assert Article.objects.get().lead_image is None
    assert Image.objects.exists(), "the library keeps it"


def test_a_dry_run_decodes_it_and_stores_nothing(folder: Path, settings: Any) -> None:
    (folder / "broken.png").write_bytes((folder / "pictures" / "boat.png").read_bytes()[:60])
    told = bring_in_lines(folder, story("1", image="pictures/boat.png"), story("2", image="broken.png"), dry_run=True)
    assert told.numbers == (1, 0, 0, 1)
    assert told.refused == {"stories.jsonl:2": "The picture is damaged."}
    assert not Image.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("https://skerrypost.example/boat.png", "The image is an address: put the file beside"),
        ("//skerrypost.example/boat.png", "The image is an address"),
        ("../secret.png", "leads out of the folder"),
        ("pictures/../../secret.png", "leads out of the folder"),
        ("/etc/hostname", "leads out of the folder"),
        ("link.png", "leads out of the folder"),
        ("missing.png", "There is no picture “missing.png” beside the file."),
        ("pictures", "There is no picture “pictures”"),
        ("no\0name.png", "There is no picture"),
        ("\ud800.png", "There is no picture"),
        ("x" * 5_000, "There is no picture “xxx"),
        ("stories.jsonl", "The file is no picture we can read"),
        ({"alt": "A boat"}, "There is no picture “”"),
        ({"path": "pictures/boat.png", "alt": "x" * 301}, "The alt of the picture is longer than 300"),
        ({"path": "pictures/boat.png", "alt": 7}, "must be a path, or an object"),
        ({"path": ["pictures/boat.png"]}, "must be a path, or an object"),
        (7, "must be a path, or an object"),
        (["pictures/boat.png"], "must be a path, or an object"),
    ],
    ids=str,
)
def test_a_picture_that_cannot_be_had_refuses_its_line(folder: Path, image: Any, reason: str) -> None:
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    told = bring_in_with(folder, image)
    assert told.numbers == (0, 0, 0, 1)
    assert reason in told.refused["stories.jsonl:1"]
    assert not Article.objects.exists()
