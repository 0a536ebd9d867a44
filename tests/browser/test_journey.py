"""One story from its first word to its retraction, by the hands of three people, as readers see it meanwhile."""

from datetime import datetime, timedelta

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from tests.browser.desk import Desk, newest, says, writing
from tests.factories import make_source, make_stored_image, make_tag, make_user

HASHTAG = "/en/hashtag/PortAnsel/"
SOON = timedelta(seconds=8)  # what it takes to type a date and to press a button
HEADLINE = "Ferries sail again from Port Ansel"


def test_a_story_lives_from_its_first_word_to_its_retraction(desk: Desk) -> None:
    reporter, editor, publisher = make_user("Reporter"), make_user("Editor"), make_user("Publisher")
    make_source("Norvane Post")
    make_tag("Port Ansel")
    make_stored_image(alt="A quay", content=WEBP)

    article = write(desk(reporter, "/admin/articles/article/add/"))
    take(desk(reporter, article), "Submit")
    reader = desk(make_user(), HASHTAG)

    ask(desk(editor, article), "return", note="Who says so?")
    assert newest(article).stage == "returned"

    mending = desk(reporter, article)
    writing(mending).focus()
    mending.keyboard.type("The harbour office says so. ")
    says(mending, "Saved")
    take(mending, "Submit")
    take(desk(editor, article), "Approve")
    assert status(reader, HASHTAG) == 404

    comes_at = next_minute()
    schedule(desk(publisher, article), comes_at)
    if timezone.now() < comes_at - timedelta(seconds=2):  # else the machine was too slow to look before
        assert status(reader, HASHTAG) == 404
        assert status(reader, article.get_absolute_url()) == 404
    reader.wait_for_timeout(max(0, (comes_at - timezone.now()).total_seconds() * 1000) + 300)  # no job: only time
    reader.goto(HASHTAG)
    expect(reader.get_by_role("heading", name=HEADLINE)).to_be_visible()

    rewrite(desk(reporter, article), "Ferries sail again, and twice a day")
    take(desk(editor, article), "Approve")
    plan(desk(publisher, reverse("admin:articles_plan_story", args=[article.pk])), timezone.now() + timedelta(hours=1))
    reader.reload()
    expect(reader.get_by_role("heading", name=HEADLINE)).to_be_visible()
    article.plans.update(due_at=timezone.now())  # as if the hour were over
    call_command("publish_due", verbosity=0)
    reader.reload()
    expect(reader.get_by_role("heading", name="Ferries sail again, and twice a day")).to_be_visible()

    rewrite(desk(reporter, article), "Ferries sail again, three times a day")
    take(desk(editor, article), "Approve")
    ask(desk(publisher, article), "correct", notice="Three times a day, not twice.")
    reader.goto(address(article))
    expect(reader.get_by_text("Three times a day, not twice.")).to_be_visible()

    ask(desk(publisher, article), "retract", note="The office never said so.", notice="We cannot stand by this story.")
    assert status(reader, address(article)) == 410
    expect(reader.get_by_text("We cannot stand by this story.")).to_be_visible()
    for page in ("/en/", HASHTAG, "/en/source/norvane-post/", f"/en/archive/{timezone.localdate():%Y/%m/%d}/"):
        reader.goto(page)
        expect(reader.get_by_text("Ferries sail again")).to_have_count(0)
    assert status(reader, HASHTAG) == 404
    assert [event.step for event in article.events.order_by("pk")] == STEPS


STEPS = [
    *("start", "submit", "return", "submit", "approve", "publish"),
    *("submit", "approve", "plan", "publish"),
    *("submit", "approve", "correct", "retract"),
]


def write(page: Page) -> Article:
    """With a picture, a table, a hashtag that the text suggested, a source and a section."""
    page.get_by_label("Headline").fill(HEADLINE)
    page.get_by_role("button", name="Start writing").click()
    writing(page).focus()
    page.keyboard.type("They left on Monday. They reached Port Ansel at nine.")
    page.get_by_role("button", name="Insert table").click()
    page.get_by_role("button", name="Insert Table", exact=True).click()
    page.keyboard.type("Route")
    page.get_by_role("button", name="Choose a picture").click()
    page.get_by_role("button", name="A quay").click()
    page.get_by_role("button", name="+ #Port Ansel").click()
    page.get_by_label("Source", exact=True).select_option(label="Norvane Post")
    page.keyboard.press("Control+s")
    says(page, "Saved")
    page.reload()
    written = newest(article := Article.objects.get())
    assert (written.headline, written.tag_names, written.lead_image is None) == (HEADLINE, ["Port Ansel"], False)
    assert "<table>" in written.body
    page.close()
    return article


def take(page: Page, step: str) -> None:
    page.get_by_role("button", name=step, exact=True).click()
    page.wait_for_load_state()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def open_sheet(page: Page, step: str) -> Locator:
    page.locator(f"[data-step={step}] summary.button").click()
    return page.locator(f"[data-step={step}] .story-sheet")


def ask(page: Page, step: str, **typed: str) -> None:
    """Take a step that asks for something: `note` for the desk, `notice` for readers."""
    sheet = open_sheet(page, step)
    for name, text in typed.items():
        sheet.locator(f"[name={step}-{name}]").fill(text)
    sheet.get_by_role("button").click()
    page.wait_for_load_state()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def next_minute() -> datetime:
    """A whole minute that leaves the time to type it."""
    return (timezone.now() + SOON + timedelta(minutes=1)).replace(second=0, microsecond=0)


def schedule(page: Page, at: datetime) -> None:
    sheet = open_sheet(page, "publish")
    sheet.get_by_label("Date and time").fill(f"{timezone.localtime(at):%Y-%m-%dT%H:%M}")
    sheet.get_by_role("button", name="Schedule").click()
    page.wait_for_load_state()
    page.close()


def rewrite(page: Page, headline: str) -> None:
    page.get_by_label("Headline", exact=True).fill(headline)
    says(page, "Saved")
    take(page, "Submit")


def plan(page: Page, at: datetime) -> None:
    page.get_by_label("At", exact=True).fill(f"{timezone.localtime(at):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("Nothing waits.")).to_have_count(0)
    page.close()


def address(article: Article) -> str:
    article.refresh_from_db()
    return article.get_absolute_url()


def status(reader: Page, path: str) -> int:
    answer = reader.goto(path)
    assert answer is not None
    return answer.status


WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")
