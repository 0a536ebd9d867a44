"""The form of a story in a browser: writing, saving by itself, two people at once, and no word of a policy broken."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.browser.desk import Desk, newest, says, sign_in, writing
from tests.factories import make_draft, make_stored_image, make_tag, make_user

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator
content="Microsoft Word 15">
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; font-size:11.0pt;} --></style></head><body lang=EN-GB>
<!--StartFragment--><h1 style='mso-pagination:none'><span lang=EN-GB>The deal<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span style='color:red'>Port
Ansel</span></b> sails <i>again</i>.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Two crews<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o&nbsp;</span><![endif]>in winter<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td width=301
style='border:solid'><p class=MsoNormal>Route<o:p></o:p></p></td></tr></table>
<p class=MsoNormal><a href="https://example.org/x">Source</a><img src="file:///C:/a.png" width=9></p>
<!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr"
style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;font-family:Arial">Ferries</span><span
style="font-weight:400;"> sail </span><span style="font-style:italic;">again</span></p><br><ul><li dir="ltr"
style="list-style-type:disc" aria-level="1"><p
dir="ltr"><span>First</span></p></li></ul><h2 dir="ltr"><span>Next</span></h2>
<p dir="ltr"><a href="https://www.google.com/url?q=https://example.org/y&amp;sa=D"><span>There</span></a></p></b>"""

FROM_WORD = (
    "<h2>The deal</h2><p><strong>Port Ansel</strong> sails <em>again</em>.</p><ul><li><p>Two crews</p>"
    "<ul><li><p>in winter</p></li></ul></li></ul><table><tbody><tr><td><p>Route</p></td></tr></tbody></table>"
    '<p><a href="https://example.org/x" rel="noopener noreferrer">Source</a></p>'
)
FROM_DOCS = (
    "<p><strong>Ferries</strong> sail <em>again</em></p><ul><li><p>First</p></li></ul>"
    '<h2>Next</h2><p><a href="https://example.org/y" rel="noopener noreferrer">There</a></p>'
)
WITH_FAULTS = (
    '<h2>a</h2><h4>deep</h4><p>Go <a href="/en/nowhere/">here</a></p><table><tbody><tr><td>1</td></tr></tbody></table>'
)


def paste(page: Page, html: str) -> None:
    writing(page).evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const options = { clipboardData: data, bubbles: true, cancelable: true };
            element.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        html,
    )


