"""What the pages of a story say of its life: who has it in hand, what is planned, what is said."""

from typing import Any

from django import template
from django.contrib.auth.models import User

from articles import planning
from articles.actors import name_of
from articles.models import Article

register = template.Library()


@register.filter
def called(person: User | None) -> str:
    """The name of somebody; of a command, none."""
    return name_of(person) if person else ""


@register.simple_tag
def life_of(article: Article, person: User) -> dict[str, Any] | None:
    """Nothing for who does not work on the story. Four small questions."""
    if not Article.objects.worked_on_by(person).filter(pk=article.pk).exists():
        return None
    return {
        "in_hand": article.assignments.open().select_related("person").first(),
        "sees_plans": person.has_perm("articles.view_plan"),
        "entries": planning.time_line(article) if person.has_perm("articles.view_plan") else [],
        "unresolved": article.comments.unresolved().count(),
        "sees_log": person.has_perm("articles.view_event"),
    }
