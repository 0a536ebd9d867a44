"""Every address of the site, walked from the resolver, in a newsroom that has something at each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connections
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from articles import assigning, drafting, talk, workflow
from articles.models import Article, Assignment, Comment, Event, Image, Notice, Plan
from articles.previews import share
from newsroom.accounts import urls
from tags import merging, strength, trending
from tags.models import Tag, TagEvent
from tests.articles.plans import planned
from tests.factories import (
    COMMAND,
    make_many,
    make_published,
    make_section,
    make_source,
    make_stored_image,
    make_tag,
    make_user,
)

BESIDE = ("plan_story", "plan_make", "comment_story", "comment_say", "assignment_story", "assignment_make")
# What a reader's program asks for.
NO_PAGES = (
    *("health", "picture", "preview-picture", "my-opml", "manifest", "worker", "kept", "share"),
    *("robots", "sitemap", "news-sitemap"),
)
LANGUAGES = [code for code, _ in settings.LANGUAGES]
TEXT = "<h2>At dawn</h2><p>The crews said <strong>yes</strong>.</p><ul><li>All of them</li></ul>" + "<p>Yes.</p>" * 300


@dataclass(frozen=True)
class Newsroom:
    story: Article
    tag: Tag
    picture: Image
    withdrawn: Article
    retracted: Article
    admin: User
    preview: str  # the token of a link for outsiders


def furnish() -> Newsroom:
    """A newsroom with something on every page, and more stories than one page holds."""
    logo, picture = make_stored_image(of_the_house=True), make_stored_image(caption="The quay.", credit="Ida Moor")
    tag = make_tag("Treaty", description="A treaty & its end.", picture=make_stored_image(of_the_house=True))
    merging.merge(make_tag("Accord"), into=tag, by=COMMAND)
    source = make_source("Korea Herald", website="https://herald.example/", sentence="Since 1953.", logo=logo)
    section = make_section("Politics", position=1)
    make_many(21, tags=["Treaty"], newest=timezone.now() - timedelta(hours=1))
    withdrawn, retracted = make_published(headline="Withdrawn"), make_published(headline="Retracted")
    workflow.take(withdrawn, "withdraw", by=COMMAND, note="Wrong.")
    workflow.take(retracted, "retract", by=COMMAND, note="Wrong.", notice="It was <wrong>.\n\nWe are sorry.")
    story = make_published(
        headline="“Yes” & so on: the crews of the ferries have voted, and the boats will sail again at nine on Monday",
        standfirst="After eleven weeks.",
        byline="Mara Quill",
        body=TEXT,
        original_url="https://herald.example/a?b=1&c=2",
        lead_image_id=picture.pk,
        section_id=section.pk,
        source_id=source.pk,
        tags=["Treaty", "재생에너지", "C#"],
    )
    make_published(tags=["Linnet"])
    make_published(language="ar", headline="الخبر", lead_image_id=make_stored_image().pk, tags=["Treaty"])
    corrected = drafting.revise(story, {}, by=COMMAND)
    workflow.take(story, "correct", by=COMMAND, revision=corrected, notice="It was <eight>.")
    admin = make_user("Publisher", is_superuser=True)
    planned(story, by=admin)
    talk.say(story, "Eight ferries, or nine?", by=admin)
    assigning.assign(story, admin, by=COMMAND)  # which is told of in a notice
    _link, token = share(corrected, by=admin)
    trending.refresh()
    strength.refresh()
    return Newsroom(story, tag, picture, withdrawn, retracted, admin, token)


def views(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern that ends in a view, with its namespace (`""` or `"admin:"`)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield namespace, pattern


def public_views() -> dict[str, Any]:
    own = {pattern.name for pattern in account_views()}
    return {
        str(pattern.name): pattern.callback
        for namespace, pattern in views()
        if namespace == "" and pattern.name not in own
    }


def account_views() -> list[URLPattern]:
    """The pages of one's own account: what `newsroom.accounts.urls` lists."""
    return urls.urlpatterns


def desk_views() -> list[URLPattern]:
    return [pattern for namespace, pattern in views() if namespace == "admin:"]


def arguments(newsroom: Newsroom) -> dict[str, Sequence[Any]]:
    """What each public address is asked with, where it takes something."""
    story = newsroom.story
    assert story.section
    assert story.source
    return {
        "picture": [str(newsroom.picture.file).rpartition("/")[2]],
        "preview": [newsroom.preview],
        "preview-picture": [newsroom.preview, str(newsroom.picture.file).rpartition("/")[2]],
        "hashtag": [newsroom.tag.hashtag],
        "hashtag-day": [newsroom.tag.hashtag, timezone.localdate(story.published_at)],
        "section": [story.section.slug],
        "source": [story.source.slug],
        "front-feed": ["rss"],
        "hashtag-feed": [newsroom.tag.hashtag, "atom"],
        "section-feed": [story.section.slug, "json"],
        "source-feed": [story.source.slug, "rss"],
        "archive": [timezone.localdate(story.published_at)],
        "article": [story.pk, story.slug],
        "sitemap-stories": [timezone.localdate(story.published_at, UTC)],
        "sitemap-sources": [0],
        "sitemap-hashtags": [0],
    }


