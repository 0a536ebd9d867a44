"""The form of a story: it writes revisions, offers the next step, and shows nobody what is not theirs to see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import drafting, workflow
from articles.admin.articles.said import DONE
from articles.models import Article, Event, Revision
from articles.needs import RIVER_HEADLINE, Move
from articles.steps import STEPS
from tests.articles.desk.forms import address, fields_of, opened, post
from tests.articles.plans import planned
from tests.factories import COMMAND, general, make_draft, make_image, make_published, make_source, make_tag, make_user
from tests.html import Page

pytestmark = pytest.mark.django_db


def newest(article: Article) -> Revision:
    return article.revisions.latest("number")


class TestAdd:
    def test_a_headline_makes_a_story_with_its_first_draft_in_general(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        page = Page.of(client.get(reverse("admin:articles_article_add")))
        assert len(page.all('select[name="section"]')) == 1
        response = client.post(
            reverse("admin:articles_article_add"),
            {"headline": " Ferries  sail ", "section": general().pk, "language": "ko"},
        )
        article = Article.objects.get()
        assert response.headers["Location"] == address(article)
        assert newest(article).author == reporter
        assert (article.headline, article.section, article.language) == ("Ferries sail", general(), "ko")
        assert Event.objects.get().step == "start"

    def test_what_cannot_be_stored_is_told_and_kept(self, client: Client) -> None:
        client.force_login(make_user("Reporter"))
        typed = {"headline": "x" * 201, "section": general().pk, "language": "en"}
        response = client.post(reverse("admin:articles_article_add"), typed)
        assert "x" * 201 in response.text
        assert "201" in Page.of(response).one("ul.errorlist").text
        assert not Article.objects.exists()

    def test_who_may_add_none_is_refused(self, client: Client) -> None:
        client.force_login(make_user("Operator"))
        assert client.get(reverse("admin:articles_article_add")).status_code == 403


class TestSave:
    def test_every_field_of_a_draft_is_saved_in_the_draft(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        source, picture = make_source(), make_image()
        for name in ("Ferries", "Port Ansel", "Oil, Gas"):
            make_tag(name)
        typed = opened(client, article) | {
            "headline": "Ferries sail\r\nagain",
            "standfirst": "After eleven weeks.",
            "body": "<p>They <script>x</script>sail.</p>",
            "byline": "Mara Quill",
            "language": "pt-BR",
            "original_url": "https://herald.example/1",
            "source": source.pk,
            "lead_image": picture.pk,
            "tag_names": 'Ferries, #Port Ansel, "Oil, Gas", Ferries',
        }
        response = post(client, article, typed)
        assert response.headers["Location"] == f"{address(article)}?saved=1"
        saved = newest(article)
        assert (saved.pk, saved.headline, saved.standfirst) == (first.pk, "Ferries sail again", "After eleven weeks.")
        assert (saved.body, saved.byline, saved.language) == ("<p>They sail.</p>", "Mara Quill", "pt-BR")
        assert (saved.source, saved.lead_image, saved.original_url) == (source, picture, "https://herald.example/1")
        assert saved.tag_names == ["Ferries", "Port Ansel", "Oil, Gas"]

    def test_opening_and_saving_changes_nothing(self, client: Client) -> None:
        body = "\n<p>One &amp; “two”.</p>\n<pre>\n\n x</pre><p>\n</p>"
        article, first = make_draft(by=make_user("Reporter"), body=body, tags=["Oil, Gas", 'So "called"'])
        client.force_login(make_user("Editor"))
        post(client, article, opened(client, article))
        assert newest(article).token == first.token

    def test_what_cannot_be_stored_is_told_and_kept(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        response = post(client, article, opened(client, article) | {"headline": "y" * 201, "body": "<p>Kept.</p>"})
        page = Page.of(response)
        assert "201" in page.one("div.errornote").text
        assert "y" * 201 in response.text
        assert "Kept." in response.text
        assert newest(article).token == first.token

    def test_a_live_story_gets_a_draft_and_readers_see_no_word_of_it(self, client: Client) -> None:
        article = make_published(headline="As published")
        client.force_login(make_user("Editor"))
        post(client, article, opened(client, article) | {"headline": "Unseen as yet"})
        assert newest(article).headline == "Unseen as yet"
        article.refresh_from_db()
        assert article.headline == "As published"
        page = Page.of(client.get(address(article)))
        assert "headline" in page.one("p.story-differs").text
        assert page.one("p.story-differs").text.count(",") == 0

    def test_a_live_story_without_another_draft_does_not_differ(self, client: Client) -> None:
        article = make_published()
        client.force_login(make_user("Editor"))
        assert not Page.of(client.get(address(article))).all("p.story-differs")


class TestWhoMay:
    def test_a_draft_of_somebody_else_is_not_found(self, client: Client) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Reporter"))
        assert client.get(address(article)).status_code == 404
        assert client.post(address(article), {"headline": "x"}).status_code == 404

    def test_a_public_story_of_somebody_else_is_read_only_and_shows_the_public_words(self, client: Client) -> None:
        article = make_published(headline="As published")
        drafting.revise(article, {"headline": "Zyx unseen", "body": "<p>Zyx</p>"}, by=COMMAND)
        client.force_login(make_user("Reporter"))
        response = client.get(address(article))
        assert "As published" in response.text
        assert "Zyx" not in response.text
        assert not Page.of(response).all("form#story")
        assert client.post(address(article), {"headline": "x"}).status_code == 403

    def test_what_was_retracted_is_to_be_read_with_its_notice(self, client: Client) -> None:
        article = make_published(headline="As published")
        workflow.take(article, "retract", by=COMMAND, note="x", notice="It was <untrue>.")
        client.force_login(make_user("Publisher"))
        page = Page.of(client.get(address(article)))
        assert not page.all("form#story")
        assert "nobody writes on it any more" in page.one("main").text
        assert page.one("blockquote.story-notice").text == "It was <untrue>."

    @pytest.mark.parametrize(("ahead", "leads"), [(-1, True), (1, False)])
    def test_it_leads_to_the_public_page_once_there_is_one(self, client: Client, ahead: int, leads: bool) -> None:
        article = make_published(at=timezone.now() + timedelta(hours=ahead))
        client.force_login(make_user("Editor"))
        post(client, article, opened(client, article) | {"headline": "Unseen as yet"})
        page = Page.of(client.get(address(article)))
        assert bool(page.all("a.viewsitelink")) is leads
        assert bool(page.all("p.story-differs a")) is leads

    def test_an_editor_may_write_on_any(self, client: Client) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Editor"))
        post(client, article, opened(client, article) | {"headline": "Edited"})
        assert newest(article).headline == "Edited"

    def test_a_form_without_its_token_is_refused(self) -> None:
        client = Client(enforce_csrf_checks=True)
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        assert client.post(address(article), {"headline": "Forged", "base": first.token}).status_code == 403


class TestState:
    def test_a_scheduled_story_is_not_called_published(self, client: Client) -> None:
        article = make_published(at=datetime(2199, 3, 4, 5, 6, tzinfo=UTC))
        client.force_login(make_user("Editor", first_name="Ida", last_name="Moor"))
        state = Page.of(client.get(address(article))).one("section.story-state").text
        assert "scheduled from 04-03-2199 05:06" in state
        assert "Readers see published" not in state

    def test_it_tells_the_embargo_the_expiry_and_who_wrote(self, client: Client) -> None:
        editor = make_user("Editor", first_name="Ida", last_name="Moor")
        article, _ = make_draft(by=editor)
        client.force_login(editor)
        post(client, article, opened(client, article), "embargo", **{"embargo-at": "2199-03-04T05:06"})
        response = post(client, article, opened(client, article), "expire", **{"expire-at": "2199-04-05T06:07"})
        page = Page.of(client.get(response.headers["Location"]))
        state = page.one("section.story-state").text
        assert "Embargo until 04-03-2199 05:06" in state
        assert "Expires at 05-04-2199 06:07" in state
        assert "revision 1 by Ida Moor" in state
        assert page.texts(".messagelist li") == ["Readers see the story until 05-04-2199 06:07 UTC."]


class TestSteps:
    def test_what_was_done_is_said(self, client: Client) -> None:
        assert DONE.keys() == STEPS.keys() - {"publish", "reschedule", "embargo", "expire"}
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, _ = make_draft(by=reporter)
        response = post(client, article, opened(client, article), "submit")
        assert Page.of(client.get(response.headers["Location"])).texts(".messagelist li") == ["Submitted."]
        client.force_login(make_user("Editor"))
        typed = opened(client, article)
        response = post(client, article, typed, "publish")
        assert "Published" in Page.of(client.get(response.headers["Location"])).one(".messagelist").text
        typed = opened(client, article) | {"headline": "Eight ferries"}
        response = post(client, article, typed, "correct", **{"correct-notice": "Eight, not nine."})
        assert "Nobody approves" in response.text
        client.force_login(make_user("Publisher"))
        response = post(client, article, opened(client, article), "correct", **{"correct-notice": "Eight, not nine."})
        page = Page.of(client.get(response.headers["Location"]))
        assert page.texts(".messagelist li") == ["The correction is public."]

    def test_the_remark_on_the_headline_knows_the_rivers_limit(self, client: Client) -> None:
        client.force_login(make_user("Editor"))
        article, _ = make_draft()
        box = Page.of(client.get(address(article))).one("section.story-remarks")
        assert box["data-headline-length"] == str(RIVER_HEADLINE)

    def test_the_next_step_of_each_is_the_main_button(self, client: Client) -> None:
        reporter, editor, publisher = make_user("Reporter"), make_user("Editor"), make_user("Publisher")
        article, revision = make_draft(by=reporter)
        for person, stage, expected in [
            (reporter, "draft", "submit"),
            (reporter, "returned", "submit"),
            (editor, "submitted", "approve"),
            (editor, "approved", "publish"),
            (publisher, "approved", "publish"),
        ]:
            Revision.objects.filter(pk=revision.pk).update(stage=stage)
            client.force_login(person)
            page = Page.of(client.get(address(article)))
            assert page.one("button[data-next]")["value"] == expected, (stage, expected)

    def test_who_needs_nobodys_approval_publishes_at_once(self, client: Client) -> None:
        publisher = make_user("Publisher")
        client.force_login(publisher)
        article, _ = make_draft(by=publisher)
        assert Page.of(client.get(address(article))).one("button[data-next]")["value"] == "publish"
        unready, _ = make_draft(by=publisher, source_id=None)
        assert Page.of(client.get(address(unready))).one("button[data-next]")["value"] == "submit"

    def test_where_nothing_is_next_the_main_button_saves(self, client: Client) -> None:
        article = make_published()
        client.force_login(make_user("Publisher"))
        page = Page.of(client.get(address(article)))
        assert not page.all("button[data-next]")
        assert "default" in page.one("button[data-save]")["class"]
        assert [button["value"] for button in page.all('button[name="_step"]')] == ["expire", "withdraw", "retract"]

    def test_a_step_saves_first_and_is_taken_in_the_same_request(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        post(client, article, opened(client, article) | {"headline": "Last touch"}, "submit")
        first.refresh_from_db()
        assert (first.headline, first.stage) == ("Last touch", "submitted")

    def test_a_blocked_step_leaves_the_words_saved_and_shows_what_take_would_raise(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, first = make_draft(by=reporter)
        response = post(client, article, opened(client, article) | {"headline": "", "byline": "Mara Quill"}, "submit")
        assert "The story has no headline." in Page.of(response).one("div.errornote").text
        first.refresh_from_db()
        assert (first.byline, first.stage) == ("Mara Quill", "draft")

    def test_what_is_in_the_way_of_a_step_is_shown_beside_it(self, client: Client) -> None:
        article, revision = make_draft(by=make_user("Reporter"), source_id=None, lead_image_id=make_image(alt="").pk)
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        client.force_login(make_user("Editor"))
        page = Page.of(client.get(address(article)))
        shown = [reason.text for reason in page.one('div[data-step="approve"]').all("li")]
        editor = make_user("Editor")
        assert shown == workflow.blockers("approve", Move(article, revision, editor))
        assert len(shown) == 2

    def test_a_step_that_asks_for_a_note_keeps_it_when_it_is_refused(self, client: Client) -> None:
        article, revision = make_draft(by=make_user("Reporter"))
        workflow.publish(article, by=COMMAND, revision=revision)
        client.force_login(make_user("Publisher"))
        typed = opened(client, article)
        response = post(client, article, typed, "retract", **{"retract-note": "It was a hoax."})
        assert "notice" in Page.of(response).one("div.errornote").text
        assert "It was a hoax." in response.text
        post(client, article, typed, "retract", **{"retract-note": "A hoax.", "retract-notice": "It was untrue."})
        article.refresh_from_db()
        assert (article.status, article.notice) == ("retracted", "It was untrue.")

    @pytest.mark.parametrize(
        ("more", "step"),
        [({}, ""), ({"headline": "y" * 201}, ""), ({"section": "0"}, ""), ({}, "approve:at"), ({}, "approve")],
        ids=["saved", "too long", "another field is invalid", "another step is blocked", "another step is taken"],
    )
    def test_what_was_typed_for_a_step_outlives_all_but_that_step(
        self, client: Client, more: dict[str, str], step: str
    ) -> None:
        article, revision = make_draft(by=make_user("Reporter"))
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        client.force_login(make_user("Publisher"))
        noted = {"return-note": "Who says so?", "expire-at": "2199-03-04T05:06"}
        response = post(client, article, opened(client, article) | noted | more, step)
        shown = fields_of(Page.of(response), "story")
        assert {name: shown.get(name) for name in noted} == noted
        assert len(Page.of(response).all("details[open]")) == 2

    def test_what_was_typed_for_a_step_that_is_closed_now_is_told(self, client: Client) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Publisher"))
        typed = opened(client, article) | {"embargo-at": "2199-03-04T05:06"}
        response = post(client, article, typed, "publish")
        assert "2199-03-04T05:06" in response.text

    def test_a_date_that_the_story_has_is_not_taken_for_typed(self, client: Client) -> None:
        publisher = make_user("Publisher")
        article, _ = make_draft(by=publisher)
        workflow.take(article, "expire", by=publisher, at=timezone.now() + timedelta(days=9))
        client.force_login(publisher)
        assert post(client, article, opened(client, article)).status_code == 302

    @pytest.mark.parametrize(("step", "more"), [("submit", {}), ("publish:at", {"publish-at": "2199-03-04T05:06"})])
    def test_a_note_goes_along_with_a_step_that_asks_for_none(
        self, client: Client, step: str, more: dict[str, str]
    ) -> None:
        publisher = make_user("Publisher")
        client.force_login(publisher)
        article, _ = make_draft(by=publisher)
        typed = opened(client, article)
        assert typed["any-note"] == ""
        post(client, article, typed | {"any-note": "The captain says so."}, step, **more)
        assert Event.objects.latest("pk").note == "The captain says so."
        assert Event.objects.latest("pk").step == step.partition(":")[0]

    def test_a_note_is_kept_when_the_step_is_refused(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, _ = make_draft(by=reporter)
        typed = opened(client, article) | {"headline": "", "any-note": "As agreed."}
        page = Page.of(post(client, article, typed, "submit"))
        assert page.one("textarea#any-note").text == "As agreed."

    def test_the_reason_of_a_return_stands_above_the_words(self, client: Client) -> None:
        reporter = make_user("Reporter")
        article, revision = make_draft(by=reporter)
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        editor = make_user("Editor", first_name="Ida", last_name="Moor")
        workflow.take(article, "return", by=editor, revision=revision, note="Who says <so>?")
        client.force_login(reporter)
        told = Page.of(client.get(address(article))).one("section.story-returned").text
        assert "Returned by Ida Moor" in told
        assert "Who says <so>?" in told
        post(client, article, opened(client, article) | {"headline": "Mended"}, "submit")
        assert not Page.of(client.get(address(article))).all("section.story-returned")

    def test_return_carries_its_reason(self, client: Client) -> None:
        article, revision = make_draft(by=make_user("Reporter"))
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        client.force_login(make_user("Editor"))
        post(client, article, opened(client, article), "return", **{"return-note": "Who says so?"})
        assert Event.objects.filter(step="return").get().note == "Who says so?"

    @pytest.mark.parametrize(
        ("pressed", "date", "said"),
        [
            ("publish", "2199-03-04T05:06", "A date stands beside “Publish”: press “Schedule”"),
            ("publish:at", "", "Give a date and a time."),
        ],
    )
    def test_a_date_beside_the_other_button_publishes_nothing(
        self, client: Client, pressed: str, date: str, said: str
    ) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Publisher"))
        typed = opened(client, article) | {"publish-at": date, "any-note": "As agreed."}
        page = Page.of(post(client, article, typed, pressed))
        article.refresh_from_db()
        assert article.status == "draft"
        assert said in page.one("div.errornote").text
        assert page.one("input#publish-at")["value"] == date
        assert page.one("textarea#any-note").text == "As agreed."

    def test_new_words_of_a_scheduled_story_keep_its_date_that_stands_there(self, client: Client) -> None:
        at = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
        article = make_published(at=at)
        client.force_login(make_user("Publisher"))
        post(client, article, opened(client, article) | {"headline": "Mended"}, "publish")
        article.refresh_from_db()
        assert (article.headline, article.published_at) == ("Mended", at)

    def test_who_publishes_over_a_planned_change_is_told_before_and_after(self, client: Client) -> None:
        plan = planned(make_published())
        article = plan.article
        newer = drafting.revise(article, {"headline": "Sooner"}, by=COMMAND)
        client.force_login(make_user("Publisher"))
        page = Page.of(client.get(address(article)))
        assert f"{timezone.localtime(plan.due_at):%d-%m-%Y %H:%M}" in page.one(".story-planned").text
        post(client, article, opened(client, article), "publish")
        assert article.revisions.live().get() == newer
        after = Page.of(client.get(address(article)))
        assert "It will not be made" in after.one(".messagelist .warning").text

    def test_a_date_schedules_and_a_forgotten_one_does_not(self, client: Client) -> None:
        article, _ = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Publisher"))
        typed = opened(client, article)
        response = post(client, article, typed, "publish:at", **{"publish-at": "no date"})
        assert Page.of(response).all("div.errornote")
        post(client, article, typed, "publish:at", **{"publish-at": "2199-03-04T05:06"})
        article.refresh_from_db()
        assert article.published_at
        assert article.published_at.isoformat() == "2199-03-04T05:06:00+00:00"

    def test_a_step_seen_on_a_story_that_has_moved_since_is_refused(self, client: Client) -> None:
        article, revision = make_draft(by=make_user("Reporter"))
        client.force_login(make_user("Publisher"))
        typed = opened(client, article)
        workflow.publish(article, by=COMMAND, revision=revision)
        response = post(client, article, typed, "withdraw", **{"withdraw-note": "Wrong."})
        assert "changed this story" in Page.of(response).one("div.errornote").text
        article.refresh_from_db()
        assert article.status == "published"

    def test_a_reporter_is_offered_no_step_beyond_theirs(self, client: Client) -> None:
        reporter = make_user("Reporter")
        client.force_login(reporter)
        article, _ = make_draft(by=reporter)
        page = Page.of(client.get(address(article)))
        assert [button["value"] for button in page.all('button[name="_step"]')] == ["submit"]
        assert post(client, article, opened(client, article), "publish").status_code == 403
