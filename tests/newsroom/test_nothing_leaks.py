"""Of what is not public no address that a reader can ask tells a word: neither in its page nor in its headers."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from articles import drafting, workflow
from articles.models import Article, Image, Revision, Section, Source
from articles.previews import share
from tags import trending
from tags.models import Tag
from tags.names import key_of
from tests.factories import (
    COMMAND,
    general,
    make_draft,
    make_published,
    make_section,
    make_source,
    make_stored_image,
    make_user,
)
from tests.factories import make_tag as make_public_tag
from tests.newsroom.pages import public_views

pytestmark = pytest.mark.django_db

MARK = "zyx"  # begins every word that nobody may read, whatever its case
LANGUAGES = [code for code, _ in project.LANGUAGES]
SAID_OF_A_RETRACTION = ("Zyx retracted headline", "Zyx retracted notice", 'lang="zyx"')
# Those who follow a feed learn of it there; it is called after what it is of, as it was when they began to follow.
CALLED = (
    *("Zyx retracted source", "zyx-retracted-source", "Zyx retracted sentence"),
    *("#ZyxretractedTag", "/ZyxretractedTag/", "+ZyxretractedTag/", "Zyx retracted description"),
)


def marked(state: str) -> dict[str, Any]:
    """The words of a story of which each field gives itself away."""
    seen: dict[str, Any] = {name: f"Zyx {state} {name}" for name in ("alt", "caption", "credit")}
    picture = make_stored_image(file=f"pictures/zyx{state}.webp", **seen)
    source = make_source(
        f"Zyx {state} source", website=f"https://zyx{state}.example/", sentence=f"Zyx {state} sentence"
    )
    return {
        **{name: f"Zyx {state} {name}" for name in ("headline", "standfirst", "byline")},
        "body": f"<p>Zyx {state} body</p>",
        "original_url": f"https://zyx{state}.example/original",
        "lead_image_id": picture.pk,
        "source_id": source.pk,
        "section_id": general().pk,
        "language": "zyx",
    }


def drafted(state: str) -> tuple[Article, Revision]:
    writer = User.objects.create(username=f"zyx{state}", first_name="Zyx", last_name="Zyx", is_superuser=True)
    article, revision = make_draft(tags=[f"Zyx {state} Tag", "Public", "Ports"], by=writer, **marked(state))
    Article.objects.filter(pk=article.pk).update(external_id=f"zyx-{state}", fingerprint=f"zyx{state}")
    tag, _ = Tag.objects.get_or_create(
        key=key_of(f"Zyx {state} Tag"),
        defaults={"name": f"Zyx {state} Tag", "hashtag": f"Zyx{state}Tag", "description": f"Zyx {state} description"},
    )
    Tag.named(f"Zyx {state} alias", canonical=tag).save()
    return article, revision


def published(state: str, *, at: datetime) -> Article:
    article, revision = drafted(state)
    workflow.publish(article, by=COMMAND, revision=revision, at=at, note=f"Zyx {state} note")
    return article


def draft() -> Article:
    return drafted("draft")[0]


def submitted() -> Article:
    article, revision = drafted("submitted")
    workflow.take(article, "submit", by=COMMAND, revision=revision, note="Zyx submitted note")
    return article


def approved() -> Article:
    article, revision = drafted("approved")
    for step in ("submit", "approve"):
        workflow.take(article, step, by=COMMAND, revision=revision, note="Zyx approved note")
    return article


def embargoed() -> Article:
    article, revision = drafted("embargoed")
    tomorrow = timezone.now() + timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(embargo_until=tomorrow)
    article.refresh_from_db()
    workflow.publish(article, by=COMMAND, revision=revision, at=tomorrow + timedelta(hours=1))
    return article


def scheduled() -> Article:
    return published("scheduled", at=timezone.now() + timedelta(minutes=10))


def expired() -> Article:
    article = published("expired", at=timezone.now() - timedelta(hours=2))
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now() - timedelta(hours=1))
    return article


def withdrawn() -> Article:
    article = published("withdrawn", at=timezone.now() - timedelta(hours=2))
    workflow.take(article, "withdraw", by=COMMAND, note="Zyx withdrawn note")
    return article


def retracted() -> Article:
    article = published("retracted", at=timezone.now() - timedelta(hours=2))
    workflow.take(article, "retract", by=COMMAND, note="Zyx retracted note", notice="Zyx retracted notice")
    return article


def changed() -> Article:
    """A live story, and the next draft of it."""
    article = make_published(headline="Live", tags=["Public"])
    words = marked("changed")
    drafting.revise(article, words, tag_names=["Zyx changed Tag"], by=COMMAND)
    make_public_tag("Zyx changed Tag")
    return article


def replaced() -> Article:
    """A live story that had other words, tags and another picture before."""
    article = published("replaced", at=timezone.now() - timedelta(hours=2))
    words = {"headline": "Live", "standfirst": "", "byline": "", "body": "<p>Live</p>", "original_url": ""}
    things = {"lead_image_id": None, "source_id": make_source("Linnet").pk, "language": "en"}
    revision = drafting.revise(article, words | things, tag_names=["Public"], by=COMMAND)
    workflow.publish(article, by=COMMAND, revision=revision, note="Zyx replaced note")
    return article


def with_hidden_hashtag() -> Article:
    make_public_tag("Zyx hidden Tag", hidden=True, description="Zyx")
    return make_published(headline="Live", tags=["Zyx hidden Tag", "Public"])


STATES: dict[str, Callable[[], Article]] = {
    make.__name__: make
    for make in (
        *(draft, submitted, approved, embargoed, scheduled, expired, withdrawn, retracted),
        *(changed, replaced, with_hidden_hashtag),
    )
}


def spellings(word: str) -> Iterator[str]:
    yield from dict.fromkeys([word, word.lower(), word.upper(), f"{word} "])


def guesses(article: Article) -> dict[str, list[tuple[Any, ...]]]:
    """With what somebody who guesses well would ask each address."""
    article.refresh_from_db()
    days = {timezone.localdate() + timedelta(days=away) for away in (-1, 0, 1, 2)}
    hashtags = [
        spelling
        for tag in Tag.objects.all()
        for name in (tag.hashtag, tag.name)
        for spelling in spellings(name)
        if MARK in spelling.lower()
    ]
    sources = [spelling for source in Source.objects.all() for spelling in spellings(source.slug)]
    forms = ("rss", "atom", "json")
    link, _token = share(article.revisions.latest("number"), by=make_user("Publisher"))
    return {
        "preview": [("x",), (link.digest,), (str(link.pk),)],
        "preview-picture": [(link.digest, str(image.file).rpartition("/")[2]) for image in Image.objects.all()],
        "picture": [(str(image.file).rpartition("/")[2],) for image in Image.objects.all()],
        "hashtag": [
            ("Public",),
            *((hashtag,) for hashtag in hashtags),
            *((f"Public+{hashtag}",) for hashtag in hashtags),
        ],
        "hashtag-day": [(hashtag, day) for hashtag in hashtags[:3] for day in days],
        "section": [(section.slug,) for section in Section.objects.all()],
        "source": [(spelling,) for spelling in sources],
        "front-feed": [(form,) for form in forms],
        "hashtag-feed": [(hashtag, form) for hashtag in ("Public", *hashtags) for form in forms]
        + [(f"Public+{hashtag}", "rss") for hashtag in hashtags],
        "section-feed": [(section.slug, form) for section in Section.objects.all() for form in forms],
        "source-feed": [(source, form) for source in sources for form in forms],
        "archive": [(day,) for day in days],
        "sitemap-stories": [(day,) for day in days],
        "sitemap-sources": [(0,)],
        "sitemap-hashtags": [(0,)],
        "article": [(article.pk, slug) for slug in ("x", article.slug, *spellings(article.slug))],
    }


def sitemap_of_this_month() -> str:
    return reverse("sitemap-stories", args=[timezone.now().date()])


def addresses(article: Article) -> Iterator[str]:
    """Every public address with every guess, at the start and from cursors of the past and of the future."""
    Tag.objects.update(indexed=True)  # as strong as can be
    asked_with = guesses(article)
    for name in public_views():
        assert name in asked_with or reverse(name), f"with what is “{name}” to be asked?"
        for language in LANGUAGES:
            with translation.override(language):
                for arguments in asked_with.get(name, [()]):
                    yield reverse(name, args=arguments)
    for beside in Article.objects.published():  # what is related stands on other pages
        yield beside.get_absolute_url()
    for path in (
        "/en/",
        "/ko/",
        "/en/section/general/",
        "/en/hashtag/Public/",
        "/en/hashtag/Ports+Public/",
        sitemap_of_this_month(),
    ):
        for cursor in ("99999999999999999-1", "32503680000000000-9223372036854775807", "0-1", "x"):
            yield f"{path}?before={cursor}"
    for spelling in {spelling for tag in Tag.objects.all() for spelling in (tag.hashtag, tag.hashtag.upper())}:
        yield f"/en/share/?text=%23{quote(spelling)}"
        yield f"/en/my/?tags={quote(spelling)}"
        yield f"/en/my/follows.opml?tags={quote(spelling)}"
    for source in Source.objects.all():
        yield f"/ko/my/?sources={source.slug}&sections={source.slug}&tags=Public"
    for start in (MARK, "Zyx draft Tag", "z", "%00"):
        yield f"/en/hashtag/?from={start}"
    yield from searches()
    yield from ("/", "/en/nowhere/", "/ko/article/999999/x/", "/admin/", "/admin/login/", "/admin/r/9/1/")


def searches() -> Iterator[str]:
    """(Of what is asked the page repeats every word: so without the letters that would give a word away.)"""
    for name in ("headline", "standfirst", "byline", "body", "description", "tag", "draft or retracted or hidden"):
        for order in ("newest", "best"):
            yield f"/en/search/?q={quote(name)}&order={order}"
    for tag in Tag.objects.all():
        yield f"/ko/search/?q={quote(tag.key[1:])}"
        yield f"/en/search/?q=headline&hashtag={quote(tag.key[1:])}&source=draft"


def without_echo(text: str, address: str) -> str:
    """A page repeats the address it was asked at, in its menu of languages, and the names that it finds nothing under.

    What another app handed over is looked for by its words.

    Whoever asked knew that.
    """
    path = address.partition("?")[0]
    rest = path[3:] if path[1:3] in LANGUAGES else path
    names = re.findall(r"(?:tags|sources|sections|text)=([^&]+)", address)  # of what is followed
    echoes = [*names, address, rest, quote(rest), unquote(rest), f"from={MARK}", "from=Zyx%20draft%20Tag"]
    for echo in [*echoes, *(escape(address.partition("?")[2]), *map(unquote, names))]:
        text = text.replace(echo, "") if len(echo) > 1 else text
    return text


def without(text: str, said: tuple[str, ...]) -> str:
    for words in said:
        text = text.replace(words, "")
    return text


def what_is_told(client: Client, address: str) -> str:
    response = client.get(address)
    body: bytes = response.getvalue() if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return without_echo(f"{headers}\n\n{body.decode()}", address)


@pytest.mark.parametrize("state", STATES)
def test_no_address_tells_a_word_of_what_is_not_public(client: Client, state: str) -> None:
    make_published(tags=["Public", "Ports"], section_id=make_section("Politics").pk)
    article = STATES[state]()
    trending.refresh()
    own = f"/article/{article.pk}/"
    for address in addresses(article):
        told = what_is_told(client, address)
        if state == "retracted" and own in address:
            told = without(told, SAID_OF_A_RETRACTION)
        if state == "retracted" and "/feed." in address:
            told = without(told.replace("zyx-retracted-headline", ""), SAID_OF_A_RETRACTION + CALLED)
        assert MARK not in told.lower(), address


def test_the_walk_would_see_a_word(client: Client) -> None:
    """The same words, public: each of them is met somewhere."""
    article = published("public", at=timezone.now() - timedelta(minutes=5))
    told = "".join(what_is_told(client, address) for address in addresses(article))
    for word in ["headline", "standfirst", "byline", "body", "alt", "caption", "credit", "source", "sentence"]:
        assert f"Zyx public {word}" in told, word
    assert "ZyxpublicTag" in told
    assert "혹시 이 해시태그인가요" in told
    assert "Zyx public <mark>headline</mark>" in told
    assert "https://zyxpublic.example/original" in told
    assert "Zyx public description" in told
    for word in ("note", "alias"):
        assert f"Zyx public {word}" not in told, "what is for the desk alone"


def test_a_retraction_says_its_headline_and_its_notice_and_only_at_its_own_address(client: Client) -> None:
    article = retracted()
    told = what_is_told(client, f"/en/article/{article.pk}/x/")
    for sentence in SAID_OF_A_RETRACTION:
        assert sentence in told
