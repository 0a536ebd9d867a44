"""What is typed at the desk and goes another way than planned: kept on the device, told, or still in its field."""

from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import workflow
from articles.models import Event
from tests.browser.desk import Desk, form_of, newest, says, sign_in
from tests.factories import COMMAND, make_draft, make_stored_image, make_tag, make_user


def headline(page: Page, text: str) -> None:
    page.get_by_label("Headline", exact=True).fill(text)


def offer(page: Page) -> None:
    expect(page.get_by_role("button", name="Restore them")).to_be_visible()


class TestOnTheDevice:
    def test_an_offer_that_is_ignored_is_there_again(self, desk: Desk, complaints: list[str]) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter, headline="Before")
        page = desk(reporter, article)
        page.context.set_offline(True)
        headline(page, "On the train")
        says(page, "kept on this device")
        complaints.clear()  # the browser says that it has no connection
        page.close()
        page.context.set_offline(False)
        page = desk(reporter, article)
        offer(page)
        headline(page, "Typed on")
        says(page, "Saved")
        page.reload()
        offer(page)
        page.get_by_role("button", name="Restore them").click()
        expect(page.get_by_label("Headline", exact=True)).to_have_value("On the train")
        says(page, "Press Save to see both texts")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.locator(".story-difference")).to_contain_text("Typed on")
        complaints.clear()  # and that there was a conflict

    def test_a_save_in_one_tab_leaves_what_another_one_kept(self, desk: Desk, complaints: list[str]) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter, headline="Before")
        one, other = desk(reporter, article), desk(reporter, article)
        other.route("**/autosave/", lambda route: route.abort())
        headline(other, "In the other tab")
        says(other, "kept on this device")
        headline(one, "In this one")
        says(one, "Saved")
        one.get_by_role("button", name="Save", exact=True).last.click()
        one.wait_for_url("**/change/")
        other.close()
        again = desk(reporter, article)
        again.get_by_role("button", name="Restore them").click()
        expect(again.get_by_label("Headline", exact=True)).to_have_value("In the other tab")
        complaints.clear()  # the way that was cut off

    def test_the_lead_picture_is_drawn_anew(self, desk: Desk, complaints: list[str]) -> None:
        reporter = make_user("Reporter")
        make_stored_image(alt="A quay")
        article, _ = make_draft(by=reporter)
        page = desk(reporter, article)
        page.route("**/autosave/", lambda route: route.abort())
        page.get_by_role("button", name="Choose a picture").click()
        page.get_by_role("button", name="A quay").click()
        says(page, "kept on this device")
        complaints.clear()  # the way that was cut off
        page.close()
        again = desk(reporter, article)
        again.get_by_role("button", name="Restore them").click()
        expect(again.locator("[data-picture-field] img")).to_have_attribute("alt", "A quay")
        expect(again.get_by_role("button", name="Take it away")).to_be_visible()


class TestSheets:
    def test_what_is_typed_in_a_sheet_outlives_saving(self, desk: Desk) -> None:
        article, revision = make_draft()
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        page = desk(make_user("Publisher"), article)
        page.get_by_text("Return …").click()
        page.get_by_label("Reason, for the desk").fill("Who says so?")
        page.keyboard.press("Escape")
        expect(page.get_by_label("Reason, for the desk")).to_be_hidden()
        expect(page.get_by_text("Return …")).to_be_focused()
        headline(page, "Another, so that the steps are others")
        page.keyboard.press("Control+s")
        says(page, "Saved")
        expect(page.locator("#return-note")).to_have_value("Who says so?")
        page.locator("#return-note").evaluate("note => note.closest('details').open = true")
        page.get_by_text("Expiry …").click()
        page.locator("#expire-at").fill("2199-03-04T05:06")
        page.locator("#expire-at").press("Enter")
        expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
        expect(page.locator("#expire-at")).to_have_value("2199-03-04T05:06")


class TestSignedOut:
    def test_a_comment_that_was_sent_too_late_is_there_again(self, desk: Desk, site: LiveServer) -> None:
        editor = make_user("Editor")
        article, _ = make_draft()
        talk = reverse("admin:articles_comment_story", args=[article.pk])
        page = desk(editor, talk)
        page.get_by_label("Comment").fill("Who says so?")
        Session.objects.all().delete()
        page.get_by_role("button", name="Send").click()
        page.wait_for_url("**/sign-in/**")
        assert talk in unquote(page.url)
        sign_in(page.context, editor, site)
        page.goto(talk)
        expect(page.get_by_label("Comment")).to_have_value("Who says so?")
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".life-said")).to_have_text("Who says so?")
        page.reload()
        expect(page.get_by_label("Comment")).to_have_value("")

    def test_so_is_the_reason_of_a_step(self, desk: Desk, site: LiveServer) -> None:
        editor = make_user("Editor")
        article, revision = make_draft()
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        page = desk(editor, article)
        page.get_by_text("Return …").click()
        page.get_by_label("Reason, for the desk").fill("Who says so?")
        Session.objects.all().delete()
        page.get_by_role("button", name="Return", exact=True).click()
        page.wait_for_url("**/sign-in/**")
        sign_in(page.context, editor, site)
        page.goto(form_of(article))
        expect(page.get_by_label("Reason, for the desk")).to_have_value("Who says so?")
        page.get_by_role("button", name="Return", exact=True).click()
        page.wait_for_url("**/change/")
        assert Event.objects.get(step="return").note == "Who says so?"
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed: '))") == []


