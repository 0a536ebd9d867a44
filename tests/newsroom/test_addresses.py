"""The rules of the house for addresses: every one of them answers whom it should, and nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.base import DeskAdmin
from newsroom.lib import cache
from newsroom.lib.cache import POLICIES
from tests.factories import make_user
from tests.html import Page
from tests.newsroom.pages import (
    LANGUAGES,
    Newsroom,
    desk_addresses,
    desk_views,
    error_pages,
    furnish,
    public_addresses,
    public_views,
)

pytestmark = pytest.mark.django_db

LEADS_ON = "share"  # what another app hands over is shown elsewhere
UNSAFE = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"]
OPEN_DOORS = {"login"}  # of the desk
SAYS_NOTHING = {"jsi18n"}  # of anybody's stories
FILES = {"articles_image_thumbnail", "articles_image_file"}  # one's own browser may keep them
BY_VERBS = ("assignment", "comment", "event", "notice", "plan")  # which come and go on pages beside a story
POSTED = {
    *("articles_plan_make", "articles_plan_drop", "articles_comment_say", "articles_comment_resolve"),
    *("articles_assignment_make", "articles_assignment_finish", "articles_notice_read"),
}
NO_SCREEN = {  # what even a superuser may not do, and addresses that only lead elsewhere
    "articles_article_delete": 403,
    "articles_article_autosave": 405,
    "tags_tag_suggest": 405,
    "tags_tag_answer": 405,
    **{f"articles_article_{verb}": 405 for verb in ("restore", "previewshare", "previewrevoke")},
    "tags_tag_aliases": 405,
    "auth_user_delete": 403,
    **{f"articles_{thing}_{verb}": 403 for thing in BY_VERBS for verb in ("add", "delete")},
    **dict.fromkeys(POSTED, 405),
    "view_on_site": 302,
    **dict.fromkeys(("login", "password_change", "password_change_done"), 302),  # to the pages of one's account
    "logout": 405,
    "of no view": 404,
}


@pytest.fixture
def newsroom() -> Newsroom:
    return furnish()


@pytest.fixture
def admin_client(newsroom: Newsroom) -> Client:
    client = Client()
    client.force_login(newsroom.admin)
    return client


def body(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


class TestPublicAddresses:
    def test_every_one_answers_a_reader(self, client: Client, newsroom: Newsroom) -> None:
        for name, address in public_addresses(newsroom).items():
            response = client.get(address)
            assert response.status_code == (302 if name.startswith(LEADS_ON) else 200), name
            assert body(response) or name.startswith(LEADS_ON), name

    def test_every_one_answers_staff_the_same(self, client: Client, admin_client: Client, newsroom: Newsroom) -> None:
        for name, address in public_addresses(newsroom).items():
            assert body(admin_client.get(address)) == body(client.get(address)), name

    def test_every_view_has_a_named_cache_policy(self, client: Client, newsroom: Newsroom) -> None:
        for name, view in public_views().items():
            assert has_policy(view), name
        for name, address in public_addresses(newsroom).items():
            response = client.get(address)
            body(response)
            assert response.headers["Cache-Control"] in POLICIES.values(), name

    def test_a_view_without_a_policy_would_be_seen(self) -> None:
        assert not has_policy(admin.site.index)

    @pytest.mark.parametrize("method", UNSAFE)
    def test_nothing_but_reading_is_answered(self, newsroom: Newsroom, method: str) -> None:
        client = Client(enforce_csrf_checks=True)
        for name, address in public_addresses(newsroom).items():
            response = client.generic(method, address, "x=1", content_type="application/x-www-form-urlencoded")
            assert response.status_code == 405, (name, response.status_code)
            assert response.headers["Allow"] == "GET, HEAD", name

    def test_nobody_asks_who_is_reading(
        self, client: Client, admin_client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        addresses = [*public_addresses(newsroom).values(), *(address for address, _ in error_pages(newsroom).values())]

        def told(*args: object) -> None:
            raise AssertionError("the session or the person was asked for")

        monkeypatch.setattr(SessionBase, "_get_session", told)
        monkeypatch.setattr("django.contrib.auth.middleware.get_user", told)
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                response = admin_client.get(address)
                body(response)
            assert "Cookie" not in response.headers.get("Vary", ""), address
            assert not response.cookies, address
            sqls = [query["sql"] for query in queries if "articles_previewlink" not in query["sql"]]  # who made it
            assert not [sql for sql in sqls if "django_session" in sql or "auth_user" in sql], address

    def test_the_names_of_addresses_are_one_of_a_kind(self) -> None:
        names = [pattern.name for pattern in desk_views()] + list(public_views())
        assert len(public_views()) > 10
        assert len([name for name in names if name]) == len({name for name in names if name})


class TestTheDesk:
    def test_every_screen_answers_a_superuser(self, admin_client: Client, newsroom: Newsroom) -> None:
        for name, address in desk_addresses(newsroom).items():
            response = admin_client.get(address)
            wanted = 302 if name.startswith("bare ") else NO_SCREEN.get(name, 200)
            assert response.status_code == wanted, (name, response.status_code)

    def test_every_screen_answers_a_publisher_or_says_no(self, client: Client, newsroom: Newsroom) -> None:
        client.force_login(make_user("Publisher"))
        answers = {name: client.get(address).status_code for name, address in desk_addresses(newsroom).items()}
        refused = {name for name, status in answers.items() if status == 403}
        assert refused == {
            *("articles_article_delete", "auth_user_delete"),
            *(f"articles_{thing}_{verb}" for thing in BY_VERBS for verb in ("add", "delete")),
        }
        assert set(answers.values()) <= {200, 302, 403, 404, 405}

    @pytest.mark.parametrize("role", ["Reporter", "Editor", "Operator"])
    def test_no_screen_breaks_for_the_others(self, client: Client, newsroom: Newsroom, role: str) -> None:
        client.force_login(make_user(role))
        for name, address in desk_addresses(newsroom).items():
            assert client.get(address).status_code in (200, 302, 403, 404, 405), name

    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
    def test_every_address_refuses_a_stranger(self, newsroom: Newsroom, method: str) -> None:
        refused(Client(), newsroom, method)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    @pytest.mark.parametrize("person", [{}, {"is_staff": True, "is_active": False}, {"is_superuser": True}])
    def test_every_address_refuses_who_is_not_staff(
        self, client: Client, newsroom: Newsroom, method: str, person: dict[str, Any]
    ) -> None:
        client.force_login(make_user(**person))
        refused(client, newsroom, method)

    def test_who_may_nothing_sees_nothing(self, client: Client, newsroom: Newsroom) -> None:
        client.force_login(make_user(is_staff=True))
        for name, address in desk_addresses(newsroom).items():
            if name not in SAYS_NOTHING | {"index"} | set(NO_SCREEN):
                response = client.get(address)
                assert response.status_code in (302, 403, 404), name
                assert newsroom.story.headline.encode() not in response.content

    def test_its_pages_are_for_one_person(self, admin_client: Client, newsroom: Newsroom) -> None:
        for name, address in desk_addresses(newsroom).items():
            response = admin_client.get(address)
            if response.status_code == 200 and name not in SAYS_NOTHING:
                kept = name in FILES and response.headers["Cache-Control"].startswith("private, max-age=")
                assert kept or "no-store" in response.headers["Cache-Control"], name
                assert "Cookie" in response.headers["Vary"], name

    def test_every_language_of_the_house_is_spoken_there(self, admin_client: Client) -> None:
        for language in LANGUAGES:
            page = Page.of(admin_client.get("/admin/", headers={"Accept-Language": language}))
            assert page.one("html")["lang"] == language


class TestScreens:
    def test_no_screen_has_an_attribute_that_no_screen_was_ever_asked_for(self) -> None:
        for screen in admin.site._registry.values():
            assert list(unheard_of(screen)) == []

    def test_a_slip_of_the_pen_would_be_seen(self) -> None:
        class Slip(DeskAdmin):
            date_heirarchy = "date_joined"
            list_display = ["nick"]

            def nick(self, obj: User) -> str:
                return obj.username

            def nickname(self, obj: User) -> str:
                return obj.username

        assert list(unheard_of(Slip(User, admin.site))) == ["date_heirarchy", "nickname"]


def refused(client: Client, newsroom: Newsroom, method: str) -> None:
    """Every address of the desk sends this client to the sign-in, and tells nothing."""
    for name, address in desk_addresses(newsroom).items():
        if name in OPEN_DOORS:
            continue
        response = client.generic(method, address)
        assert response.status_code == 302, (name, response.status_code)
        assert response.headers["Location"].startswith("/admin/login/") or name == "logout", name
        assert response.content == b""


def has_policy(view: Any) -> bool:
    """Whether `newsroom.lib.cache.policy` is around it."""
    while view is not None:
        code = getattr(view, "__code__", None)
        if code is not None and code.co_filename == cache.__file__ and code.co_qualname.startswith("policy."):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def unheard_of(screen: "admin.ModelAdmin[Any]") -> Iterator[str]:
    """The attributes of our own classes that neither Django's ModelAdmin nor a list of the screen knows."""
    ours = [cls for cls in type(screen).__mro__ if not cls.__module__.startswith("django.")]
    stock = {name for cls in type(screen).__mro__ if cls.__module__.startswith("django.") for name in vars(cls)}
    listed = {
        name
        for names in (screen.list_display, screen.readonly_fields, screen.actions or (), screen.list_filter)
        for name in names
        if isinstance(name, str)
    }
    rights = [right for action in screen.actions or () for right in getattr(action, "allowed_permissions", ())]
    listed |= {f"has_{right}_permission" for right in rights}  # what Django asks before it offers an action
    for cls in ours:
        if cls is not object:
            yield from (name for name in vars(cls) if not name.startswith("__") and name not in stock | listed)
