"""The site as an app: what makes it installable, the worker, and which kept stories it is told to drop."""

import io
import json
import re
import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles import commons, drafting, workflow
from articles.models import Article
from articles.shelf import empty_shelf
from newsroom import app
from tests.environment import EXAMPLE
from tests.factories import COMMAND, general, make_draft, make_published
from tests.html import Page

pytestmark = pytest.mark.django_db

ROOT = EXAMPLE.parent
icons = SimpleNamespace(**runpy.run_path(str(ROOT / "tools/icons.py")))


def file_of(address: str) -> Path:
    """The file of a static address: its name carries a hash."""
    plain = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", address.removeprefix(project.STATIC_URL))
    found = finders.find(plain)
    assert isinstance(found, str), address
    return Path(found)


class TestManifest:
    @pytest.fixture
    def manifest(self, client: Client) -> dict[str, Any]:
        response = client.get("/manifest.webmanifest")
        assert response.headers["Content-Type"] == "application/manifest+json"
        told: dict[str, Any] = response.json()
        return told

    def test_holds_what_a_browser_asks_of_an_app_that_can_be_installed(self, manifest: dict[str, Any]) -> None:
        assert manifest["name"] == manifest["short_name"] == project.SITE_NAME
        assert manifest["display"] == "standalone"
        assert manifest["start_url"].startswith(manifest["scope"])
        sizes = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"] if icon["sizes"] != "any"}
        assert sizes >= {("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable")}
        assert {shot["form_factor"] for shot in manifest["screenshots"]} == {"narrow", "wide"}

    def test_says_of_every_picture_what_it_is(self, manifest: dict[str, Any]) -> None:
        for picture in [*manifest["icons"], *manifest["screenshots"]]:
            file = file_of(picture["src"])
            if file.suffix != ".svg":
                with Image.open(file) as opened:
                    assert picture["sizes"] == f"{opened.width}x{opened.height}"
                    assert picture["type"] == f"image/{(opened.format or '').lower()}"
            assert file.stat().st_size < 80_000, file.name

    def test_leads_to_pages_that_are_there(self, client: Client, manifest: dict[str, Any]) -> None:
        for address in [manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])]:
            assert client.get(address).status_code == 200, address

    def test_speaks_the_language_of_the_browser(self, client: Client) -> None:
        response = client.get("/manifest.webmanifest", headers={"Accept-Language": "ko"})
        told = response.json()
        assert (told["lang"], told["start_url"]) == ("ko", "/ko/")
        assert told["shortcuts"][0]["name"] == "내 뉴스"
        assert "Accept-Language" in response.headers["Vary"]

    def test_every_page_names_it(self, client: Client) -> None:
        assert Page.of(client.get("/ko/")).one('link[rel="manifest"]')["href"] == "/manifest.webmanifest"


class TestIcons:
    @pytest.mark.parametrize("name", icons.ICONS)
    def test_are_drawn_after_the_logo_as_it_is(self, name: str) -> None:
        size, rounded = icons.ICONS[name]
        drawn = io.BytesIO()
        icons.draw(size, rounded=rounded).save(drawn, "PNG")
        with Image.open(drawn) as wanted, Image.open(icons.FOLDER / name) as kept:
            assert kept.tobytes() == wanted.tobytes(), "python tools/icons.py"

    def test_what_matters_of_a_maskable_one_keeps_to_its_middle(self) -> None:
        picture = icons.draw(192, rounded=False)
        ground = (180, 20, 31)
        for x in range(192):
            for y in range(192):
                if (x - 96) ** 2 + (y - 96) ** 2 > (0.4 * 192) ** 2:
                    pixel: Any = picture.getpixel((x, y))
                    assert max(abs(one - other) for one, other in zip(ground, pixel, strict=True)) <= 3


class TestSharing:
    @pytest.fixture(autouse=True)
    def story(self) -> Article:
        return make_published(tags=["Treaty"])

    def led(self, client: Client, **handed: str) -> str:
        response = client.get("/en/share/", handed)
        assert response.status_code == 302
        location: str = response.headers["Location"]
        return location

    def test_the_manifest_names_where_other_apps_hand_things_over(self, client: Client) -> None:
        target = client.get("/manifest.webmanifest").json()["share_target"]
        assert (target["action"], target["method"]) == ("/en/share/", "GET")
        assert set(target["params"]) == {"title", "text", "url"}

    def test_a_page_of_ours_is_opened_wherever_its_address_stands(self, client: Client, story: Article) -> None:
        address = f"http://testserver{story.get_absolute_url()}"
        assert self.led(client, url=address) == story.get_absolute_url()
        assert self.led(client, title="Read this", text=f"“{address} it says") == story.get_absolute_url()

    def test_a_hashtag_that_has_stories_is_shown(self, client: Client) -> None:
        assert self.led(client, text="Have you seen #Nowhere and #treaty?") != "/en/hashtag/Nowhere/"
        assert self.led(client, text="#nowhere #treaty") == "/en/hashtag/Treaty/"

    def test_anything_else_is_looked_for_by_its_words(self, client: Client) -> None:
        led = self.led(client, title="The boats & the quay", text="https://elsewhere.example/a", url="")
        assert led.endswith("?q=The+boats+%26+the+quay")
        assert self.led(client, text="boats https://elsewhere.example/a").endswith("?q=boats")
        assert "q=" not in self.led(client)

    @pytest.mark.parametrize(
        "address",
        [
            *(
                "http://testserver//evil.example/",
                "http://testserver/\\evil.example",
                "http://testserver.evil.example/",
            ),
            *("https://evil.example/http://testserver/", "javascript:alert(1)", "//evil.example/"),
        ],
    )
    def test_nobody_is_led_to_a_foreign_host(self, client: Client, address: str) -> None:
        led = self.led(client, url=address)
        assert led.startswith("/")
        assert not led.startswith(("//", "/\\"))


