"""The search of the desk's list: by all words that one may read, and by no other's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import assigning, drafting, workflow
from articles.desk import searching, walks
from articles.desk.stories import Asked, find
from articles.models import Article, DraftText, Revision
from articles.search import finding
from articles.search.query import parse
from tests.factories import COMMAND, make_draft, make_many, make_published, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def found(q: str, user: Any = "Editor", **asked: Any) -> list[int]:
    person = make_user(user) if isinstance(user, str) else user
    return find(Asked(query=parse(q, begun=True), **asked), person).ids


def on_all_pages(asked: Asked, user: Any, limit: int = 50) -> list[int]:
    """One page after the other; a short one may have none."""
    page = find(asked, user, limit=limit)
    found = page.ids
    while page.older:
        page = find(asked, user, before=page.older, limit=limit)
        assert len(page.ids) <= limit
        found += page.ids
    return found


class TestWhatIsFound:
    @pytest.mark.parametrize(
        "q", ["needle", "NEEDLE", "nee", "Élan", "elan", "재생", '"one needle"', "needle -hay", "x or hay"]
    )
    def test_any_word_of_a_draft(self, q: str) -> None:
        contents: list[dict[str, Any]] = [
            {"headline": "One needle, 재생에너지, élan"},
            {"standfirst": "One needle, 재생에너지, élan"},
            {"byline": "One Needle, 재생에너지, élan"},
            {"body": "<p>One <b>needle</b>, 재생에너지, élan</p>"},
        ]
        for words in contents:
            Article.objects.all().delete()
            make_draft(headline="Other words", body="<p>None of them.</p>")
            story, _ = make_draft(**words)
            expected = [] if q == "x or hay" else [story.pk]
            assert found(q) == expected, words

    def test_a_live_story_by_its_text_and_by_the_newest_words(self) -> None:
        live = make_published(headline="Old", body="<p>A ferry.</p>")
        drafting.revise(live, {"headline": "New"}, by=COMMAND)
        assert [found(q) for q in ("ferry", "old", "new")] == [[live.pk]] * 3
        assert found("new old") == []

    def test_what_was_saved_in_place_is_found_at_once_and_what_it_said_before_is_not(self) -> None:
        editor = make_user("Editor")
        story, draft = make_draft(headline="Before", by=editor)
        drafting.save(story, {"headline": "After"}, [], by=editor, base=draft.token)
        assert [found("after"), found("before")] == [[story.pk], []]

    @pytest.mark.parametrize(("step", "how"), [("withdraw", {"note": "W"}), ("retract", {"note": "W", "notice": "W"})])
    def test_what_readers_find_no_more(self, step: str, how: dict[str, Any]) -> None:
        story = make_published(headline="Needle")
        workflow.take(story, step, by=COMMAND, **how)
        assert found("needle") == [story.pk]
        assert found("needle", "Reporter") == []

    def test_what_is_to_come(self) -> None:
        story = make_published(headline="Needle", at=timezone.now() + timedelta(hours=1))
        assert found("needle") == [story.pk]
        assert found("needle", status="scheduled") == [story.pk]
        assert found("needle", "Reporter") == []

    def test_with_whatever_else_is_asked(self) -> None:
        me = make_user("Editor")
        mine, revision = make_draft(headline="Needle one", by=me)
        workflow.take(mine, "submit", by=COMMAND, revision=revision)
        other, _ = make_draft(headline="Needle two")
        assert found("needle", me) == [other.pk, mine.pk]
        assert found("needle", me, mine=True) == [mine.pk]
        assert found("needle", me, stage="submitted") == [mine.pk]
        assert found("needle", me, status="draft", stage="draft") == [other.pk]
        assert found("needle", me, status="live") == []


class TestWhatOneMayNotRead:
    """Neither found nor counted, whatever is asked, whether by looking at each story or by the index of words."""

    @pytest.fixture(autouse=True, params=["walked", "named"])
    def _way(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        if request.param == "named":
            make_many(3)
            monkeypatch.setattr(walks, "WINDOW", 1)
            monkeypatch.setattr(finding, "NEWEST", 3)

    @pytest.mark.parametrize("role", ["Reporter", "Operator"])
    @pytest.mark.parametrize("asked", [Asked(), Asked(status="draft"), Asked(stage="draft"), Asked(status="live")])
    @pytest.mark.parametrize("q", ["needle", '"secret needle"'])
    def test_somebody_elses_draft(self, role: str, asked: Asked, q: str, client: Client) -> None:
        make_draft(headline="A secret needle")
        live = make_published(headline="Live")
        drafting.revise(live, {"headline": "A secret needle"}, by=COMMAND)
        person = make_user(role)
        assert on_all_pages(replace(asked, query=parse(q)), person) == []
        if role == "Reporter":
            client.force_login(person)
            assert "secret" not in client.get(LIST, {"q": "live"}).content.decode()

    @pytest.mark.parametrize("q", ["needle", '"secret needle"'])
    def test_ones_own_and_what_one_has_in_hand_are_found(self, q: str) -> None:
        reporter = make_user("Reporter")
        make_draft(headline="A secret needle")
        own, _ = make_draft(headline="A secret needle", by=reporter)
        given, _ = make_draft(headline="A secret needle")
        assigning.assign(given, reporter, by=COMMAND)
        assert on_all_pages(Asked(query=parse(q)), reporter) == [given.pk, own.pk]

    def test_in_which_order_the_words_of_somebody_elses_draft_stand(self) -> None:
        live = make_published(headline="The needle is secret")
        drafting.revise(live, {"headline": "The secret needle"}, by=COMMAND)
        assert on_all_pages(Asked(query=parse('"secret needle"')), make_user("Reporter")) == []
        assert on_all_pages(Asked(query=parse('"secret needle"')), make_user("Editor")) == [live.pk]

    def test_nor_that_there_are_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(searching, "NAMED", 2)
        for _ in range(3):
            make_draft(headline="A secret needle")
        none = find(Asked(query=parse("quagga")), make_user("Reporter"))
        assert find(Asked(query=parse("needle")), make_user("Reporter")) == none

    def test_the_public_words_of_a_story_with_other_words_in_work(self) -> None:
        live = make_published(headline="Ferry")
        drafting.revise(live, {"headline": "Needle"}, by=COMMAND)
        assert on_all_pages(Asked(query=parse("ferry")), make_user("Reporter")) == [live.pk]
        assert on_all_pages(Asked(query=parse("needle")), make_user("Reporter")) == []


class TestPages:
    @pytest.mark.parametrize("status", ["", "live", "draft"])
    @pytest.mark.parametrize("q", ["needle", '"the needle"'])
    @pytest.mark.parametrize("named", [False, True])
    def test_every_story_stands_on_one_page(
        self, status: str, q: str, named: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(4):
            make_draft(headline=f"The needle {number}")
            make_published(headline=f"The needle {number}", ago=timedelta(hours=number + 1))
            make_published(headline=f"Needle the {number}", ago=timedelta(hours=number + 2))
        if named:
            make_many(3)
            monkeypatch.setattr(walks, "WINDOW", 2)
            monkeypatch.setattr(finding, "NEWEST", 3)
            monkeypatch.setattr(searching, "NAMED", 3)
        monkeypatch.setattr(searching, "READ", 3)
        seen = on_all_pages(Asked(query=parse(q), status=status), make_user("Editor"), limit=2)
        stories = Article.objects.filter(headline__icontains=q.strip('"'))
        if status:
            stories = stories.filter(status="published" if status == "live" else status)
        expected = stories.order_by(*(["-published_at"] if status == "live" else []), "-pk")
        assert seen == list(expected.values_list("pk", flat=True))

    def test_a_rare_word_is_found_at_once_however_far_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(walks, "WINDOW", 2)
        monkeypatch.setattr(finding, "NEWEST", 5)
        draft, _ = make_draft(headline="Needle")
        live = make_published(headline="Needle", ago=timedelta(days=1))
        make_many(6)
        page = find(Asked(query=parse("needle")), make_user("Editor"))
        assert (page.ids, page.short) == ([live.pk, draft.pk], False)


def test_the_desk_knows_the_newest_words_until_readers_have_them() -> None:
    article, revision = make_draft(headline="A", body="<p>B</p>")
    assert dict(DraftText.objects.values_list("pk", "terms")) == {article.pk: "a b"}
    workflow.publish(article, by=COMMAND, revision=revision)
    assert not DraftText.objects.exists()
    drafting.revise(article, {"headline": "C"}, by=COMMAND)
    assert DraftText.objects.get().terms == "b c"
    workflow.take(article, "correct", by=COMMAND, revision=article.revisions.latest("number"), notice="C.")
    assert not DraftText.objects.exists()
    workflow.take(article, "withdraw", by=COMMAND, note="W")
    assert DraftText.objects.get().terms == "b c"
    workflow.take(article, "reopen", by=COMMAND)
    assert DraftText.objects.get().terms == "b c"
    assert Revision.objects.filter(article=article).latest("number").stage == "draft"


def test_the_form_asks_it_in_words_and_a_hashtag_by_its_sign(client: Client) -> None:
    client.force_login(make_user("Editor"))
    make_draft(headline="Other", body="<p>The <em>ferry</em> sails.</p>", tags=["Boats"])
    live = make_published(headline="Tagged", body="<p>x</p>", tags=["Boats"])
    assert Page.of(client.get(LIST, {"q": "fer"})).texts("#result_list .headline") == ["Other"]
    assert Page.of(client.get(LIST, {"q": "#boats"})).texts("#result_list .headline") == [live.headline]
