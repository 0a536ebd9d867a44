"""`manage.py make_corpus`: many stories, each as the workflow would have left it."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model

from articles import drafting, workflow
from articles.actors import Command
from articles.models import CONTENT_COLUMNS, Article, Event, ImportRun, Revision, SearchText, Section, Source
from newsroom.corpus import making
from newsroom.corpus.rows import blank, row
from newsroom.corpus.stories import FEWEST_TAGS, SPAN, Corpus, Plan
from newsroom.integrity import examine
from newsroom.lib import rows
from newsroom.lib.html import clean_html, plain_text
from newsroom.lib.text import clean_line
from tags.models import Tag, Tagging
from tags.names import clean_name, key_of
from tests.factories import make_published, make_section

UNTIL = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
STORIES = 130


def plan(*, stories: int = STORIES, tags: int = FEWEST_TAGS, seed: int = 1) -> Plan:
    return Plan(stories, tags, seed, UNTIL)


def make_corpus(*arguments: str, stories: int = STORIES) -> None:
    call_command(
        "make_corpus", f"--stories={stories}", f"--tags={FEWEST_TAGS}", f"--until={UNTIL}", "--writers=1", *arguments
    )


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNK", 50)


def test_the_same_seed_gives_the_same_stories_and_another_seed_others() -> None:
    one, same, other = Corpus(plan()), Corpus(plan()), Corpus(plan(seed=2))
    assert [one.story(n) for n in range(STORIES)] == [same.story(n) for n in range(STORIES)]
    assert one.tag_names == same.tag_names
    assert one.story(7).body != other.story(7).body


def test_the_words_are_clean_already() -> None:
    corpus = Corpus(plan(stories=300))
    for story in map(corpus.story, range(300)):
        assert clean_html(story.body) == story.body
        assert plain_text(story.body) == story.text
        for line in (story.headline, story.standfirst, story.byline):
            assert clean_line(line) == line
            assert "{" not in line


def test_the_words_need_escaping_here_and_there() -> None:
    corpus = Corpus(plan())
    words = " ".join(corpus.story(number).text for number in range(STORIES))
    assert " & " in words
    assert " < " in words


@pytest.mark.parametrize("tags", [FEWEST_TAGS, 2_000, 9_000])
def test_hashtags_have_usable_names_each_with_a_key_of_its_own(tags: int) -> None:
    names = Corpus(plan(tags=tags)).tag_names
    assert [clean_name(name) for name in names] == names
    assert len({key_of(name) for name in names}) == len(names) == tags


def uses(tags: int, stories: int = 4_000) -> Counter[int]:
    corpus = Corpus(plan(stories=stories, tags=tags))
    return Counter(rank for number in range(stories) for rank in corpus.story(number).hashtags)


@pytest.mark.parametrize("tags", [FEWEST_TAGS, 2_000])
def test_the_commonest_hashtag_is_on_five_to_ten_stories_of_a_hundred(tags: int) -> None:
    used = uses(tags)
    assert 0.05 <= used[0] / 4_000 <= 0.10
    assert 4.5 < used.total() / 4_000 < 5.5


def test_a_few_hashtags_are_common_and_most_are_rare() -> None:
    used = uses(2_000)
    assert used[0] > 2 * used[19] > 4 * used[99] > 4 * used[999]


def test_bodies_are_of_about_three_kilobytes() -> None:
    corpus = Corpus(plan(stories=400))
    sizes = [len(corpus.story(number).body.encode()) for number in range(400)]
    assert 2_700 < sum(sizes) / len(sizes) < 3_300
    assert max(sizes) > 2 * min(sizes)


def test_dates_reach_five_years_back_and_come_ever_more_densely() -> None:
    corpus = Corpus(plan(stories=3_000))
    dates = [corpus.story(number).published_at for number in range(3_000)]
    assert dates == sorted(dates)
    assert dates[-1] <= UNTIL
    assert UNTIL - SPAN <= dates[0] < UNTIL - SPAN + timedelta(days=7)
    last_year = sum(date > UNTIL - timedelta(days=365) for date in dates)
    first_year = sum(date < dates[0] + timedelta(days=365) for date in dates)
    assert last_year > 2 * first_year


def test_the_newest_of_many_share_a_minute_so_that_the_id_decides() -> None:
    corpus = Corpus(plan(stories=100_000))
    dates = [corpus.story(number).published_at for number in range(99_980, 100_000)]
    assert 1 < len(set(dates)) < len(dates)


def columns(row: Model, *without: str) -> Mapping[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in without}


@pytest.mark.django_db
def test_each_story_is_as_the_workflow_leaves_it() -> None:
    make_corpus("--searchable")
    made = Article.objects.get(external_id="corpus-1-000042")
    made_revision = Revision.objects.get(article=made)
    by = Command("make_corpus")
    article, revision = drafting.start(
        {name: getattr(made_revision, name) for name in CONTENT_COLUMNS}, tag_names=made_revision.tag_names, by=by
    )
    workflow.publish(article, by=by, revision=revision, at=made.published_at)
    article.refresh_from_db()
    assert columns(made, "id", "created_at", "external_id") == columns(article, "id", "created_at", "external_id")
    assert columns(made_revision, "id", "article_id", "created_at") == columns(
        Revision.objects.get(article=article), "id", "article_id", "created_at"
    )
    assert columns(made.search_text, "article_id") == columns(SearchText.objects.get(article=article), "article_id")
    own = "id", "at", "article_id", "revision_id"
    assert [columns(event, *own) for event in Event.objects.filter(article=made).order_by("id")] == [
        columns(event, *own) for event in Event.objects.filter(article=article).order_by("id")
    ]
    taggings = [
        [columns(tagging, "id", "content_object_id") for tagging in story.taggings.order_by("position")]
        for story in (made, article)
    ]
    assert taggings[0] == taggings[1]
    assert len(taggings[0]) >= 2


@pytest.mark.django_db
def test_a_corpus_is_whole() -> None:
    make_corpus("--searchable")
    assert examine(repair=False) == []
    assert Article.objects.published().count() == STORIES
    assert Source.objects.count() == 12
    assert Section.objects.count() == 10
    assert Tag.objects.count() == FEWEST_TAGS


@pytest.mark.django_db
def test_the_search_is_told_of_it_when_asked_or_later(capsys: pytest.CaptureFixture[str]) -> None:
    make_corpus()
    assert "The search does not know its stories: rebuild_search" in capsys.readouterr().out
    assert Article.objects.published().count() == STORIES
    assert not SearchText.objects.exists()
    assert [finding.rule[:10] for finding in examine(repair=False)] == ["the search"]
    call_command("rebuild_search", verbosity=0)
    assert examine(repair=False) == []
    assert SearchText.objects.count() == STORIES
    with pytest.raises(CommandError, match=r"another corpus.*rebuild_search"):
        make_corpus("--searchable")
    capsys.readouterr()
    make_corpus()
    assert "The search" not in capsys.readouterr().out


@pytest.mark.django_db
def test_made_again_it_adds_nothing() -> None:
    make_corpus()
    before = {model: model._default_manager.count() for model in (Article, Revision, Event, Tagging, Tag)}
    make_corpus()
    assert {model: model._default_manager.count() for model in before} == before
    assert ImportRun.objects.get().new == STORIES


@pytest.mark.django_db
def test_cut_short_it_goes_on_to_the_end_it_would_have_had() -> None:
    begun, _ = making.begin(stories=STORIES, tags=FEWEST_TAGS, seed=1, until=UNTIL, searchable=True, among_others=False)
    running = making.write(Corpus(begun), writers=1, searchable=True)
    assert [next(running) for _ in range(2)] == [0, 50]
    running.close()
    assert examine(repair=False)[0].rule == "no import is half done"
    again = f"--stories={STORIES} --tags={FEWEST_TAGS} --writers=1 --searchable"
    call_command("make_corpus", *again.split())  # a later *now*
    assert examine(repair=False) == []
    dates = dict(Article.objects.values_list("external_id", "published_at"))
    corpus = Corpus(plan())
    assert dates == {f"corpus-1-{n:06}": corpus.story(n).published_at for n in range(STORIES)}


@pytest.mark.django_db
def test_afterwards_the_next_story_gets_a_free_key() -> None:
    make_corpus()
    article = make_published(tags=["Harbour", "A new one"])
    assert article.pk > Article.objects.filter(external_id="corpus-1-000129").get().pk
    assert article.taggings.count() == 2


@pytest.mark.django_db
def test_it_keeps_out_of_a_newsroom_with_stories_of_its_own() -> None:
    make_published()
    with pytest.raises(CommandError, match="stories of its own"):
        make_corpus()
    assert Article.objects.count() == 1
    make_corpus("--among-other-stories")
    assert Article.objects.count() == STORIES + 1


@pytest.mark.django_db
def test_two_corpora_do_not_mix() -> None:
    make_corpus()
    with pytest.raises(CommandError, match="another corpus"):
        make_corpus(stories=STORIES + 1)
    with pytest.raises(CommandError, match="with other dates"):
        call_command("make_corpus", f"--stories={STORIES}", f"--tags={FEWEST_TAGS}", "--until=2025-01-01")
    assert Article.objects.count() == STORIES


@pytest.mark.django_db
def test_any_text_comes_back_as_it_was_written() -> None:
    name = "back\\slash\ttab\nline 'quote' \"double\" \\N NULL 기사"
    key = make_section().pk + 1
    rows.write(Section, list(blank(Section)), [row(Section, id=key, name=name, slug="any")])
    rows.align_keys(Section)
    written = Section.objects.get(pk=key)
    assert (written.name, written.position) == (name, 100)
    assert make_section().pk > key


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_two_writers_write_what_one_would() -> None:
    make_corpus("--writers=2", "--searchable")
    assert examine(repair=False) == []
    assert Article.objects.count() == STORIES
