"""What becomes of the words of a story that is no longer published."""

from articles.models import Revision
from articles.needs import Move


def put_back(move: Move) -> Revision:
    """The words that were to be published are approved again."""
    revision = move.article.revisions.live().get()
    revision.stage = Revision.Stage.APPROVED
    revision.save(update_fields=["stage"])
    return revision


def begin_again(move: Move) -> Revision:
    """A new draft of the newest words, by who wrote them; what was live is history."""
    article = move.article
    article.revisions.live().update(stage=Revision.Stage.SUPERSEDED)
    newest = article.revisions.latest("number")
    return Revision.objects.create(
        article=article,
        number=newest.number + 1,
        tag_names=newest.tag_names,
        author_id=newest.author_id,
        **newest.content(),
    )
