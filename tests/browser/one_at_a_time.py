"""One request at a time: on SQLite all threads of a test share one connection, which takes no two at once."""

from collections.abc import Callable
from threading import RLock
from typing import Any

LOCK = RLock()


def one_at_a_time(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def answer(request: Any) -> Any:
        with LOCK:
            return get_response(request)

    return answer
