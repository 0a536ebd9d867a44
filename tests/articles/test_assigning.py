"""Giving a story into somebody's hands: one at a time, with its past kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import assigning, drafting
from articles.errors import EditConflict, NotAllowed, TransitionError
from articles.models import Article, Assignment, Event, Notice, Revision
from tests.factories import COMMAND, make_draft, make_user

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def story() -> Article:
    return make_draft(headline="Ferries sail")[0]


class TestAssign:
    def test_with_a_date_and_an_instruction(self, story: Article) -> None:
        editor, reporter = make_user("Editor"), make_user("Reporter", username="mara")
        made = assigning.assign(story, reporter, by=editor, due_at=TOMORROW, instruction=" Ask the\ncaptain. ")
        made.refresh_from_db()
        assert (made.article, made.person, made.by) == (story, reporter, editor)
        assert (made.due_at, made.instruction, made.ended_at, made.finished) == (
            TOMORROW,
            "Ask the captain.",
            None,
            False,
        )
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.note, event.date) == (
            "assign",
            editor,
            "mara: Ask the captain.",
            TOMORROW,
        )
        notice = Notice.objects.get()
        assert (notice.person, notice.what, notice.note) == (reporter, "assign", "Ask the captain.")

    @pytest.mark.parametrize("role", ["Reporter", "Operator", ""])
    def test_not_by_everybody(self, story: Article, role: str) -> None:
        with pytest.raises(NotAllowed):
            assigning.assign(story, make_user("Reporter"), by=make_user(role))

    @pytest.mark.parametrize(
        ("role", "fields"),
        [("Operator", {}), ("", {}), ("Reporter", {"is_active": False}), ("Editor", {"is_staff": False})],
    )
    def test_not_to_who_does_not_write_here(self, story: Article, role: str, fields: dict[str, bool]) -> None:
        stranger = make_user(role, username="ida", **fields)
        with pytest.raises(TransitionError, match="ida does not write here"):
            assigning.assign(story, stranger, by=make_user("Editor"))
        assert stranger not in assigning.people()

    def test_people_to_choose_from_are_those_who_write(self) -> None:
        writers = [make_user(role) for role in ("Reporter", "Editor", "Publisher")]
        assert list(assigning.people()) == writers

    def test_not_until_yesterday_and_not_in_a_novel(self, story: Article) -> None:
        with pytest.raises(TransitionError) as refused:
            assigning.assign(
                story,
                make_user("Reporter"),
                by=COMMAND,
                due_at=timezone.now() - timedelta(days=1),
                instruction="x" * 501,
            )
        assert refused.value.blockers == ["The date is in the past.", "The instruction has at most 500 characters."]

    def test_to_another_ends_the_first_and_both_are_told(self, story: Article) -> None:
        first, second = make_user("Reporter", username="first"), make_user("Reporter", username="second")
        one = assigning.assign(story, first, by=COMMAND)
        two = assigning.assign(story, second, by=COMMAND)
        one.refresh_from_db()
        assert (one.ended_at is not None, one.finished) == (True, False)
        assert Assignment.objects.open().get() == two
        assert list(Notice.objects.order_by("pk").values_list("person__username", "what")) == [
            ("first", "assign"),
            ("second", "assign"),
            ("first", "hand over"),
        ]

    def test_who_has_it_sees_it_as_long_as_they_have_it(self, story: Article) -> None:
        reporter = make_user("Reporter")
        assert not Article.objects.visible_to(reporter).exists()
        made = assigning.assign(story, reporter, by=COMMAND)
        assert Article.objects.visible_to(reporter).get() == story
        assert Revision.objects.visible_to(reporter).get().article == story
        drafting.revise(story, {"byline": "Mara Quill"}, by=reporter).delete()
        assigning.finish(made, by=reporter)
        assert not Article.objects.visible_to(reporter).exists()
        assert not Revision.objects.visible_to(reporter).exists()
        with pytest.raises(NotAllowed):
            drafting.revise(story, {}, by=reporter)


class TestFinish:
    def test_by_who_did_it_and_who_assigned_it_is_told(self, story: Article) -> None:
        editor, reporter = make_user("Editor"), make_user("Reporter", username="mara")
        made = assigning.assign(story, reporter, by=editor, instruction="Ask.")
        assigning.finish(made, by=reporter)
        made.refresh_from_db()
        assert made.finished
        event = Event.objects.latest("pk")
        assert (event.step, event.by, event.note) == ("finish", reporter, "mara: Ask.")
        assert Notice.objects.get(what="finish").person == editor

    def test_by_who_may_assign_and_by_nobody_else(self, story: Article) -> None:
        made = assigning.assign(story, make_user("Reporter"), by=COMMAND)
        for other in (make_user("Reporter"), make_user("Operator")):
            with pytest.raises(NotAllowed):
                assigning.finish(made, by=other)
        assigning.finish(made, by=make_user("Editor"))

    def test_once(self, story: Article) -> None:
        editor = make_user("Editor")
        made = assigning.assign(story, editor, by=COMMAND)
        again = Assignment.objects.get()
        assigning.finish(made, by=editor)
        with pytest.raises(EditConflict):
            assigning.finish(again, by=editor)
