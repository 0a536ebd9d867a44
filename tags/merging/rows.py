"""The rows that a merge locks, remembers and brings back."""

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from articles.websub import below_language
from tags.errors import MergeBlocked
from tags.models import MergedTagging, Tag, TagEvent, Tagging


def locked(*tags: Tag) -> list[Tag]:
    """The tags read anew, which nobody else changes or hangs on a story until the transaction ends.

    In the order of their ids, so that two merges that cross wait for each other instead of dying. Raises
    `MergeBlocked` when one is gone.
    """
    rows = {
        tag.pk: tag for tag in Tag.objects.filter(pk__in=[tag.pk for tag in tags]).order_by("pk").select_for_update()
    }
    if any(tag.pk not in rows for tag in tags):
        raise MergeBlocked([_("A hashtag is gone.")])
    return [rows[tag.pk] for tag in tags]


def pages_of_live(*tags: Tag) -> set[str]:
    """The pages of those that readers know, for the hubs of their feeds; nothing is asked where there is no hub."""
    if not settings.WEBSUB_HUBS:
        return set()
    live = Tag.objects.live().filter(pk__in=[tag.pk for tag in tags])
    return {below_language(tag.get_absolute_url()) for tag in live}


def remember(event: TagEvent, source: Tag, into: Tag) -> None:
    """One row a story. Of two hashtags that become one, the row that stands first is kept."""
    taggings, merged = _quoted(Tagging), _quoted(MergedTagging)
    first = "(target.id IS NULL OR source.position < target.position)"
    columns = "event_id, article_id, moved, kept_id, position, removed_id, removed_position"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {merged} ({columns}) SELECT %s, source.article_id, {first},"  # noqa: S608
            f" CASE WHEN {first} THEN source.id ELSE target.id END,"
            f" CASE WHEN {first} THEN source.position ELSE target.position END,"
            f" CASE WHEN {first} THEN target.id ELSE source.id END,"
            f" CASE WHEN {first} THEN target.position ELSE source.position END"
            f" FROM {taggings} source LEFT JOIN {taggings} target"
            " ON target.article_id = source.article_id AND target.tag_id = %s WHERE source.tag_id = %s",
            [event.pk, into.pk, source.pk],
        )


def bring_back(event: TagEvent, source: Tag, into: Tag) -> None:
    """The rows that were removed, under their old keys, dated as the row of the same story that was kept."""
    taggings, merged = _quoted(Tagging), _quoted(MergedTagging)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {taggings} (id, tag_id, article_id, position, published_at)"  # noqa: S608
            " SELECT merged.removed_id, CASE WHEN merged.moved THEN %s ELSE %s END, merged.article_id,"
            f" merged.removed_position, kept.published_at FROM {merged} merged"
            f" JOIN {taggings} kept ON kept.id = merged.kept_id"
            " WHERE merged.event_id = %s AND merged.removed_id IS NOT NULL",
            [into.pk, source.pk, event.pk],
        )


def _quoted(model: type[Tagging | MergedTagging]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
