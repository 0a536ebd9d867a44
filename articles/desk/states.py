"""The state of a story in two words: what readers see, and where the words are that they do not see yet."""

from django.utils import timezone

from articles.desk.stories import Shown
from articles.models import Article, Revision


def shown(article: Article) -> Shown:
    if article.status == Article.Status.PUBLISHED:
        assert article.published_at
        return Shown.LIVE if article.published_at <= timezone.now() else Shown.SCHEDULED
    return Shown(article.status)


def waiting(article: Article, newest: Revision | None) -> Revision.Stage | None:
    """The stage of words that readers have not got; none when the newest ones are those that were published."""
    if newest is None or newest.stage in (Revision.Stage.PUBLISHED, Revision.Stage.SUPERSEDED):
        return None
    return Revision.Stage(newest.stage)
