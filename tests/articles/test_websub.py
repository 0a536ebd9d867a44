"""The hubs are told of a feed when it has changed: once the change is certain, of nothing that is not public."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import drafting, websub, workflow
from articles.bulk import publish_many
from articles.models import Article, Ping, Revision
from articles.needs import Move
from newsroom.lib import fetch
from tags import merging
from tests.factories import COMMAND, make_draft, make_many, make_published, make_section, make_source, make_tag

pytestmark = pytest.mark.django_db

HUB = "https://hub.example/"
SITE = "https://news.example"


class Hub:
    """Notes what it is sent; answers with `status`."""

    def __init__(self) -> None:
        self.sent: list[list[tuple[str, str]]] = []
        self.status = 202

    def post(self, url: str, fields: Any) -> fetch.Answer:
        self.sent.append(list(fields))
        return fetch.Answer(self.status, url, {}, b"")

    @property
    def told(self) -> set[str]:
        """The addresses below the English prefix that it was told of, as RSS."""
        front = f"{SITE}/en/"
        all_ = {value for fields in self.sent for name, value in fields if name == "hub.url"}
        return {address.removeprefix(front) for address in all_ if address.startswith(front) and "rss" in address}


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Hub:
    one = Hub()
    monkeypatch.setattr(fetch, "post", one.post)
    settings.WEBSUB_HUBS, settings.SITE_URL = [HUB], SITE
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return one


def work(*, by: Any = None) -> None:
    """What a worker would do by now."""
    now = by or timezone.now()
    for waiting in DBTaskResult.objects.filter(status="READY", task_path__startswith="articles.websub"):
        if waiting.run_after.year > 9000 or waiting.run_after <= now:
            DBTaskResult.objects.filter(pk=waiting.pk).update(status="SUCCESSFUL")
            waiting.task.func(*waiting.args_kwargs["args"])


def story(**more: Any) -> Article:
    source, section = make_source("Korea Herald"), make_section("Politics")
    make_tag("Hidden", hidden=True)
    tags = ["Ferries", "C#", "Hidden"]
    return make_published(headline="Ferries sail", source_id=source.pk, section_id=section.pk, tags=tags, **more)


OF_THE_STORY = {
    *("feed.rss", "section/politics/feed.rss", "source/korea-herald/feed.rss"),
    *("hashtag/Ferries/feed.rss", "hashtag/C%23/feed.rss"),
}


class TestAPing:
    def test_names_every_feed_that_a_published_story_is_in(self, hub: Hub) -> None:
        story()
        work()
        assert hub.told == OF_THE_STORY
        [fields] = hub.sent
        assert fields[0] == ("hub.mode", "publish")
        addresses = [value for name, value in fields if name == "hub.url"]
        assert len(addresses) == len(set(addresses)) == 5 * 2 * 3, "in two languages and three forms"
        assert f"{SITE}/ko/hashtag/C%23/feed.json" in addresses

    @pytest.mark.parametrize("step", ["publish", "correct", "withdraw", "retract"])
    def test_is_sent_for_each_step_that_readers_see(self, hub: Hub, step: str) -> None:
        article = story()
        work()
        hub.sent.clear()
        new = step in ("publish", "correct")
        revision = drafting.revise(article, {"headline": "Other words"}, by=COMMAND) if new else None
        workflow.take(article, step, by=COMMAND, revision=revision, note="Wrong.", notice="It was wrong.")
        work()
        assert hub.told == OF_THE_STORY

    def test_names_what_the_story_left_too(self, hub: Hub) -> None:
        article = story()
        work()
        hub.sent.clear()
        moved = {"section_id": make_section("Economy").pk}
        revision = drafting.revise(article, moved, tag_names=["Treaty"], by=COMMAND)
        workflow.publish(article, by=COMMAND, revision=revision)
        work()
        assert hub.told == OF_THE_STORY | {"section/economy/feed.rss", "hashtag/Treaty/feed.rss"}

    def test_is_not_sent_for_what_only_the_desk_sees(self, hub: Hub) -> None:
        article, revision = make_draft(tags=["Secret"])
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        published = story()
        work()
        hub.sent.clear()
        new = drafting.revise(published, {"headline": "Next words"}, tag_names=["Secret"], by=COMMAND)
        workflow.take(published, "submit", by=COMMAND, revision=new)
        workflow.take(published, "expire", by=COMMAND, at=timezone.now() + timedelta(days=1))
        work()
        assert hub.sent == []

    def test_of_a_scheduled_story_leaves_at_its_minute(self, hub: Hub) -> None:
        date = timezone.now() + timedelta(hours=1)
        article = story(at=date)
        work()
        assert hub.sent == []
        Article.objects.filter(pk=article.pk).update(published_at=timezone.now())  # the hour is over
        work(by=date)
        work()
        assert hub.told == OF_THE_STORY

    def test_of_one_that_was_put_off_leaves_no_word(self, hub: Hub) -> None:
        date = timezone.now() + timedelta(hours=1)
        article = story(at=date)
        workflow.take(article, "unschedule", by=COMMAND)
        work(by=date)
        work()
        assert hub.sent == []

    def test_of_a_change_that_did_not_happen_is_none(self, hub: Hub) -> None:
        with transaction.atomic():
            story()
            transaction.set_rollback(True)
        work()
        assert hub.sent == []
        assert not Ping.objects.exists()

    def test_of_a_merge_names_the_hashtags_that_readers_know(self, hub: Hub) -> None:
        story()
        make_draft(tags=["Secret"])
        secret, boats = make_tag("Secret boats"), make_tag("Boats")
        make_published(tags=["Boats"])
        ferries = type(boats).objects.get(name="Ferries")
        work()
        hub.sent.clear()
        event = merging.merge(boats, into=ferries, by=COMMAND)
        merging.merge(secret, into=ferries, by=COMMAND)
        work()
        assert hub.told == {"hashtag/Boats/feed.rss", "hashtag/Ferries/feed.rss"}
        hub.sent.clear()
        merging.undo(event, by=COMMAND)
        work()
        assert hub.told == {"hashtag/Boats/feed.rss", "hashtag/Ferries/feed.rss"}


class TestAnImport:
    def test_tells_of_what_is_news_and_of_no_archive(self, hub: Hub) -> None:
        make_many(3, tags=["Old"], newest=timezone.now() - timedelta(days=3))
        work()
        assert hub.sent == []
        make_many(3, tags=["New"])
        work()
        assert len(hub.sent) == 1
        assert "hashtag/New/feed.rss" in hub.told

    def test_costs_no_more_for_many(self, hub: Hub) -> None:
        source, section = make_source(), make_section()

        def cost(number: int) -> int:
            content = drafting.clean_content({"headline": "One", "body": "<p>One</p>"})
            keys = {"source_id": source.pk, "section_id": section.pk}
            revisions = [Revision(article=Article(), tag_names=["A"], **content, **keys) for _ in range(number)]
            moves = [Move(each.article, each, COMMAND, at=timezone.now()) for each in revisions]
            with CaptureQueriesContext(connection) as asked:
                publish_many(moves)
            return len(asked)

        cost(1)
        assert cost(1) == cost(20)


class TestAHubThatDoesNotAnswer:
    def test_is_told_again_by_tend(self, hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
        hub.status = 503
        story()
        with pytest.raises(fetch.Unreachable, match="answers 503"):
            work()
        call_command("tend")
        assert "ping" not in capsys.readouterr().out, "not at once"
        Ping.objects.update(made_at=timezone.now() - timedelta(minutes=11))
        hub.status = 204
        call_command("tend")
        assert "1 pings tried again." in capsys.readouterr().out
        work()
        assert Ping.objects.get().sent_at
        Ping.objects.update(made_at=timezone.now() - timedelta(days=15))
        call_command("tend")
        assert not Ping.objects.exists()

    def test_is_given_up_after_a_day(self, hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
        story()
        Ping.objects.update(made_at=timezone.now() - timedelta(hours=25))
        call_command("tend")
        assert "pings" not in capsys.readouterr().out

    def test_is_not_told_twice(self, hub: Hub) -> None:
        story()
        work()
        websub.ping.func(Ping.objects.get().pk)
        assert len(hub.sent) == 1


class TestDiscovery:
    @pytest.mark.parametrize("form", ["rss", "atom", "json"])
    def test_a_feed_names_its_hub_and_itself(self, client: Client, hub: Hub, form: str) -> None:
        story()
        response = client.get(f"/en/hashtag/C%23/feed.{form}")
        own = f"{SITE}/en/hashtag/C%23/feed.{form}"
        assert response.headers["Link"] == f'<{HUB}>; rel="hub", <{own}>; rel="self"'
        assert HUB in response.text
        assert own in response.text
        work()
        assert own in [value for name, value in hub.sent[0] if name == "hub.url"], "the very address that is pinged"

    def test_without_a_hub_there_is_no_link_no_ping_and_no_question(self, client: Client) -> None:
        with CaptureQueriesContext(connection) as asked:
            story()
        assert "articles_ping" not in str([query["sql"] for query in asked])
        response = client.get("/en/feed.rss")
        assert "Link" not in response.headers
        assert 'rel="hub"' not in response.text

    def test_a_hub_needs_to_know_where_the_site_is(self, settings: Any) -> None:
        def errors() -> set[str | None]:
            return {message.id for message in run_checks()}

        assert "newsroom.E002" not in errors()
        settings.WEBSUB_HUBS = [HUB]
        assert "newsroom.E002" in errors()
        settings.SITE_URL = SITE
        assert "newsroom.E002" not in errors()
        settings.WEBSUB_HUBS = [f"{HUB}", "hub.example"]
        assert "newsroom.E002" in errors()


def test_a_ping_keeps_paths_below_the_language() -> None:
    assert websub.below_language("/en/") == ""
    assert websub.below_language("/ko/hashtag/C%23/") == "hashtag/C%23/"
