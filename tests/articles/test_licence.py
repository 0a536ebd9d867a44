"""What of a story may be shown, by the licence of its source: nowhere more than that, and at once when it changes."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from articles import commons
from articles.licence import WORD, shown
from articles.models import Article, Image, Source
from articles.previews import share
from newsroom.lib.html import plain_text
from tests.factories import COMMAND, make_draft, make_published, make_source, make_stored_image, make_user
from tests.html import Page
from tests.properties import moderately

TODAY = date(2026, 11, 24)
FIGURE = '<figure><img src="/media/pictures/{}.webp" alt="A quay"><figcaption>The quay.</figcaption></figure>'


def story(source: Source | None, **words: Any) -> Article:
    body = words.pop("body", "<h2>One two</h2><p>three four <em>five</em>, six</p>")
    fields = {"standfirst": "Alpha beta.", "text": plain_text(body), **words}
    return Article(source=source, body=body, lead_image=Image(), **fields)


def some_words(limit: int, **licence: Any) -> Source:
    return Source(extent="words", word_limit=limit, **licence)


def words(text: str) -> int:
    return len(WORD.findall(text))


class TestOfAStory:
    def test_a_licence_for_the_full_text_gives_all(self) -> None:
        whole = story(Source())
        given_ = shown(whole, TODAY)
        assert (given_.standfirst, given_.body, given_.text) == (whole.standfirst, whole.body, whole.text)
        assert given_.picture
        assert given_.is_whole

    def test_a_draft_without_a_source_is_whole(self) -> None:
        assert shown(story(None), TODAY).is_whole

    def test_words_are_counted_through_the_standfirst_into_the_text(self) -> None:
        given_ = shown(story(some_words(6)), TODAY)
        assert given_.standfirst == "Alpha beta."
        assert given_.text == "One two\nthree four…"
        assert given_.body == "<p>One two</p><p>three four…</p>"
        assert not given_.is_whole

    def test_a_long_standfirst_uses_them_up(self) -> None:
        given_ = shown(story(some_words(1)), TODAY)
        assert (given_.standfirst, given_.text, given_.body) == ("Alpha…", "", "")
        assert given_.opening == "Alpha…"

    @pytest.mark.parametrize("limit", [8, 9, 1000])
    def test_a_story_with_no_more_words_is_whole_and_keeps_its_form(self, limit: int) -> None:
        whole = story(some_words(limit))
        assert shown(whole, TODAY).body == whole.body
        assert shown(whole, TODAY).is_whole

    def test_headline_only_gives_no_word_more(self) -> None:
        given_ = shown(story(Source(extent="headline")), TODAY)
        assert (given_.standfirst, given_.text, given_.body, given_.opening) == ("", "", "", "")
        assert given_.picture, "which is licensed for itself"
        assert not given_.is_whole

    def test_a_licence_without_pictures_takes_them_out_of_the_text_too(self) -> None:
        body = f"<p>One</p>{FIGURE.format('0' * 64)}<figure><table><tbody><tr><td>2</td></tr></tbody></table></figure>"
        given_ = shown(story(Source(pictures=False), body=body), TODAY)
        assert given_.picture is None
        assert given_.body == "<p>One</p><figure><table><tbody><tr><td>2</td></tr></tbody></table></figure>"
        assert given_.is_whole, "no word is missing"

    @pytest.mark.parametrize("licence", [{}, {"extent": "words", "word_limit": 900}, {"extent": "headline"}])
    def test_after_the_last_day_there_is_the_headline_alone(self, licence: dict[str, Any]) -> None:
        source = Source(licensed_until=TODAY, **licence)
        assert shown(story(source), TODAY).picture
        over = shown(story(source), TODAY + timedelta(days=1))
        assert (over.opening, over.body, over.picture, over.is_whole) == ("", "", None, False)

    def test_words_that_no_space_parts_are_counted_by_their_signs(self) -> None:
        assert shown(story(some_words(4), standfirst="", body="<p>交渉は夜明けに</p>"), TODAY).text == "交渉は夜…"
        assert (
            shown(story(some_words(2), standfirst="", body="<p>여객선은 다시 운항한다</p>"), TODAY).text
            == "여객선은 다시…"
        )

    @moderately
    @given(st.text(), st.text(), st.integers(1, 12))
    def test_never_more_words_than_licensed(self, standfirst: str, text: str, limit: int) -> None:
        whole = Article(source=some_words(limit), standfirst=standfirst, text=text)
        given_ = shown(whole, TODAY)
        given_standfirst, given_text = (part.removesuffix("…") for part in (given_.standfirst, given_.text))
        assert standfirst.startswith(given_standfirst)
        assert text.startswith(given_text)
        assert words(given_standfirst) + words(given_text) <= limit
        assert given_.is_whole == (words(standfirst) + words(text) <= limit)


@pytest.mark.django_db
class TestAtTheDesk:
    def test_the_form_says_what_is_missing_and_keeps_what_was_typed(self, client: Client) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        typed = {"name": "Linnet", "slug": "linnet", "extent": "words", "indexing": "no-news", "sentence": "A bird."}
        page = Page.of(client.post(reverse("admin:articles_source_add"), typed))
        assert "A licence for some words says how many; any other has no number." in page.text
        assert page.one("#id_sentence")["value"] == "A bird."
        client.post(reverse("admin:articles_source_add"), {**typed, "word_limit": "60"})
        assert Source.objects.get().word_limit == 60

    def test_the_list_says_what_may_be_shown_now(self, client: Client) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        yesterday = timezone.localdate() - timedelta(days=1)
        make_source("Alder", extent="words", word_limit=60, pictures=False)
        make_source("Birch", licensed_until=yesterday)
        rows = Page.of(client.get(reverse("admin:articles_source_changelist"))).texts("td.field-licence")
        assert rows == ["60 words, no pictures", "ended: headline only"]

    def test_the_desk_sees_all(self, client: Client) -> None:
        client.force_login(make_user("Publisher", is_superuser=True))
        source = make_source("Linnet", extent="headline", pictures=False)
        story, _ = make_draft(body="<p>The whole text</p>", source_id=source.pk)
        assert "The whole text" in client.get(reverse("admin:articles_article_change", args=[story.pk])).text


@pytest.fixture
def limited() -> Article:
    """A story of which twelve words may be shown, and no picture; the rest begins with “secret”."""
    source = make_source("Linnet", extent="words", word_limit=12, pictures=False, website="https://linnet.example/")
    lead, inside = make_stored_image(), make_stored_image()
    body = f"<p>{'word ' * 10}secret</p>{FIGURE.format(inside.sha256)}<p>secret</p>"
    story = make_published(
        headline="Ferries sail", standfirst="Two words", body=body, lead_image_id=lead.pk, source_id=source.pk,
        tags=["Ferries"], at=timezone.now() - timedelta(days=30), original_url="https://linnet.example/1",
    )  # fmt: skip
    make_published(headline="Other", source_id=make_source("Other").pk, tags=["Ferries"])
    return story


def pages(story: Article) -> list[str]:
    assert story.source
    day = timezone.localdate(story.published_at)
    return [
        story.get_absolute_url(),
        reverse("front"),
        reverse("source", args=[story.source.slug]),
        reverse("section", args=["general"]),
        reverse("archive", args=[day]),
        reverse("hashtag", args=["Ferries"]),
        reverse("hashtag-day", args=["Ferries", day]),
    ]


def set_licence(source: Source | None, **licence: Any) -> None:
    assert source
    for name, value in licence.items():
        setattr(source, name, value)
    commons.save(source, by=COMMAND)


@pytest.mark.django_db
class TestOnPages:
    def test_no_page_shows_more(self, client: Client, limited: Article) -> None:
        for path in pages(limited):
            html = client.get(path).text
            assert "word word" in html, path
            assert "secret" not in html, path
            assert "/media/pictures/" not in html, path

    def test_the_story_leads_to_the_rest_at_its_source(self, client: Client, limited: Article) -> None:
        page = Page.of(client.get(limited.get_absolute_url()))
        assert page.one(".rest a")["href"] == "https://linnet.example/1"
        assert page.one(".rest a").text == "Read the whole story at Linnet"

    def test_a_change_of_the_licence_leaves_no_old_card(self, client: Client, limited: Article) -> None:
        for path in pages(limited):
            client.get(path)
        set_licence(limited.source, extent="full", word_limit=None, pictures=True)
        for path in pages(limited):
            html = client.get(path).text
            assert "secret" in html, path
            assert "/media/pictures/" in html, path
        set_licence(limited.source, extent="headline", pictures=False)
        for path in pages(limited):
            html = client.get(path).text
            assert "Ferries sail" in html, path
            assert "word" not in Page(html).one("main").text, path

    def test_the_end_of_the_licence_leaves_no_old_card(self, client: Client, limited: Article) -> None:
        today = timezone.localdate()
        set_licence(limited.source, extent="full", word_limit=None, pictures=True, licensed_until=today)
        for path in pages(limited):
            assert "secret" in client.get(path).text, path
        with travel(timezone.now() + timedelta(days=1), tick=False):
            for path in pages(limited):
                html = client.get(path).text
                assert "Ferries sail" in html, path
                assert "secret" not in html, path
                assert "/media/pictures/" not in html, path

    def test_the_description_is_the_headline_where_there_is_nothing_else(
        self, client: Client, limited: Article
    ) -> None:
        set_licence(limited.source, extent="headline", word_limit=None)
        page = Page.of(client.get(limited.get_absolute_url()))
        assert page.one('meta[name="description"]')["content"] == "Ferries sail"
        assert not page.all(".body")

    def test_a_preview_is_the_page_it_will_be(self, client: Client, limited: Article) -> None:
        editor = make_user("Publisher", is_superuser=True)
        _, token = share(limited.revisions.get(), by=editor)
        html = client.get(reverse("preview", args=[token])).text
        assert "word word" in html
        assert "secret" not in html
        assert limited.lead_image
        picture = str(limited.lead_image.file).rpartition("/")[2]
        assert client.get(reverse("preview-picture", args=[token, picture])).status_code == 404


def status(client: Client, image: Image) -> int:
    response: Any = client.get(image.url)
    if response.streaming:
        response.getvalue()  # which closes the file
    return int(response.status_code)


@pytest.mark.django_db
class TestOfPictures:
    def test_one_that_may_not_be_shown_cannot_be_loaded_by_its_address(self, client: Client, limited: Article) -> None:
        for image in Image.objects.all():
            assert status(client, image) == 404
        set_licence(limited.source, pictures=True)
        for image in Image.objects.all():
            assert status(client, image) == 200

    def test_nor_after_the_last_day(self, client: Client, limited: Article) -> None:
        set_licence(limited.source, pictures=True, licensed_until=timezone.localdate())
        assert limited.lead_image
        assert status(client, limited.lead_image) == 200
        with travel(timezone.now() + timedelta(days=1), tick=False):
            assert status(client, limited.lead_image) == 404

    def test_it_can_where_a_story_of_another_source_shows_it(self, client: Client, limited: Article) -> None:
        assert limited.lead_image
        make_published(lead_image_id=limited.lead_image_id)
        assert status(client, limited.lead_image) == 200

    def test_a_logo_is_of_the_house(self, client: Client) -> None:
        logo = make_stored_image(of_the_house=True)
        make_source("Linnet", logo=logo, pictures=False, extent="headline")
        assert status(client, logo) == 200


@pytest.mark.django_db
def test_an_export_hands_on_no_more(limited: Article, tmp_path: Any) -> None:
    out = StringIO()
    file = tmp_path / "out.jsonl"
    call_command("export_articles", str(file), source="Linnet", media=tmp_path / "pictures", stdout=out)
    record = json.loads(file.read_text())
    assert record["standfirst"] == "Two words"
    assert record["body"] == "<p>word word word word word word word word word word…</p>"
    assert "image" not in record
    assert not list((tmp_path / "pictures").iterdir())
