"""Preview links: one revision, for whoever has the address, until it ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import drafting, workflow
from articles.errors import NotAllowed, UnusableContent
from articles.models import Event, PreviewLink, Revision
from articles.previews import opened, revoke, share
from tests.factories import COMMAND, make_draft, make_image, make_published, make_stored_image, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter() -> User:
    return make_user("Reporter")


@pytest.fixture
def revision(reporter: User) -> Revision:
    return make_draft(headline="Nobody knows yet", body="<p>First words.</p>", tags=["Ferries"], by=reporter)[1]


def address(token: str) -> str:
    return reverse("preview", args=[token])


class TestMaking:
    def test_the_token_is_told_once_and_kept_as_a_digest(self, revision: Revision, reporter: User) -> None:
        link, token = share(revision, by=reporter)
        assert len(token) > 40
        assert token not in str(PreviewLink.objects.values().get())
        assert opened(token) == link
        assert opened(link.digest) is None

    def test_it_lasts_a_week_when_nothing_is_said_and_a_month_at_most(self, revision: Revision, reporter: User) -> None:
        link, _token = share(revision, by=reporter)
        assert link.ends_at - link.made_at == timedelta(days=7)
        assert share(revision, by=reporter, days=30)
        for days in (0, -1, 31):
            with pytest.raises(UnusableContent):
                share(revision, by=reporter, days=days)

    @pytest.mark.parametrize("role", ["Reporter", "Operator", ""])
    def test_who_may_not_see_the_words_cannot_show_them(self, revision: Revision, role: str) -> None:
        with pytest.raises(NotAllowed):
            share(revision, by=make_user(role))
        assert not PreviewLink.objects.exists()

    def test_an_editor_may_show_any(self, revision: Revision) -> None:
        assert share(revision, by=make_user("Editor"))

    def test_the_log_says_who_made_and_who_revoked_it(self, revision: Revision, reporter: User) -> None:
        link, _token = share(revision, by=reporter)
        editor = make_user("Editor")
        revoke(link, by=editor)
        revoke(link, by=editor)
        steps = Event.objects.filter(step__in=["share", "revoke"]).order_by("pk").values_list("step", "by", "revision")
        assert list(steps) == [("share", reporter.pk, revision.pk), ("revoke", editor.pk, revision.pk)]

    def test_another_reporter_cannot_revoke_it(self, revision: Revision, reporter: User) -> None:
        link, token = share(revision, by=reporter)
        with pytest.raises(NotAllowed):
            revoke(link, by=make_user("Reporter"))
        assert opened(token)


class TestThePage:
    def test_it_is_the_real_page_with_these_words_and_a_banner(
        self, client: Client, revision: Revision, reporter: User
    ) -> None:
        _link, token = share(revision, by=reporter)
        page = Page.of(client.get(address(token)))
        assert page.problems == []
        assert page.one("article.story h1").text == "Nobody knows yet"
        assert page.texts("ul.tags a") == ["#Ferries"]
        assert "not for publication" in page.one(".preview").text

    def test_it_shows_that_revision_and_nothing_newer(self, client: Client, revision: Revision, reporter: User) -> None:
        _link, token = share(revision, by=reporter)
        story = revision.article
        base = story.revisions.latest("number").token
        drafting.save(story, {"headline": "Later words"}, [], by=reporter, base=base)
        drafting.revise(story, {"headline": "Latest words"}, by=COMMAND)
        page = Page.of(client.get(address(token)))
        assert page.one("article.story h1").text == "Nobody knows yet"
        assert "Later" not in page.html
        assert "Latest words" not in page.html

    def test_a_story_without_anything_can_be_shown(self, client: Client, reporter: User) -> None:
        _story, empty = make_draft(headline="", body="", section_id=None, source_id=None, by=reporter)
        _link, token = share(empty, by=reporter)
        assert Page.of(client.get(address(token))).problems == []

    def test_nobody_keeps_lists_or_passes_it_on(self, client: Client, revision: Revision, reporter: User) -> None:
        _link, token = share(revision, by=reporter)
        response = client.get(address(token))
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["X-Frame-Options"] == "DENY"
        assert not response.cookies
        assert not client.get(address(token)).wsgi_request.session.accessed

    def test_its_picture_is_there_and_no_other(self, client: Client, reporter: User) -> None:
        lead, other = make_stored_image(b"lead"), make_stored_image(b"other")
        _story, revision = make_draft(lead_image_id=lead.pk, by=reporter)
        _link, token = share(revision, by=reporter)
        (shown,) = [image["src"] for image in Page.of(client.get(address(token))).all("figure img")]
        response = client.get(shown)
        assert response.content == b"lead"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert client.get(lead.url).status_code == 404
        for name in (str(other.file).rpartition("/")[2], "x.webp"):
            assert client.get(reverse("preview-picture", args=[token, name])).status_code == 404
        assert client.get(shown.replace(token, "x")).status_code == 404

    def test_a_picture_without_a_file(self, client: Client, reporter: User) -> None:
        _story, revision = make_draft(lead_image_id=make_image().pk, by=reporter)
        _link, token = share(revision, by=reporter)
        (shown,) = [image["src"] for image in Page.of(client.get(address(token))).all("figure img")]
        assert client.get(shown).status_code == 404

    def test_the_one_who_made_it_sees_when_it_was_opened(
        self, client: Client, revision: Revision, reporter: User
    ) -> None:
        link, token = share(revision, by=reporter)
        client.get(address(token))
        link.refresh_from_db()
        first = link.last_seen_at
        assert first
        client.get(address(token))
        link.refresh_from_db()
        assert link.last_seen_at == first, "it is not written each time"


def is_over(link: PreviewLink) -> None:
    now = timezone.now()
    PreviewLink.objects.filter(pk=link.pk).update(made_at=now - timedelta(days=8), ends_at=now - timedelta(seconds=1))


def left(link: PreviewLink) -> None:
    User.objects.filter(pk=link.by_id).update(is_active=False)


def was_taken_down(link: PreviewLink) -> None:
    story = link.revision.article
    workflow.publish(story, by=COMMAND, revision=link.revision)
    workflow.take(story, "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")


def was_revoked(link: PreviewLink) -> None:
    revoke(link, by=link.by)


class TestTheEnd:
    @pytest.mark.parametrize("end", [is_over, left, was_taken_down, was_revoked])
    def test_a_link_that_ended_answers_as_one_that_never_was(
        self, client: Client, revision: Revision, reporter: User, end: Any
    ) -> None:
        _link, token = share(revision, by=reporter)
        link = PreviewLink.objects.get()
        assert client.get(address(token)).status_code == 200
        end(link)
        ended, never = client.get(address(token)), client.get(address("x" * len(token)))
        assert (ended.status_code, never.status_code) == (404, 404)
        assert ended.content.replace(token.encode(), b"") == never.content.replace(b"x" * len(token), b"")
        assert dict(ended.headers) == dict(never.headers)

    def test_looking_for_one_costs_one_query(
        self, revision: Revision, reporter: User, django_assert_num_queries: Any
    ) -> None:
        _link, token = share(revision, by=reporter)
        for tried in (token, "x", "", "é" * 3_000):
            with django_assert_num_queries(1):
                opened(tried)

    def test_a_story_that_is_public_by_now_can_still_be_previewed(self, client: Client, reporter: User) -> None:
        story = make_published(headline="Public words")
        editor = make_user("Editor")
        draft = drafting.revise(story, {"headline": "Next words"}, by=editor)
        _link, token = share(draft, by=editor)
        assert Page.of(client.get(address(token))).one("article.story h1").text == "Next words"
        assert b"Next words" not in client.get(story.get_absolute_url()).content
