"""For the machine that watches this one: is the process alive, can it answer readers?"""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from newsroom.lib.cache import policy


@policy("private")
def live(request: HttpRequest) -> HttpResponseBase:
    """200 as long as the process answers at all; asks nothing else, so that a slow database kills no process."""
    return JsonResponse({"status": "ok"})


@policy("private")
def ready(request: HttpRequest) -> HttpResponseBase:
    """200 when the database answers and has every migration, else 503 with the reason of each check."""
    checks = {"database": _database(), "migrations": "ok"}
    if checks["database"] == "ok":
        checks["migrations"] = _migrations()
    good = all(state == "ok" for state in checks.values())
    return JsonResponse({"status": "ok" if good else "unavailable", **checks}, status=200 if good else 503)


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
