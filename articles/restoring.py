"""An old revision's words as the next draft: nothing is taken back, a new revision follows the newest."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import drafting
from articles.actors import Actor, command_name, person
from articles.models import Article, Event, Revision


@transaction.atomic
def restore(article: Article, revision: Revision, *, by: Actor) -> Revision:
    """Write a new draft with the words, facts and hashtags of a revision. Raises as `drafting.revise()` does."""
    draft = drafting.revise(article, revision.content(), tag_names=revision.tag_names, by=by)
    Event.objects.create(
        article=article,
        step="restore",
        at=timezone.now(),
        by=person(by),
        via=command_name(by),
        revision=draft,
        from_status=article.status,
        to_status=article.status,
        note=_("The words of revision %d.") % revision.number,
    )
    return draft
