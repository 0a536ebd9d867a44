"""The screen of hashtags: a name makes the address and the key, and no two hashtags are the same."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Epoch
from tags.models import Tag
from tests.factories import make_draft, make_image, make_published, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

ADD = "/admin/tags/tag/add/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user("Editor"))
    return client


def change(tag: Tag) -> str:
    return f"/admin/tags/tag/{tag.pk}/change/"


def errors(response: Any) -> list[str]:
    assert response.status_code == 200, "the form is shown again"
    return Page.of(response).texts("ul.errorlist li")


class TestANewHashtag:
    @pytest.mark.parametrize(
        ("name", "stored", "hashtag", "key"),
        [
            ("Ferry strike", "Ferry strike", "Ferrystrike", "ferrystrike"),
            ("  #Ferry   strike ", "Ferry strike", "Ferrystrike", "ferrystrike"),
            ("C#", "C#", "C#", "c#"),
            ("재생에너지", "재생에너지", "재생에너지", "재생에너지"),
            ("Ｆｅｒｒｙ", "Ｆｅｒｒｙ", "Ｆｅｒｒｙ", "ferry"),
        ],
        ids=["plain", "with a sign and spaces", "C#", "Korean", "of full width"],
    )
    def test_gets_its_address_and_its_key_from_its_name(
        self, desk: Client, name: str, stored: str, hashtag: str, key: str
    ) -> None:
        assert desk.post(ADD, {"name": name, "description": "About it."}).status_code == 302
        tag = Tag.objects.get()
        assert (tag.name, tag.hashtag, tag.key, tag.description) == (stored, hashtag, key, "About it.")

    @pytest.mark.parametrize(
        "name", ["Ferry strike", "FERRY STRIKE", "ferry-strike", "#FerryStrike", "Ferry\u200bstrike"]
    )
    def test_is_refused_when_it_is_one_that_is_there(self, desk: Client, name: str) -> None:
        make_tag("Ferry strike")
        assert errors(desk.post(ADD, {"name": name})) == ["#Ferry strike is the same hashtag."]
        assert Tag.objects.count() == 1

    def test_is_refused_when_an_alias_has_its_name(self, desk: Client) -> None:
        make_tag("Strikes", canonical=make_tag("Ferry strike"))
        assert errors(desk.post(ADD, {"name": "strikes"})) == ["#Strikes is the same hashtag."]

    @pytest.mark.parametrize("name", ["", "#", "!?", "\u200d", "x" * 61, "ﷺ" * 50])
    def test_is_refused_with_a_reason_when_nothing_can_be_made_of_its_name(self, desk: Client, name: str) -> None:
        (reason,) = errors(desk.post(ADD, {"name": name}))
        assert reason
        assert not Tag.objects.exists()

    def test_has_no_key_address_or_alias_of_somebody_s_choosing(self, desk: Client) -> None:
        other = make_tag("Other")
        desk.post(ADD, {"name": "Ferries", "key": "x", "hashtag": "y", "canonical": other.pk})
        tag = Tag.objects.get(name="Ferries")
        assert (tag.key, tag.hashtag, tag.canonical) == ("ferries", "Ferries", None)


class TestAChange:
    def test_of_the_description_and_the_picture_shows_at_once(self, desk: Client) -> None:
        make_published(tags=["Ferries"])
        desk.get("/en/hashtag/Ferries/")
        picture, tag = make_image(alt="A ferry", of_the_house=True), Tag.objects.get()
        form = {"name": "Ferries", "description": "On the strait.", "picture": picture.pk}
        assert desk.post(change(tag), form).status_code == 302
        topic = Page.of(desk.get("/en/hashtag/Ferries/")).one("header.topic")
        assert "On the strait." in topic.texts("p")
        assert topic.one("img")["alt"] == "A ferry"

    def test_to_hidden_takes_it_from_readers_at_once(self, desk: Client) -> None:
        story = make_published(tags=["Ferries", "Ports"])
        for address in ("/en/hashtag/Ferries/", "/en/hashtag/Ports/", story.get_absolute_url()):
            assert b"#Ferries" in desk.get(address).content
        desk.post(change(Tag.objects.get(name="Ferries")), {"name": "Ferries", "hidden": "on"})
        assert desk.get("/en/hashtag/Ferries/").status_code == 404
        for address in ("/en/hashtag/Ports/", story.get_absolute_url(), "/en/hashtag/"):
            assert b"#Ferries" not in desk.get(address).content

    def test_moves_the_epoch_once(self, desk: Client) -> None:
        tag, epoch = make_tag("Ferries"), Epoch.objects.current()
        desk.post(change(tag), {"description": "On the strait."})
        assert Epoch.objects.current() == epoch + 1


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "adds", "removes"),
        [
            ("Reporter", False, False),
            ("Editor", True, False),
            ("Publisher", True, True),
            ("Operator", False, False),
        ],
    )
    def test_add_change_and_remove(self, client: Client, role: str, adds: bool, removes: bool) -> None:
        client.force_login(make_user(role))
        tag = make_tag("Ferries")
        answers = {
            "add": client.post(ADD, {"name": "Ports"}).status_code == 302,
            "change": client.post(change(tag), {"description": "Boats."}).status_code == 302,
            "remove": client.post(f"/admin/tags/tag/{tag.pk}/delete/", {"post": "yes"}).status_code == 302,
        }
        assert answers == {"add": adds, "change": adds, "remove": removes}
        assert Tag.objects.filter(name="Ports").exists() == adds
        assert Tag.objects.filter(name="Ferries", description="").exists() == (not adds)
        assert Tag.objects.filter(pk=tag.pk).exists() == (not removes)

    def test_a_reporter_may_look(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        tag = make_tag("Ferries")
        page = Page.of(client.get(change(tag)))
        assert "Ferries" in page.one(".field-name").text
        assert page.all('input[name="name"]') == []

    def test_a_hashtag_that_stories_have_stays(self, client: Client) -> None:
        client.force_login(make_user("Publisher"))
        make_published(tags=["Ferries"], headline="Zyx")
        tag = Tag.objects.get()
        remove = f"/admin/tags/tag/{tag.pk}/delete/"
        shown = client.get(remove)
        assert "1 tagging" in Page.of(shown).texts("#deleted-objects li")
        client.post(remove, {"post": "yes"})
        assert Tag.objects.filter(pk=tag.pk).exists()

    def test_a_hashtag_that_has_an_alias_stays(self, client: Client) -> None:
        client.force_login(make_user("Publisher"))
        tag = make_tag("Ferries")
        make_tag("Boats", canonical=tag)
        client.post(f"/admin/tags/tag/{tag.pk}/delete/", {"post": "yes"})
        assert Tag.objects.count() == 2


class TestTheList:
    def test_stands_in_the_order_of_keys(self, desk: Client) -> None:
        for name in ("ports", "Ferries", "Éire"):
            make_tag(name)
        shown = Page.of(desk.get("/admin/tags/tag/"))
        assert shown.texts("#result_list tbody th a") == ["Ferries", "ports", "Éire"]

    def test_is_searched_by_name_and_by_key(self, desk: Client) -> None:
        make_tag("Ferry strike")
        make_tag("Ports")
        for words in ("Ferry", "ferrystr", "strike"):
            shown = Page.of(desk.get(f"/admin/tags/tag/?q={words}"))
            assert shown.texts("#result_list tbody th a") == ["Ferry strike"]

    def test_costs_no_more_with_more_aliases(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        for number in range(20):
            make_tag(f"Alias {number}", canonical=make_tag(f"Tag {number}"))
        with django_assert_max_num_queries(10):
            desk.get("/admin/tags/tag/")

    def test_shows_the_hashtags_of_drafts_to_the_desk_alone(self, desk: Client, client: Client) -> None:
        make_draft(tags=["Drafted"])
        make_tag("Drafted")
        assert Page.of(desk.get("/admin/tags/tag/")).texts("#result_list tbody th a") == ["Drafted"]
        assert b"Drafted" not in client.get("/en/hashtag/").content
