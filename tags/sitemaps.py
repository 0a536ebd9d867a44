"""The hashtags that the sitemaps hold: live and strong ones, see `tags.strength`."""

from django.db.models import OuterRef, QuerySet, Subquery

from tags.models import Tag, Tagging


def listed() -> QuerySet[Tag]:
    """With `newest`, the date of each one's newest public story: one probe of the river's index."""
    newest = Tagging.objects.live().filter(tag=OuterRef("pk")).order_by("-published_at").values("published_at")[:1]
    return Tag.objects.live().filter(indexed=True).annotate(newest=Subquery(newest))
