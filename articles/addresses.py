"""Old addresses of sections, sources and pictures: what has moved answers 301, not 404."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.models import OldAddress


def leave_behind(thing: Model, address: str) -> None:
    """Remember where it was. Call it in the transaction that moves it."""
    OldAddress.objects.update_or_create(kind=kind_of(thing), address=address, defaults={"target_id": thing.pk})


def take(thing: Model, address: str) -> None:
    """An address in use leads to nothing else."""
    OldAddress.objects.filter(kind=kind_of(thing), address=address).delete()


def forget(thing: Model) -> None:
    OldAddress.objects.filter(kind=kind_of(thing), target_id=thing.pk).delete()


def meant[Thing: Model](things: "models.QuerySet[Thing]", address: str) -> Thing | None:
    """The one among these things that was found there once. One query."""
    ids = OldAddress.objects.filter(kind=things.model._meta.model_name or "", address=address).values("target_id")
    return things.filter(pk__in=ids).first()


def moved_from[Thing: Model](things: "models.QuerySet[Thing]", asked: Collection[str]) -> dict[str, Thing]:
    """The same for many addresses: those that lead somewhere. Two queries, none for no address."""
    if not asked:
        return {}
    kept = OldAddress.objects.filter(kind=things.model._meta.model_name or "", address__in=asked)
    leads = dict(kept.values_list("address", "target_id"))
    found = things.in_bulk(leads.values()) if leads else {}
    return {address: found[id] for address, id in leads.items() if id in found}


def moved(request: HttpRequest, path: str) -> HttpResponse:
    """301, with whatever was asked along with the address."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=True)


def leading_nowhere() -> "models.QuerySet[OldAddress]":
    """The auditor: those whose thing is gone. Empty, or `check_integrity` says so."""
    from articles.models import Image, Section, Source

    known: Any = models.Q()
    for model in (Section, Source, Image):
        known |= models.Q(kind=model._meta.model_name, target_id__in=model._default_manager.values("pk"))
    return OldAddress.objects.exclude(known)


def kind_of(thing: Model) -> str:
    return thing._meta.model_name or ""
