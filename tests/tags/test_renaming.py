"""What a hashtag is called, and whatever else leads to it."""

from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.errors import NotAllowed
from newsroom import integrity
from tags import renaming
from tags.errors import NameTaken
from tags.models import Tag, TagEvent
from tags.names import UnusableName
from tests.factories import COMMAND, make_draft, make_published, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _whole() -> Any:
    yield
    assert integrity.examine(repair=False) == []


def names() -> dict[str, str]:
    """Every name, and the hashtag it leads to (itself, for no alias)."""
    return {tag.name: (tag.canonical or tag).name for tag in Tag.objects.select_related("canonical")}


class TestRename:
    def test_readers_find_it_under_the_new_name_and_the_old_one_leads_there(self, client: Client) -> None:
        make_published(headline="At dawn", tags=["Ferry Pact"])
        assert b"#FerryPact" in client.get("/en/").content
        renaming.rename(Tag.objects.get(), "Ferry Agreement", by=COMMAND)
        response = client.get("/en/hashtag/FerryPact/?x=1")
        assert (response.status_code, response.headers["Location"]) == (301, "/en/hashtag/FerryAgreement/?x=1")
        assert b"At dawn" in client.get("/en/hashtag/FerryAgreement/").content
        assert b"#FerryAgreement" in client.get("/en/").content

    def test_a_draft_with_the_old_name_gets_the_hashtag(self) -> None:
        tag = make_tag("Ferry Pact")
        article, revision = make_draft(tags=["Ferry Pact"])
        renaming.rename(tag, "Ferry Agreement", by=COMMAND)
        workflow.publish(article, by=COMMAND, revision=revision)
        assert article.taggings.get().tag == tag

    @pytest.mark.parametrize("spelling", ["ferry-pact", "FERRY PACT", "Ferry  Pact", "#FerryPact"])
    def test_another_spelling_leaves_no_alias_behind(self, spelling: str, client: Client) -> None:
        tag = make_tag("Ferry Pact")
        make_published(tags=["Ferry Pact"])
        renaming.rename(tag, spelling, by=COMMAND)
        tag.refresh_from_db()
        assert (Tag.objects.count(), tag.key) == (1, "ferrypact")
        assert client.get(tag.get_absolute_url()).status_code == 200

    def test_the_same_name_is_no_change(self) -> None:
        assert renaming.rename(make_tag("Ferry Pact"), " #Ferry Pact ", by=COMMAND) is None
        assert not TagEvent.objects.exists()

    def test_it_may_take_the_name_of_an_alias_of_its_own(self) -> None:
        tag = make_tag("Ferry Pact")
        make_tag("Ferry Deal", canonical=tag)
        renaming.rename(tag, "ferry deal", by=COMMAND)
        assert names() == {"ferry deal": "ferry deal", "Ferry Pact": "ferry deal"}
        renaming.rename(tag, "Ferry Pact", by=COMMAND)
        assert names() == {"Ferry Pact": "Ferry Pact", "ferry deal": "Ferry Pact"}

    def test_a_name_of_another_is_refused_and_says_whose_it_is(self) -> None:
        tag, strike = make_tag("Ferry Pact"), make_tag("Strike")
        make_tag("Walkout", canonical=strike)
        for name, sentence in [("strike", "#Strike is a hashtag already"), ("Walk-out", "#Walkout is an alias of")]:
            with pytest.raises(NameTaken, match=sentence) as refused:
                renaming.rename(tag, name, by=COMMAND)
            assert refused.value.tag == strike
        assert names()["Ferry Pact"] == "Ferry Pact"

    def test_an_alias_has_no_name_to_change(self) -> None:
        alias = make_tag("Walkout", canonical=make_tag("Strike"))
        with pytest.raises(NameTaken, match="rename its hashtag"):
            renaming.rename(alias, "Stoppage", by=COMMAND)

    def test_an_unusable_name_is_refused(self) -> None:
        with pytest.raises(UnusableName):
            renaming.rename(make_tag(), "…", by=COMMAND)

    def test_who_may_not_may_not(self) -> None:
        for person in (make_user("Reporter"), make_user("Operator"), make_user()):
            with pytest.raises(NotAllowed):
                renaming.rename(make_tag(), "Strike", by=person)

    def test_the_log_has_both_names(self) -> None:
        editor = make_user("Editor")
        event = renaming.rename(make_tag("Ferry Pact"), "Ferry Deal", by=editor)
        assert event
        assert (event.by, event.details) == (editor, {"before": "Ferry Pact", "after": "Ferry Deal"})


class TestAliases:
    def test_one_more_name_leads_there(self, client: Client) -> None:
        make_published(tags=["Strike"])
        renaming.add_alias(Tag.objects.get(), "Walk-out", by=COMMAND)
        assert client.get("/en/hashtag/walkout/").headers["Location"] == "/en/hashtag/Strike/"

    def test_the_same_again_is_no_change(self) -> None:
        tag = make_tag("Strike")
        alias = renaming.add_alias(tag, "Walkout", by=COMMAND)
        assert renaming.add_alias(tag, "walk out", by=COMMAND) == alias
        assert TagEvent.objects.count() == 1

    @pytest.mark.parametrize("name", ["strike", "Ports", "Harbours"])
    def test_a_name_that_leads_elsewhere_is_refused(self, name: str) -> None:
        strike = make_tag("Strike")
        make_tag("Harbours", canonical=make_tag("Ports"))
        with pytest.raises(NameTaken):
            renaming.add_alias(strike, name, by=COMMAND)

    def test_an_alias_has_none(self) -> None:
        with pytest.raises(NameTaken, match="an alias itself"):
            renaming.add_alias(make_tag("Walkout", canonical=make_tag("Strike")), "Stoppage", by=COMMAND)

    def test_a_removed_one_is_not_found_and_its_log_stays(self, client: Client) -> None:
        make_published(tags=["Strike"])
        strike = Tag.objects.get()
        renaming.remove_alias(renaming.add_alias(strike, "Walkout", by=COMMAND), by=COMMAND)
        assert client.get("/en/hashtag/Walkout/").status_code == 404
        events = TagEvent.objects.about(strike).order_by("id")
        assert [(event.step, event.other, event.other_name) for event in events] == [
            ("alias", None, "Walkout"),
            ("unalias", None, "Walkout"),
        ]

    def test_a_hashtag_of_its_own_is_not_removed_so(self) -> None:
        with pytest.raises(NameTaken, match="no alias"):
            renaming.remove_alias(make_tag("Strike"), by=COMMAND)

    def test_who_may_not_may_not(self) -> None:
        alias = make_tag("Walkout", canonical=make_tag("Strike"))
        for person in (make_user("Reporter"), make_user()):
            with pytest.raises(NotAllowed):
                renaming.add_alias(alias, "Stoppage", by=person)
            with pytest.raises(NotAllowed):
                renaming.remove_alias(alias, by=person)
