"""For the machine that watches this one: is the process alive, can it answer readers?"""

from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from articles.lateness import Lateness, lateness
from newsroom.lib.cache import policy


@policy("private")
def live(request: HttpRequest) -> HttpResponseBase:
    """200 as long as the process answers at all; asks nothing else, so that a slow database kills no process."""
    return JsonResponse({"status": "ok"})


@policy("private")
def ready(request: HttpRequest) -> HttpResponseBase:
    """200 when the database answers and has every migration, else 503 with the reason of each check.

    It also says how late planned changes and the withdrawals of expired stories are, and is 503 for that only where
    LATENESS_LIMIT_MINUTES says so.
    """
    checks = {"database": _database(), "migrations": "ok"}
    late = {}
    if checks["database"] == "ok":
        checks["migrations"] = _migrations()
    if all(state == "ok" for state in checks.values()):
        measured = lateness()
        checks["planned_changes"] = _planned_changes(measured)
        late = {
            "overdue_seconds": round(measured.overdue.total_seconds()),
            "latest_seconds": round(measured.latest.total_seconds()),
        }
    good = all(state == "ok" for state in checks.values())
    return JsonResponse({"status": "ok" if good else "unavailable", **checks, **late}, status=200 if good else 503)


def _planned_changes(measured: Lateness) -> str:
    limit = timedelta(minutes=settings.LATENESS_LIMIT_MINUTES)
    return "overdue" if limit and measured.overdue > limit else "ok"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "no answer"
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied" if waiting else "ok"