class TestKeys:
    def test_one_leads_to_the_search_and_one_to_what_waits(self, desk: Desk) -> None:
        editor = make_user("Editor")
        article, revision = make_draft()
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        page = desk(editor, "/admin/")
        page.keyboard.press("/")
        expect(page.locator("#searchbar")).to_be_focused()
        page.keyboard.type("a/n")
        expect(page.locator("#searchbar")).to_have_value("a/n")
        page.goto("/admin/")
        page.keyboard.press("n")
        page.wait_for_url(f"**{form_of(article)}")

    def test_one_leads_on_from_wherever_one_is(self, desk: Desk) -> None:
        editor = make_user("Editor")
        (done, _), (article, revision) = make_draft(), make_draft()
        workflow.take(article, "submit", by=COMMAND, revision=revision)
        page = desk(editor, f"/admin/articles/article/{done.pk}/history/")
        page.keyboard.press("n")
        page.wait_for_url(f"**{form_of(article)}")
        page.goto("/admin/articles/notice/")
        page.keyboard.press("/")
        expect(page.locator("#searchbar")).to_be_focused()

    def test_a_newcomer_finds_them_all_by_a_button_and_by_one_of_them(self, desk: Desk) -> None:
        page = desk(make_user("Editor"), "/admin/")
        keys = page.get_by_role("dialog", name="Keys")
        page.get_by_role("button", name="Keys (?)").click()
        expect(keys).to_be_visible()
        page.keyboard.press("Escape")
        expect(keys).to_be_hidden()
        page.keyboard.press("?")
        expect(keys).to_be_visible()
        # Each of them has its test: here, above, in test_story_form, test_commons and test_reading.
        named = " ".join(keys.locator("kbd").all_inner_texts())
        assert named == "? / n Ctrl S Ctrl Enter Esc Alt ← → Delete ← ↑ → ↓ j k"

    def test_they_can_be_switched_off_in_their_list(self, desk: Desk) -> None:
        page = desk(make_user("Editor"), "/admin/articles/article/")
        page.keyboard.press("?")
        page.get_by_label("Keys of one sign").uncheck()
        page.get_by_role("button", name="Close").click()
        for key in ("/", "?", "n"):
            page.keyboard.press(key)
        expect(page.locator("#searchbar")).not_to_be_focused()
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
        assert page.url.endswith("/admin/articles/article/")
        page.reload()
        page.keyboard.press("/")
        expect(page.locator("#searchbar")).not_to_be_focused()
        page.get_by_role("button", name="Keys (?)").click()
        page.get_by_label("Keys of one sign").check()
        page.get_by_role("button", name="Close").click()
        page.keyboard.press("/")
        expect(page.locator("#searchbar")).to_be_focused()


class TestHashtags:
    @pytest.mark.parametrize("role", ["Reporter", "Publisher"])
    def test_one_that_was_typed_and_not_entered_is_saved(self, desk: Desk, role: str) -> None:
        person = make_user(role)
        make_tag("Port Ansel")
        article, _ = make_draft(by=person)
        page = desk(person, article)
        page.get_by_role("combobox", name="Add a hashtag").fill("port ansel")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".messagelist, .errornote").first).to_be_visible()  # what the server has to say
        expect(page.locator("[data-chips]")).to_contain_text("#Port Ansel")
        assert newest(article).tag_names == ["Port Ansel"]

    def test_one_that_is_none_yet_is_told_and_stays_where_it_was_typed(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        page = desk(reporter, article)
        typing = page.get_by_role("combobox", name="Add a hashtag")
        typing.fill("Nobody knows this")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.locator("[data-said]")).to_contain_text("you may not make new ones")
        expect(typing).to_be_focused()
        expect(typing).to_have_value("Nobody knows this")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    def test_leaving_the_field_takes_one_that_is_there_and_makes_none(self, desk: Desk) -> None:
        publisher = make_user("Publisher")
        make_tag("Port Ansel")
        article, _ = make_draft(by=publisher)
        page = desk(publisher, form_of(article))
        typing = page.get_by_role("combobox", name="Add a hashtag")
        typing.fill("Port Ansel")
        page.get_by_label("Headline", exact=True).focus()
        expect(page.locator("[data-chips]")).to_contain_text("#Port Ansel")
        typing.fill("Port A")
        page.get_by_label("Headline", exact=True).focus()
        expect(page.locator("[data-said]")).to_contain_text("press Enter")
        expect(typing).to_have_value("Port A")
