"""What a person does, in Debian's Chromium. Every test here is marked `browser`, and none may end with a complaint."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.db import connection
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from articles.models import Article
from tests.browser.desk import Desk, form_of, sign_in, writing

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs a loop in this thread, and Django would refuse to ask its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: in memory all threads would share one connection, which takes no two requests at once."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def base_url() -> None:
    """None for the whole run: `context` gives each test that of its site. (The plugin's own is out of date.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "UTC"}


@pytest.fixture
def site(django_db_serialized_rollback: None, settings: Any, live_server: LiveServer) -> LiveServer:
    """The site on a port of this machine; what the migrations made is there in every test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # the test's server knows no hashes
    settings.STORAGES = {**project.STORAGES, "staticfiles": plain}
    return live_server


@pytest.fixture
def context(new_context: CreateContextCallback, site: LiveServer) -> BrowserContext:
    """So that `page.goto("/en/")` means the site. What a service worker fetches by itself would go on beside a test."""
    return new_context(base_url=site.url, service_workers="block")


@pytest.fixture
def desk(context: BrowserContext, new_context: CreateContextCallback, site: LiveServer) -> Desk:
    """The desk as it shows itself to a person; the first in the watched browser, others in one of their own."""
    browsers: dict[int, BrowserContext] = {}

    def opened(person: User, page: Article | str) -> Page:
        if person.pk not in browsers:
            browsers[person.pk] = context if not browsers else new_context(base_url=site.url)
            sign_in(browsers[person.pk], person, site)
        tab = browsers[person.pk].new_page()
        tab.goto(page if isinstance(page, str) else form_of(page))
        if isinstance(page, Article):
            expect(writing(tab)).to_be_visible()
        return tab

    return opened


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext, site: LiveServer) -> Iterator[list[str]]:
    """What the browser complains of, and what it asks other hosts for: nothing, when a test is over.

    A test that expects a complaint empties the list.
    """
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "blocked by Playwright" not in message.text:
            found.append(message.text)

    def look(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:")):
            found.append(f"asked for {request.url}")

    def watch(page: Page) -> None:
        page.on("console", hear)
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("request", look)

    context.on("page", watch)
    yield found
    assert found == []
