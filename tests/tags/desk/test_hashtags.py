"""Hashtags at the desk: the list, the page of one, renaming, aliases, merging, what looks alike."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsroom import integrity
from newsroom.lib import bounded
from tags import merging
from tags.models import Distinct, Tag, TagEvent
from tests.factories import COMMAND, make_draft, make_image, make_many, make_published, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST = "/admin/tags/tag/"


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.fixture
def desk() -> Client:
    return signed_in("Editor")


@pytest.fixture(autouse=True)
def _whole() -> Any:
    yield
    assert integrity.examine(repair=False) == []


def page_of(tag: Tag, step: str = "change") -> str:
    return f"{LIST}{tag.pk}/{step}/"


def names(client: Client, query: str = "") -> list[str]:
    return Page.of(client.get(f"{LIST}?{query}")).texts("th.field-name")


def said(response: Any) -> str:
    return " ".join(Page.of(response).texts("ul.messagelist li"))


class TestList:
    @pytest.fixture(autouse=True)
    def _tags(self) -> None:
        make_tag("Walkout", canonical=make_tag("Strike", description="Crews that stay ashore."))
        (
            make_tag("Draft only"),
            make_tag("Secret", hidden=True),
            make_tag("Unused", picture=make_image(of_the_house=True)),
        )
        make_published(tags=["Strike"], at=timezone.now() - timedelta(days=400))
        make_published(tags=["Strike", "Secret"], at=timezone.now() - timedelta(days=800))
        make_draft(tags=["Draft only"])
        make_published(tags=["Draft only"])

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", ["Draft only", "Secret", "Strike", "Unused", "Walkout"]),
            ("kind=alias", ["Walkout"]),
            ("kind=hidden", ["Secret"]),
            ("kind=unused", ["Unused"]),
            ("missing=description", ["Draft only", "Secret", "Unused"]),
            ("missing=picture", ["Draft only", "Secret", "Strike"]),
            ("q=%23STRI", ["Strike"]),
            ("q=walk-out", ["Strike", "Walkout"]),
            ("q=draft+ONLY", ["Draft only"]),
            ("q=%E2%80%A6", []),
        ],
    )
    def test_it_shows_what_is_asked_for(self, desk: Client, query: str, shown: list[str]) -> None:
        assert names(desk, query) == shown

    def test_it_says_how_many_stories_when_the_last_and_what_leads_there(self, desk: Client) -> None:
        rows = {row.one("th").text: row for row in Page.of(desk.get(LIST)).all("table#result_list tbody tr")}
        assert rows["Strike"].one("td.field-stories").text == "2"
        assert str((timezone.now() - timedelta(days=400)).year) in rows["Strike"].one("td.field-last_used").text
        assert rows["Strike"].one("td.field-other_names").text == "Walkout"
        assert rows["Walkout"].one("td.field-other_names").text == "→ #Strike"
        assert rows["Walkout"].one("td.field-stories").text == "-"

    def test_no_count_goes_further_than_anybody_needs(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bounded, "LIMIT", 1)
        rows = {
            row.one("th").text: row.one("td.field-stories").text
            for row in Page.of(desk.get(LIST)).all("table#result_list tbody tr")
        }
        assert rows["Strike"] == "1+"

    def test_the_number_of_queries_does_not_grow(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        for number in range(40):
            make_tag(f"Alias {number}", canonical=make_tag(f"Tag {number}"))
        with django_assert_max_num_queries(9):
            desk.get(LIST)


class TestOne:
    def test_a_new_one_is_made_and_logged(self, desk: Client) -> None:
        desk.post(f"{LIST}add/", {"name": "#Harbour Ferries", "description": "Boats.", "picture": ""})
        tag = Tag.objects.get()
        assert (tag.name, tag.hashtag, tag.events.get().step) == ("Harbour Ferries", "HarbourFerries", "make")

    @pytest.mark.parametrize(
        ("name", "sentence"), [("…", "no letter"), ("x" * 61, "60"), ("walk-out", "#Walkout is the same hashtag")]
    )
    def test_a_name_that_cannot_be_is_told(self, desk: Client, name: str, sentence: str) -> None:
        make_tag("Walkout", canonical=make_tag("Strike"))
        page = Page.of(desk.post(f"{LIST}add/", {"name": name}))
        assert sentence in " ".join(page.texts("ul.errorlist li"))
        assert page.one('input[name="name"]')["value"] == name

    def test_describing_and_hiding_show_at_once_and_are_logged(self, desk: Client, client: Client) -> None:
        make_published(tags=["Strike"])
        tag = Tag.objects.get()
        desk.post(page_of(tag), {"description": "Crews that stay ashore.", "picture": ""})
        assert b"Crews that stay ashore." in client.get("/en/hashtag/Strike/").content
        desk.post(page_of(tag), {"description": "Crews that stay ashore.", "hidden": "on", "picture": ""})
        assert client.get("/en/hashtag/Strike/").status_code == 404
        assert [event.details for event in tag.events.order_by("id")] == [
            {"description": ["", "Crews that stay ashore."]},
            {"hidden": [False, True]},
        ]

    def test_saving_it_unchanged_is_no_event(self, desk: Client) -> None:
        desk.post(page_of(tag := make_tag()), {"description": "", "picture": ""})
        assert not tag.events.exists()

    def test_its_picture_is_of_the_house(self, desk: Client) -> None:
        tag, picture = make_tag(), make_image()
        assert desk.post(page_of(tag), {"description": "", "picture": picture.pk}).status_code == 200
        assert (
            desk.post(page_of(tag), {"description": "", "picture": make_image(of_the_house=True).pk}).status_code == 302
        )

    def test_a_reporter_only_looks(self) -> None:
        reporter, tag = signed_in("Reporter"), make_tag("Strike")
        assert reporter.get(page_of(tag)).status_code == 200
        for step in ("rename", "aliases", "merge"):
            assert reporter.get(page_of(tag, step)).status_code == (405 if step == "aliases" else 403)
            assert reporter.post(page_of(tag, step), {"name": "Walkout", "into": "Walkout"}).status_code == 403
        assert reporter.get(f"{LIST}alike/").status_code == 403
        assert signed_in("Operator").get(page_of(tag, "merge")).status_code == 404

    def test_one_that_is_used_is_not_removed(self) -> None:
        make_tag("Walkout", canonical=make_tag("Strike"))
        make_published(tags=["Strike"])
        strike, publisher = Tag.objects.get(name="Strike"), signed_in("Publisher")
        page = Page.of(publisher.post(page_of(strike, "delete"), {"post": "yes"}))
        assert page.texts("ul#deleted-objects li") == ["1 hashtag, 1 tagging"]
        unused = make_tag("Unused")
        assert publisher.post(page_of(unused, "delete"), {"post": "yes"}).status_code == 302
        event = TagEvent.objects.get(step="remove")
        assert (event.name, event.tag) == ("Unused", None)


class TestRenaming:
    def test_it_leads_back_and_says_so(self, desk: Client) -> None:
        tag = make_tag("Ferry Pact")
        response = desk.post(page_of(tag, "rename"), {"name": "Ferry Agreement"}, follow=True)
        assert response.redirect_chain == [(page_of(tag), 302)]
        assert "“Ferry Pact” leads to it" in said(response)

    def test_a_name_of_another_offers_a_merge(self, desk: Client) -> None:
        tag = make_tag("Ferry Pact")
        make_tag("Ferry Agreement")
        page = Page.of(desk.post(page_of(tag, "rename"), {"name": "ferry agreement"}))
        assert page.one('input[name="name"]')["value"] == "ferry agreement"
        assert page.one("p a.button")["href"] == f"{page_of(tag, 'merge')}?into=Ferry%20Agreement"

    @pytest.mark.parametrize("name", ["", "…", "x" * 61, "x" * 300])
    def test_a_name_that_cannot_be_is_told(self, desk: Client, name: str) -> None:
        page = Page.of(desk.post(page_of(tag := make_tag("Ferry Pact"), "rename"), {"name": name}))
        assert page.all("ul.errorlist li")
        tag.refresh_from_db()
        assert tag.name == "Ferry Pact"


class TestAliases:
    def test_one_is_added_and_taken_away(self, desk: Client) -> None:
        tag = make_tag("Strike")
        assert "“Walkout” leads here." in said(desk.post(page_of(tag, "aliases"), {"name": "Walkout"}, follow=True))
        (button,) = Page.of(desk.get(page_of(tag))).all('button[name="remove"]')
        response = desk.post(page_of(tag, "aliases"), {"remove": button["value"]}, follow=True)
        assert "“Walkout” leads here no longer." in said(response)
        assert [event.step for event in tag.events.all()] == ["unalias", "alias"]

    @pytest.mark.parametrize(
        ("form", "sentence"),
        [
            ({"name": "Ports"}, "#Ports is a hashtag already"),
            ({"name": ""}, "no letter"),
            ({"remove": "x"}, "no letter"),
        ],
    )
    def test_what_cannot_be_is_told(self, desk: Client, form: dict[str, str], sentence: str) -> None:
        make_tag("Ports")
        assert sentence in said(desk.post(page_of(make_tag("Strike"), "aliases"), form, follow=True))

    def test_of_another_hashtag_none_is_taken_away(self, desk: Client) -> None:
        alias = make_tag("Walkout", canonical=make_tag("Strike"))
        desk.post(page_of(make_tag("Ports"), "aliases"), {"remove": alias.pk})
        assert Tag.objects.filter(pk=alias.pk).exists()


class TestMerging:
    @pytest.fixture
    def walkout(self) -> Tag:
        make_many(3, tags=["Walkout"]), make_many(2, tags=["Walkout", "Strike"])
        make_draft(tags=["walk out"])
        return Tag.objects.get(name="Walkout")

    def test_it_is_told_before_it_is_done_and_can_be_undone(self, desk: Client, client: Client, walkout: Tag) -> None:
        page = Page.of(desk.get(page_of(walkout, "merge"), {"into": "strike"}))
        assert page.texts("section.plan dd") == ["3", "2", "0", "1"]
        assert not TagEvent.objects.exists()
        response = desk.post(
            page_of(walkout, "merge"), {"into": page.one('section.plan input[name="into"]')["value"]}, follow=True
        )
        strike = Tag.objects.get(name="Strike")
        assert response.redirect_chain == [(page_of(strike), 302)]
        assert strike.taggings.count() == 5
        assert client.get("/en/hashtag/Walkout/").status_code == 301

        undo = Page.of(response).one("ul.messagelist a")["href"]
        assert Page.of(desk.get(undo)).texts("section.plan dd") == ["5", "0"]
        assert "#Walkout is a hashtag of its own again" in said(desk.post(undo, follow=True))
        assert (walkout.taggings.count(), strike.taggings.count()) == (5, 2)
        assert Page.of(desk.get(undo)).texts("ul.errorlist li") == ["This merge was undone already."]

    @pytest.mark.parametrize(
        ("into", "reason"),
        [
            ("Nothing", "There is no hashtag “Nothing”."),
            ("Walkout", "into itself"),
            ("Stoppage", "#Stoppage is an alias of #Strike."),
        ],
    )
    def test_what_cannot_be_is_told_and_not_done(self, desk: Client, walkout: Tag, into: str, reason: str) -> None:
        make_tag("Stoppage", canonical=Tag.objects.get(name="Strike"))
        for response in (
            desk.get(page_of(walkout, "merge"), {"into": into}),
            desk.post(page_of(walkout, "merge"), {"into": into}),
        ):
            page = Page.of(response)
            assert reason in " ".join(page.texts("ul.errorlist li"))
            assert page.one('input[name="into"]')["value"] == into
            assert not page.all("section.plan")
        assert not TagEvent.objects.exists()

    def test_the_field_offers_hashtags_and_no_aliases(self, desk: Client, walkout: Tag) -> None:
        make_tag("Walk the dog", canonical=Tag.objects.get(name="Strike"))
        field = Page.of(desk.get(page_of(walkout, "merge"))).one('input[name="into"]')
        answer = desk.get(f"{field['data-typeahead']}&term=walk").json()
        assert [offer["text"] for offer in answer["results"]] == ["Strike", "Walkout"]

    def test_the_log_shows_it_on_both_pages(self, desk: Client, walkout: Tag) -> None:
        event = merging.merge(walkout, into=Tag.objects.get(name="Strike"), by=COMMAND)
        for tag in (event.tag, event.other):
            assert tag
            log = Page.of(desk.get(page_of(tag))).one("ol.log li")
            assert "merged #Walkout → #Strike · tests" in log.text
            assert log.one("a")["href"] == f"{LIST}{tag.pk}/undo/{event.pk}/"

    def test_an_event_of_another_hashtag_is_not_found(self, desk: Client, walkout: Tag) -> None:
        event = merging.merge(walkout, into=Tag.objects.get(name="Strike"), by=COMMAND)
        assert desk.get(f"{LIST}{make_tag().pk}/undo/{event.pk}/").status_code == 404
        assert signed_in("Reporter").post(f"{LIST}{walkout.pk}/undo/{event.pk}/").status_code == 403


class TestAlike:
    @pytest.fixture(autouse=True)
    def _tags(self) -> None:
        make_many(2, tags=["Ferry Strikes"])
        make_tag("Ferry Strike"), make_tag("Ports"), make_tag("Port", canonical=make_tag("Harbour"))

    def test_pairs_are_proposed_with_their_counts(self, desk: Client) -> None:
        (row,) = Page.of(desk.get(f"{LIST}alike/")).all("table.alike tbody tr")
        assert row.texts("th a") == ["Ferry Strikes", "Ferry Strike"]
        assert row.texts("td")[:2] == ["20", "one is the plural of the other"]
        smaller = Tag.objects.get(name="Ferry Strike")
        assert row.one("a.button")["href"] == f"{page_of(smaller, 'merge')}?into=Ferry%20Strikes"

    def test_what_is_not_the_same_is_asked_no_more(self, desk: Client) -> None:
        ids = Tag.objects.filter(name__startswith="Ferry").values_list("pk", flat=True)
        for _ in range(2):
            desk.post(f"{LIST}alike/", dict(zip(("second", "first"), ids, strict=True)))
        assert Distinct.objects.count() == 1
        assert "No two look alike." in desk.get(f"{LIST}alike/").content.decode()

    def test_a_nonsense_answer_changes_nothing(self, desk: Client) -> None:
        for form in ({}, {"first": "x", "second": "1"}, {"first": "999", "second": "998"}):
            assert desk.post(f"{LIST}alike/", form).status_code == 302
        assert not Distinct.objects.exists()


def test_stories_are_named_nowhere(desk: Client) -> None:
    make_draft(headline="What nobody may know", tags=["Strike"])
    make_tag("Strike"), make_tag("Walkout")
    Article.objects.get()
    reporter = signed_in("Reporter")
    for client, address in [
        (reporter, LIST),
        (reporter, page_of(Tag.objects.get(name="Strike"))),
        (desk, f"{page_of(Tag.objects.get(name='Strike'), 'merge')}?into=Walkout"),
    ]:
        assert "nobody may know" not in client.get(address).content.decode()