def public_addresses(newsroom: Newsroom) -> dict[str, str]:
    """An address of every public view, in every language; `"hashtag ko"` names the one in Korean."""
    found = {}
    asked_with = arguments(newsroom)
    for name in public_views():
        for language in LANGUAGES:
            with translation.override(language):
                found[f"{name} {language}"] = reverse(name, args=asked_with.get(name, []))
    return found


def reading_pages(newsroom: Newsroom) -> dict[str, str]:
    """The public addresses that answer a page, and an older page of a river."""
    pages = {
        name: address
        for name, address in public_addresses(newsroom).items()
        if not name.startswith(NO_PAGES) and "-feed " not in name
    }
    for language in LANGUAGES:
        pages[f"combination {language}"] = f"/{language}/hashtag/C%23+Treaty/"
        pages[f"combination, of which nothing is {language}"] = f"/{language}/hashtag/Linnet+Treaty/"
    pages |= {f"{name}, older": f"{pages[name]}?before=9999999999999999-1" for name in ("hashtag en", "front ko")}
    return pages | {
        f"{name}, following": f"{pages[name]}?tags=Accord,Nowhere&sections=politics&sources=korea-herald"
        for name in ("my en", "my ko")
    }


def error_pages(newsroom: Newsroom) -> dict[str, tuple[str, int]]:
    """An address for each thing that can go wrong without anything being broken, and its status."""
    return {
        f"{name} {language}": (f"/{language}/{path}", status)
        for language in LANGUAGES
        for name, path, status in [
            ("bad request", "?before=x", 400),
            ("bad address", "%00", 400),
            ("not found", "nowhere/", 404),
            ("withdrawn", f"article/{newsroom.withdrawn.pk}/x/", 410),
            ("retracted", f"article/{newsroom.retracted.pk}/x/", 410),
        ]
    }


def desk_addresses(newsroom: Newsroom) -> dict[str, str]:
    """An address of every view of the desk, also of those without a name."""
    story = newsroom.story
    keys = {"article": story.pk, "section": story.section_id, "source": story.source_id}
    keys |= {"tag": newsroom.tag.pk, "image": newsroom.picture.pk, "user": make_user("Reporter").pk}
    for model in (Assignment, Comment, Event, Notice, Plan):
        keys[str(model._meta.model_name)] = model._default_manager.latest("pk").pk
    story_type = ContentType.objects.get_for_model(Article)
    asked_with: dict[str, Sequence[Any]] = {
        "view_on_site": [story_type.pk, story.pk],
        "auth_user_password_change": [keys["user"]],
        "app_list": ["articles"],
        "articles_article_restore": [story.pk, 1],
        "articles_article_previewpage": [story.pk, 2],
        "articles_article_previewpicture": [story.pk, 2, str(newsroom.picture.file).rpartition("/")[2]],
        "articles_article_previewshare": [story.pk, 2],
        "articles_article_previewrevoke": [story.pk, 1],
        "articles_image_file": [newsroom.picture.name],
        "tags_tag_undo": [newsroom.tag.pk, TagEvent.objects.get(step="merge").pk],
        **{f"articles_{page}": [story.pk] for page in BESIDE},
        "articles_plan_drop": [story.pk, keys["plan"]],
        "articles_comment_resolve": [story.pk, keys["comment"]],
        "articles_assignment_finish": [story.pk, keys["assignment"]],
    }
    found = {"of no view": "/admin/no/such/page"}
    for pattern in desk_views():
        name = str(pattern.name)
        if name == "autocomplete":
            found[name] = "/admin/autocomplete/?app_label=articles&model_name=source&field_name=logo"
        elif not pattern.pattern.converters and name not in asked_with and pattern.name:
            found[name] = reverse(f"admin:{name}")
        elif name in asked_with:
            found[name] = reverse(f"admin:{name}", args=asked_with[name])
        elif pattern.name:
            found[name] = reverse(f"admin:{name}", args=[keys[name.split("_")[1]]])
    return found | {
        f"bare {name}": found[name].removesuffix("change/") for name in found if found[name].endswith("/change/")
    }


@contextmanager
def database_gone(error: type[Exception] = OperationalError) -> Iterator[None]:
    """Whoever asks the database anything is told that it does not answer."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise error("the server closed the connection")

    with patch.object(connections["default"], "cursor", fail):
        yield