class TestWorker:
    def house(self, client: Client) -> dict[str, Any]:
        script = client.get("/sw.js").content.decode()
        found = re.match(r"self\.HOUSE = (\{.*\});\nimportScripts\(\"([^\"]+)\"\);\n\Z", script)
        assert found
        assert found[2] == staticfiles_storage.url("js/worker.js")
        told: dict[str, Any] = json.loads(found[1])
        return told

    def test_is_a_script_that_a_browser_asks_for_again_each_time(self, client: Client) -> None:
        response = client.get("/sw.js")
        assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"

    def test_begins_with_everything_that_its_pages_need(self, client: Client) -> None:
        house = self.house(client)
        for address in house["shell"]:
            response = client.get(address)
            assert response.status_code == 200, address
            if response.streaming:
                b"".join(response)
        for path in house["offline"].values():
            page = Page.of(client.get(path))
            needed = [link["href"] for link in page.all('link[rel="stylesheet"]')]
            needed += [script["src"] for script in page.all("script")]
            assert set(needed) <= set(house["shell"])
        assert set(house["offline"]) == {code for code, _ in project.LANGUAGES}

    def test_is_another_one_when_a_file_has_changed(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        before = self.house(client)["version"]
        monkeypatch.setattr(app, "static", lambda name: f"/static/{name}.changed")
        assert app._house()["version"] != before

    def test_keeps_no_page_of_the_desk(self, client: Client) -> None:
        assert not [address for address in self.house(client)["shell"] if "desk" in address or "admin" in address]


class TestKept:
    def ask(self, client: Client, *stories: str) -> list[str]:
        response = client.get("/kept", {"stories": "~".join(stories)})
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"
        stale: list[str] = response.json()["stale"]
        return stale

    def test_tells_which_are_gone_and_which_have_changed(self, client: Client) -> None:
        same, corrected, withdrawn = (make_published() for _ in range(3))
        names = [f"{story.pk}.{story.version}" for story in (same, corrected, withdrawn)]
        revision = drafting.revise(corrected, {"headline": "Nine"}, by=COMMAND)
        workflow.take(corrected, "correct", by=COMMAND, revision=revision, notice="Nine, not eight.")
        workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
        assert self.ask(client, *names) == names[1:]

    def test_tells_of_a_draft_and_of_none_alike(self, client: Client) -> None:
        draft, _ = make_draft()
        names = [f"{draft.pk}.{draft.version}", "999999.1"]
        assert self.ask(client, *names) == names

    def test_takes_two_queries_for_any_number(self, client: Client) -> None:
        with CaptureQueriesContext(connection) as queries:
            self.ask(client, *(f"{number}.1" for number in range(1, app.STORIES_ASKED + 1)))
        assert len(queries) == 2

    def test_says_when_the_house_is_another_one(self, client: Client) -> None:
        house = client.get("/kept").json()["house"]
        assert Page.of(client.get("/en/")).one("body")["data-house"] == house
        section = general()
        section.name = "This and that"
        commons.save(section, by=COMMAND)
        assert client.get("/kept").json()["house"] != house

    @pytest.mark.parametrize(
        "stories", ["x", "1", "1.", ".1", "1.1.1", "-1.1", "1.1~x", "٣.1", "9" * 19 + ".1", "~".join(["1.1"] * 251)]
    )
    def test_refuses_what_is_no_list_of_stories(self, client: Client, stories: str) -> None:
        assert client.get("/kept", {"stories": stories}).status_code == 400

    def test_is_asked_for_no_more_at_once_than_it_answers(self) -> None:
        script = (ROOT / "static/js/worker.js").read_text("utf-8")
        assert re.findall(r"ASKED = (\d+)", script) == [str(app.STORIES_ASKED)]

    def test_every_story_on_a_page_says_its_version(self, client: Client) -> None:
        story = make_published(tags=["Treaty"])
        other = make_published(tags=["Treaty"])
        named = f"{story.pk}.{story.version}"
        page = Page.of(client.get(story.get_absolute_url()))
        assert [each["data-story"] for each in page.all("[data-story]")] == [named, f"{other.pk}.{other.version}"]
        river = Page.of(client.get("/en/"))
        assert named in [each["data-story"] for each in river.all("article.entry")]


class TestInstall:
    def test_the_invitation_stands_on_every_page_and_shows_when_there_is_something_to_install(
        self, client: Client, settings: Any
    ) -> None:
        block = Page.of(client.get("/en/")).one("section.app")
        assert "hidden" in block
        assert "hidden" in block.one("[data-install]")
        settings.APP_STORE_URL = "https://store.example/"
        empty_shelf()
        assert "hidden" not in Page.of(client.get("/en/")).one("section.app")
