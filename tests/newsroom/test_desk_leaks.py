"""Of a draft of somebody else the desk tells a reporter nothing, however it is asked: by reading or by forged forms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from articles import drafting, workflow
from articles.models import Article, Event, Revision
from tests.factories import make_draft, make_published, make_user
from tests.newsroom.pages import Newsroom, desk_addresses, furnish
from tests.newsroom.test_role_matrix import is_about

pytestmark = pytest.mark.django_db

MARK = "zyxabc"  # in every word of the draft, whatever its case; what asks says less of it
OURS = ("articles", "tags", "auth")


def marked() -> dict[str, str]:
    words = {name: f"Zyxabc {name}" for name in ("headline", "standfirst", "byline")}
    return words | {"body": "<p>Zyxabc body</p>", "original_url": "https://zyxabc.example/"}


@pytest.fixture
def newsroom() -> Newsroom:
    return furnish()


@pytest.fixture
def theirs() -> list[Article]:
    """A draft, a submitted one, and a live story with new words: all by somebody else."""
    stranger = make_user("Editor", username="stranger")
    draft, _ = make_draft(by=stranger, tags=["Zyxabc"], **marked())
    submitted, revision = make_draft(by=stranger, tags=["Zyxabc"], **marked())
    workflow.take(submitted, "submit", by=stranger, revision=revision, note="Zyxabc note")
    changed = make_published(headline="Live")
    drafting.revise(changed, marked(), tag_names=["Zyxabc"], by=stranger)
    for article in (draft, submitted, changed):
        log(article, by=stranger.pk)
    return [draft, submitted, changed]


def log(article: Article, *, by: int) -> None:
    """As Django's admin writes what was done: with the headline."""
    LogEntry.objects.create(
        user_id=by,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(article.pk),
        object_repr="Zyxabc headline",
        action_flag=CHANGE,
    )


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role) if role else make_user(is_staff=True))
    return client


def forged(article: Article) -> dict[str, Any]:
    """A form of any screen, its every relation pointing at what is somebody else's."""
    sent: dict[str, Any] = {"_save": "1", "_continue": "1", "post": "yes", "_step": "publish", "action": "publish"}
    for model in (model for label in OURS for model in apps.get_app_config(label).get_models()):
        for field in model._meta.get_fields():
            related = getattr(field, "related_model", None)
            if related in (Article, Revision, Event):
                rows = related.objects.filter(**{"pk" if related is Article else "article": article.pk})
                sent[field.name] = rows.values_list("pk", flat=True).first() or article.pk
            elif related is None:
                sent.setdefault(field.name, "")
    newest = article.revisions.latest("number")
    keys = {"_selected_action": [article.pk], "story": article.pk, "revision": newest.pk, "version": article.version}
    return sent | keys | {"base": newest.pk, "id": article.pk, "ids": [article.pk], "object_id": article.pk}


def asked(article: Article, addresses: list[str]) -> Iterator[str]:
    """Every address as it is, and with whatever could make it tell more."""
    pairs = [(name, value) for name, value in forged(article).items() if value != ""]
    prefilled = urlencode(pairs, doseq=True)
    for address in addresses:
        yield address
        bare = address.partition("?")[0]
        yield f"{bare}?{prefilled}"
        for query in ("q=zyx", "status__exact=draft", "_popup=1", f"id__exact={article.pk}", "e=1", "all="):
            yield f"{bare}?{query}"
        for field in ("headline", "standfirst", "revisions__headline", "revisions__body", "events__note"):
            yield f"{bare}?{field}__icontains=zyx"
    for screen in admin.site._registry.values():
        for relation in screen.model._meta.get_fields():
            if relation.is_relation:
                names = (screen.opts.app_label, screen.opts.model_name, relation.name)
                yield f"/admin/autocomplete/?app_label={names[0]}&model_name={names[1]}&field_name={names[2]}&term=zyx"
    for content_type in ContentType.objects.all():
        yield reverse("admin:view_on_site", args=[content_type.pk, article.pk])


def tells(response: Any) -> bool:
    """Whether a marked word is in the answer."""
    body = b"".join(response) if response.streaming else response.content
    said = body.decode(errors="replace").lower()
    return MARK in said or any(MARK in value.lower() for name, value in response.headers.items() if name != "Location")


@pytest.mark.parametrize("role", ["Reporter", "Operator", ""], ids=["reporter", "operator", "no role"])
class TestADraftOfSomebodyElse:
    def test_is_told_by_no_address(self, newsroom: Newsroom, theirs: list[Article], role: str) -> None:
        client = client_of(role)
        for article, addresses in walk(newsroom, theirs):
            for address in asked(article, addresses):
                response = client.get(address)
                assert response.status_code in (200, 302, 400, 403, 404, 405), address
                assert not tells(response), address

    def test_is_told_by_no_answer_to_a_form(self, newsroom: Newsroom, theirs: list[Article], role: str) -> None:
        client = client_of(role)
        before = state()
        for article, addresses in walk(newsroom, theirs):
            for address in addresses:
                for form in (forged(article), {}):
                    response = client.post(address, form)
                    assert response.status_code in (200, 302, 400, 403, 404, 405), address
                    assert not tells(response), address
            assert not tells(client.get("/admin/"))  # what it says there next
        assert state() == before


def walk(newsroom: Newsroom, theirs: list[Article]) -> Iterator[tuple[Article, list[str]]]:
    """The addresses of the desk once, and those of each marked story."""
    everywhere = desk_addresses(newsroom).values()
    yield theirs[0], [address for address in everywhere if not address.endswith(("/logout/", "/login/"))]
    for article in theirs:
        addresses = desk_addresses(replace(newsroom, story=article)).values()
        yield article, [address for address in addresses if is_about(article, address)]


def state() -> list[Any]:
    """What readers and writers have of the marked stories."""
    stories = Article.objects.filter(revisions__headline__startswith="Zyxabc").order_by("pk").distinct()
    revisions = Revision.objects.filter(article__in=stories).order_by("pk")
    events = Event.objects.filter(article__in=stories, by__isnull=False).order_by("pk")
    return [list(rows.values()) for rows in (stories, revisions, events)]


def test_a_leak_would_be_seen(newsroom: Newsroom, theirs: list[Article]) -> None:
    client = client_of("Editor")
    addresses = desk_addresses(replace(newsroom, story=theirs[0])).values()
    told = [address for address in addresses if tells(client.get(address))]
    assert reverse("admin:articles_article_change", args=[theirs[0].pk]) in told
    assert reverse("admin:articles_article_changelist") in told
