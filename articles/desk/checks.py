"""System checks that hold the desk's rules: a screen that goes its own way fails `manage.py check`."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.checks import CheckMessage, Error, register

from articles.desk.base import DeskAdmin


@register
def screens_keep_the_rules(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [error for screen in admin.site._registry.values() for error in _errors(screen)]


def _errors(screen: "admin.ModelAdmin[Any]") -> Iterator[CheckMessage]:
    name = type(screen).__name__
    if not isinstance(screen, DeskAdmin):
        yield Error(f"{name} does not inherit DeskAdmin.", hint="It would show drafts to anybody.", id="articles.E001")
    if screen.raw_id_fields:
        yield Error(f"{name} has raw_id_fields.", hint="They print the name of any row asked for.", id="articles.E002")
    if screen.list_editable:
        yield Error(f"{name} has list_editable.", hint="A change goes by its verb, one at a time.", id="articles.E003")
    for pattern in screen.get_urls():
        if not _asks_who_comes(pattern.callback):
            yield Error(
                f"The address “{pattern.pattern}” of {name} is open to anybody.",
                hint="Wrap its view: self.admin_site.admin_view(…)",
                id="articles.E005",
            )
    for action in screen.actions or ():
        function = action if callable(action) else getattr(screen, action, None)
        if function is not None and not getattr(function, "allowed_permissions", None):
            yield Error(
                f"An action of {name} asks for no permission.",
                hint="@admin.action(permissions=…)",
                id="articles.E004",
            )


def _asks_who_comes(view: Any) -> bool:
    """Whether `Desk.admin_view` is around it; Django's own `get_urls` calls that inside a wrapper with this name."""
    return hasattr(view, "asks_who_comes") or hasattr(view, "model_admin")
