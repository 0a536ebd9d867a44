"""Which scenes there are, and how one is drawn."""

from collections.abc import Callable
from random import Random

from PIL import Image

from newsroom.sample.pictures.canvas import Canvas
from newsroom.sample.pictures.scenes.airport import airport
from newsroom.sample.pictures.scenes.bakery import bakery
from newsroom.sample.pictures.scenes.bar_chart import bar_chart
from newsroom.sample.pictures.scenes.birds import birds
from newsroom.sample.pictures.scenes.bridge import bridge
from newsroom.sample.pictures.scenes.cargo_ship import cargo_ship
from newsroom.sample.pictures.scenes.coins import coins
from newsroom.sample.pictures.scenes.concert import concert
from newsroom.sample.pictures.scenes.court import court
from newsroom.sample.pictures.scenes.cycling import cycling
from newsroom.sample.pictures.scenes.factory import factory
from newsroom.sample.pictures.scenes.farm import farm
from newsroom.sample.pictures.scenes.ferry import ferry
from newsroom.sample.pictures.scenes.fishing import fishing
from newsroom.sample.pictures.scenes.forest import forest
from newsroom.sample.pictures.scenes.gallery import gallery
from newsroom.sample.pictures.scenes.harbour import harbour
from newsroom.sample.pictures.scenes.hospital import hospital
from newsroom.sample.pictures.scenes.laboratory import laboratory
from newsroom.sample.pictures.scenes.library import library
from newsroom.sample.pictures.scenes.lighthouse import lighthouse
from newsroom.sample.pictures.scenes.line_chart import line_chart
from newsroom.sample.pictures.scenes.market import market
from newsroom.sample.pictures.scenes.mountains import mountains
from newsroom.sample.pictures.scenes.observatory import observatory
from newsroom.sample.pictures.scenes.parliament import parliament
from newsroom.sample.pictures.scenes.rain import rain
from newsroom.sample.pictures.scenes.school import school
from newsroom.sample.pictures.scenes.seal import seal
from newsroom.sample.pictures.scenes.skyline import skyline
from newsroom.sample.pictures.scenes.snow import snow
from newsroom.sample.pictures.scenes.solar import solar
from newsroom.sample.pictures.scenes.stadium import stadium
from newsroom.sample.pictures.scenes.storm import storm
from newsroom.sample.pictures.scenes.swimming import swimming
from newsroom.sample.pictures.scenes.theatre import theatre
from newsroom.sample.pictures.scenes.train import train
from newsroom.sample.pictures.scenes.vineyard import vineyard
from newsroom.sample.pictures.scenes.whale import whale
from newsroom.sample.pictures.scenes.wind_farm import wind_farm

SCENES: dict[str, Callable[[Canvas, Random], None]] = {
    "airport": airport,
    "bakery": bakery,
    "bar-chart": bar_chart,
    "birds": birds,
    "bridge": bridge,
    "cargo-ship": cargo_ship,
    "coins": coins,
    "concert": concert,
    "court": court,
    "cycling": cycling,
    "factory": factory,
    "farm": farm,
    "ferry": ferry,
    "fishing": fishing,
    "forest": forest,
    "gallery": gallery,
    "harbour": harbour,
    "hospital": hospital,
    "laboratory": laboratory,
    "library": library,
    "lighthouse": lighthouse,
    "line-chart": line_chart,
    "market": market,
    "mountains": mountains,
    "observatory": observatory,
    "parliament": parliament,
    "rain": rain,
    "school": school,
    "seal": seal,
    "skyline": skyline,
    "snow": snow,
    "solar": solar,
    "stadium": stadium,
    "storm": storm,
    "swimming": swimming,
    "theatre": theatre,
    "train": train,
    "vineyard": vineyard,
    "whale": whale,
    "wind-farm": wind_farm,
}


def draw(scene: str, seed: int) -> Image.Image:
    """A picture of 1500 to 1000 pixels; the same for the same seed. Raises `ValueError` for a scene we cannot draw."""
    if scene not in SCENES:
        raise ValueError(f"“{scene}” is not a scene we can draw; these are: {', '.join(SCENES)}.")
    chance = Random(f"{scene} {seed}")
    canvas = Canvas(seed)
    canvas.mirrored = chance.random() < 0.5
    SCENES[scene](canvas, chance)
    return canvas.finished()
