"""What the head of a page tells those who find it and those who pass it on, besides its title and its description.

A page without a `Head` has no address that should be kept, and no search engine lists it: whatever is to be found
says so (`templates/base.html`, `newsroom.templatetags.head`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from articles import json_ld, robots
from articles.json_ld import Crumb, Thing
from articles.licence import Shown
from articles.models import Article, Image
from articles.robots import Robots


def nowhere() -> Sequence[Crumb]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Head:
    """Of a page at `path`. Its head is kept on the shelf: it may depend on what moves the epoch and on nothing else."""

    path: str
    robots: Robots = robots.LISTED
    # The way to it from the front page, itself included; asked only when the head is made.
    crumbs: Callable[[], Sequence[Crumb]] = nowhere
    picture: Image | None = None

    kind = "website"
    kept = True

    def things(self, origin: str, *, title: str, description: str, language: str) -> list[Thing]:
        about = json_ld.collection(origin, self.path, name=title, description=description, language=language)
        crumbs = self.crumbs()
        return [about, json_ld.trail(origin, crumbs)] if crumbs else [about, json_ld.house(origin)]


class PassingHead(Head):
    """Of a page that is one of too many: its head is made with it, so that it takes nobody's place on the shelf."""

    kept = False


@dataclass(frozen=True, kw_only=True)
class StoryHead(PassingHead):
    article: Article
    hashtags: Sequence[str] = field(default=())

    kind = "article"

    def things(self, origin: str, *, title: str, description: str, language: str) -> list[Thing]:
        told = json_ld.story(
            self.article,
            origin,
            self.path,
            description=description,
            picture=self.picture,
            hashtags=self.hashtags,
        )
        return [told, json_ld.trail(origin, self.crumbs())]


def of_story(article: Article, shown: Shown, hashtags: Sequence[str]) -> StoryHead:
    section, source, path = article.section, article.source, article.get_absolute_url()
    assert section, "a published story has one"
    assert source, "a published story has one"

    def crumbs() -> Sequence[Crumb]:
        return Crumb(section.name, section.get_absolute_url()), Crumb(article.headline, path)

    return StoryHead(
        path=path,
        robots=robots.of_story(source),
        crumbs=crumbs,
        picture=shown.picture,
        article=article,
        hashtags=hashtags,
    )
