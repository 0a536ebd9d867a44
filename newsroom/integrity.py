"""What must always be true of the whole newsroom and no single constraint can say: found, told, and mended."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles import addresses, rendering
from articles.models import (
    CONTENT_COLUMNS,
    Article,
    Epoch,
    Event,
    Image,
    ImportRun,
    Revision,
    Section,
    Source,
    StoryPicture,
)
from articles.search import rebuilding
from tags.models import Tag, Tagging
from tags.names import hashtag_of, key_of

EPOCHS = (Epoch.HOUSE, Epoch.STORIES)
ONCE_PUBLIC = Q(status__in=[Article.Status.PUBLISHED, Article.Status.WITHDRAWN, Article.Status.RETRACTED])

# By then a worker has made the renditions of a new picture, or none is running.
TIME_FOR_RENDITIONS = timedelta(hours=1)


@dataclass(frozen=True)
class Rule:
    """`find` yields a sentence for each breach; `repair`, where there is one, mends them all."""

    name: str
    find: Callable[[], Iterable[str]]
    repair: Callable[[], object] | None = None


def stale_taggings() -> Iterator[str]:
    for article_id, tag in Tagging.objects.out_of_step().values_list("content_object_id", "tag__name").iterator():
        yield f"Story {article_id} does not show under #{tag} as it should."


def bring_into_step() -> None:
    Tagging.objects.bring_into_step()
    Epoch.objects.bump(Epoch.STORIES)


def stories_without_live_revision() -> Iterator[str]:
    live = Revision.objects.live().filter(article=OuterRef("pk"))
    return _stories(Article.objects.filter(ONCE_PUBLIC).exclude(Exists(live)), "was published without a revision")


def stories_without_event() -> Iterator[str]:
    published = Event.objects.filter(article=OuterRef("pk"), to_status=Article.Status.PUBLISHED)
    return _stories(Article.objects.filter(ONCE_PUBLIC).exclude(Exists(published)), "was published without an event")


def stories_unlike_their_revision() -> Iterator[str]:
    same = Q()
    for column in CONTENT_COLUMNS:
        both_empty = Q(**{f"{column}__isnull": True, f"article__{column}__isnull": True})
        same &= Q(**{column: F(f"article__{column}")}) | both_empty
    for article_id in Revision.objects.live().exclude(same).values_list("article_id", flat=True).iterator():
        yield f"Story {article_id} has other words than its published revision."


def deep_aliases() -> Iterator[str]:
    for name in Tag.objects.broken_aliases().values_list("name", flat=True).iterator():
        yield f"#{name} is an alias of an alias."


def flatten_aliases() -> None:
    """Where aliases lead round in a circle, only a person can say which of them is the hashtag."""
    above = dict(Tag.objects.exclude(canonical=None).values_list("pk", "canonical"))
    for alias, canonical in above.items():
        path = [alias]
        while (end := above.get(path[-1])) and end not in path:
            path.append(end)
        if path[-1] not in above and path[-1] != canonical:
            Tag.objects.filter(pk=alias).update(canonical=path[-1])
    Epoch.objects.bump()


def taggings_of_aliases() -> Iterator[str]:
    rows = Tagging.objects.filter(tag__canonical__isnull=False)
    for article_id, name in rows.values_list("content_object_id", "tag__name").iterator():
        yield f"Story {article_id} hangs on #{name}, which is an alias."


def move_taggings_to_canonical() -> None:
    """The rule on aliases comes first in the list, so every canonical tag is one step away."""
    for tagging in Tagging.objects.filter(tag__canonical__isnull=False).select_related("tag").iterator():
        same = Tagging.objects.filter(content_object=tagging.content_object_id, tag=tagging.tag.canonical_id)
        if same.exists():
            tagging.delete()
        else:
            Tagging.objects.filter(pk=tagging.pk).update(tag=tagging.tag.canonical_id)
    Epoch.objects.bump()  # cards show hashtags


def misspelled_keys() -> Iterator[str]:
    for tag in Tag.objects.only("name", "key", "hashtag").iterator():
        for under, right in ((tag.key, key_of(tag.name)), (tag.hashtag, hashtag_of(tag.name))):
            if under != right:
                yield f"#{tag.name} is filed under “{under}”, not under “{right}”."


def addresses_leading_nowhere() -> Iterator[str]:
    for old in addresses.leading_nowhere().order_by("pk").iterator():
        yield f"The old address “{old.address}” of a {old.kind} leads nowhere."


def pictures_nobody_can_load() -> Iterator[str]:
    for name in Source.objects.filter(logo__of_the_house=False).values_list("name", flat=True).iterator():
        yield f"The logo of {name} is not of the house: readers may not load it."
    for name in Tag.objects.filter(picture__of_the_house=False).values_list("name", flat=True).iterator():
        yield f"The picture of #{name} is not of the house: readers may not load it."


def texts_unlike_their_pictures() -> Iterator[str]:
    for story in StoryPicture.objects.out_of_step():
        yield f"Story {story.pk} has other pictures in its text than readers may load."


def mark_pictures_of_texts() -> None:
    for story in list(StoryPicture.objects.out_of_step()):
        StoryPicture.objects.show({story.pk: story.body})


def pictures_without_renditions() -> Iterator[str]:
    waiting = Image.objects.filter(renditions="", added_at__lt=timezone.now() - TIME_FOR_RENDITIONS)
    for key in waiting.order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Picture {key} has no renditions: readers get it whole."


def renditions_without_files() -> Iterator[str]:
    for image, number in rendering.lost():
        yield f"{number} renditions of picture {image.pk} are not in the storage."


def imports_cut_short() -> Iterator[str]:
    for run in ImportRun.objects.filter(finished_at=None):
        yield f"The import of {run.name}, begun {run.started_at:%Y-%m-%d %H:%M} UTC, was cut short: run it again."


def missing_furniture() -> Iterator[str]:
    if Epoch.objects.count() < len(EPOCHS):
        yield "The epoch is missing: no page can be served."
    if not Section.objects.filter(slug=Section.DEFAULT_SLUG).exists():
        yield "The default section is missing."


def furnish() -> None:
    for key in EPOCHS:
        Epoch.objects.get_or_create(pk=key)
    if not Section.objects.filter(slug=Section.DEFAULT_SLUG).exists():
        slug = {"slug": Section.DEFAULT_SLUG}
        Section.objects.update_or_create(name="General", defaults=slug, create_defaults={**slug, "position": 0})
    Epoch.objects.bump()


RULES = (
    Rule("the house is furnished", missing_furniture, furnish),
    Rule("aliases are one deep", deep_aliases, flatten_aliases),
    Rule("no story hangs on an alias", taggings_of_aliases, move_taggings_to_canonical),
    Rule(
        "hashtag pages are in step with their stories",
        stale_taggings,
        bring_into_step,
    ),
    Rule("a published story has its revision", stories_without_live_revision),
    Rule("a published story has its event", stories_without_event),
    Rule("readers see the words of the published revision", stories_unlike_their_revision),
    Rule(
        "the search knows the words of what is published and nothing else, and the desk those that are not",
        rebuilding.problems,
        rebuilding.mend,
    ),
    Rule("every hashtag is filed under its key", misspelled_keys),
    Rule("old addresses lead somewhere", addresses_leading_nowhere, lambda: addresses.leading_nowhere().delete()),
    Rule("logos and pictures of hashtags are of the house", pictures_nobody_can_load),
    Rule("pictures in public texts are marked as such", texts_unlike_their_pictures, mark_pictures_of_texts),
    Rule("pictures have their renditions", pictures_without_renditions),
    Rule("renditions are in the storage", renditions_without_files, rendering.order_lost),
    Rule("no import is half done", imports_cut_short),
)


@dataclass(frozen=True)
class Finding:
    rule: str
    problems: list[str]
    repaired: bool


def examine(*, repair: bool) -> list[Finding]:
    """The broken rules, in order. With `repair` each is mended where that is possible, in a transaction of its own."""
    findings = []
    for rule in RULES:
        problems = list(rule.find())
        if not problems:
            continue
        mended = False
        if repair and rule.repair is not None:
            with transaction.atomic():
                rule.repair()
            mended = not list(rule.find())
        findings.append(Finding(rule.name, problems, mended))
    return findings


def _stories(articles: QuerySet[Article], what: str) -> Iterator[str]:
    for article_id in articles.order_by("pk").values_list("pk", flat=True).iterator():
        yield f"Story {article_id} {what}."
