"""A small store of values in this process, the least recently used thrown out first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Store[Value]:
    """At most `size` values by key. Safe to share between threads; nothing in it is the only copy."""

    def __init__(self, size: int) -> None:
        self._size = size
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
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._size:
                self._values.popitem(last=False)

    def get_or_make(self, key: Hashable, make: Callable[[], Value]) -> Value:
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value
