"""Whoever is signed out while writing and then posts it comes back, by the sign-in, to the page of the form."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_draft, make_user
from tests.newsroom.pages import desk_addresses, furnish

pytestmark = pytest.mark.django_db

ASKED_BY_SCRIPT = {"articles_article_autosave", "tags_tag_suggest", "tags_tag_answer"}  # which goes nowhere


def next_after(address: str) -> str:
    """Where the sign-in leads that a form sent by nobody is led to."""
    answer: Any = Client().post(address, {"text": "Typed for an hour."}, follow=True)
    found: str = parse_qs(answer.request["QUERY_STRING"])["next"][0]
    return found


def test_every_address_that_takes_only_forms_leads_to_a_page(client: Client) -> None:
    newsroom = furnish()
    client.force_login(newsroom.admin)
    found = {
        name: address for name, address in desk_addresses(newsroom).items() if client.get(address).status_code == 405
    }
    for name in found.keys() - ASKED_BY_SCRIPT - {"logout"}:
        assert client.get(next_after(found[name])).status_code == 200, name


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("articles_comment_say", "articles_comment_story"),
        ("articles_assignment_make", "articles_assignment_story"),
        ("articles_plan_make", "articles_plan_story"),
    ],
)
def test_it_is_the_page_of_that_story(form: str, page: str) -> None:
    article, _ = make_draft()
    assert next_after(reverse(f"admin:{form}", args=[article.pk])) == reverse(f"admin:{page}", args=[article.pk])


def test_the_link_of_a_preview_leads_to_the_preview() -> None:
    article, _ = make_draft()
    share = reverse("admin:articles_article_previewshare", args=[article.pk, 1])
    assert next_after(share) == reverse("admin:articles_article_preview", args=[article.pk])


def test_a_page_that_can_be_read_is_its_own(client: Client) -> None:
    article, _ = make_draft()
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert next_after(address) == address
    client.force_login(make_user("Reporter"))
    assert client.get(reverse("admin:login", query={"next": "/nowhere/"})).headers["Location"] == "/nowhere/"
