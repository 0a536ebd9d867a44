"""A small store of values in this process, the least recently used thrown out first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


def _one(value: object) -> int:
    return 1


class Store[Value]:
    """At most `size` values by key, or values that `weigh` as much together. Nothing in it is the only copy.

    Threads may share it.
    """

    def __init__(self, size: int, weigh: Callable[[Value], int] = _one) -> None:
        self._size, self._weigh = size, weigh
        self._weight = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Hashable, value: Value) -> None:
        """(What is heavier than the store is large takes nobody's place.)"""
        weight = self._weigh(value)
        with self._lock:
            if key in self._values:
                self._weight -= self._weigh(self._values.pop(key))
            if weight > self._size:
                return
            self._values[key] = value
            self._weight += weight
            while self._weight > self._size:
                self._weight -= self._weigh(self._values.popitem(last=False)[1])

    def get_or_make(self, key: Hashable, make: Callable[[], Value]) -> Value:
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value
