"""The library of pictures while one writes: to choose from, and to see before readers do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from articles.models import Image

OFFERED = 24


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """The newest pictures that these words describe; with a number, that one."""
    if not request.user.has_perm("articles.view_image"):
        raise PermissionDenied
    if number := request.GET.get("id", ""):
        return JsonResponse({"pictures": [picture_of(image) for image in numbered(number)]})
    words = request.GET.get("q", "").split()[:8]
    described = Q()
    for word in words:
        described &= Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word)
    return JsonResponse({"pictures": [picture_of(image) for image in Image.objects.filter(described)[:OFFERED]]})


def numbered(number: str) -> QuerySet[Image]:
    """The picture of a number as a person or a form gives it, if there is one."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 19  # fits the column
    return Image.objects.filter(pk=number) if is_number else Image.objects.none()


def picture_of(image: Image) -> dict[str, Any]:
    """What the form knows of a picture: `src` is what a text holds, `shown` what the desk can load already."""
    return {
        "id": image.pk,
        "src": image.url,
        "shown": desk_address(image),
        **{name: getattr(image, name) for name in ("alt", "caption", "credit", "width", "height")},
    }


def desk_address(image: Image) -> str:
    return reverse("admin:articles_image_file", args=[image.name])
