"""Each rule of the whole newsroom: found when it is broken, told in a sentence, and mended where that is possible."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles import addresses, drafting, shapes, workflow
from articles.models import (
    CONTENT_COLUMNS,
    Article,
    DraftText,
    Epoch,
    Event,
    Image,
    ImportRun,
    SearchText,
    Section,
    StoryPicture,
)
from articles.search import rebuilding
from articles.storing import store
from newsroom import integrity
from tags.models import Tag
from tests.factories import COMMAND, make_draft, make_image, make_published, make_section, make_source, make_tag

pytestmark = pytest.mark.django_db


def check(*options: str) -> tuple[int, str]:
    """Exit status of the command, and what it printed."""
    out = StringIO()
    try:
        call_command("check_integrity", *options, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def hashtags(article: Article) -> list[str]:
    return list(article.taggings.values_list("tag__name", flat=True))


def no_epoch() -> str:
    Epoch.objects.all().delete()
    return "The epoch is missing: no page can be served."


def half_an_epoch() -> str:
    Epoch.objects.filter(pk=Epoch.STORIES).delete()
    return "The epoch is missing: no page can be served."


def no_default_section() -> str:
    Section.objects.filter(slug=Section.DEFAULT_SLUG).update(name="News", slug="news")
    return "The default section is missing."


def default_section_at_another_address() -> str:
    Section.objects.filter(slug=Section.DEFAULT_SLUG).update(slug="news")
    return "The default section is missing."


def alias_of_an_alias() -> str:
    make_tag("Stoppage", canonical=make_tag("Walkout", canonical=make_tag("Strike")))
    return "#Stoppage is an alias of an alias."


def story_on_an_alias() -> str:
    article = make_published(tags=["Walkout"])
    Tag.objects.filter(name="Walkout").update(canonical=make_tag("Strike"))
    return f"Story {article.pk} hangs on #Walkout, which is an alias."


def hidden_on_its_hashtag_page() -> str:
    article = make_published(tags=["Ferries"])
    article.taggings.update(published_at=None)
    return f"Story {article.pk} does not show under #Ferries as it should."


def shown_though_withdrawn() -> str:
    article = make_published(tags=["Ferries"])
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    rebuilding.mend()
    return f"Story {article.pk} does not show under #Ferries as it should."


def unknown_to_the_search() -> str:
    article = make_published()
    SearchText.objects.filter(pk=article.pk).delete()
    return f"Story {article.pk} is not known to the search."


def found_though_withdrawn() -> str:
    article = make_published()
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    DraftText.objects.follow(article)
    return f"Story {article.pk} is not found as it should be."


def found_by_other_words() -> str:
    article = make_published()
    SearchText.objects.filter(pk=article.pk).update(terms="other")
    return f"Story {article.pk} is found by other words than it has."


def read_otherwise_by_an_earlier_version() -> str:
    article = make_published(body="<table><tr><td>Roth</td><td>Sennick</td></tr></table>")
    Article.objects.filter(pk=article.pk).update(text="RothSennick")
    SearchText.objects.filter(pk=article.pk).update(terms="rothsennick")
    return f"Story {article.pk} is found by other words than it has."


def unknown_to_the_desk() -> str:
    article, _ = make_draft()
    DraftText.objects.filter(pk=article.pk).delete()
    return f"The desk does not find the newest words of story {article.pk}."


def known_to_the_desk_by_other_words() -> str:
    article, _ = make_draft()
    DraftText.objects.filter(pk=article.pk).update(terms="other")
    return f"Story {article.pk} is found at the desk by other words than its newest."


def published_and_still_a_draft_at_the_desk() -> str:
    article = make_published()
    DraftText.objects.create(article=article, terms="x")
    return f"Story {article.pk} is found at the desk by words that readers have."


def address_of_nothing() -> str:
    section = make_section("Sea")
    addresses.leave_behind(section, "ocean")
    Section.objects.filter(pk=section.pk).delete()
    return "The old address “ocean” of a section leads nowhere."


def live_picture_that_is_not_in_the_text() -> str:
    article = make_published()
    StoryPicture.objects.create(article=article, image=make_image(), is_live=True)
    return f"Story {article.pk} has other pictures in its text than readers may load."


def picture_of_a_text_that_is_not_live() -> str:
    article = make_published(body=f'<img src="{make_image().url}" alt="A quay">')
    StoryPicture.objects.update(is_live=False)
    return f"Story {article.pk} has other pictures in its text than readers may load."


def picture_of_a_withdrawn_text_that_is_not_known() -> str:
    article = make_published(body=f'<img src="{make_image().url}" alt="A quay">')
    workflow.take(article, "withdraw", by=COMMAND, note="Wrong.")
    StoryPicture.objects.all().delete()
    return f"Story {article.pk} has other pictures in its text than readers may load."


def renditions_that_are_not_there() -> str:
    picture = make_image(width=300, height=200)
    Image.objects.update(renditions=picture.cut)
    store(next(shapes.files(picture.sha256, picture.cut, 300, 200)).path, b"the only one")
    return f"14 renditions of picture {picture.pk} are not in the storage."


MENDED = [
    live_picture_that_is_not_in_the_text,
    picture_of_a_text_that_is_not_live,
    picture_of_a_withdrawn_text_that_is_not_known,
    renditions_that_are_not_there,
    unknown_to_the_search,
    found_though_withdrawn,
    found_by_other_words,
    read_otherwise_by_an_earlier_version,
    unknown_to_the_desk,
    known_to_the_desk_by_other_words,
    published_and_still_a_draft_at_the_desk,
    address_of_nothing,
    no_epoch,
    half_an_epoch,
    no_default_section,
    default_section_at_another_address,
    alias_of_an_alias,
    story_on_an_alias,
    hidden_on_its_hashtag_page,
    shown_though_withdrawn,
]


def without_live_revision() -> str:
    article = make_published()
    article.revisions.update(stage="superseded")
    return f"Story {article.pk} was published without a revision."


def without_live_revision_though_withdrawn() -> str:
    article = make_published()
    workflow.take(article, "withdraw", by=COMMAND, note="Wrong.")
    article.revisions.update(stage="draft")
    return f"Story {article.pk} was published without a revision."


def without_event() -> str:
    article = make_published()
    Event._base_manager.filter(article=article, step="publish").delete()
    return f"Story {article.pk} was published without an event."


def other_words() -> str:
    article = make_published()
    Article.objects.filter(pk=article.pk).update(headline="As nobody wrote it")
    rebuilding.mend()
    return f"Story {article.pk} has other words than its published revision."


def private_logo() -> str:
    make_source("The Heron", logo=make_image())
    return "The logo of The Heron is not of the house: readers may not load it."


def private_picture() -> str:
    make_tag("Ferries", picture=make_image())
    return "The picture of #Ferries is not of the house: readers may not load it."


def wrong_key() -> str:
    Tag.objects.filter(pk=make_tag("Ferries").pk).update(key="ferry")
    return "#Ferries is filed under “ferry”, not under “ferries”."


def wrong_address() -> str:
    Tag.objects.filter(pk=make_tag("Ferries").pk).update(hashtag="ferries")
    return "#Ferries is filed under “ferries”, not under “Ferries”."


def import_cut_short() -> str:
    run = ImportRun.objects.create(name="stories.jsonl", started_at=timezone.now())
    return f"The import of stories.jsonl, begun {run.started_at:%Y-%m-%d %H:%M} UTC, was cut short: run it again."


def no_renditions_for_hours() -> str:
    picture = make_image()
    Image.objects.update(added_at=timezone.now() - timedelta(hours=2))
    return f"Picture {picture.pk} has no renditions: readers get it whole."


TOLD = [
    no_renditions_for_hours,
    without_live_revision,
    without_live_revision_though_withdrawn,
    without_event,
    other_words,
    wrong_key,
    wrong_address,
    private_logo,
    private_picture,
    import_cut_short,
]


def test_a_whole_newsroom_is_told_in_one_line() -> None:
    make_draft(tags=["Ferries"])
    make_tag("Walkout", canonical=make_tag("Strike"))
    make_published(tags=["Ferries", "C#", "Éire", "Walkout"], lead_image_id=make_image().pk)
    workflow.take(make_published(tags=["Ferries"]), "withdraw", by=COMMAND, note="Wrong.")
    workflow.take(make_published(tags=["Ferries"]), "retract", by=COMMAND, note="Wrong.", notice="It was wrong.")
    assert check() == (0, f"All {len(integrity.RULES)} rules hold.\n")
    assert check("--json") == (0, "[]\n")


@pytest.mark.parametrize("broken", [*MENDED, *TOLD])
def test_each_breach_is_found_and_nothing_else(broken: Callable[[], str]) -> None:
    make_published(tags=["Ports"])
    sentence = broken()
    (finding,) = integrity.examine(repair=False)
    assert (finding.problems, finding.repaired) == ([sentence], False)
    status, told = check()
    assert status == 1
    assert told == f"Broken: {finding.rule}\n  {sentence}\n"


def test_every_rule_is_broken_here() -> None:
    rules = set[str]()
    for broken in [*MENDED, *TOLD]:
        with transaction.atomic():
            broken()
            rules |= {finding.rule for finding in integrity.examine(repair=False)}
            transaction.set_rollback(True)
    assert rules == {rule.name for rule in integrity.RULES}


@pytest.mark.parametrize("broken", MENDED)
def test_what_can_be_mended_is(broken: Callable[[], str]) -> None:
    make_published(tags=["Ports"], section_id=make_section().pk)
    sentence = broken()
    status, told = check("--repair")
    assert status == 0
    assert "(mended)\n" in told
    assert sentence in told
    assert check()[0] == 0


@pytest.mark.parametrize("broken", TOLD)
def test_what_only_a_person_can_mend_is_left_as_it_is(broken: Callable[[], str]) -> None:
    broken()
    before = check()
    assert check("--repair") == before
    assert check() == before


def test_a_mended_rule_does_not_hide_one_that_stays_broken() -> None:
    sentences = [hidden_on_its_hashtag_page(), import_cut_short()]
    status, told = check("--repair", "--json")
    assert status == 1
    assert json.loads(told) == [
        {"rule": "hashtag pages are in step with their stories", "problems": sentences[:1], "repaired": True},
        {"rule": "no import is half done", "problems": sentences[1:], "repaired": False},
    ]


def test_of_many_breaches_a_few_are_printed_and_all_are_in_the_json() -> None:
    for number in range(23):
        make_tag(f"Tag {number}")
        Tag.objects.filter(name=f"Tag {number}").update(key=f"wrong{number}")
    _, told = check()
    assert len(told.splitlines()) == 1 + 20 + 1
    assert told.endswith("  … and 3 more; --json prints all.\n")
    (finding,) = json.loads(check("--json")[1])
    assert len(finding["problems"]) == 23


@pytest.mark.parametrize("column", CONTENT_COLUMNS)
def test_every_column_of_the_words_is_compared(column: str) -> None:
    other: dict[str, Any] = {
        "section_id": make_section().pk,
        "source_id": make_source().pk,
        "lead_image_id": make_image().pk,
        "language": "ko",
    }
    article = make_published()
    Article.objects.update(**{column: other.get(column, "other")})
    rebuilding.mend()
    (finding,) = integrity.examine(repair=False)
    assert finding.problems == [f"Story {article.pk} has other words than its published revision."]


def test_a_picture_that_is_gone_from_the_story_is_a_difference_too() -> None:
    make_published(lead_image_id=make_image().pk)
    Article.objects.update(lead_image=None)
    assert len(integrity.examine(repair=False)) == 1


class TestPicturesOfTexts:
    def test_a_draft_may_have_what_it_likes(self) -> None:
        body = f'<img src="{make_image().url}" alt="A quay">'
        make_draft(body=body)
        drafting.revise(make_published(), {"body": body}, by=COMMAND)
        assert check()[0] == 0

    def test_a_text_with_the_address_of_a_file_that_was_replaced_is_whole(self) -> None:
        image = make_image()
        article = make_published(body=f'<img src="{image.url}" alt="A quay">')
        addresses.leave_behind(image, image.name)
        Image.objects.update(file=f"pictures/{'0' * 64}.webp")
        assert check()[0] == 0
        StoryPicture.objects.update(is_live=False)
        assert check("--repair")[0] == 0
        assert article.text_pictures.get().is_live

    def test_many_stories_are_looked_at_a_few_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.models.story_picture.STORIES_AT_ONCE", 2)
        for _ in range(3):
            picture_of_a_text_that_is_not_live()
        (finding,) = integrity.examine(repair=False)
        assert len(finding.problems) == 3


class TestAliases:
    def test_a_long_chain_is_flattened(self) -> None:
        tags = [make_tag(name) for name in "ABCDE"]
        for alias, canonical in pairwise(tags):
            Tag.objects.filter(pk=alias.pk).update(canonical=canonical)
        epoch = Epoch.objects.current()
        assert check("--repair")[0] == 0
        assert dict(Tag.objects.values_list("name", "canonical__name")) == {**dict.fromkeys("ABCD", "E"), "E": None}
        assert Epoch.objects.current() > epoch

    @pytest.mark.parametrize("names", ["AB", "ABC"])
    def test_a_circle_is_left_to_a_person_and_stops_nothing(self, names: str) -> None:
        tags = [make_tag(name) for name in names]
        for alias, canonical in zip(tags, tags[1:] + tags[:1], strict=True):
            Tag.objects.filter(pk=alias.pk).update(canonical=canonical)
        before = list(Tag.objects.values())
        alias_of_an_alias()
        status, told = check("--repair")
        assert status == 1
        assert "#A is an alias of an alias." in told
        assert list(Tag.objects.filter(name__in=list(names)).values()) == before
        assert Tag.objects.get(name="Stoppage").canonical == Tag.objects.get(name="Strike")

    def test_stories_move_to_the_hashtag_and_have_it_once(self) -> None:
        both, one = make_published(tags=["Ports", "Walkout", "Strike"]), make_published(tags=["Walkout", "Ports"])
        twice = make_published(tags=["Walkout", "Stoppage"])
        Tag.objects.filter(name__in=["Walkout", "Stoppage"]).update(canonical=Tag.objects.get(name="Strike"))
        epoch = Epoch.objects.current()
        assert check("--repair")[0] == 0
        assert hashtags(both) == ["Ports", "Strike"]
        assert hashtags(one) == ["Strike", "Ports"]
        assert hashtags(twice) == ["Strike"]
        assert Epoch.objects.current() > epoch, "cards show hashtags"
