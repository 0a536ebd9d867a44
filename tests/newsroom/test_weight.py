"""What a hashtag page loads, compressed as it is sent: the promise of the interface, in bytes."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.models import Article
from tests.html import Page

LIMITS = {"page": 30_000, "styles": 15_000, "scripts": 10_000, "fonts": 25_000}
FONT = re.compile(r'url\("([^"]+\.woff2)"\)')
COMMON = "/en/hashtag/Harbour/"  # the first of a corpus' hashtags


@pytest.fixture(scope="module", autouse=True)
def _corpus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Stories of the usual length; a page of them is full."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_corpus", "--stories=200", "--tags=100", "--writers=1", "--searchable", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def river(client: Client) -> Page:
    return Page.of(client.get(COMMON))


def loaded(client: Client, page: Page) -> dict[str, list[str]]:
    """The addresses of what the page loads at once, by kind; pictures are for the reader's eye and not counted."""
    styles = [link["href"] for link in page.all("link") if link.attributes.get("rel") == "stylesheet"]
    return {
        "styles": styles,
        "scripts": [script["src"] for script in page.all("script[src]")],
        "fonts": [urljoin(style, font) for style in styles for font in FONT.findall(sent(client, style).decode())],
    }


def sent(client: Client, address: str) -> bytes:
    return b"".join(client.get(address))  # a file comes in parts


def weight(client: Client, address: str) -> int:
    body = sent(client, address)
    return len(body) if address.endswith(".woff2") else len(gzip.compress(body))


@pytest.mark.django_db
def test_the_page_itself(client: Client, river: Page) -> None:
    assert len(river.all("article.entry")) == 20
    answer = client.get(COMMON, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= LIMITS["page"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["styles", "scripts", "fonts"])
def test_what_it_loads(client: Client, river: Page, kind: str) -> None:
    addresses = loaded(client, river)[kind]
    assert addresses
    assert sum(weight(client, address) for address in addresses) <= LIMITS[kind]


@pytest.mark.django_db
def test_it_loads_one_font_and_nothing_from_elsewhere(client: Client, river: Page) -> None:
    found = loaded(client, river)
    assert len(found["fonts"]) == 1
    assert [link["href"] for link in river.all('link[rel="preload"]')] == found["fonts"]
    addresses = [address for listed in found.values() for address in listed]
    for address in [*addresses, *(picture["src"] for picture in river.all("img"))]:
        assert address.startswith("/"), address
        assert not address.startswith("//"), address


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", [COMMON, "/en/", "/en/hashtag/", "/en/my/", "/en/search/?q=harbour", "/en/nowhere/", "story"]
)
def test_a_page_waits_for_one_style_sheet(client: Client, path: str) -> None:
    page = Page.of(client.get(Article.objects.latest("pk").get_absolute_url() if path == "story" else path))
    waited_for = [link for link in page.all('link[rel="stylesheet"]') if link.attributes.get("media") != "print"]
    assert len(waited_for) == 1


@pytest.mark.django_db
def test_no_script_stops_the_page_but_the_one_that_sets_its_colours(river: Page) -> None:
    waited_for = [script["src"] for script in river.all("script[src]") if script.attributes.get("type") != "module"]
    assert len(waited_for) == 1
    assert "theme" in waited_for[0]
