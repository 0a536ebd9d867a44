"""The frame around every page is rendered once a language and day."""

import pytest
from django.template import Context
from django.test import Client
from django.utils.safestring import SafeString

from articles import commons
from articles.models import Section
from newsroom.templatetags import frame
from tests.factories import COMMAND, general, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts, each time one is rendered."""
    names: list[str] = []
    render = frame._rendered

    def counted(context: Context, name: str) -> SafeString:
        names.append(name)
        return render(context, name)

    monkeypatch.setattr(frame, "_rendered", counted)
    return names


def test_its_parts_are_rendered_once(client: Client, rendered: list[str]) -> None:
    pages = [client.get("/en/").content, client.get("/en/section/general/").content]
    assert len(rendered) == len(set(rendered)) >= 4
    assert all(b'<nav class="sections"' in page for page in pages)


def test_each_language_has_its_own(client: Client) -> None:
    assert "모든 해시태그" in client.get("/ko/").content.decode()
    assert "All hashtags" in client.get("/en/").content.decode()


def test_a_change_of_the_house_shows_at_once(client: Client) -> None:
    client.get("/en/")
    section: Section = general()
    section.name = "This and that"
    commons.save(section, by=COMMAND)
    assert b"This and that" in client.get("/en/").content


def test_the_switch_of_languages_is_never_kept(client: Client) -> None:
    make_section("Sea")
    assert b'href="/ko/section/general/"' in client.get("/en/section/general/").content
    assert b'href="/ko/section/sea/"' in client.get("/en/section/sea/").content
