"""The columns of a story that a step sets besides its status: pure, so that one and a thousand go by the same rule."""

from typing import Any

from django.utils import timezone

from articles.needs import Move


def none(move: Move) -> dict[str, Any]:
    return {}


def words_and_date(move: Move) -> dict[str, Any]:
    assert move.revision, "the table asks for one"
    return {
        **move.revision.content(),
        "text": move.revision.text,
        "published_at": move.date,
        "updated_at": timezone.now() if move.public_since else None,
    }


def date(move: Move) -> dict[str, Any]:
    return {"published_at": move.at}


def no_date(move: Move) -> dict[str, Any]:
    """As before it was published; its log remembers."""
    return {"published_at": None, "updated_at": None, "notice": ""}


def embargo(move: Move) -> dict[str, Any]:
    return {"embargo_until": move.at}


def expiry(move: Move) -> dict[str, Any]:
    return {"expires_at": move.at}


def notice(move: Move) -> dict[str, Any]:
    return {"notice": move.notice}


def retraction(move: Move) -> dict[str, Any]:
    """The notice is what readers find now."""
    return {"notice": move.notice, "updated_at": timezone.now()}
