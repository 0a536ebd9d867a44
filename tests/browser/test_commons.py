"""Pictures and hashtags at the desk, in a browser: by mouse, by keyboard, and without script."""

import io

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image as Pillow
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from articles import pictures
from articles.models import Image
from tags.models import Tag
from tests.factories import make_many, make_tag, make_user


def sign_in(context: BrowserContext, site: LiveServer) -> Page:
    client = Client()
    client.force_login(make_user("Editor"))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site.url}])
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))  # the desk's pages name no icon
    return context.new_page()


@pytest.fixture
def desk(context: BrowserContext, site: LiveServer) -> Page:
    return sign_in(context, site)


@pytest.fixture
def plain(new_context: CreateContextCallback, site: LiveServer) -> Page:
    """The same desk without script."""
    return sign_in(new_context(base_url=site.url, java_script_enabled=False), site)


@pytest.fixture
def picture(site: LiveServer) -> Image:
    drawn = io.BytesIO()
    Pillow.new("RGB", (900, 600), "teal").save(drawn, "PNG")
    drawn.seek(0)
    return pictures.take_in(drawn, alt="A quay")


def point_of(picture: Image) -> tuple[int, int]:
    picture.refresh_from_db()
    return picture.focal_x, picture.focal_y


class TestFocalPoint:
    def test_a_click_sets_it_and_the_arrow_keys_move_it(self, desk: Page, picture: Image) -> None:
        desk.goto(f"/admin/articles/image/{picture.pk}/change/")
        frame = desk.locator("[data-focal-picture]").bounding_box()
        assert frame
        desk.mouse.click(frame["x"] + frame["width"] * 0.25, frame["y"] + frame["height"] * 0.75)
        expect(desk.locator("[name=focal_x]")).to_have_value("25")
        expect(desk.locator("[name=focal_y]")).to_have_value("75")
        marker = desk.locator("[data-focal-point]")
        expect(marker).to_be_focused()
        marker.press("ArrowLeft")
        marker.press("Shift+ArrowUp")
        expect(marker).to_have_attribute(
            "aria-label", "Focal point: 24 per cent from the left, 65 per cent from the top. Arrow keys move it."
        )
        desk.locator("[name=_continue]").click()
        expect(desk.locator("[name=focal_x]")).to_have_value("24")
        assert point_of(picture) == (24, 65)

    def test_it_stays_inside(self, desk: Page, picture: Image) -> None:
        Image.objects.update(focal_x=99, focal_y=0)
        desk.goto(f"/admin/articles/image/{picture.pk}/change/")
        marker = desk.locator("[data-focal-point]")
        for key in ("Shift+ArrowRight", "ArrowUp"):
            marker.press(key)
        expect(desk.locator("[name=focal_x]")).to_have_value("100")
        expect(desk.locator("[name=focal_y]")).to_have_value("0")

    def test_without_script_the_fields_do_it(self, plain: Page, picture: Image) -> None:
        plain.goto(f"/admin/articles/image/{picture.pk}/change/")
        expect(plain.locator("[data-focal-point]")).to_be_hidden()
        plain.locator("[name=focal_x]").fill("10")
        plain.locator("[name=_continue]").click()
        expect(plain.locator("[name=focal_x]")).to_have_value("10")
        assert point_of(picture) == (10, 50)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_merge_is_seen_done_and_undone(desk: Page, plain: Page, script: bool) -> None:
    page = desk if script else plain
    make_many(3, tags=["Walkout"])
    make_many(2, tags=["Walkout", "Strike"])
    make_tag("Ports")
    page.goto("/admin/tags/tag/?q=walkout")
    page.get_by_role("link", name="Walkout", exact=True).click()
    page.get_by_role("link", name="Merge into…").click()
    field = page.get_by_label("Into which hashtag")
    field.press_sequentially("strike")
    if script:
        expect(page.locator("#offers option")).to_have_attribute("value", "Strike")
    page.get_by_role("button", name="See what will happen").click()
    expect(page.locator("section.plan dd")).to_have_text(["3", "2", "0", "0"])
    page.get_by_role("button", name="Merge into #Strike").click()
    expect(page.locator(".messagelist")).to_contain_text("#Walkout is a part of #Strike now.")
    assert Tag.objects.get(name="Strike").taggings.count() == 5

    page.locator(".messagelist").get_by_role("link", name="Undo…").click()
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.locator(".messagelist")).to_contain_text("#Walkout is a hashtag of its own again.")
    assert Tag.objects.get(name="Walkout").taggings.count() == 5


def test_a_merge_says_when_there_is_no_such_hashtag(plain: Page) -> None:
    plain.goto(f"/admin/tags/tag/{make_tag('Strike').pk}/merge/?into=Strikes")
    expect(plain.locator(".errorlist")).to_have_text("There is no hashtag “Strikes”.")
    expect(plain.get_by_label("Into which hashtag")).to_have_value("Strikes")


class TestNames:
    def test_the_choice_of_a_picture_is_called_by_its_label(self, desk: Page, picture: Image) -> None:
        desk.goto("/admin/tags/tag/add/")
        expect(desk.get_by_role("combobox", name="Picture")).to_be_visible()

    def test_the_links_of_a_filter_are_large_enough_to_be_hit(self, desk: Page) -> None:
        desk.goto("/admin/tags/tag/")
        for link in desk.locator("#changelist-filter li a").all():
            box = link.bounding_box()
            assert box
            assert box["height"] >= 24
