"""The preview at the desk: the page in two frames, and the links for outsiders."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import drafting
from articles.models import PreviewLink, Revision
from articles.previews import share
from tests.factories import COMMAND, make_draft, make_stored_image, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client: Client) -> User:
    user = make_user("Reporter")
    client.force_login(user)
    return user


@pytest.fixture
def revision(reporter: User) -> Revision:
    return make_draft(headline="Nobody knows yet", by=reporter, lead_image_id=make_stored_image(b"lead").pk)[1]


def address(revision: Revision, page: str = "") -> str:
    return f"/admin/articles/article/{revision.article_id}/preview/{page}"


class TestFrames:
    def test_the_real_page_stands_in_two_frames(self, client: Client, revision: Revision) -> None:
        page = Page.of(client.get(address(revision)))
        assert page.problems == []
        assert {frame["src"] for frame in page.all("iframe")} == {address(revision, "1/")}
        assert len(page.all("iframe")) == 2

    def test_only_our_own_pages_may_hold_it(self, client: Client, revision: Revision) -> None:
        framed = client.get(address(revision, "1/"))
        assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
        assert "script-src 'self'" in framed.headers["Content-Security-Policy"]
        around = client.get(address(revision))
        assert around.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in around.headers["Content-Security-Policy"]

    def test_it_is_kept_by_nobody(self, client: Client, revision: Revision) -> None:
        framed = client.get(address(revision, "1/"))
        assert "no-store" in framed.headers["Cache-Control"]
        assert "noindex" in framed.headers["X-Robots-Tag"]

    def test_its_picture_is_at_the_desk(self, client: Client, revision: Revision) -> None:
        (image,) = Page.of(client.get(address(revision, "1/"))).all("figure img")
        assert client.get(image["src"]).content == b"lead"
        assert Client().get(image["src"]).status_code == 302

    def test_any_revision_can_be_seen(self, client: Client, revision: Revision) -> None:
        drafting.revise(revision.article, {"headline": "Newer"}, by=COMMAND)
        client.force_login(make_user("Editor"))
        assert Page.of(client.get(address(revision))).one("iframe.phone")["src"] == address(revision, "2/")
        assert Page.of(client.get(address(revision), {"revision": 1})).one("iframe.phone")["src"] == address(
            revision, "1/"
        )
        assert "Newer" in client.get(address(revision, "2/")).content.decode()

    @pytest.mark.parametrize("query", ["3", "x", "²", "1" * 30])
    def test_one_that_is_not_there(self, client: Client, revision: Revision, query: str) -> None:
        assert client.get(address(revision), {"revision": query}).status_code == 404

    @pytest.mark.parametrize("page", ["", "1/", "1/x.webp"])
    def test_somebody_elses_draft_is_not_there(self, client: Client, revision: Revision, page: str) -> None:
        client.force_login(make_user("Reporter"))
        assert client.get(address(revision, page)).status_code == 404
        assert client.post(address(revision, "1/share/"), {"days": 7}).status_code == 404


class TestLinks:
    def test_a_link_is_made_shown_once_and_works(self, client: Client, revision: Revision) -> None:
        made = Page.of(client.post(address(revision, "1/share/"), {"days": 3}))
        shown = made.one("#address")["value"]
        assert Client().get(shown).status_code == 200
        assert shown.rpartition("/preview/")[2].strip("/") not in client.get(address(revision)).content.decode()
        link = PreviewLink.objects.get()
        assert (link.ends_at - link.made_at).days == 3

    @pytest.mark.parametrize("days", ["0", "31", "x", ""])
    def test_odd_days_are_said_and_make_nothing(self, client: Client, revision: Revision, days: str) -> None:
        page = Page.of(client.post(address(revision, "1/share/"), {"days": days}))
        assert page.all(".errorlist")
        assert not PreviewLink.objects.exists()

    def test_they_are_listed_and_can_be_revoked(self, client: Client, revision: Revision, reporter: User) -> None:
        _link, token = share(revision, by=reporter)
        (form,) = [form for form in Page.of(client.get(address(revision))).all("form") if "revoke" in form["action"]]
        assert client.post(form["action"]).status_code == 302
        assert Client().get(f"/en/preview/{token}/").status_code == 404
        assert "revoked" in Page.of(client.get(address(revision))).one(".links table").text

    def test_those_of_another_story_are_not_reached(self, client: Client, revision: Revision, reporter: User) -> None:
        _other, elsewhere = make_draft(by=reporter)
        link, _token = share(elsewhere, by=reporter)
        assert client.post(address(revision, f"links/{link.pk}/revoke/")).status_code == 404
        link.refresh_from_db()
        assert link.revoked_at is None

    def test_a_forged_form_is_refused(self, revision: Revision, reporter: User) -> None:
        forger = Client(enforce_csrf_checks=True)
        forger.force_login(reporter)
        assert forger.post(address(revision, "1/share/"), {"days": 7}).status_code == 403
