"""The pictures of the sample: drawn by a program, each at first glance another, and light to send."""

import io
from itertools import combinations
from zlib import crc32

import pytest
from PIL import ImageChops, ImageStat
from PIL.Image import Image

from newsroom.sample import reading
from newsroom.sample.pictures import SCENES, canvas, draw, draw_source_logo

HOUSE, STORIES = reading.House.read(), reading.stories()
USED = [(story.picture, crc32(story.name.encode()) + story.take) for story in STORIES if story.picture]
USED += [(tag["picture"], crc32(tag["name"].encode()) + tag.get("take", 0)) for tag in HOUSE.tags if "picture" in tag]
OUTLETS = [source["name"] for source in HOUSE.sources]
REPEATED = sorted({scene for scene, _ in USED if [used for used, _ in USED].count(scene) > 1})


@pytest.fixture
def _coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the finer sheet that smooths the edges a drawing takes a third of the time."""
    monkeypatch.setattr(canvas, "SCALE", 1)


def difference(one: Image, other: Image) -> float:
    """How far two pictures lie apart at the size of a river's entry, as a mean over pixels and channels (0 to 255)."""
    small = [picture.resize((240, 160)) for picture in (one, other)]
    channels = ImageStat.Stat(ImageChops.difference(*small)).mean
    return sum(channels) / len(channels)


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_drawn_three_to_two_and_is_light_to_send(scene: str) -> None:
    picture = draw(scene, 1)
    assert picture.size == (1500, 1000)
    assert picture.mode == "RGB"
    encoded = io.BytesIO()
    picture.save(encoded, "WEBP", quality=82, method=4)
    assert 15_000 < encoded.tell() < 400_000


@pytest.mark.usefixtures("_coarse")
@pytest.mark.parametrize("scene", sorted(SCENES))
def test_the_same_seed_gives_the_same_drawing_and_another_seed_another(scene: str) -> None:
    one, same, other = draw(scene, 1), draw(scene, 1), draw(scene, 3)
    assert one.tobytes() == same.tobytes()
    assert difference(one, other) > 3


@pytest.mark.usefixtures("_coarse")
@pytest.mark.parametrize("scene", REPEATED)
def test_where_the_sample_uses_a_scene_again_it_looks_different(scene: str) -> None:
    pictures = [draw(scene, seed) for used, seed in USED if used == scene]
    assert min(difference(one, other) for one, other in combinations(pictures, 2)) > 10


def test_every_scene_the_sample_asks_for_can_be_drawn_and_none_is_idle() -> None:
    assert {scene for scene, _ in USED} == set(SCENES)


def test_an_unknown_scene_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        ValueError, match=r"“volcano” is not a scene we can draw; these are: airport, bakery, .*wind-farm"
    ):
        draw("volcano", 1)


@pytest.mark.parametrize("name", OUTLETS)
def test_an_emblem_is_square_and_the_same_each_time(name: str) -> None:
    emblem = draw_source_logo(name, 256)
    assert emblem.size == (256, 256)
    assert emblem.mode == "RGB"
    assert emblem.tobytes() == draw_source_logo(name, 256).tobytes()


def test_the_emblems_can_be_told_apart() -> None:
    emblems = [draw_source_logo(name, 64) for name in OUTLETS]
    assert len(emblems) == 8
    assert min(difference(one, other) for one, other in combinations(emblems, 2)) > 25


def test_there_is_no_emblem_for_an_outlet_of_somebody_else() -> None:
    with pytest.raises(ValueError, match=r"“The Times” has no emblem; these have: Norvane Herald, .*해협일보"):
        draw_source_logo("The Times", 256)
