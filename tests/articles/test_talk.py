"""What is said about a story: by whom, in threads, and who is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import assigning, talk
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, Comment, Notice
from tests.factories import COMMAND, make_draft, make_published, make_user
from tests.properties import moderately

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    return make_draft(headline="Ferries sail")[0]


def told() -> set[tuple[str, str]]:
    return set(Notice.objects.values_list("person__username", "what"))


class TestSay:
    def test_who_works_on_a_story_may(self, story: Article) -> None:
        editor = make_user("Editor")
        comment = talk.say(story, " Which\0 ferry?\r\n ", by=editor)
        assert (comment.article, comment.by, comment.parent, comment.text) == (story, editor, None, "Which ferry?")

    def test_a_reporter_on_stories_of_their_own_and_those_in_their_hands(self, story: Article) -> None:
        reporter = make_user("Reporter")
        own, _ = make_draft(by=reporter)
        talk.say(own, "Mine.", by=reporter)
        for others in (story, make_published()):
            with pytest.raises(NotAllowed):
                talk.say(others, "What is this?", by=reporter)
        assigning.assign(story, reporter, by=make_user("Editor"))
        talk.say(story, "On it.", by=reporter)

    @pytest.mark.parametrize("role", ["Operator", ""])
    def test_nobody_else(self, story: Article, role: str) -> None:
        with pytest.raises(NotAllowed):
            talk.say(story, "Hello.", by=make_user(role))

    @pytest.mark.parametrize(
        ("text", "reason"),
        [(" \n", "A comment says something."), ("x" * 4001, "A comment has at most 4000 characters.")],
    )
    def test_it_says_something_and_is_no_article(self, story: Article, text: str, reason: str) -> None:
        with pytest.raises(TransitionError) as refused:
            talk.say(story, text, by=make_user("Editor"))
        assert refused.value.blockers == [reason]

    def test_not_in_a_thread_of_another_story(self, story: Article) -> None:
        editor = make_user("Editor")
        elsewhere = talk.say(make_published(), "Here.", by=editor)
        with pytest.raises(TransitionError, match="another story's"):
            talk.say(story, "There.", by=editor, reply_to=elsewhere)


class TestThreads:
    def test_a_reply_to_a_reply_stands_in_the_same_thread(self, story: Article) -> None:
        editor = make_user("Editor")
        first = talk.say(story, "Which ferry?", by=editor)
        second = talk.say(story, "The old one.", by=editor, reply_to=first)
        third = talk.say(story, "Thanks.", by=editor, reply_to=second)
        other = talk.say(story, "And when?", by=editor)
        assert third.parent == first
        threads = talk.threads(story)
        assert [thread.text for thread in threads] == ["Which ferry?", "And when?"]
        assert [list(thread.replies.all()) for thread in threads] == [[second, third], []]
        assert list(Comment.objects.unresolved()) == [first, other]

    def test_it_is_resolved_as_a_whole_and_opened_again(self, story: Article) -> None:
        editor = make_user("Editor")
        first = talk.say(story, "Which ferry?", by=editor)
        reply = talk.say(story, "The old one.", by=editor, reply_to=first)
        talk.resolve(reply, by=editor)
        first.refresh_from_db()
        assert first.resolved_by == editor
        assert first.resolved_at
        assert not Comment.objects.unresolved().exists()
        talk.resolve(first, by=editor, resolved=False)
        assert Comment.objects.unresolved().get() == first

    def test_not_by_who_may_not_comment(self, story: Article) -> None:
        first = talk.say(story, "Which ferry?", by=make_user("Editor"))
        with pytest.raises(NotAllowed):
            talk.resolve(first, by=make_user("Reporter"))


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("@mara look", ["mara"]),
            ("Look, @mara.", ["mara"]),
            ("(@mara, @ida-2 and @mara)", ["mara", "ida-2"]),
            ("@mara.quill, please", ["mara.quill"]),
            ("mail desk@mara.example", []),
            ("mail a.b+c@mara.example or x-@mara", []),
            ("https://a.example/@mara", []),
            ("@@mara and @ alone", []),
            ("@지은에게", ["지은에게"]),
        ],
    )
    def test_they_follow_an_at_that_is_no_part_of_an_address(self, text: str, names: list[str]) -> None:
        assert talk.names_in(text) == names

    @moderately
    @given(st.text())
    def test_any_text_can_be_read(self, text: str) -> None:
        assert len(talk.names_in(text)) <= talk.MOST_NAMES

    def test_who_is_named_is_told_and_so_are_author_hand_and_thread(self) -> None:
        author, hand, speaker, named, editor = (
            make_user(role, username=name)
            for role, name in [
                *(("Reporter", "author"), ("Reporter", "hand"), ("Editor", "speaker")),
                *(("Reporter", "named"), ("Editor", "editor")),
            ]
        )
        story, _ = make_draft(by=author)
        assigning.assign(story, hand, by=COMMAND)
        first = talk.say(story, "Which ferry?", by=speaker)
        Notice.objects.all().delete()
        talk.say(story, "Ask @named, not @nobody or @editor.", by=editor, reply_to=first)
        assert told() == {("author", "comment"), ("hand", "comment"), ("speaker", "comment"), ("named", "mention")}
        assert named.notices.get().note == "Ask @named, not @nobody or @editor."

    def test_one_who_is_named_and_wrote_it_is_told_once(self) -> None:
        author = make_user("Reporter", username="author")
        story, _ = make_draft(by=author)
        talk.say(story, "Well done, @author.", by=make_user("Editor"))
        assert told() == {("author", "mention")}

    @pytest.mark.parametrize("gone", [{"is_active": False}, {"is_staff": False}])
    def test_who_is_no_longer_here_is_not(self, story: Article, gone: dict[str, bool]) -> None:
        make_user("Reporter", username="mara", **gone)
        talk.say(story, "@mara, look.", by=make_user("Editor"))
        assert told() == set()
