"""Saving while somebody writes: by the verb of the button, answered in JSON, and nothing is lost by anybody."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles import drafting
from articles.admin.articles.words import token_in
from articles.models import Article, Revision
from tests.articles.desk.forms import opened
from tests.factories import make_draft, make_published, make_user


def address(article: Article) -> str:
    return reverse("admin:articles_article_autosave", args=[article.pk])


def newest(article: Article) -> Revision:
    return article.revisions.latest("number")


@pytest.mark.django_db
class TestAnswers:
    def test_the_words_are_saved_and_the_next_save_has_its_token(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter, body="")
        typed = opened(client, article) | {"headline": "Typed"}
        said = client.post(address(article), typed).json()
        saved = newest(article)
        assert (saved.pk, saved.headline, token_in(said["token"])) == (first.pk, "Typed", saved.token)
        assert re.fullmatch(r"\d\d:\d\d", said["saved"])
        assert said["steps"] == {"submit": ["The story has no text."]}
        again = client.post(address(article), typed | {"headline": "Typed on", "base": said["token"]})
        assert again.status_code == 200
        assert newest(article).headline == "Typed on"
        assert article.revisions.count() == 1

    def test_a_second_writer_is_told_who_saved_and_nothing_is_written(self, client: Client) -> None:
        article, _ = make_draft()
        client.force_login(make_user("Editor"))
        typed = opened(client, article) | {"headline": "Mine"}
        drafting.save(
            article, {"headline": "Theirs"}, [], by=make_user("Editor", username="ida"), base=token_in(typed["base"])
        )
        answer = client.post(address(article), typed)
        assert answer.status_code == 409
        assert answer.json()["theirs"]["author"] == "ida"
        assert newest(article).headline == "Theirs"

    def test_what_cannot_be_stored_is_refused_with_the_reasons(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        answer = client.post(address(article), opened(client, article) | {"headline": "x" * 201})
        assert answer.status_code == 422
        assert "201" in answer.json()["reasons"][0]
        assert client.post(address(article), {"headline": "without a base"}).status_code == 422
        assert newest(article).token == first.token

    def test_more_than_five_megabytes_are_refused_with_a_sentence(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        answer = client.post(address(article), opened(client, article) | {"body": "x" * 5 * 1024**2})
        assert answer.status_code == 413
        assert "5 MB" in answer.json()["reasons"][0]
        assert newest(article).token == first.token

    def test_links_to_pages_of_ours_that_are_not_there_are_named(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, _ = make_draft(by=reporter)
        public, draft = make_published(tags=["Ferries"]), make_draft()[0]
        links = {
            public.get_absolute_url(): True,
            draft.get_absolute_url(): False,
            "/en/hashtag/Ferries/": True,
            "/en/hashtag/Nobody/": False,
            "/nowhere": False,
            "http://testserver/en/section/none/": False,
            "https://elsewhere.example/x": True,
            "/en/": True,
            "/admin/": False,
            "mailto:a@b.example": True,
        }
        body = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
        said = client.post(address(article), opened(client, article) | {"body": body}).json()
        assert said["broken"] == [link for link, leads in links.items() if not leads]


@pytest.mark.django_db
class TestWhoMay:
    def test_somebody_elses_draft_is_not_found(self, client: Client) -> None:
        article, first = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Reporter"))
        assert client.post(address(article), {"headline": "x", "base": first.token}).status_code == 404

    def test_a_public_story_of_somebody_else_is_refused(self, client: Client) -> None:
        article = make_published()
        client.force_login(make_user("Reporter"))
        assert client.post(address(article), {"headline": "x", "base": newest(article).token}).status_code == 403

    def test_whoever_signed_out_is_led_to_the_sign_in(self, client: Client) -> None:
        article, _ = make_draft()
        assert client.post(address(article), {}).status_code == 302

    def test_a_form_without_its_token_is_refused(self) -> None:
        client = Client(enforce_csrf_checks=True)
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        typed = {"headline": "Forged", "base": first.token}
        assert client.post(address(article), typed).status_code == 403
        asked = client.get(reverse("admin:articles_article_presence", args=[article.pk]))
        assert client.post(address(article), typed | {"csrfmiddlewaretoken": asked.json()["csrf"]}).status_code == 200

    def test_only_a_post_saves(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        assert client.get(address(make_draft(by=reporter)[0])).status_code == 405
