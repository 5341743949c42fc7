"""Locks by key: of one key one at a time, of several at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class KeyLocks:
    """Locks that exist while they are held or waited for."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[threading.Lock, int]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        """Hold the lock of a key within the `with` block."""
        with self._lock:
            lock, n_users = self._locks.get(key, (threading.Lock(), 0))
            self._locks[key] = lock, n_users + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, n_users = self._locks[key]
                if n_users == 1:
                    del self._locks[key]
                else:
                    self._locks[key] = lock, n_users - 1
