"""Reading without a network: what was read is there, what was withdrawn is not, and nothing of the desk ever was."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from articles import drafting, workflow
from articles.models import Article
from articles.previews import share
from newsroom import app
from tests.factories import COMMAND, make_published, make_user


@pytest.fixture
def story(site: LiveServer) -> Article:
    make_published(headline="Another", tags=["Treaty"])
    return make_published(headline="The boats sail", tags=["Treaty"], body="<p>At nine from the old quay.</p>")


@pytest.fixture
def reader(
    new_context: CreateContextCallback, site: LiveServer, story: Article, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """With a worker that asks at once, after every page, what has changed."""
    monkeypatch.setattr(app, "PAUSE_SECONDS", 0)
    context = new_context(base_url=site.url, service_workers="allow")
    page = context.new_page()
    page.goto("/en/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_for(page, "rivers", "/en/")
    yield page
    context.close()


def kept(shelf: str, end: str) -> str:
    return f"""caches.open("{shelf}").then((cache) => cache.keys())
        .then((keys) => keys.some(({{ url }}) => url.endsWith("{end}")))"""


def wait_until(page: Page, promised: str) -> None:
    """(`wait_for_function` takes a promise for a yes.)"""
    page.evaluate(
        f"""async () => {{
            for (let tries = 0; tries < 200; tries += 1) {{
                if (await ({promised})) return;
                await new Promise((done) => setTimeout(done, 25));
            }}
            throw new Error("It never came to be.");
        }}"""
    )


def wait_for(page: Page, shelf: str, end: str, *, there: bool = True) -> None:
    wait_until(page, f"{kept(shelf, end)}.then((there) => there === {str(there).lower()})")


def opened(reader: Page, story: Article) -> str:
    path = story.get_absolute_url().replace("/ko/", "/en/")
    reader.goto(path)
    wait_for(reader, "stories", path)
    return path


def test_the_last_river_and_opened_stories_are_read_without_a_network(reader: Page, story: Article) -> None:
    path = opened(reader, story)
    reader.context.set_offline(True)
    reader.goto("/en/")
    expect(reader.locator(".entry h2")).to_have_text(["The boats sail", "Another"])
    reader.locator(".entry h2 a").first.click()
    expect(reader.get_by_text("At nine from the old quay.")).to_be_visible()
    assert reader.url.endswith(path)
    font = reader.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert font.startswith("Newsreader"), "in the looks of the site"


def test_a_page_that_is_not_kept_is_a_page_of_the_site_that_helps(reader: Page, story: Article) -> None:
    opened(reader, story)
    reader.context.set_offline(True)
    for path, said in {"/en/hashtag/Treaty/": "There is no network", "/ko/section/general/": "네트워크"}.items():
        reader.goto(path)
        expect(reader.locator("h1")).to_contain_text(said)
        expect(reader.locator("[data-kept] a")).to_contain_text(["The boats sail"])
    reader.locator("[data-kept] a").first.click()
    expect(reader.get_by_text("At nine from the old quay.")).to_be_visible()


@pytest.mark.parametrize("step", ["withdraw", "retract"])
def test_a_story_that_was_taken_back_is_gone_without_a_network_too_after_a_visit_elsewhere(
    reader: Page, story: Article, step: str
) -> None:
    path = opened(reader, story)
    workflow.take(story, step, by=COMMAND, note="Wrong.", notice="It was wrong." if step == "retract" else "")
    reader.goto("/en/hashtag/Treaty/")
    wait_for(reader, "stories", path, there=False)
    reader.context.set_offline(True)
    reader.goto(path)
    expect(reader.locator("h1")).to_contain_text("There is no network")
    reader.goto("/en/")
    expect(reader.locator("body")).not_to_contain_text("The boats sail")


def test_whoever_opens_a_story_that_was_taken_back_loses_it_and_its_cards(reader: Page, story: Article) -> None:
    path = opened(reader, story)
    workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
    reader.goto(path)
    expect(reader.get_by_text("It was wrong.")).to_be_visible()
    wait_for(reader, "stories", path, there=False)
    wait_until(
        reader,
        """caches.open("rivers").then((cache) => cache.match("/en/", { ignoreVary: true }))
            .then((kept) => kept?.text() ?? "").then((text) => !text.includes("The boats sail"))""",
    )
    reader.context.set_offline(True)
    reader.goto("/en/")
    expect(reader.locator("body")).not_to_contain_text("The boats sail")


def test_a_story_that_was_corrected_is_kept_in_its_new_words(reader: Page, story: Article) -> None:
    path = opened(reader, story)
    revision = drafting.revise(story, {"body": "<p>At ten from the new quay.</p>"}, by=COMMAND)
    workflow.take(story, "correct", by=COMMAND, revision=revision, notice="Ten, not nine.")
    reader.goto("/en/hashtag/Treaty/")
    wait_until(
        reader,
        f"""caches.open("stories").then((cache) => cache.match("{path}", {{ ignoreVary: true }}))
            .then((kept) => kept?.text() ?? "").then((text) => text.includes("At ten"))""",
    )
    reader.context.set_offline(True)
    reader.goto(path)
    expect(reader.get_by_text("At ten from the new quay.")).to_be_visible()


def test_neither_a_preview_nor_the_desk_is_ever_kept(reader: Page, story: Article) -> None:
    draft = drafting.revise(story, {"headline": "Not yet"}, by=COMMAND)
    _link, token = share(draft, by=make_user("Publisher"))
    for path in (f"/en/preview/{token}/", "/admin/account/sign-in/", "/en/"):
        reader.goto(path)
    wait_for(reader, "rivers", "/en/")
    urls = reader.evaluate(
        """async () => {
            const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
            return (await Promise.all(caches_.map((each) => each.keys()))).flat().map(({ url }) => url);
        }"""
    )
    assert not [url for url in urls if "preview" in url or "admin" in url or "desk" in url]


def test_no_more_than_thirty_stories_are_kept(reader: Page, site: LiveServer) -> None:
    stories = [make_published(headline=f"Story {number}") for number in range(32)]
    for story in stories:
        opened(reader, story)
    keys = reader.evaluate("caches.open('stories').then((cache) => cache.keys()).then((keys) => keys.length)")
    assert keys == 30
