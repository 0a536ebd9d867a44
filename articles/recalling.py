"""Around a change of stories that readers may have seen: what was made of them is made anew."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from articles.models import Article, Epoch


@contextmanager
def recalling(stories: Iterable[Article]) -> Iterator[None]:
    """In the transaction of the change: what processes keep of them passes, and trending hashtags are counted anew."""
    Epoch.objects.bump(Epoch.STORIES)
    hashtags = Article.tags.through.objects.trending_of(stories)
    yield
    Article.tags.through.objects.count_anew(hashtags)
