"""The base of the screens of what many stories share: sources, sections, pictures, hashtags."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.desk.base import DeskAdmin
from articles.errors import InUse


class CommonsAdmin(DeskAdmin):
    """What is used cannot be removed, and one is told by how many."""

    delete_confirmation_template = "admin/commons/delete_confirmation.html"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Pictures are chosen from the library; bringing them in, and describing them, has its own screen."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget: Any = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = False
        return field

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except InUse as error:  # since a moment ago
            messages.error(request, str(error))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", object_id)
