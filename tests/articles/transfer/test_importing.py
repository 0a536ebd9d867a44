"""What an import makes of lines: new stories, changed ones, and none of what is there already."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles import drafting, workflow
from articles.models import Article, Epoch, Event, ImportRun, Revision, Section, Source
from articles.steps import STEPS
from articles.transfer import batches
from tags.listings import latest
from tags.models import Tag, Tagging
from tests.articles.transfer.running import bring_in, bring_in_lines, newsroom, story, write
from tests.factories import COMMAND, make_source, make_tag

pytestmark = pytest.mark.django_db


def get(id: str = "1") -> Article:
    return Article.objects.get(external_id=id)


def hashtags(article: Article) -> list[str]:
    return [tagging.tag.name for tagging in article.taggings.select_related("tag").order_by("position")]


class TestNew:
    def test_a_line_becomes_a_published_story(self, tmp_path: Path) -> None:
        told = bring_in_lines(
            tmp_path,
            story(
                headline=" Ferries  sail\tagain ",
                standfirst="After nine days.",
                body="<h1>At last</h1><p onclick='x()'>They <b>sail</b>.</p><script>alert(1)</script>",
                tags=["Ferry strike", "Port Ansel"],
                byline="Mara Quill",
                url="https://skerrypost.example/ferries",
                language="pt-BR",
            ),
        )
        assert (told.status, told.numbers) == (0, (1, 0, 0, 0))
        article = get()
        assert article.status == Article.Status.PUBLISHED
        assert article.headline == "Ferries sail again"
        assert article.slug == "ferries-sail-again"
        assert article.standfirst == "After nine days."
        assert article.body == "<h2>At last</h2><p>They <b>sail</b>.</p>"
        assert article.text == "At last\nThey sail."
        assert article.byline == "Mara Quill"
        assert article.original_url == "https://skerrypost.example/ferries"
        assert article.language == "pt-BR"
        assert article.published_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
        assert article.updated_at is None
        assert (str(article.source), str(article.section)) == ("The Skerry Post", "Sea")
        assert hashtags(article) == ["Ferry strike", "Port Ansel"]

    def test_it_has_its_revision_and_its_log(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story(tags=["Ferries"]))
        revision = get().revisions.get()
        assert (revision.number, revision.stage, revision.author) == (1, "published", None)
        assert revision.tag_names == ["Ferries"]
        assert list(get().events.order_by("id").values_list("step", "via")) == [
            ("start", "import_articles"),
            ("publish", "import_articles"),
        ]

    def test_it_is_on_its_hashtag_page_at_once(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story(tags=["Ferry strike"]))
        assert [row.id for row in latest(Tag.objects.get(hashtag="Ferrystrike")).rows] == [get().pk]

    def test_a_date_to_come_schedules_it(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story(published=(timezone.now() + timedelta(days=2)).isoformat()))
        assert list(Article.objects.scheduled()) == [get()]

    def test_sources_and_sections_are_made_where_they_are_missing(self, tmp_path: Path) -> None:
        known = make_source("The Skerry Post")
        Section.objects.create(name="C", slug="c")
        epoch = Epoch.objects.current()
        bring_in_lines(
            tmp_path,
            story("1", section="C++"),
            story("2", section="c"),
            story("3", source="The Heron", section="!!!"),
        )
        assert get("1").source == known
        assert {str(section): section.slug for section in Section.objects.exclude(slug="general")} == {
            "C": "c",
            "C++": "c-f1deb7",
            "c": "c-2e7d2c",
            "!!!": "story",
        }
        assert Source.objects.get(name="The Heron").slug == "the-heron"
        assert Epoch.objects.current() > epoch, "the list of sections is on every page"

    def test_names_of_the_greatest_length_fit_their_addresses(self, tmp_path: Path) -> None:
        told = bring_in_lines(
            tmp_path, story("1", section="ﷺ" * 80, source="ß" * 120), story("2", section="ﷺ" * 79, source="ß" * 119)
        )
        assert told.numbers == (2, 0, 0, 0)
        slugs = set(Section.objects.values_list("slug", flat=True))
        assert len(slugs) == 3, "two that begin alike, and General"
        assert max(map(len, slugs)) <= 80

    def test_without_a_section_it_is_in_the_default_one(self, tmp_path: Path) -> None:
        Section.objects.filter(slug=Section.DEFAULT_SLUG).update(name="News")
        bring_in_lines(tmp_path, story(section=None))
        assert str(get().section) == "News"

    def test_a_new_hashtag_is_called_as_the_file_spells_it_first(self, tmp_path: Path) -> None:
        make_tag("Ports")
        bring_in_lines(tmp_path, story("1", tags=["ferry Strike"]), story("2", tags=["PORTS", "Ferry strike"]))
        assert set(Tag.objects.values_list("name", flat=True)) == {"Ports", "ferry Strike"}
        assert hashtags(get("2")) == ["Ports", "ferry Strike"]

    def test_an_alias_gives_its_hashtag(self, tmp_path: Path) -> None:
        make_tag("Walkout", canonical=make_tag("Strike"))
        bring_in_lines(tmp_path, story(tags=["walkout", "Strike"]))
        assert hashtags(get()) == ["Strike"]

    def test_the_same_id_of_two_sources_is_two_stories(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story("7"), story("7", source="The Heron"))
        assert Article.objects.filter(external_id="7").count() == 2


class TestAgain:
    def test_the_same_lines_write_nothing(self, tmp_path: Path) -> None:
        lines = [story(str(number), tags=["Ferries", "Ports"]) for number in range(20)]
        bring_in_lines(tmp_path, *lines)
        before, versions = newsroom(), list(Article.objects.values_list("version", flat=True))
        told = bring_in_lines(tmp_path, *lines)
        assert (told.status, told.numbers) == (0, (0, 0, 20, 0))
        assert newsroom() == before
        assert list(Article.objects.values_list("version", flat=True)) == versions

    def test_another_spelling_of_the_same_line_is_the_same_line(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story(tags=["Ferries", "Ports"], byline=["Mara Quill", "Ida Moor"]))
        told = bring_in_lines(
            tmp_path,
            story(
                tags="Ferries,  Ports,",
                byline="Mara Quill, Ida Moor",
                published="2026-03-01 10:00 +0100",
                headline=" Story 1 ",
                format="html",
                language="en",
                standfirst="",
                unheard_of=[1, 2, 3],
            ),
        )
        assert told.numbers == (0, 0, 1, 0)

    def test_a_changed_line_changes_the_story_through_a_revision(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story(headline="Ferries stop", standfirst="For now.", tags=["Ferries", "Strikes"]))
        first = get()
        told = bring_in_lines(tmp_path, story(headline="Ferries sail", tags=["Ferries"], section="Politics"))
        assert told.numbers == (0, 1, 0, 0)
        article = get()
        assert article.pk == first.pk
        assert (article.headline, article.slug, article.standfirst) == ("Ferries sail", "ferries-sail", "")
        assert str(article.section) == "Politics"
        assert hashtags(article) == ["Ferries"]
        assert article.version == first.version + 1
        assert article.updated_at is not None
        assert article.published_at == first.published_at
        assert list(article.revisions.order_by("number").values_list("number", "stage", "headline")) == [
            (1, "superseded", "Ferries stop"),
            (2, "published", "Ferries sail"),
        ]
        assert list(article.events.order_by("id").values_list("step", "from_status")) == [
            ("start", "draft"),
            ("publish", "draft"),
            ("publish", "published"),
        ]

    def test_an_editors_words_stay_until_the_line_changes(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story())
        revision = drafting.revise(get(), {"headline": "As the desk puts it"}, by=COMMAND)
        workflow.publish(get(), by=COMMAND, revision=revision)
        assert bring_in_lines(tmp_path, story()).numbers == (0, 0, 1, 0)
        assert get().headline == "As the desk puts it"
        assert bring_in_lines(tmp_path, story(body="<p>Now more.</p>")).numbers == (0, 1, 0, 0)
        assert get().headline == "Story 1"
        assert get().revisions.filter(headline="As the desk puts it").exists(), "and can be had back"

    def test_the_date_is_the_sources_own(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story(tags=["Ferries"]))
        assert bring_in_lines(tmp_path, story(tags=["Ferries"], published="2025-01-01")).numbers == (0, 1, 0, 0)
        assert get().published_at == datetime(2025, 1, 1, tzinfo=UTC)
        assert Tagging.objects.get().published_at == get().published_at

    def test_but_no_date_hides_a_public_story(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story())
        told = bring_in_lines(tmp_path, story(published=(timezone.now() + timedelta(days=1)).isoformat()))
        assert told.refused == {"stories.jsonl:1": "The story is public already: its date stays."}

    def test_a_scheduled_story_may_be_put_off(self, tmp_path: Path) -> None:
        first, second = (timezone.now() + timedelta(days=days) for days in (1, 2))
        bring_in_lines(tmp_path, story(published=first.isoformat()))
        assert bring_in_lines(tmp_path, story(published=second.isoformat())).numbers == (0, 1, 0, 0)
        assert get().published_at == second

    @pytest.mark.parametrize("line", [story(), story(headline="Changed")], ids=["same", "changed"])
    def test_what_the_desk_took_down_stays_down(self, tmp_path: Path, line: dict[str, Any]) -> None:
        bring_in_lines(tmp_path, story())
        workflow.take(get(), "withdraw", by=COMMAND, note="Wrong ferry.")
        told = bring_in_lines(tmp_path, line, story("2"))
        assert (told.status, told.numbers) == (1, (1, 0, 0, 1))
        assert told.refused["stories.jsonl:1"].startswith("The story is withdrawn here")
        assert get().status == Article.Status.WITHDRAWN
        assert get().revisions.count() == 1

    def test_of_two_lines_about_a_story_the_later_one_wins(self, tmp_path: Path) -> None:
        told = bring_in_lines(
            tmp_path,
            story(headline="First"),
            story("2"),
            story(headline="Second"),
            story(headline="Second"),
            story("2"),
        )
        assert told.numbers == (2, 1, 2, 0)
        assert get().headline == "Second"
        assert list(get().revisions.order_by("number").values_list("headline", flat=True)) == ["First", "Second"]

    def test_the_size_of_a_batch_makes_no_difference(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lines = [story(str(number % 7), headline=f"Take {number}", tags=[f"Tag {number % 3}"]) for number in range(20)]
        told = bring_in_lines(tmp_path, *lines)
        at_once = newsroom()
        for model in (Tagging, Article, Tag, Source, Section):
            model._default_manager.all().delete()
        monkeypatch.setattr(batches, "LINES", 3)
        assert bring_in_lines(tmp_path, *lines) == told
        assert newsroom() == at_once | {"Section": newsroom()["Section"]}


class TestRefused:
    def test_the_rest_goes_on(self, tmp_path: Path) -> None:
        told = bring_in_lines(
            tmp_path,
            story("1"),
            "{",
            "",
            story("2", headline=""),
            story("3", body=""),
            story("4", tags=["x" * 61]),
            story("5", tags=[f"Tag {number}" for number in range(31)]),
            story("6", tags=["…"]),
            story("7", headline="x" * 201),
            story("8", url="javascript:alert(1)"),
            story("9", language="not a language"),
            story("10", body="", standfirst="A line is text enough."),
        )
        assert (told.status, told.numbers) == (1, (2, 0, 0, 9))
        assert told.refused == {
            "stories.jsonl:2": "The line is not JSON: Expecting property name enclosed in double quotes (character 2).",
            "stories.jsonl:4": "The story has no headline.",
            "stories.jsonl:5": "The story has no text.",
            "stories.jsonl:6": f"“{'x' * 30}…” has 61 characters; a hashtag has at most 60.",
            "stories.jsonl:7": "A story has at most 30 hashtags.",
            "stories.jsonl:8": "“…” has no letter, digit or symbol to make a hashtag of.",
            "stories.jsonl:9": "The headline has 201 characters; at most 200 are possible.",
            "stories.jsonl:10": "“javascript:alert(1)” is not an http or https address.",
            "stories.jsonl:11": "“not a language” is not a language tag such as “en” or “pt-BR”.",
        }

    def test_one_that_the_database_refuses_does_not_take_the_others_with_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(STEPS, "publish", replace(STEPS["publish"], needs=()))  # none looks first
        bring_in_lines(tmp_path, story("1"), story("2"))
        Article.objects.filter(external_id="1").update(expires_at=datetime(2026, 3, 2, tzinfo=UTC))
        told = bring_in_lines(
            tmp_path, story("1", published="2026-03-03"), story("2", headline="Changed"), story("3"), "{"
        )
        assert told.numbers == (1, 1, 0, 2)
        assert told.refused["stories.jsonl:1"] == "The story would expire before it is published."
        assert get("1").published_at == datetime(2026, 3, 1, 9, tzinfo=UTC)


class TestDryRun:
    def test_it_tells_what_a_run_would_and_writes_nothing(self, tmp_path: Path) -> None:
        bring_in_lines(tmp_path, story("1"), story("2"), story("3", source="The Heron"))
        workflow.take(get("3"), "withdraw", by=COMMAND, note="Wrong.")
        before, runs = newsroom(), ImportRun.objects.count()
        lines: list[dict[str, Any] | str] = [
            story("1"),
            story("2", headline="Changed"),
            story("3", source="The Heron"),
            story("4", tags=["New"], section="New", source="New"),
            story("4", tags=["New"], section="New", source="New"),
            "[]",
            story("5", tags=["x" * 61]),
        ]
        rehearsed = bring_in_lines(tmp_path, *lines, dry_run=True)
        assert newsroom() == before
        assert ImportRun.objects.count() == runs
        assert rehearsed == bring_in_lines(tmp_path, *lines)
        assert rehearsed.numbers == (1, 1, 2, 3)

    def test_it_remembers_from_batch_to_batch(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(batches, "LINES", 2)
        lines = [story(str(number % 3), headline=f"Take {number // 6}") for number in range(12)]
        rehearsed = bring_in_lines(tmp_path, *lines, dry_run=True)
        assert rehearsed == bring_in_lines(tmp_path, *lines)
        assert rehearsed.numbers == (3, 3, 6, 0)


class TestRun:
    def test_it_is_recorded_with_its_numbers(self, tmp_path: Path) -> None:
        path = write(tmp_path / "stories.jsonl", story("1"), story("2"), "{")
        bring_in(path)
        run = ImportRun.objects.get()
        assert (run.new, run.changed, run.unchanged, run.refused) == (2, 0, 0, 1)
        assert run.name == str(path)
        assert run.finished_at is not None

    def test_a_whole_run_makes_good_those_of_the_same_files_that_were_cut_short(self, tmp_path: Path) -> None:
        path = write(tmp_path / "stories.jsonl", story())
        cut_short = ImportRun.objects.create(name=str(path), started_at=timezone.now())
        other = ImportRun.objects.create(name="other.jsonl", started_at=timezone.now())
        bring_in(path)
        assert ImportRun.objects.filter(finished_at=None).get() == other
        cut_short.refresh_from_db()
        assert cut_short.finished_at is not None


def test_the_number_of_statements_is_that_of_the_batches(
    tmp_path: Path, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [story(str(number), tags=[f"Tag {number % 9}", "Ferries"]) for number in range(60)]
    with django_assert_max_num_queries(40):
        bring_in_lines(tmp_path, *lines)
    assert Revision.objects.count() == 60
    assert Event.objects.count() == 120
