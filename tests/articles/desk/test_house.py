"""Sources and sections at the desk, and where their old addresses lead."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import commons
from articles.errors import InUse
from articles.models import Article, Section, Source
from newsroom import integrity
from newsroom.lib import bounded
from tests.factories import (
    COMMAND,
    general,
    make_draft,
    make_image,
    make_many,
    make_published,
    make_section,
    make_source,
    make_user,
)
from tests.html import Page

pytestmark = pytest.mark.django_db

LISTS = {Section: "/admin/articles/section/", Source: "/admin/articles/source/"}
LICENCE = {"extent": "full", "indexing": "index"}
MAKE: dict[Any, Any] = {Section: make_section, Source: make_source}


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_user("Publisher"))
    return client


@pytest.fixture(autouse=True)
def _whole() -> Any:
    yield
    assert integrity.examine(repair=False) == []


def story_of(thing: Any, **content: Any) -> Any:
    return make_published(**{f"{thing._meta.model_name}_id": thing.pk}, **content)


@pytest.mark.parametrize("model", LISTS)
class TestList:
    def test_it_counts_published_stories_and_dates_the_last(self, desk: Client, model: Any) -> None:
        thing = MAKE[model]("Sea")
        newest = timezone.now() - timedelta(days=400)
        story_of(thing, at=newest), story_of(thing, at=newest - timedelta(days=1))
        make_draft(**{f"{model._meta.model_name}_id": thing.pk})
        row = next(
            row for row in Page.of(desk.get(LISTS[model])).all("table#result_list tbody tr") if "Sea" in row.text
        )
        assert row.one("td.field-published").text == "2"
        assert str(newest.year) in row.one("td.field-last_story").text

    def test_neither_one_to_come_nor_an_expired_one_is_counted_or_the_last(self, desk: Client, model: Any) -> None:
        thing = MAKE[model]("Sea")
        now = timezone.now()
        story_of(thing, at=now - timedelta(days=400))
        story_of(thing, at=now + timedelta(days=400))
        over = story_of(thing, at=now - timedelta(days=2))
        Article.objects.filter(pk=over.pk).update(expires_at=now - timedelta(days=1))
        row = next(
            row for row in Page.of(desk.get(LISTS[model])).all("table#result_list tbody tr") if "Sea" in row.text
        )
        assert row.one("td.field-published").text == "1"
        assert str((now - timedelta(days=400)).year) in row.one("td.field-last_story").text

    def test_no_count_goes_further_than_anybody_needs(
        self, desk: Client, model: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bounded, "LIMIT", 2)
        make_many(4)
        assert "2+" in Page.of(desk.get(LISTS[model])).texts("td.field-published")

    def test_the_number_of_queries_does_not_grow(
        self, desk: Client, model: Any, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(30):
            MAKE[model]()
        with django_assert_max_num_queries(8):
            desk.get(LISTS[model])


@pytest.mark.parametrize("model", LISTS)
class TestAddress:
    def move(self, thing: Any, *slugs: str) -> None:
        for slug in slugs:
            thing.slug = slug
            commons.save(thing, by=COMMAND)

    def test_an_old_one_leads_to_the_new_one(self, client: Client, model: Any) -> None:
        thing = MAKE[model]("Sea")
        story_of(thing)
        kind = model._meta.model_name
        self.move(thing, "ocean", "deep")
        for old in ("sea", "ocean"):
            response = client.get(f"/en/{kind}/{old}/?before=1-1")
            assert (response.status_code, response.headers["Location"]) == (301, f"/en/{kind}/deep/?before=1-1")
        assert client.get(f"/en/{kind}/deep/").status_code == 200

    def test_it_may_go_back(self, client: Client, model: Any) -> None:
        thing = MAKE[model]("Sea")
        story_of(thing)
        self.move(thing, "ocean", "sea")
        kind = model._meta.model_name
        assert client.get(f"/en/{kind}/sea/").status_code == 200
        assert client.get(f"/en/{kind}/ocean/").headers["Location"] == f"/en/{kind}/sea/"

    def test_what_takes_an_old_one_has_it(self, client: Client, model: Any) -> None:
        thing, other = MAKE[model]("Sea"), MAKE[model]("Other")
        story_of(thing), story_of(other)
        self.move(thing, "ocean")
        self.move(other, "sea")
        page = client.get(f"/en/{model._meta.model_name}/sea/")
        assert page.status_code == 200
        assert b"Other" in page.content

    def test_it_goes_with_the_thing(self, client: Client, model: Any) -> None:
        thing = MAKE[model]("Sea")
        self.move(thing, "ocean")
        commons.remove(thing, by=COMMAND)
        assert client.get(f"/en/{model._meta.model_name}/sea/").status_code == 404

    def test_the_form_moves_it(self, desk: Client, client: Client, model: Any) -> None:
        thing = MAKE[model]("Sea")
        story_of(thing)
        form = {"name": "Sea", "slug": "ocean", "position": 1, "website": "", "sentence": "", "logo": "", **LICENCE}
        assert desk.post(f"{LISTS[model]}{thing.pk}/change/", form).status_code == 302
        assert client.get(f"/en/{model._meta.model_name}/sea/").status_code == 301


def test_of_a_source_without_a_public_story_no_address_tells(client: Client) -> None:
    source = make_source("Sea")
    make_draft(source_id=source.pk)
    source.slug = "ocean"
    commons.save(source, by=COMMAND)
    assert client.get("/en/source/sea/").status_code == 404


class TestTheDefaultSection:
    def test_its_address_stays(self, desk: Client) -> None:
        section = general()
        assert not Page.of(desk.get(f"{LISTS[Section]}{section.pk}/change/")).all('input[name="slug"]')
        section.slug = "news"
        with pytest.raises(InUse, match="default section stays"):
            commons.save(section, by=COMMAND)

    def test_it_is_not_removed(self, desk: Client) -> None:
        section = general()
        assert desk.post(f"{LISTS[Section]}{section.pk}/delete/", {"post": "yes"}).status_code == 403
        with pytest.raises(InUse, match="default section stays"):
            commons.remove(section, by=COMMAND)

    def test_its_name_may_change(self, desk: Client) -> None:
        desk.post(f"{LISTS[Section]}{general().pk}/change/", {"name": "News", "position": 0})
        assert general().name == "News"


@pytest.mark.parametrize("model", LISTS)
def test_what_is_in_use_is_not_removed_and_one_is_told_by_how_many(desk: Client, model: Any) -> None:
    thing = MAKE[model]("Sea")
    story_of(thing, headline="The boats sail")
    for response in (
        desk.get(f"{LISTS[model]}{thing.pk}/delete/"),
        desk.post(f"{LISTS[model]}{thing.pk}/delete/", {"post": "yes"}),
    ):
        assert Page.of(response).texts("ul#deleted-objects li") == ["1 story, 1 revision"]
        assert b"The boats sail" not in response.content
    assert model._default_manager.filter(pk=thing.pk).exists()


class TestSource:
    def save(self, desk: Client, **fields: Any) -> Any:
        form = {"name": "The Heron", "slug": "the-heron", "website": "", "logo": "", **LICENCE, **fields}
        return desk.post(f"{LISTS[Source]}add/", form)

    @pytest.mark.parametrize("website", ["ftp://heron.example/", "javascript:alert(1)", "heron"])
    def test_a_website_is_an_address_of_the_web(self, desk: Client, website: str) -> None:
        assert self.save(desk, website=website).status_code == 200
        assert not Source.objects.exists()

    def test_its_words_are_cleaned(self, desk: Client) -> None:
        self.save(desk, website="https://heron.example/", sentence="Since\u202e 1953.\x07")
        assert Source.objects.get().sentence == "Since 1953."

    def test_a_logo_is_of_the_house(self, desk: Client) -> None:
        assert self.save(desk, logo=make_image().pk).status_code == 200
        assert self.save(desk, logo=make_image(of_the_house=True).pk).status_code == 302
