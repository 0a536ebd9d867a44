"""The search page: what is found, marked and offered, what is refused in a sentence, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.search import finding
from articles.search.query import parse
from tests.factories import COMMAND, make_draft, make_many, make_published, make_section, make_source, make_tag
from tests.html import Page

pytestmark = pytest.mark.django_db

SEARCH = "/en/search/"


def search(client: Client, q: str = "", **query: Any) -> Page:
    response = client.get(SEARCH, {"q": q, **query})
    assert response.status_code == 200
    page = Page.of(response)
    assert page.problems == []
    return page


def headlines(page: Page) -> list[str]:
    return page.texts(".entry h2")


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("q", "expected"),
        [
            ("ferry", ["Ferry strike", "Old ferry deal"]),
            ("FERRY deal", ["Old ferry deal"]),
            ('"ferry deal"', ["Old ferry deal"]),
            ('"deal ferry"', []),
            ("ferry -strike", ["Old ferry deal"]),
            ('ferry -"ferry strike"', ["Old ferry deal"]),
            ("strike or treaty", ["Élan Treaty", "Ferry strike"]),
            ('treaty or "deal ferry"', ["Élan Treaty"]),
            ("elan", ["Élan Treaty"]),
            ("국회", ["국회, 재생에너지 법안 통과"]),
            ("에너지", ["국회, 재생에너지 법안 통과"]),
            ("법", ["국회, 재생에너지 법안 통과"]),
            ("법안 에너지", ["국회, 재생에너지 법안 통과"]),
            ("에너지법안", []),
            ("水道", ["東京の下水道、値上げへ"]),
            ("値上げ", ["東京の下水道、値上げへ"]),
            ("两国", ["两国签署渡轮协议"]),
            ("zebra", []),
        ],
    )
    def test_by_words_in_any_script(self, client: Client, q: str, expected: list[str]) -> None:
        names = ["국회, 재생에너지 법안 통과", "東京の下水道、値上げへ", "两国签署渡轮协议"]
        for age, headline in enumerate(["Élan Treaty", "Ferry strike", "Old ferry deal", *names]):
            make_published(headline=headline, body="<p>x</p>", ago=timedelta(hours=age + 1))
        assert headlines(search(client, q)) == expected

    def test_in_standfirst_byline_and_text_too(self, client: Client) -> None:
        make_published(standfirst="One two", byline="Mara Quill", body="<p>Three</p>")
        for q in ("two", "quill", "three"):
            assert len(headlines(search(client, q))) == 1, q

    def test_narrowed_by_hashtag_section_source_and_days(self, client: Client) -> None:
        section, source = make_section("Politics"), make_source("The Post")
        yesterday = timezone.now() - timedelta(days=1)
        make_published(
            headline="Wanted story", section_id=section.pk, source_id=source.pk, tags=["Treaty"], at=yesterday
        )
        make_many(2, newest=timezone.now() - timedelta(days=9))
        day = f"{timezone.localtime(yesterday):%Y-%m-%d}"
        for query in (
            {"hashtag": "#treaty"},
            {"section": "politics"},
            {"source": "the-post"},
            {"since": day},
            {"since": day, "until": day},
            {"hashtag": "Treaty", "section": "politics", "source": "the-post", "since": day},
        ):
            page = search(client, "story", **query)
            assert headlines(page) == ["Wanted story"], query
            assert page.all("details[open] .narrowed")
        assert len(headlines(search(client, "story", until="2001-01-01"))) == 0

    def test_best_first_puts_the_headline_before_the_text(self, client: Client) -> None:
        make_published(headline="Another", body="<p>A ferry.</p>", ago=timedelta(hours=1))
        make_published(headline="The ferry", body="<p>A ferry.</p>", ago=timedelta(days=1))
        assert headlines(search(client, "ferry")) == ["Another", "The ferry"]
        assert headlines(search(client, "ferry", order="best")) == ["The ferry", "Another"]

    def test_words_are_marked_and_lines_cut_out_around_them_without_a_way_to_break_out(self, client: Client) -> None:
        text = "word " * 100 + "the <b>Ferry</b> &amp; &lt;script&gt;alert(1)&lt;/script&gt; " + "word " * 100
        make_published(headline="“Ferry” <b>& Co", body=f"<p>{text}</p>")
        response = client.get(SEARCH, {"q": 'ferry or "<script>"'})
        page = Page.of(response)
        assert page.texts("mark")[0] == "Ferry"
        assert page.one(".entry .found").text.startswith("…")
        assert b"<script>alert" not in response.content
        assert b"&lt;<mark>script</mark>&gt;" in response.content
        assert page.one(".entry h2").text == "“Ferry” <b>& Co"

    def test_a_licence_limits_what_is_shown_of_a_result(self, client: Client) -> None:
        source = make_source(extent="headline")
        make_published(headline="Short", standfirst="Secret ferry", body="<p>Secret ferry</p>", source_id=source.pk)
        page = search(client, "ferry")
        assert headlines(page) == ["Short"]
        assert "Secret" not in page.html


class TestWhatIsNotPublic:
    def test_no_draft_and_nothing_taken_down_scheduled_or_expired_is_found(self, client: Client) -> None:
        make_draft(headline="Ferry")
        make_published(headline="Ferry", at=timezone.now() + timedelta(hours=1))
        workflow.take(make_published(headline="Ferry"), "withdraw", by=COMMAND, note="W")
        expired = make_published(headline="Ferry", ago=timedelta(hours=2))
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(hours=1))
        page = search(client, "ferry")
        assert headlines(page) == []
        assert page.one(".empty").text.startswith("Nothing was found.")

    def test_nor_by_the_index_of_words(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finding, "NEWEST", 2)
        expired = make_published(headline="Ferry", ago=timedelta(hours=2))
        live = make_published(headline="Ferry live", ago=timedelta(hours=2))
        Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(hours=1))
        make_published(headline="Ferry", at=timezone.now() + timedelta(hours=1))
        make_many(3)
        assert [row.id for row in finding.find(parse("ferry"), limit=20).rows] == [live.pk]
        assert headlines(search(client, "ferry")) == [live.headline]

    def test_the_answer_is_for_one_reader_and_no_search_engine(self, client: Client) -> None:
        response = client.get(SEARCH, {"q": "ferry"})
        assert response.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
        assert Page.of(response).one('meta[name="robots"]')["content"] == "noindex, follow"
        assert response.headers["X-Robots-Tag"] == "noindex, follow"


class TestPages:
    def test_older_results_are_a_link_that_keeps_the_question(self, client: Client) -> None:
        make_many(45)
        address: str | None = f"{SEARCH}?q=story&order=newest"
        seen: list[str] = []
        while address:
            page = Page.of(client.get(address))
            seen += headlines(page)
            links = page.all('a[rel="next"]')
            assert not links or links[0].text == "Older results"
            address = links[0]["href"] if links else None
        assert len(seen) == len(set(seen)) == 45

    def test_so_are_the_next_best(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsroom.search.views.WEIGHED", 30)
        make_many(45)
        address: str | None = f"{SEARCH}?q=story&order=best"
        seen: list[str] = []
        while address:
            page = Page.of(client.get(address))
            seen += headlines(page)
            links = page.all('a[rel="next"]')
            address = links[0]["href"] if links else None
        assert len(seen) == len(set(seen)) == 45

    def test_a_page_that_looked_at_enough_says_so_and_goes_on(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, number in (("NEWEST", 5), ("DENSE", 5), ("NAMED", 5)):
            monkeypatch.setattr(finding, name, number)
        make_published(headline="Needle in hay", ago=timedelta(days=1))
        for age in range(9):
            make_published(headline="Hay in needle", body="<p>x</p>", ago=timedelta(hours=age + 1))
        page = search(client, '"needle in hay"')
        assert headlines(page) == []
        assert page.one(".empty").text.startswith("Nothing was found among the newest of these.")
        further = page.one('a[rel="next"]')
        assert further.text == "Look further back"
        assert headlines(Page.of(client.get(further["href"]))) == ["Needle in hay"]

    @pytest.mark.parametrize("query", [{"before": "x"}, {"after": "x"}, {"after": "200"}, {"after": "-1"}])
    def test_an_address_that_was_never_given_out_is_refused(self, client: Client, query: dict[str, str]) -> None:
        assert client.get(SEARCH, {"q": "x", **query}).status_code == 400


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"q": " ", "order": "best"}, "Type a word to look for."),
            ({"q": "!?"}, "There is no word in this to look for."),
            ({"q": "-ferry"}, "Say also a word that the stories should have"),
            ({"q": "x" * 300}, "That is too long to search for"),
            ({"q": "x", "hashtag": "Nowhere"}, "There is no hashtag “Nowhere”."),
            ({"q": "x", "section": "nowhere"}, "Select a valid choice."),
            ({"q": "x", "source": "nowhere"}, "Select a valid choice."),
            ({"q": "x", "since": "soon"}, "Enter a valid date."),
            ({"q": "x", "since": "2026-02-02", "until": "2026-02-01"}, "The last day comes before the first."),
            ({"q": "x", "since": "0001-01-01"}, "This is no day that a story could be of."),
        ],
    )
    def test_what_cannot_be_asked_is_told_and_stays_typed(
        self, client: Client, query: dict[str, str], said: str
    ) -> None:
        page = search(client, **query)
        assert said in page.one(".reason").text
        assert page.all(".entry") == []
        assert page.one("#search-q").attributes.get("value", "") == query["q"]

    def test_without_a_question_there_is_a_form_and_no_reproach(self, client: Client) -> None:
        page = search(client)
        assert page.all(".reason") == []
        assert page.all(".river") == []
        assert "value" not in page.one("#search-q")

    def test_a_source_of_which_nothing_was_published_is_not_offered(self, client: Client) -> None:
        make_draft(source_id=make_source("Secret").pk)
        assert "Secret" not in search(client).html


class TestHashtags:
    def test_a_hashtag_of_that_name_is_led_to(self, client: Client) -> None:
        make_published(tags=["Harbour Ferry"])
        make_tag("Ferry Deal", canonical=make_tag("Nothing yet"))
        page = search(client, "#harbourferry")
        assert page.one(".offered a")["href"] == "/en/hashtag/HarbourFerry/"
        assert search(client, "ferry deal").all(".offered") == []

    @pytest.mark.parametrize(
        "typed",
        [
            "Harbor Ferry",
            "harbourfery",
            "harbuorferry",
            "harbourferryx",
            "arbourferry",
            "xharbourferry",
            "harnourferry",
        ],
    )
    def test_one_that_was_mistyped_is_offered(self, client: Client, typed: str) -> None:
        make_published(tags=["Harbour Ferry", "Another"])
        page = search(client, typed)
        assert page.one(".offered").text == "Did you mean #HarbourFerry?"

    def test_also_where_it_narrows(self, client: Client) -> None:
        make_published(tags=["재생에너지"])
        page = search(client, hashtag="재생에너자")
        assert page.one(".offered").text == "Did you mean #재생에너지?"

    def test_not_a_hidden_one_nor_one_that_only_drafts_have(self, client: Client) -> None:
        make_draft(tags=["Harbour Ferry"])
        make_tag("Harbour Ferry")
        make_tag("Harbour Ferrys", hidden=True)
        for typed in ("harbourfery", "harbourferry", "harbourferrys"):
            assert search(client, typed).all(".offered") == []


@pytest.mark.parametrize("q", ["story", '"story is"', "zebra", '"zebra quagga"', "#harbourfery"])
@pytest.mark.parametrize("order", ["newest", "best"])
def test_it_costs_the_same_queries_at_any_number_of_stories(client: Client, q: str, order: str) -> None:
    make_published(tags=["Harbour Ferry"])
    counts = []
    for more in (1, 30, 60):
        make_many(more)
        with CaptureQueriesContext(connection) as queries:
            client.get(SEARCH, {"q": q, "order": order})
        assert not [query for query in queries if "COUNT(" in query["sql"]]
        counts.append(len(queries))
    assert max(counts) <= 16
    assert counts[2] <= counts[1] + 1


def test_the_box_is_on_every_page_and_works_without_script(client: Client) -> None:
    make_published(headline="Ferry")
    form = Page.of(client.get("/en/")).one("header.masthead form")
    assert form["action"] == SEARCH
    assert form.attributes.get("method", "get") == "get"
    assert form.one("input")["name"] == "q"
    assert headlines(Page.of(client.get(form["action"], {"q": "ferry"}))) == ["Ferry"]
