"""The doors of the desk: through none of them does a story come to somebody who may not see it.

Each is one that Django's own admin leaves open, also where `get_queryset()` is scoped.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk import checks
from articles.desk.base import DeskAdmin
from articles.desk.site import Desk
from articles.models import Article, Correction, Epoch, Event, ImportRun, Revision, Section, Source
from tests.factories import general, make_draft, make_image, make_published, make_section, make_source, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

SECRET = "Zyx, which nobody may read"
made_up_desk = pytest.mark.urls("tests.articles.desk_urls")


@pytest.fixture
def reporter() -> User:
    return make_user("Reporter")


@pytest.fixture
def desk(client: Client, reporter: User) -> Client:
    """The desk as a reporter sees it."""
    client.force_login(reporter)
    return client


@pytest.fixture
def theirs() -> Article:
    """A draft of somebody else."""
    source = make_source(f"{SECRET} source")
    return make_draft(headline=SECRET, standfirst=SECRET, by=make_user("Editor"), source_id=source.pk)[0]


@pytest.fixture
def own(reporter: User) -> Article:
    return make_draft(headline="Draft of my own", by=reporter)[0]


def allow(user: User, *permissions: str) -> None:
    """Rights that no role has, so that a door is tried and not only its lock."""
    for permission in permissions:
        app_label, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


def view_on_site(thing: Model) -> str:
    return f"/admin/r/{ContentType.objects.get_for_model(thing).pk}/{thing.pk}/"


def text(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    content: bytes = response.content
    return content.decode()


class TestTheList:
    def test_shows_what_is_public_and_what_is_ones_own(self, desk: Client, theirs: Article, own: Article) -> None:
        make_published(headline="Public")
        shown = Page.of(desk.get("/admin/articles/article/"))
        headlines = {link.text for link in shown.all("#result_list tbody th a")}
        assert headlines == {"Public", "Draft of my own"}

    def test_shows_an_editor_everything(self, client: Client, theirs: Article, own: Article) -> None:
        client.force_login(make_user("Editor"))
        shown = Page.of(client.get("/admin/articles/article/"))
        assert {link.text for link in shown.all("#result_list tbody th a")} == {SECRET, "Draft of my own"}

    @pytest.mark.parametrize(
        "query",
        [
            *(
                "q=Zyx",
                "status__exact=draft",
                "headline__startswith=Zyx",
                "id__exact={pk}",
                "source__id__exact={source}",
            ),
            *("revisions__headline__startswith=Zyx", "all=", "o=1", "source__name__startswith=Zyx", "e=1"),
        ],
    )
    def test_finds_no_story_of_others_however_it_is_asked(self, desk: Client, theirs: Article, query: str) -> None:
        told = text(desk, "/admin/articles/article/?" + query.format(pk=theirs.pk, source=theirs.source_id))
        assert "nobody may read" not in told.replace(f"{SECRET} source", "")  # which they may choose
        assert f"/article/{theirs.pk}/" not in told

    @pytest.mark.parametrize("page", ["change/", "history/", "delete/", ""])
    def test_the_pages_of_a_story_of_others_are_not_there(self, desk: Client, theirs: Article, page: str) -> None:
        response = desk.get(f"/admin/articles/article/{theirs.pk}/{page}")
        assert response.status_code in (302, 403, 404)
        assert "Zyx" not in text(desk, f"/admin/articles/article/{theirs.pk}/{page}")


class TestTheWayToTheSite:
    def test_leads_from_ones_own_draft_and_from_what_is_public(self, desk: Client, own: Article) -> None:
        for story in (own, make_published()):
            assert desk.get(view_on_site(story)).headers["Location"].endswith(story.get_absolute_url())

    def test_tells_nobody_the_address_of_a_story_of_others(self, desk: Client, theirs: Article) -> None:
        response = desk.get(view_on_site(theirs))
        assert response.status_code == 404
        assert theirs.slug not in response.content.decode() + str(response.headers)

    def test_does_not_tell_a_story_of_others_from_one_that_is_not_there(self, desk: Client, theirs: Article) -> None:
        story = ContentType.objects.get_for_model(Article).pk
        bodies = set()
        for address in (view_on_site(theirs), f"/admin/r/{story}/999999/", "/admin/r/999999/1/"):
            response = desk.get(address)
            assert response.status_code == 404
            bodies.add(response.content)
        assert len(bodies) == 1

    @pytest.mark.parametrize("model", [Revision, Event, ImportRun, Group, Permission, ContentType, Session, Epoch])
    def test_leads_to_nothing_that_has_no_screen(self, client: Client, own: Article, model: type[Model]) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        content_type = ContentType.objects.get_for_model(model)
        assert client.get(f"/admin/r/{content_type.pk}/1/").status_code == 404

    def test_leads_to_nothing_whose_screen_is_closed(self, client: Client) -> None:
        client.force_login(make_user("Operator"))
        assert client.get(view_on_site(make_published())).status_code == 404

    def test_is_closed_to_strangers(self, client: Client) -> None:
        response = client.get(view_on_site(make_published()))
        assert response.headers["Location"].startswith("/admin/login/")


class TestAFormPrefilledByItsAddress:
    def test_takes_words_from_it(self, client: Client) -> None:
        client.force_login(make_user("Publisher"))
        page = Page.of(client.get("/admin/articles/source/add/?name=The+Linnet"))
        assert page.one('input[name="name"]')["value"] == "The Linnet"

    def test_takes_no_picture_from_it(self, client: Client) -> None:
        client.force_login(make_user("Publisher"))
        picture = make_image(alt="Zyx")
        assert "Zyx" not in text(client, f"/admin/articles/source/add/?logo={picture.pk}")

    @made_up_desk
    @pytest.mark.parametrize("screen", ["correction", "event"])
    def test_prints_no_headline(self, desk: Client, reporter: User, theirs: Article, screen: str) -> None:
        allow(reporter, "articles.add_correction", "articles.add_event")
        response = desk.get(f"/admin/articles/{screen}/add/?article={theirs.pk}")
        assert response.status_code == 200
        assert b"Zyx" not in response.content


@made_up_desk
class TestAForeignKey:
    @pytest.fixture(autouse=True)
    def _rights(self, reporter: User) -> None:
        allow(reporter, "articles.add_correction", "articles.add_event")

    def errors(self, desk: Client, screen: str, story: Article, **words: str) -> tuple[Any, str]:
        response = desk.post(f"/admin/articles/{screen}/add/", {"article": story.pk, **words})
        assert response.status_code == 200
        context: Any = response.context
        return context["adminform"].form.errors, response.text

    def test_offers_what_one_may_see(self, desk: Client, theirs: Article, own: Article) -> None:
        page = Page.of(desk.get("/admin/articles/correction/add/"))
        assert page.texts('select[name="article"] option')[1:] == ["Draft of my own"]

    @pytest.mark.parametrize("screen", ["correction", "event"])
    def test_refuses_the_key_of_a_story_of_others_as_if_it_did_not_exist(
        self, desk: Client, theirs: Article, screen: str
    ) -> None:
        refused, shown = self.errors(desk, screen, theirs)
        unknown, _ = self.errors(desk, screen, Article(pk=999_999))
        assert refused["article"] == unknown["article"]
        assert "Zyx" not in shown, "the form that is shown again prints no headline"

    @pytest.mark.parametrize("screen", ["correction", "event"])
    def test_takes_the_key_of_ones_own(self, desk: Client, own: Article, screen: str) -> None:
        errors, shown = self.errors(desk, screen, own, text="", note="x" * 3_000)
        assert "article" not in errors
        assert "Draft of my own" in shown


class TestTypeAhead:
    @pytest.mark.parametrize(
        ("model", "field"), [("correction", "article"), ("revision", "article"), ("event", "article")]
    )
    def test_finds_what_one_may_see(self, desk: Client, theirs: Article, own: Article, model: str, field: str) -> None:
        asked = f"/admin/autocomplete/?app_label=articles&model_name={model}&field_name={field}"
        assert [row["text"] for row in desk.get(asked).json()["results"]] == ["Draft of my own"]
        assert desk.get(f"{asked}&term=Zyx").json()["results"] == []

    def test_is_closed_where_the_screen_is(self, client: Client, own: Article) -> None:
        client.force_login(make_user("Operator"))
        asked = "/admin/autocomplete/?app_label=articles&model_name=event&field_name=article"
        assert client.get(asked).status_code == 403


class TestRemoving:
    @pytest.fixture
    def keeper(self, client: Client, reporter: User) -> Client:
        """Somebody who may remove sources and sections, and may not see the stories of others."""
        allow(reporter, "articles.delete_source", "articles.delete_section", "articles.delete_image", "tags.delete_tag")
        client.force_login(reporter)
        return client

    def test_tells_how_much_hangs_on_a_thing_and_not_what(self, keeper: Client, theirs: Article) -> None:
        Source.objects.update(name="Herald")
        section = make_section()
        theirs.revisions.update(section=section)
        Article.objects.filter(pk=theirs.pk).update(section=section)
        for address in (f"source/{theirs.source_id}", f"section/{section.pk}"):
            told = text(keeper, f"/admin/articles/{address}/delete/")
            assert "1 story, 1 revision" in told
            assert "Zyx" not in told
            assert f"/article/{theirs.pk}/" not in told

    def test_reads_none_of_what_hangs_on_a_thing(self, keeper: Client, theirs: Article) -> None:
        with CaptureQueriesContext(connection) as queries:
            keeper.get(f"/admin/articles/source/{theirs.source_id}/delete/")
        assert not [query for query in queries if '"headline"' in query["sql"]]

    def test_tells_nothing_of_the_stories_that_show_a_picture(self, keeper: Client) -> None:
        picture = make_image()
        make_draft(headline=SECRET, lead_image_id=picture.pk)
        told = text(keeper, f"/admin/articles/image/{picture.pk}/delete/")
        assert "1 story, 1 revision" in told
        assert "Zyx" not in told

    def test_leaves_what_is_in_use(self, keeper: Client, theirs: Article) -> None:
        for address in (f"source/{theirs.source_id}", f"section/{theirs.section_id}"):
            response = keeper.post(f"/admin/articles/{address}/delete/", {"post": "yes"})
            assert "Zyx" not in response.text.replace(f"{SECRET} source", "")
        theirs.refresh_from_db()
        assert theirs.source
        assert theirs.section

    def test_removes_what_nothing_uses_and_every_page_knows_at_once(self, keeper: Client) -> None:
        source, epoch = make_source(), Epoch.objects.current()
        assert keeper.post(f"/admin/articles/source/{source.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not Source.objects.filter(pk=source.pk).exists()
        assert Epoch.objects.current() == epoch + 1

    def test_is_for_who_may(self, desk: Client) -> None:
        source = make_source()
        assert desk.post(f"/admin/articles/source/{source.pk}/delete/", {"post": "yes"}).status_code == 403
        assert Source.objects.filter(pk=source.pk).exists()


class TestActions:
    def test_many_things_are_never_removed_at_once(self, client: Client) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        sources = [make_source().pk for _ in range(2)]
        assert b"delete_selected" not in client.get("/admin/articles/source/").content
        form = {"action": "delete_selected", "_selected_action": sources, "post": "yes"}
        client.post("/admin/articles/source/", form)
        assert Source.objects.filter(pk__in=sources).count() == 2

    def test_no_screen_has_one_that_asks_for_no_permission(self) -> None:
        assert checks.screens_keep_the_rules(None) == []


class TestSaving:
    def test_a_thing_that_many_pages_show_is_shown_anew_by_each(self, client: Client) -> None:
        client.force_login(make_user("Publisher"))
        source, epoch = make_source("Herald"), Epoch.objects.current()
        form = {"name": "The Herald", "slug": "herald", "extent": "full", "indexing": "index"}
        assert client.post(f"/admin/articles/source/{source.pk}/change/", form).status_code == 302
        source.refresh_from_db()
        assert source.name == "The Herald"
        assert Epoch.objects.current() == epoch + 1

    @pytest.mark.parametrize("role", ["Reporter", "Editor", "Operator"])
    def test_the_house_is_furnished_by_publishers(self, client: Client, role: str) -> None:
        client.force_login(make_user(role))
        section = general()
        for address in ("section/add/", f"section/{section.pk}/change/", "source/add/"):
            response = client.post(f"/admin/articles/{address}", {"name": "Zyx", "slug": "zyx", "position": 1})
            assert response.status_code == 403
        assert not Section.objects.filter(name="Zyx").exists()
        assert not Source.objects.filter(name="Zyx").exists()

    def test_a_picture_gets_other_words_and_no_other_file(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        picture = make_image()
        form = {
            "alt": "A pier",
            "focal_x": 10,
            "focal_y": 20,
            "sha256": "0" * 64,
            "file": "pictures/x.webp",
            "width": 1,
        }
        assert client.post(f"/admin/articles/image/{picture.pk}/change/", form).status_code == 302
        before = (picture.sha256, str(picture.file), picture.width)
        picture.refresh_from_db()
        assert (picture.alt, picture.focal_x, picture.focal_y) == ("A pier", 10, 20)
        assert (picture.sha256, str(picture.file), picture.width) == before

    def test_a_story_is_never_written_by_a_form_over_its_row(self, client: Client) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        story = make_draft(headline="As it was")[0]
        client.post(f"/admin/articles/article/{story.pk}/change/", {"headline": "Zyx", "status": "published"})
        story.refresh_from_db()
        assert (story.headline, story.status) == ("As it was", Article.Status.DRAFT)


def plain(screen: Any, request: Any, queryset: Any) -> None:
    """An action that asks for nothing."""


@admin.action(permissions=["change"])
def guarded(screen: Any, request: Any, queryset: Any) -> None:
    """An action that asks."""


class WithMethod(DeskAdmin):
    actions = ["step"]

    def step(self, request: Any, queryset: Any) -> None:
        """A method that asks for nothing."""


def screen(**attributes: Any) -> Callable[[], "admin.ModelAdmin[Any]"]:
    base = attributes.pop("base", DeskAdmin)
    return lambda: type("Screen", (base,), attributes)(Correction, admin.site)


class TestTheRulesOfScreens:
    @pytest.mark.parametrize(
        ("make", "ids"),
        [
            (screen(), []),
            (screen(base=admin.ModelAdmin), ["articles.E001"]),
            (screen(raw_id_fields=["article"]), ["articles.E002"]),
            (screen(list_display=["text", "at"], list_editable=["at"]), ["articles.E003"]),
            (screen(actions=[plain]), ["articles.E004"]),
            (screen(actions=[guarded]), []),
            (lambda: WithMethod(Correction, admin.site), ["articles.E004"]),
            (
                screen(base=admin.ModelAdmin, raw_id_fields=["article"], actions=[plain, guarded, plain]),
                [
                    "articles.E001",
                    "articles.E002",
                    "articles.E004",
                    "articles.E004",
                ],
            ),
        ],
        ids=["sound", "stock", "raw ids", "editable list", "action", "guarded action", "method", "all at once"],
    )
    def test_who_breaks_them_fails_the_check(
        self, monkeypatch: pytest.MonkeyPatch, make: Callable[[], "admin.ModelAdmin[Any]"], ids: list[str]
    ) -> None:
        registry: dict[Any, Any] = admin.site._registry
        monkeypatch.setitem(registry, Correction, make())
        assert [error.id for error in checks.screens_keep_the_rules(None)] == ids

    def test_the_one_admin_site_is_ours(self) -> None:
        assert isinstance(admin.site, Desk)
        assert len(admin.site._registry) >= 6
