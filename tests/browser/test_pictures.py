"""Pictures on a screen: a fitting file is taken, nothing moves while it loads, and a missing one is no hole."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from articles import pictures, renditions, shapes
from articles.models import Article, Image
from tests.factories import make_published, make_tag

WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries())
    if (shift.sources.some(({ node }) => node?.closest?.("article, .topic"))) window.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def story(site: LiveServer) -> Article:
    written = io.BytesIO()
    Pillow.linear_gradient("L").resize((1_800, 1_200)).convert("RGB").save(written, "PNG", compress_level=1)
    picture = pictures.take_in(io.BytesIO(written.getvalue()), alt="A quay", of_the_house=True)
    renditions.make.func(picture.pk)
    make_tag("Ferries", picture=picture)
    make_published(lead_image_id=picture.pk, tags=["Ferries"])
    body = f'<p>It sails.</p><img src="{picture.url}" alt="A boat"><p>{"It sails. " * 200}</p>'
    return make_published(lead_image_id=picture.pk, tags=["Ferries"], body=body)


def opened(new_context: CreateContextCallback, site: LiveServer, width: int, density: float) -> Page:
    page = new_context(
        service_workers="block",
        base_url=site.url,
        viewport={"width": width, "height": 900},
        device_scale_factor=density,
    ).new_page()
    page.add_init_script(WATCH)
    return page


def taken(page: Page) -> list[dict[str, Any]]:
    """The file of each picture in an article, and how wide it is shown."""
    page.wait_for_function("[...document.images].every((image) => image.complete || image.loading === 'lazy')")
    found: list[dict[str, Any]] = page.evaluate(
        "[...document.querySelectorAll('article picture img')].filter((image) => image.complete).map((image) => ({"
        " name: image.currentSrc.split('/').at(-1), shown: image.getBoundingClientRect().width }))"
    )
    return found


@pytest.mark.parametrize(("width", "density"), [(390, 1), (390, 2), (390, 3), (1280, 1), (1280, 2)])
def test_the_file_is_of_the_best_kind_and_no_larger_than_it_has_to_be(
    width: int, density: float, new_context: CreateContextCallback, site: LiveServer, story: Article
) -> None:
    page = opened(new_context, site, width, density)
    for address in ("/en/", "/en/hashtag/Ferries/", story.get_absolute_url()):
        page.goto(address)
        found = taken(page)
        assert found
        for one in found:
            file = shapes.File.named(one["name"])
            assert file
            assert file.kind == "avif"
            widths = [w for w, _ in shapes.sizes(file.shape, 1_800, 1_200)]
            wanted = one["shown"] * density
            smaller = [other for other in widths if other < file.width]
            assert file.width >= min(wanted, max(widths)) * 0.95, "it is sharp"
            assert all(other < wanted * 1.5 for other in smaller), "no much larger one than is needed"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_pictures_load(
    width: int, new_context: CreateContextCallback, site: LiveServer, story: Article
) -> None:
    page = opened(new_context, site, width, 1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for address in ("/en/", "/en/hashtag/Ferries/", story.get_absolute_url()):
        held.clear()
        page.route("**/media/**", hold)
        page.goto(address, wait_until="domcontentloaded")
        page.evaluate("document.fonts.ready")
        assert held, "the page stands, without its pictures"
        page.unroute("**/media/**")  # which lets them go on
        page.mouse.wheel(0, 3_000)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0, address


def test_a_page_whose_renditions_were_removed_meanwhile_shows_the_whole_picture(page: Page, story: Article) -> None:
    page.goto("/en/")
    image = Image.objects.get()
    for file in shapes.files(image.sha256, image.renditions, image.width, image.height):
        default_storage.delete(file.path)
    page.goto("/en/")
    assert page.locator("article picture img").first.evaluate(
        "(image) => image.decode().then(() => image.naturalWidth)"
    )
