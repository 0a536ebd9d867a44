"""What the pages beside the stock ones have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from tags.models import Tag


def find(screen: Any, request: HttpRequest, pk: int, permission: str) -> Tag:
    """The hashtag of an address: not found for who may not see hashtags, refused to who may only look."""
    tag: Tag | None = screen.get_object(request, str(pk)) if screen.has_view_permission(request) else None
    if tag is None:
        raise Http404
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return tag


def context(screen: Any, request: HttpRequest, title: str, tag: Tag | None = None, **more: Any) -> dict[str, Any]:
    return {**screen.admin_site.each_context(request), "opts": screen.opts, "title": title, "original": tag, **more}