class TestWriting:
    def test_a_story_is_written_by_the_keyboard_alone(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        make_tag("Harbour Ferry Agreement")
        article, _ = make_draft(by=reporter, headline="", body="")
        page = desk(reporter, article)
        page.get_by_label("Headline", exact=True).focus()
        page.keyboard.type("Ferries sail again")
        writing(page).focus()
        page.keyboard.type("They sail on ")
        page.keyboard.press("Control+b")
        page.keyboard.type("Monday")
        page.get_by_role("button", name="Insert table").press("Enter")
        page.get_by_role("button", name="Insert Table", exact=True).press("Enter")
        page.keyboard.type("Route")
        page.keyboard.press("Tab")
        page.keyboard.type("Boats")
        page.get_by_role("combobox", name="Add a hashtag").focus()
        page.keyboard.type("harb")
        expect(page.locator("[data-options] [role=option]")).to_contain_text("Harbour Ferry Agreement")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+s")
        says(page, "Saved")
        saved = newest(article)
        assert saved.headline == "Ferries sail again"
        assert "<strong>Monday</strong>" in saved.body
        assert saved.body.count("<tr>") == 3
        assert "<p>Boats</p>" in saved.body
        assert saved.tag_names == ["Harbour Ferry Agreement"]
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/change/")
        expect(page.locator(".story-stage")).to_have_text("submitted")

    def test_hashtags_are_put_in_another_order_and_taken_away_by_the_keyboard(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter, tags=["One", "Two, too", "Three"])
        page = desk(reporter, article)
        page.get_by_role("button", name="#Three", exact=True).focus()
        page.keyboard.press("Alt+ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Delete")
        page.get_by_role("combobox", name="Add a hashtag").fill("Nobody knows this")
        page.keyboard.press("Enter")
        expect(page.locator("[data-said]")).to_contain_text("you may not make new ones")
        page.keyboard.press("Control+s")
        says(page, "Saved")
        assert newest(article).tag_names == ["Three", "Two, too"]

    def test_a_suggestion_is_taken_by_a_click(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        make_tag("Port Ansel")
        article, _ = make_draft(by=reporter, body="<p>They left. They reached Port Ansel.</p>")
        page = desk(reporter, article)
        expect(page.locator("[data-offered] q")).to_have_text("They reached Port Ansel.")
        page.get_by_role("button", name="+ #Port Ansel").click()
        says(page, "Saved")
        assert newest(article).tag_names == ["Port Ansel"]

    def test_a_picture_of_the_library_goes_into_the_text_with_its_words(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        picture = make_stored_image(alt="A quay", caption="The quay.", credit="Ida Moor", content=WEBP)
        article, _ = make_draft(by=reporter, body="")
        page = desk(reporter, article)
        page.get_by_role("button", name="picture from the library").click()
        page.get_by_role("button", name="A quay").click()
        says(page, "Saved")
        body = newest(article).body
        assert f'src="{picture.url}"' in body
        assert 'alt="A quay"' in body
        assert "<figcaption>The quay. <small>Ida Moor</small></figcaption>" in body
        assert page.locator(".ProseMirror img").evaluate("image => image.naturalWidth") == 1

    def test_all_that_a_body_can_hold_stays_when_it_is_edited(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        body = (
            "<h2>a</h2><h3>b</h3><h4>c</h4><p>x<br>y<s>s</s><sub>u</sub><sup>v</sup><small>w</small><code>z</code></p>"
            '<p lang="ar" dir="rtl"><q>q</q><cite>c</cite><abbr title="t">a</abbr><time datetime="2026">t</time></p>'
            '<ul><li><p>1</p></li></ul><ol start="3"><li><p>2</p></li></ol><blockquote><p>q</p></blockquote><hr>'
            '<pre><code>p</code></pre><p><a href="https://example.org/" title="T" rel="noopener noreferrer">l</a></p>'
            '<table><tbody><tr><th scope="col"><p>h</p></th><td><p>d</p></td></tr></tbody></table><p>end</p>'
        )
        article, first = make_draft(by=reporter, body=body)
        page = desk(reporter, article)
        page.locator(".ProseMirror p", has_text="end").click()
        page.keyboard.press("End")
        page.keyboard.type("ed")
        says(page, "Saved")
        kept = newest(article).body.replace(' colspan="1"', "").replace(' rowspan="1"', "")
        assert kept == first.body.replace(' colspan="1"', "").replace("end</p>", "ended</p>")

    @pytest.mark.parametrize(
        ("clipboard", "clean"),
        [(WORD, FROM_WORD), (DOCS, FROM_DOCS)],
        ids=["Word", "Docs"],
    )
    def test_a_paste_keeps_its_meaning_and_loses_its_looks(self, desk: Desk, clipboard: str, clean: str) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter, body="")
        page = desk(reporter, article)
        writing(page).focus()
        paste(page, clipboard)
        says(page, "Saved")
        assert newest(article).body.replace(' colspan="1"', "").replace(' rowspan="1"', "") == clean

    def test_remarks_are_said_while_writing(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter, body=WITH_FAULTS)
        page = desk(reporter, article)
        page.get_by_label("Headline", exact=True).fill("x" * 201)
        remarks = page.locator("[data-remarks]")
        for text in ("too long", "skips a level: deep", "“here”", "no header cells", "/en/nowhere/", "201 characters"):
            expect(remarks).to_contain_text(text)


class TestNothingIsLost:
    def test_what_was_saved_by_itself_is_there_when_the_browser_is_killed(self, desk: Desk) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        page = desk(reporter, article)
        page.get_by_label("Headline", exact=True).fill("Typed and never sent")
        says(page, "Saved")
        page.close()
        assert newest(article).headline == "Typed and never sent"

    def test_without_a_connection_it_is_kept_on_the_device_and_offered_on_return(
        self, desk: Desk, complaints: list[str]
    ) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter, headline="Before", body="<p>Before.</p>")
        page = desk(reporter, article)
        page.context.set_offline(True)
        page.get_by_label("Headline", exact=True).fill("On the train")
        writing(page).focus()
        page.keyboard.type("In the tunnel. ")
        says(page, "kept on this device")
        page.close()
        complaints.clear()  # the browser says that it has no connection
        again = page.context.new_page()
        page.context.set_offline(False)
        again.goto(f"/admin/articles/article/{article.pk}/change/")
        assert newest(article).headline == "Before"
        again.get_by_role("button", name="Restore them").click()
        expect(again.get_by_label("Headline", exact=True)).to_have_value("On the train")
        says(again, "Saved")
        assert newest(article).headline == "On the train"
        assert "In the tunnel." in newest(article).body
        again.reload()
        expect(again.get_by_role("button", name="Restore them")).to_be_hidden()

    def test_whoever_was_signed_out_signs_in_elsewhere_and_goes_on(
        self, desk: Desk, site: LiveServer, complaints: list[str]
    ) -> None:
        reporter = make_user("Reporter")
        article, _ = make_draft(by=reporter)
        page = desk(reporter, article)
        Session.objects.all().delete()
        page.get_by_label("Headline", exact=True).fill("Typed while signed out")
        says(page, "Signed out")
        sign_in(page.context, reporter, site)
        page.context.clear_cookies(name="csrftoken")  # as signing in anew gives another one
        says(page, "Saved")
        assert newest(article).headline == "Typed while signed out"
        complaints.clear()  # the old token was refused once

    def test_two_people_see_each_other_and_the_second_one_both_texts(self, desk: Desk) -> None:
        article, _ = make_draft(headline="First", body="<p>One.</p>")
        ida = make_user("Editor", username="ida", first_name="Ida", last_name="Moor")
        tom = make_user("Editor", username="tom")
        theirs, mine = desk(ida, article), desk(tom, article)
        expect(mine.locator("[data-others]")).to_contain_text("Ida Moor")
        theirs.get_by_label("Headline", exact=True).fill("Theirs")
        says(theirs, "Saved")
        mine.get_by_label("Headline", exact=True).fill("Mine")
        writing(mine).focus()
        mine.keyboard.type("Also mine. ")
        says(mine, "saved this story meanwhile")
        mine.get_by_role("button", name="Save", exact=True).last.click()
        expect(mine.locator("legend").first).to_have_text("Headline")
        mine.get_by_label("Take theirs").first.check()
        mine.get_by_role("button", name="Save what is chosen").click()
        expect(mine.get_by_label("Headline", exact=True)).to_have_value("Theirs")
        assert (newest(article).headline, newest(article).author) == ("Theirs", tom)
        assert "Also mine." in newest(article).body
        expect(mine.get_by_role("button", name="Restore them")).to_be_hidden()

    def test_the_page_is_whole_without_script(self, new_context: CreateContextCallback, site: LiveServer) -> None:
        reporter = make_user("Reporter")
        make_tag("Ferries")
        article, _ = make_draft(by=reporter)
        browser = new_context(base_url=site.url, java_script_enabled=False)
        sign_in(browser, reporter, site)
        page = browser.new_page()
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.get_by_label("Hashtags", exact=True).fill("Ferries")
        page.get_by_label("Text", exact=True).fill("<p>Plain.</p>")
        page.get_by_role("button", name="Submit").click()
        saved = newest(article)
        assert (saved.body, saved.tag_names, saved.stage) == ("<p>Plain.</p>", ["Ferries"], "submitted")


WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")
