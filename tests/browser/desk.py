"""At the desk in a browser: signing in, the form of a story, and what it says."""

from typing import Protocol

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Revision


class Desk(Protocol):
    """Opens a page as this person: the form of a story, or any address of the site."""

    def __call__(self, person: User, page: Article | str) -> Page: ...


def sign_in(browser: BrowserContext, person: User, site: LiveServer) -> None:
    client = Client()
    client.force_login(person)
    browser.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])


def form_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def newest(article: Article) -> Revision:
    return article.revisions.latest("number")


def says(page: Page, text: str) -> None:
    expect(page.locator("[data-status]")).to_contain_text(text, timeout=15_000)


def writing(page: Page) -> Locator:
    return page.locator(".ProseMirror[role=textbox]")
